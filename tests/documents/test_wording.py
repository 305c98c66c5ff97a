"""How papers write days, names, citations and steps."""

import ast
import inspect
from datetime import UTC, date, datetime, timedelta, timezone
from types import ModuleType

import pytest

from servanda.core import because, rules
from servanda.core.days import parse_when
from servanda.core.reasons import Step
from servanda.documents.wording import COMPACT, Wording

NAMES = {"CIV": "Côte d'Ivoire", "COL": "Colombia", "TUR": "Türkiye", "ZAF": "South Africa", "HRV": "Croatia"}
WORDING = Wording(NAMES.__getitem__, str)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2016-04-28", "28\u00a0April\u00a02016"),
        ("2016-03", "March\u00a02016"),
        ("2016", "2016"),
        ("../2013-02-28", "by 28\u00a0February\u00a02013"),
        ("2015-09-12/2016-04-28", "between 12\u00a0September\u00a02015 and 28\u00a0April\u00a02016"),
    ],
)
def test_a_time_is_told_as_exactly_as_its_source_gives_it(written: str, said: str) -> None:
    assert WORDING.when(parse_when(written)) == said


def test_a_moment_is_told_in_utc() -> None:
    moment = datetime(2016, 4, 28, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    assert WORDING.moment(moment) == "27\u00a0April\u00a02016, 23:30\u00a0UTC"
    assert WORDING.moment(moment.astimezone(UTC)) == WORDING.moment(moment)


def test_names_stand_in_alphabetical_order_accents_aside() -> None:
    assert WORDING.running(["TUR", "ZAF", "HRV", "CIV", "COL"]) == (
        "Colombia, Côte\u00a0d'Ivoire, Croatia, South\u00a0Africa, Türkiye"
    )


@pytest.mark.parametrize(
    ("article", "entries", "said"),
    [
        ("7(1)", (), "art.\u00a07(1)"),
        ("article 7(1)", (12,), "art.\u00a07(1), entry\u00a012"),
        ("", (40, 12, 41, 42, 12), "entries 12, 40–42"),
        ("", (7, 8), "entries 7, 8"),
        ("", (), ""),
    ],
)
def test_a_citation_names_article_and_entries(article: str, entries: tuple[int, ...], said: str) -> None:
    assert WORDING.cite(article, entries) == said


def test_days_in_a_step_are_told_in_prose_also_where_they_come_as_text() -> None:
    step = Step(
        "By the rule {computed}; printed {printed}; {plain}",
        {
            "computed": "2011-09-28, 2012-02-29",
            "printed": date(2011, 10, 28),
            "plain": "2011-02-30",
        },
        "7(1)",
        17,
    )
    assert WORDING.step(step).replace("\u00a0", " ") == (
        "By the rule 28 September 2011, 29 February 2012; printed 28 October 2011; 2011-02-30 [art. 7(1), entry 17]"
    )


def test_working_keeps_the_remark_on_what_comes_from_memory() -> None:
    says = "An extension was granted ({when}) until {day}"
    values = {"when": parse_when("2021"), "day": date(2022, 10, 1)}
    step = Step(says, values, "3(3)", 22, remark="from memory, to be checked")
    assert WORDING.working([step]).replace("\u00a0", " ") == (
        "Extended to 1 October 2022 (granted 2021) (from memory, to be checked) [art. 3(3), entry 22]."
    )


def test_a_step_that_has_no_short_form_is_told_in_full() -> None:
    steps = [Step("The work was finished"), Step("No later meeting is on record", {}, "4(1)(c)")]
    assert WORDING.working(steps) == "The work was finished; no later meeting is on record [art.\u00a04(1)(c)]."


def _marked(module: ModuleType) -> set[str]:
    """The sentences that a module marks for translation."""
    calls = (node for node in ast.walk(ast.parse(inspect.getsource(module))) if isinstance(node, ast.Call))
    marks = (call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "N_")
    return {mark.value for mark in marks if isinstance(mark, ast.Constant)}


def test_every_short_form_stands_for_a_sentence_of_the_core() -> None:
    """Were a sentence of the core changed, its short form would silently be used no more."""
    assert set(COMPACT) <= _marked(because) | _marked(rules)


def test_everything_can_be_said_in_another_language() -> None:
    french = Wording(NAMES.__getitem__, {"April": "avril", "by {day}": "au plus tard le {day}"}.__getitem__)
    assert french.when(parse_when("../2016-04-28")).replace("\u00a0", " ") == "au plus tard le 28 avril 2016"
