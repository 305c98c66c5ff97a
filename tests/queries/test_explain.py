"""Why a duty is due on its day and stands as it does, on real cases."""

from datetime import date
from typing import Any

import pytest

from servanda.core.because import because
from servanda.core.errors import Unacceptable
from servanda.queries import answers
from servanda.queries.standpoint import standpoint
from tests.demo import MEETING, TODAY

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]


def explain(state: str, obligation: str, day: date = MEETING, period: str | None = None) -> dict[str, Any]:
    return answers.explain(standpoint("ccm", day), state, obligation, period)


def cited(answer: dict[str, Any]) -> list[tuple[str, str | None, str | None]]:
    """Each step: its text up to a colon or semicolon, its article, and the act of the entry that it cites."""
    numbered = standpoint("ccm", date.fromisoformat(answer["as_of"])).record.numbered
    return [
        (step["text"], step["article"], None if step["entry"] is None else numbered[step["entry"]].act.kind)
        for step in answer["because"]
    ]


def refused(message: str, *args: Any, **kwargs: Any) -> None:
    with pytest.raises(Unacceptable) as caught:
        explain(*args, **kwargs)
    assert str(caught.value) == message


def test_south_africa_s_initial_report() -> None:
    answer = explain("ZAF", "art7-initial")
    assert (answer["due"], answer["standing"], answer["article"]) == ("2016-04-29", "not-yet-due", "7(1)")
    assert answer["title"] == "Initial transparency report"
    steps = cited(answer)
    assert steps[:3] == [
        ("The depositary received the instrument of ratification on 2015-05-28", None, "instrument"),
        (
            "Entry into force for the State: the first day of month 6 after the month of 2015-05-28 is 2015-11-01",
            "17(2)",
            None,
        ),
        ("The day: 2015-11-01 and 180 days is 2016-04-29", "7(1)", None),
    ]
    assert steps[3][0].startswith("A source prints the same day: ")
    assert steps[3][1:] == (None, "published-date")
    assert steps[4:] == [("On 2016-04-28 it is not yet due", "7(1)", None)]


def test_the_day_after_it_is_not_known_and_not_late() -> None:
    assert explain("ZAF", "art7-initial", date(2016, 4, 29))["standing"] == "not-yet-due"
    after = explain("ZAF", "art7-initial", date(2016, 4, 30))
    assert after["standing"] == "not-known"
    assert cited(after)[-1] == (
        "The record is complete for it only up to 2016-04-28: how it stands on 2016-04-30 is not known",
        "7(1)",
        "completeness",
    )


def test_iraq_s_day_to_ask_for_more_time() -> None:
    answer = explain("IRQ", "art4-extension-request", date(2022, 6, 1))
    assert (answer["period"], answer["due"]) == ("2023-11-01", "2022-12-11")
    assert cited(answer)[3] == (
        "The last meeting that opens before the deadline is 11MSP; "
        "9 months before the opening of 11MSP on 2023-09-11 is 2022-12-11",
        "4(5)",
        "meeting",
    )


def test_lithuania_s_report_on_its_last_full_year_is_contested() -> None:
    answer = explain("LTU", "art7-annual", date(2025, 5, 5), "2024")
    assert (answer["due"], answer["standing"]) == ("2025-04-30", "contested")
    texts = [text for text, _, _ in cited(answer)]
    assert (
        "The depositary received a withdrawal on 2024-09-06; it takes effect on 2025-03-06 (from memory, to be checked)"
        in texts
    )
    assert texts[-1] == "It is contested whether it was still owed: the day lies after the withdrawal took effect"
    assert answer["other_periods"] == [str(year) for year in range(2012, 2024)]
    assert answer["confidence"] == "memory"


def test_cabo_verde_s_day_is_printed_a_month_late() -> None:
    answer = explain("CPV", "art7-initial")
    assert (answer["due"], answer["standing"]) == ("2011-09-28", "overdue")
    [printed] = [step for step in cited(answer) if step[2] == "published-date"]
    assert printed[0].startswith("A source prints 2011-10-28 instead, which the rule does not give: ")
    assert [c["printed"] for c in answer["contradicts"]] == ["2011-10-28"]
    assert cited(answer)[-1][2] == "completeness"


def test_guinea_was_called_late_five_months_too_early() -> None:
    for day, standing in (
        (date(2015, 6, 18), "not-yet-due"),
        (date(2015, 9, 28), "not-yet-due"),
        (date(2015, 9, 29), "overdue"),
    ):
        assert explain("GIN", "art7-initial", day)["standing"] == standing
    assert explain("GIN", "art7-initial")["contradicts"][0]["printed"] == "2015-04-19"


def test_a_question_without_a_period_means_what_is_open_now() -> None:
    assert explain("ZAF", "art7-annual", date(2020, 1, 1))["period"] == "2019"
    assert explain("ZAF", "art7-annual", date(2020, 5, 1))["period"] == "2020"
    assert explain("LTU", "art7-annual", TODAY)["period"] == "2024"  # nothing is open: the last that fell due


def test_a_year_to_come_can_be_asked_for() -> None:
    answer = explain("ZAF", "art7-annual", period="2030")
    assert (answer["due"], answer["standing"]) == ("2031-04-30", "not-yet-due")


def test_what_cannot_be_explained_says_what_can() -> None:
    years = ", ".join(str(year) for year in range(2016, 2027))
    for unknown in ("1066", "9999", "0000", "2199", "²²²²", "٢٠١٦", "", "never"):
        refused(f"there is no duty for the period “{unknown}”. Periods: {years}", "ZAF", "art7-annual", TODAY, unknown)
    refused("there is no duty for the period “2015”. Periods: (none: owed once)", "ZAF", "art7-initial", TODAY, "2015")
    nothing = "there is no such duty: the treaty does not bind the State under this obligation on that day"
    refused(nothing, "USA", "art7-initial")
    refused(nothing, "ZAF", "art7-initial", date(2015, 5, 27))
    with pytest.raises(Unacceptable, match="^“art9” is not an obligation of this treaty. Its obligations: art3-"):
        explain("ZAF", "art9")


@pytest.mark.parametrize(("treaty", "day"), [("ccm", MEETING), ("ccm", TODAY), ("apmbc", date(2013, 1, 1))])
def test_every_step_of_every_duty_cites_an_article_or_an_entry_that_stands(treaty: str, day: date) -> None:
    point = standpoint(treaty, day)
    numbers, known = set(point.record.numbered), 0
    for duty in point.duties:
        steps = because(point.treaty, point.docket, duty)
        assert all(step.article or step.entry for step in steps), duty
        assert {step.entry for step in steps if step.entry} <= numbers, duty
        if duty.due is not None:
            known += 1
            assert any(duty.due in step.values.values() for step in steps), duty
    assert known > 1000
