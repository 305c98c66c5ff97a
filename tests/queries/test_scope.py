"""What a question can be narrowed to: the themes of a day, and the States by their codes."""

from datetime import date

import pytest

from servanda.core.errors import Unacceptable
from servanda.queries import scope
from servanda.queries.standpoint import standpoint

pytestmark = pytest.mark.usefixtures("demo")


def test_themes_are_those_of_the_day_from_its_first_to_its_last() -> None:
    """The Twelfth Meeting of States Parties parted clearance and risk education."""
    before, after = (scope.themes(standpoint("ccm", date(2024, 9, day))) for day in (12, 13))
    assert [t.title for t in before if t not in after] == ["Clearance and risk education"]
    assert [t.title for t in after if t not in before] == ["Clearance", "Risk education"]


def test_a_theme_without_obligations_has_no_duties() -> None:
    point = standpoint("ccm", date(2026, 11, 24))
    with_duties = {theme.code for theme in scope.themes_of_duties(point)}
    assert with_duties == {o.theme for o in point.treaty.obligations if o.theme} & {t.code for t in scope.themes(point)}
    assert all(scope.of_theme(point, code) for code in with_duties)
    for theme in scope.themes(point):
        assert (theme.code in with_duties) is bool(scope.of_theme(point, theme.code))


def test_a_theme_or_state_that_there_is_not_is_refused_with_what_there_is() -> None:
    point = standpoint("ccm", date(2026, 11, 24))
    with pytest.raises(Unacceptable, match=f"“fishing” is not a theme .* {scope.themes(point)[0].code}"):
        scope.theme(point, "fishing")
    with pytest.raises(Unacceptable, match="Did you mean NOR"):
        scope.state(point, "Norway")
    assert scope.state(point, "NOR") == "NOR"
