"""Days and moments are read from addresses in one way for every face."""

from datetime import date

import pytest

from servanda.core.errors import Unacceptable
from servanda.queries import asked

TODAY = date(2016, 4, 28)


def test_a_day_that_is_not_named_is_today() -> None:
    assert asked.day("", TODAY) == TODAY
    assert asked.day("2016-04-29", TODAY) == date(2016, 4, 29)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2016-04-28", "2016-04-28 23:59:59.999999+00:00"),
        ("2016-04-28T10:00:00", "2016-04-28 10:00:00+00:00"),
        ("2016-04-28T10:00:00+02:00", "2016-04-28 10:00:00+02:00"),
        ("2016-04-28T10:00:00 02:00", "2016-04-28 10:00:00+02:00"),
        ("", "None"),
    ],
)
def test_a_moment_is_read(text: str, moment: str) -> None:
    assert str(asked.moment(text)) == moment


@pytest.mark.parametrize("text", ["2016-02-30", "soon", "2016-04-28T25:00Z", "\0", "٢٠١٦-٠٤-٢٨"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(Unacceptable, match="is not a moment. Write 2016-04-28, or 2016-04-28T10:00:00Z"):
        asked.moment(text)
