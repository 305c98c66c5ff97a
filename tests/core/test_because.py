"""Reasons: every step cites an article or an entry, and the last day computed is the day that is answered."""

import re
from datetime import date

import pytest

from servanda.core.acts import (
    Act,
    Circumstance,
    ClockStarted,
    ClockStopped,
    Completed,
    Completeness,
    CompletionDeclared,
    ExtensionGranted,
    ExtensionRequested,
    Instrument,
    Meeting,
    PublishedDate,
    ReportReceived,
    TreatyInForce,
    Withdrawal,
)
from servanda.core.because import because, membership_steps
from servanda.core.days import on, parse_when
from servanda.core.duties import Duty
from servanda.core.reasons import N_, Step
from tests.core.law import CCM, Seen, entry, numbered, real_entries, real_record, thirty_deposits

MINUTES = date(2016, 4, 28)
TODAY = date(2026, 11, 23)

# The days that are worked out on the way to a due day: by a rule, by a meeting, by an extension.
_COMPUTED = ("The day:", "The last meeting that opens", "An extension was granted ({when}) until")


def steps_of(seen: Seen, duty: Duty) -> list[Step]:
    return because(seen.treaty, seen.docket, duty)


def texts(seen: Seen, state: str, obligation: str, period: str = "") -> list[str]:
    return [step.text for step in steps_of(seen, seen.duty(state, obligation, period))]


def last_computed(steps: list[Step]) -> date | None:
    days = [step.values["day"] for step in steps if step.says.startswith(_COMPUTED)]
    return days[-1] if days else None


@pytest.mark.parametrize("day", [date(2010, 8, 1), date(2012, 12, 31), MINUTES, date(2021, 6, 30), TODAY])
def test_every_duty_of_the_real_record_gives_its_reasons(day: date) -> None:
    seen = Seen(real_record(), day)
    for number, duty in enumerate(seen.duties):
        if duty.period.isdigit() and number % 7:
            continue  # of the thousands of yearly ones every seventh
        steps = steps_of(seen, duty)
        assert steps[0].text.startswith("The depositary received the instrument of")
        assert all(step.article or step.entry for step in steps)
        cited = {step.entry for step in steps if step.entry is not None}
        assert all(1 <= number <= len(real_entries()) for number in cited)
        assert duty.ground.membership.instrument.number in cited
        if duty.due is not None:
            assert last_computed(steps) == duty.due
        for step in steps:
            assert not re.search(r"[{}]", step.text)
            assert step.text == step.says.format(**step.values)


@pytest.mark.parametrize("day", [MINUTES, date(2021, 6, 30), TODAY])
def test_what_a_duty_rests_on_is_what_its_reasons_cite(day: date) -> None:
    seen = Seen(real_record(), day)
    for duty in seen.duties:
        if duty.period.isdigit() and duty.standing == "not-known":
            continue
        cited = {step.entry for step in steps_of(seen, duty)}
        assert set(duty.entries) - cited <= earlier_grants(seen, duty)


@pytest.mark.parametrize("day", [MINUTES, TODAY])
def test_what_is_met_was_met_by_an_act_that_it_rests_on(day: date) -> None:
    for duty in Seen(real_record(), day).duties:
        assert (duty.met_by is None) is (duty.met_on is None) is (duty.standing not in ("met", "met-late"))
        if duty.met_by is not None and duty.met_on is not None:
            assert duty.met_by.number in duty.entries
            assert duty.met_on.latest == duty.met_by.on.latest


def earlier_grants(seen: Seen, duty: Duty) -> set[int]:
    """A request also rests on the grants before it, which its reasons sum up as the deadline in question."""
    return {e.number for e in seen.view.of(ExtensionGranted) if e.state == duty.state and "request" in duty.obligation}


def test_south_africa_s_initial_report_step_by_step() -> None:
    seen = Seen(real_record(), MINUTES)
    steps = steps_of(seen, seen.duty("ZAF", "art7-initial"))
    assert [(step.text, step.article, step.day) for step in steps] == [
        ("The depositary received the instrument of ratification on 2015-05-28", "", date(2015, 5, 28)),
        (
            "Entry into force for the State: the first day of month 6 after the month of 2015-05-28 is 2015-11-01",
            "17(2)",
            date(2015, 11, 1),
        ),
        ("The day: 2015-11-01 and 180 days is 2016-04-29", "7(1)", date(2016, 4, 29)),
        ("A source prints the same day: a public source", "", date(2015, 6, 18)),
        ("On 2016-04-28 it is not yet due", "7(1)", None),
    ]
    instrument, printed = (
        e for e in real_entries() if e.state == "ZAF" and isinstance(e.act, Instrument | PublishedDate)
    )
    assert [step.entry for step in steps] == [instrument.number, None, None, printed.number, None]


def test_one_of_the_first_thirty_is_bound_by_the_thirtieth() -> None:
    found = texts(Seen(real_record(), MINUTES), "NOR", "art7-initial")
    assert found[1:3] == [
        "The treaty itself enters into force on 2010-08-01: instrument number 30 was deposited on 2010-02-16",
        "The instrument is among those that brought this about: entry into force for the State on 2010-08-01",
    ]
    assert found[-2:] == [
        "On record as met: report-received, 2011-01-27",
        "It is met: no source puts it after the day on which it was due",
    ]


def test_the_depositary_s_announcement_is_cited() -> None:
    entries = [
        entry(1, TreatyInForce(date(2010, 2, 16)), "2010-08-01"),
        entry(2, Instrument("ratification"), "2009-03-18", "LAO"),
    ]
    seen = Seen(entries, date(2010, 8, 1))
    step = steps_of(seen, seen.duty("LAO", "art7-initial"))[1]
    assert (step.text, step.entry) == (
        "The treaty entered into force on 2010-08-01, as the depositary announced",
        1,
    )


def test_before_the_thirtieth_the_day_cannot_be_told() -> None:
    seen = Seen(real_record(), date(2010, 2, 15))
    steps = membership_steps(CCM, seen.docket, seen.participants["NOR"].memberships[0])
    assert steps[-1].text == "The day of entry into force for the State cannot be told yet"


def test_a_succession_is_explained() -> None:
    seen = Seen([*thirty_deposits(), entry(99, Instrument("succession", date(2011, 7, 9)), "2012-02-01", "SSD")], TODAY)
    assert texts(seen, "SSD", "art7-initial")[1] == "The succession takes effect on 2011-07-09"


def test_what_comes_from_memory_is_said() -> None:
    seen = Seen(
        [*thirty_deposits(), entry(99, Instrument("accession"), "2015-04-02", "GIN", confidence="memory")], MINUTES
    )
    assert texts(seen, "GIN", "art7-initial")[0].endswith("of accession on 2015-04-02 (from memory, to be checked)")
    assert not [t for t in texts(Seen(real_record(), MINUTES), "ZAF", "art7-initial") if "memory" in t]


def test_guinea_s_published_day_stands_beside_the_computed_one() -> None:
    seen = Seen(real_record(), TODAY)
    (step,) = (s for s in steps_of(seen, seen.duty("GIN", "art7-initial")) if s.text.startswith("A source prints"))
    assert step.text.startswith("A source prints 2015-04-19 instead, which the rule does not give:")
    assert step.entry == seen.duty("GIN", "art7-initial").contradicts[0].entry
    (same,) = (t for t in texts(seen, "BOL", "art7-initial") if t.startswith("A source prints"))
    assert same.startswith("A source prints the same day:")


def test_bulgaria_s_extensions_are_told_in_order() -> None:
    found = texts(Seen(real_record(), TODAY), "BGR", "art3-destruction")
    assert [t for t in found if "extension" in t] == [
        "An extension was granted (2019-09) until 2021-04-01",
        "An extension was granted (2021) until 2022-10-01",
        "An extension was granted (2022) until 2023-12-31",
    ]
    assert found[2].startswith("The State is concerned (stocks): ")
    assert found[-2:] == [
        "On record as met: completion-declared, 2023-09-12",
        "It is met: no source puts it after the day on which it was due",
    ]


def test_an_extension_request_names_its_meeting() -> None:
    seen = Seen(real_record(), date(2023, 1, 1))
    steps = steps_of(seen, seen.duty("IRQ", "art4-extension-request", "2023-11-01"))
    assert [s.text for s in steps[-3:]] == [
        "The deadline in question is 2023-11-01 (art4-clearance)",
        "The last meeting that opens before the deadline is 11MSP; "
        "9 months before the opening of 11MSP on 2023-09-11 is 2022-12-11",
        "The record does not say how far it is complete for it: how it stands on 2023-01-01 is not known",
    ]
    germany = texts(Seen(real_record(), TODAY), "DEU", "art4-extension-request", "2020-08-01")
    assert germany[-2:] == [
        "The request was made (2019-01-15)",
        "It is met, but after the day on which it was due",
    ]
    bulgaria = texts(Seen(real_record(), TODAY), "BGR", "art3-extension-request", "2019-10-01")
    assert bulgaria[-2] == "An extension was granted (2019-09), so a request was made; its day is not on record"


def test_a_request_is_told_also_where_its_meeting_is_not_known() -> None:
    acts = [
        (Circumstance("contamination", "yes"), "2010-08-01", "LAO"),
        (ExtensionRequested("art4-clearance"), "2019-02-26", "LAO"),
    ]
    found = texts(Seen([*thirty_deposits(), *numbered(acts, 99)], TODAY), "LAO", "art4-extension-request", "2020-08-01")
    assert found[-3:-1] == [
        "No meeting that can hear a request before 2020-08-01 is fixed on record: the day to lodge cannot be told",
        "The request was made (2019-02-26)",
    ]


def test_a_request_without_a_decision_is_told_with_the_deadline_that_stands() -> None:
    told = "More time was asked for (../2024-12-31); what was decided is not on record"
    granted = (ExtensionGranted("art4-clearance", date(2025, 8, 1)), "2019-09", "LAO")
    asked = (ExtensionRequested("art4-clearance", date(2030, 8, 1)), "../2024-12-31", "LAO")
    answered = (ExtensionGranted("art4-clearance", date(2030, 8, 1)), "2025-02-01", "LAO")
    at = (ExtensionRequested("art4-clearance", date(2025, 8, 1)), "2019-02-26", "LAO")

    def said(*acts: tuple[Act, str, str]) -> list[str]:
        return texts(Seen([*thirty_deposits(), *numbered(acts, 99)], TODAY), "LAO", "art4-clearance")

    assert told in said(at, granted, asked)
    assert told not in said(at, granted)
    assert told not in said(at, granted, asked, answered)


def test_a_missed_request_is_told_with_its_deadline() -> None:
    seen = Seen(real_record(), date(2019, 5, 2))
    assert texts(seen, "GNB", "art3-extension-request", "2019-05-01")[-1] == (
        "The deadline itself is overdue on 2019-05-02 and no request is on record"
    )
    destruction = steps_of(seen, seen.duty("GNB", "art3-destruction"))[-1]
    assert destruction.text == (
        "The record is complete for it up to 2019-12-31 and holds nothing that meets it: on 2019-05-02 it is overdue"
    )
    assert destruction.entry is not None


def test_lithuania_s_contested_report() -> None:
    seen = Seen(real_record(), TODAY)
    found = texts(seen, "LTU", "art7-annual", "2024")
    assert "The depositary received a withdrawal on 2024-09-06; it takes effect on 2025-03-06" in found
    assert "The first year to report on is 2012: the year in which art7-initial falls due (policy, not treaty)" in found
    assert found[-2:] == [
        "The day: for the calendar year 2024 it is 2025-04-30",
        "It is contested whether it was still owed: the day lies after the withdrawal took effect",
    ]


def test_a_withdrawal_that_a_war_holds_up() -> None:
    acts = [
        (Instrument("accession"), "2011-03-24", "LTU"),
        (Withdrawal(in_armed_conflict=True), "2024-09-06", "LTU"),
    ]
    found = texts(Seen([*thirty_deposits(), *numbered(acts, 99)], TODAY), "LTU", "art7-initial")
    assert found[2] == "The depositary received a withdrawal on 2024-09-06; an armed conflict holds up its effect"


def test_circumstances_are_told_as_they_are_known() -> None:
    seen = Seen(real_record(), MINUTES)
    assert "Whether the State is concerned (stocks) is not on record; the day holds only if it is" in texts(
        seen, "NIC", "art3-destruction"
    )
    assert [t for t in texts(seen, "COL", "art4-clearance") if "is unclear: " in t]
    acts = [(Circumstance("retention", "no"), "2012-05-01", "LAO")]
    found = texts(Seen([*thirty_deposits(), *numbered(acts, 99)], MINUTES), "LAO", "art3-retention", "2012")
    assert "The State is not concerned (retention): a public source" in found
    assert found[-1] == "The State does not owe it"
    unsaid = texts(Seen(real_record(), MINUTES), "NIC", "art3-retention", "2012")
    assert "Whether the State is concerned (retention) is not on record; the day holds only if it is" in unsaid


def test_a_reopened_clearance() -> None:
    found = texts(Seen(real_record(), date(2021, 12, 31)), "MRT", "art4-clearance")
    assert "It was declared met (../2019-08-31), but a later finding reopened it" in found


def test_an_event_s_clock() -> None:
    acts: list[tuple[Act, str, str]] = [(ClockStarted("hostilities-ended"), "2014-03-15", "LAO")]
    found = texts(Seen([*thirty_deposits(), *numbered(acts, 99)], MINUTES), "LAO", "art4-clearance", "2014-03-15")
    assert found[-3:] == [
        "The clock started on 2014-03-15: hostilities-ended",
        "The day: 10 years after 2014-03-15 is 2024-03-15",
        "On 2016-04-28 it is not yet due",
    ]
    assert not [text for text in found if "concerned" in text]  # the event is the ground
    acts = [
        (ClockStarted("clarification-requested"), "2016-02-10", "LAO"),
        (ClockStopped("clarification-requested", date(2016, 2, 10)), "2016-03-10", "LAO"),
    ]
    found = texts(Seen([*thirty_deposits(), *numbered(acts, 99)], MINUTES), "LAO", "art8-clarification", "2016-02-10")
    assert found[-3:] == [
        "The day: 2016-02-10 and 28 days is 2016-03-09",
        "On record as met: clock-stopped, 2016-03-10",
        "It is met, but after the day on which it was due",
    ]


def test_what_leaves_a_duty_open_is_named() -> None:
    acts = [
        (ReportReceived("art7-initial"), "2011-01/2011-03", "LAO"),
        (Completeness("art7-initial", TODAY), "2026-11-23", ""),
        (Completeness("art7-annual", TODAY), "2026-11-23", ""),
        (ReportReceived("art7-annual", "2013"), "2014", "LAO"),
    ]
    entries = [*thirty_deposits(), *numbered(acts, 99)]
    assert texts(Seen(entries, date(2011, 2, 1)), "LAO", "art7-initial")[-2:] == [
        "What is on record (report-received, 2011-01-01/2011-03-31) may have met or moved it by then; "
        "that cannot be told",
        "How it stands on 2011-02-01 is not known",
    ]
    assert texts(Seen(entries, date(2014, 5, 1)), "LAO", "art7-annual", "2013")[-2:] == [
        "A report (2014) may discharge it; that has not been decided",
        "How it stands on 2014-05-01 is not known",
    ]
    assert texts(Seen(entries, date(2014, 12, 31)), "LAO", "art7-annual", "2013")[-2:] == [
        "The report was received (2014)",
        "It is met: no source puts it after the day on which it was due",
    ]


def test_how_far_the_record_is_complete_is_told() -> None:
    entries = [*thirty_deposits(), entry(99, Completeness("art7-initial", date(2012, 1, 1)), "2012-01-01")]
    seen = Seen(entries, MINUTES)
    step = steps_of(seen, seen.duty("LAO", "art7-initial"))[-1]
    assert (step.text, step.entry) == (
        "The record is complete for it only up to 2012-01-01: how it stands on 2016-04-28 is not known",
        99,
    )
    assert texts(Seen(thirty_deposits(), MINUTES), "LAO", "art7-initial")[-1] == (
        "The record does not say how far it is complete for it: how it stands on 2016-04-28 is not known"
    )


def test_a_declaration_of_compliance_step_by_step() -> None:
    work = (Completed("art4-clearance"), "2023-08-20", "LAO")
    declared = (CompletionDeclared("art4-clearance"), "2023-09-12", "LAO")
    meeting = (Meeting("11MSP", "msp", on(date(2023, 9, 11)), on(date(2023, 9, 14))), "../2023-09-11", "")
    known = (Completeness("meetings", date(2023, 12, 31)), "../2023-12-31", "")
    seen = Seen([*thirty_deposits(), *numbered([work, declared, meeting, known], 99)], TODAY)
    assert texts(seen, "LAO", "art4-declaration")[-4:] == [
        "The work was finished (2023-08-20)",
        "The day: the next meeting is 11MSP, which closes on 2023-09-14",
        "The declaration was made (2023-09-12)",
        "It is met: no source puts it after the day on which it was due",
    ]
    seen = Seen([*thirty_deposits(), *numbered([work, declared], 99)], TODAY)
    assert texts(seen, "LAO", "art4-declaration")[-3:-1] == [
        "The next meeting is not fixed on record, so the day cannot be told",
        "The declaration was made (2023-09-12)",
    ]
    seen = Seen([*thirty_deposits(), *numbered([work], 99)], TODAY)
    assert texts(seen, "LAO", "art4-declaration")[-1] == "How it stands on 2026-11-23 is not known"


def test_who_came_back_has_its_reasons_by_membership() -> None:
    acts = [
        (Instrument("ratification"), "2011-03-24", "LTU"),
        (Circumstance("stocks", "yes"), "2011-09-01", "LTU"),
        (Withdrawal(), "2024-09-06", "LTU"),
        (Instrument("accession"), "2031-05-20", "LTU"),
        (CompletionDeclared("art3-destruction"), "2035-01-01", "LTU"),
    ]
    seen = Seen([*thirty_deposits(), *numbered(acts, 99)], date(2036, 1, 1))
    old, new = (d for d in seen.duties if (d.state, d.obligation) == ("LTU", "art3-destruction"))
    assert not [s for s in steps_of(seen, old) if "On record as met" in s.text]
    assert [s.entry for s in steps_of(seen, new) if "On record as met" in s.text] == [103]


def test_printed_days_are_told_for_a_year_too() -> None:
    printed = entry(
        9001, PublishedDate("art7-annual", date(2017, 5, 1), "2016"), parse_when("2017"), "ZAF", note="a slip"
    )
    seen = Seen([*real_entries(), printed], TODAY)
    assert seen.duty("ZAF", "art7-annual", "2016").contradicts == ((9001, date(2017, 5, 1), date(2017, 4, 30)),)
    assert "A source prints 2017-05-01 instead, which the rule does not give: a public source" in texts(
        seen, "ZAF", "art7-annual", "2016"
    )


def test_a_sentence_is_kept_apart_from_its_values() -> None:
    step = Step(N_("The {what} is on {day}"), {"what": "list {of} names", "day": MINUTES})
    assert step.text == "The list {of} names is on 2016-04-28"
    assert (step.article, step.entry, step.day) == ("", None, None)
