"""The Convention built by hand for these tests, and its record read plainly from the sourced tables."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from servanda.core.acts import (
    Act,
    Circumstance,
    Completed,
    Completeness,
    CompletionDeclared,
    Declaration,
    ExtensionGranted,
    ExtensionRequested,
    Instrument,
    Meeting,
    ProvisionalApplication,
    PublishedDate,
    ReportReceived,
    Signature,
    Withdrawal,
)
from servanda.core.days import When, on, parse_day, parse_when
from servanda.core.docket import Docket
from servanda.core.duties import Duty, duties
from servanda.core.entries import Entry
from servanda.core.participation import Participation, participation
from servanda.core.record import Record
from servanda.core.rules import (
    Anniversary,
    AtNextMeeting,
    BeforeMeeting,
    DaysAfter,
    FirstDayOfMonthAfter,
    MonthsAfter,
    YearlyOn,
)
from servanda.core.treaty import (
    Clock,
    CountDefinition,
    EntryIntoForce,
    Extension,
    Leaving,
    Member,
    Obligation,
    Treaty,
)
from tests.oracle.convention import Fact

ROOT = Path(__file__).parents[2]
EIF = "entry-into-force"
HEARING = ("msp", "rc")  # the meetings that can decide on a request

OBLIGATIONS = (
    Obligation(
        code="art3-destruction",
        title="Destroy stocks",
        article="3(2)",
        theme="stockpiles",
        clocks=(Clock("3(2)", EIF, Anniversary(8)),),
        discharged_by="completion-declared",
        applies_when="stocks",
        extension=Extension("3(3)", 4),
    ),
    Obligation(
        code="art3-extension-request",
        title="Ask for more time to destroy stocks",
        article="3(3)",
        theme="stockpiles",
        clocks=(Clock("3(3)", "deadline", BeforeMeeting(9, HEARING)),),
        discharged_by="extension-requested",
        of="art3-destruction",
    ),
    Obligation(
        code="art3-retention",
        title="Report on munitions retained",
        article="3(8)",
        theme="stockpiles",
        clocks=(Clock("3(8)", EIF, YearlyOn(4, 30)),),
        discharged_by="report-received",
        applies_when="retention",
        first_year=EIF,
    ),
    Obligation(
        code="art4-clearance",
        title="Clear remnants",
        article="4(1)",
        theme="clearance",
        clocks=(
            Clock("4(1)(a)", EIF, Anniversary(10)),
            Clock("4(1)(b)", "hostilities-ended", Anniversary(10)),
        ),
        discharged_by="completion-declared",
        applies_when="contamination",
        extension=Extension("4(5)", 5),
    ),
    Obligation(
        code="art4-extension-request",
        title="Ask for more time to clear",
        article="4(5)",
        theme="clearance",
        clocks=(Clock("4(5)", "deadline", BeforeMeeting(9, HEARING)),),
        discharged_by="extension-requested",
        of="art4-clearance",
    ),
    Obligation(
        code="art4-declaration",
        title="Declare compliance",
        article="4(1)(c)",
        theme="clearance",
        clocks=(Clock("4(1)(c)", "completion", AtNextMeeting(HEARING)),),
        discharged_by="completion-declared",
        of="art4-clearance",
    ),
    Obligation(
        code="art7-initial",
        title="Initial transparency report",
        article="7(1)",
        theme="transparency",
        clocks=(Clock("7(1)", EIF, DaysAfter(180)),),
        discharged_by="report-received",
    ),
    Obligation(
        code="art7-annual",
        title="Annual update",
        article="7(2)",
        theme="transparency",
        clocks=(Clock("7(2)", EIF, YearlyOn(4, 30)),),
        discharged_by="report-received",
        first_year="art7-initial",
        policy="the first update is due in the year after the initial report",
    ),
    Obligation(
        code="art8-clarification",
        title="Answer a Request for Clarification",
        article="8(2)",
        theme="operation",
        clocks=(Clock("8(2)", "clarification-requested", DaysAfter(28)),),
        discharged_by="clock-stopped",
    ),
)


def _count(name: str, universe: str, *positions: str) -> CountDefinition:
    return CountDefinition(name, name, "", universe, frozenset(positions))


COUNTS = (
    _count("deposited", "all-states", "contracting", "party"),
    _count("in_force", "all-states", "party"),
    _count("signatories_not_party", "all-states", "signatory"),
    _count("joined", "all-states", "signatory", "contracting", "party"),
    _count("outside_un_members", "un-members", "not-joined", "signatory", "former"),
    _count("outside_all_states", "all-states", "not-joined", "signatory", "former"),
)

CCM = Treaty(
    code="ccm",
    title="Convention on Cluster Munitions",
    short_title="CCM",
    digest="by hand",
    adopted=date(2008, 5, 30),
    opened=date(2008, 12, 3),
    signature_until=EIF,
    entry_into_force=EntryIntoForce(30, "17(1)", FirstDayOfMonthAfter(6), "17(2)", FirstDayOfMonthAfter(6)),
    leaving=Leaving("20(3)", MonthsAfter(6), conflict=True),
    provisional_article="18",
    obligations=OBLIGATIONS,
    counts=COUNTS,
)

# Opening days as the public pages of the Convention give them; a month where no page gives the day.
MEETINGS = (
    ("1MSP", "msp", "2010-11-09", "2010-11-12"),
    ("2MSP", "msp", "2011-09-12", "2011-09-16"),
    ("3MSP", "msp", "2012-09-11", "2012-09-14"),
    ("4MSP", "msp", "2013-09", ""),
    ("5MSP", "msp", "2014-09-02", "2014-09-05"),
    ("1RC", "rc", "2015-09-07", "2015-09-11"),
    ("6MSP", "msp", "2016-09-05", "2016-09-07"),
    ("7MSP", "msp", "2017-09-04", "2017-09-06"),
    ("8MSP", "msp", "2018-09-03", "2018-09-05"),
    ("9MSP", "msp", "2019-09-02", "2019-09-04"),
    ("2RC part 1", "rc", "2020-11-23", "2020-11-27"),
    ("2RC part 2", "rc", "2021-09", ""),
    ("10MSP", "msp", "2022-08-30", "2022-09-02"),
    ("11MSP", "msp", "2023-09-11", ""),
    ("12MSP", "msp", "2024-09-10", "2024-09-13"),
    ("13MSP", "msp", "2025-09-16", "2025-09-19"),
)
CALENDAR_COMPLETE_TO = date(2025, 12, 31)

EPOCH = datetime(2026, 11, 23, 9, tzinfo=UTC)


def entry(
    number: int,
    act: Act,
    when: date | str | When,
    state: str = "",
    *,
    corrects: int | None = None,
    recorded: datetime | None = None,
    source: str = "a public source",
    confidence: str = "",
    note: str = "",
) -> Entry:
    """An entry for a test, recorded a minute after the one before it."""
    if isinstance(when, str):
        when = parse_when(when)
    return Entry(
        number=number,
        treaty="ccm",
        state=state,
        act=act,
        on=on(when) if isinstance(when, date) else when,
        source=source,
        recorded=recorded or EPOCH + timedelta(minutes=number),
        recorded_by="the tests",
        corrects=corrects,
        reason="" if corrects is None else "it was wrong",
        confidence=confidence,
        note=note,
    )


def numbered(acts: Iterable[tuple[Act, date | str, str]], first: int = 1) -> list[Entry]:
    """Entries of acts that are given with their day and State, in that order."""
    return [entry(first + place, act, when, state) for place, (act, when, state) in enumerate(acts)]


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table that stands under the repository's root."""
    with (ROOT / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def members() -> tuple[Member, ...]:
    """The 197 States of the reference list."""
    return tuple(
        Member(
            row["iso3"],
            row["un_short_name_en"],
            parse_day(row["un_member_since"]) if row["un_member"] == "true" else None,
            row["un_regional_group"],
        )
        for row in table("reference/states.csv")
    )


def _participation_acts() -> Iterator[tuple[Act, str, str]]:
    for row in table("treaties/ccm/record/ccm_participation.csv"):
        state = row["state"]
        if row["signature_date"]:
            yield Signature(), row["signature_date"], state
        if row["instrument_date"]:
            yield Instrument(row["instrument_type"]), row["instrument_date"], state
        if row["provisional_application_date"]:
            yield ProvisionalApplication(), row["provisional_application_date"], state
        if row["declarations"] == "true":
            yield Declaration("has one on record"), row["instrument_date"] or row["signature_date"], state
        if row["withdrawal_notification_date"]:
            yield Withdrawal(), row["withdrawal_notification_date"], state


_VAGUE = {"2015/2016": "2015-09-12/2016-04-28", "2016-03/04": "2016-03-03/2016-04-28"}


def _report_acts() -> Iterator[tuple[Act, str, str]]:
    for row in table("treaties/ccm/record/article7_submissions.csv"):
        state = row["state"]
        code = {"initial": "art7-initial", "annual": "art7-annual"}.get(row["report_type"], "")
        period = row["year_covered"] if code == "art7-annual" else ""
        if row["submitted_date"]:
            when = _VAGUE.get(row["submitted_date"], row["submitted_date"])
            yield ReportReceived(code, period), when, state
        if row["published_due_date"]:
            yield PublishedDate(code, parse_day(row["published_due_date"]), period), "2015-06-18", state
        if "overdue on 18 June 2015" in row["note"]:
            yield Completeness(code, date(2015, 6, 18)), "2015-06-18", state


def _deadline_acts() -> Iterator[tuple[Act, str, str]]:
    for row in table("treaties/ccm/record/article3_article4.csv"):
        state = row["state"]
        code, topic = {
            "3": ("art3-destruction", "stocks"),
            "4": ("art4-clearance", "contamination"),
        }[row["article"]]
        when = row["event_date"]
        match row["event"]:
            case "original deadline":
                yield Circumstance(topic, "unclear" if "unclear" in row["note"] else "yes"), "2008-12-03", state
            case "extension requested":
                until = parse_day(row["deadline"]) if row["deadline"] else None
                yield ExtensionRequested(code, until), when, state
            case "extension granted":
                yield ExtensionGranted(code, parse_day(row["deadline"])), when, state
            case "completion of destruction":
                yield Completed(code), when, state
            case "completion declared":
                yield CompletionDeclared(code), when or "../2019-08-31", state
                if row["status"] == "reopened":
                    yield Circumstance(topic, "yes"), "2021-12-31", state
            case "no stockpile held any longer":
                yield CompletionDeclared(code), "../2013-02-28", state
            case "deadline missed":
                yield Completeness(code, date(2019, 12, 31)), "2019-12-31", state


def _meeting_acts() -> Iterator[tuple[Act, str, str]]:
    for code, series, opens, closes in MEETINGS:
        yield Meeting(code, series, parse_when(opens), parse_when(closes) if closes else None), "../" + opens, ""
    yield Completeness("meetings", CALENDAR_COMPLETE_TO), "../2025-12-31", ""


@cache
def real_entries() -> tuple[Entry, ...]:
    """The record of the Convention, without the scale of assessments and the votes."""
    rows = [*_participation_acts(), *_report_acts(), *_deadline_acts(), *_meeting_acts()]
    return tuple(numbered(rows))


@cache
def real_record() -> Record:
    """The same as a record."""
    return Record(real_entries())


class Seen:
    """The answer of the program for a record and a day, with everything that it was made of."""

    def __init__(
        self, entries: Iterable[Entry] | Record, day: date, treaty: Treaty = CCM, *, through: date | None = None
    ) -> None:
        record = entries if isinstance(entries, Record) else Record(entries)
        self.treaty = treaty
        self.day = day
        self.view = record.seen_from(day)
        self.participants: dict[str, Participation] = participation(treaty, self.view)
        self.docket = Docket(self.view)
        self.duties: list[Duty] = duties(treaty, self.participants, self.docket, through=through)

    def duty(self, state: str, obligation: str, period: str = "") -> Duty:
        """The one duty with this key. Fails where there is none or more than one."""
        (found,) = (d for d in self.duties if (d.state, d.obligation, d.period) == (state, obligation, period))
        return found


def as_fact(item: Entry) -> Fact:
    """An entry in the plain form that the oracle takes."""
    what = {field.name: getattr(item.act, field.name) for field in fields(item.act)}
    return Fact(item.act.kind, item.on.latest, item.state, item.on.earliest, what)


def thirty_deposits(day: date = date(2010, 2, 16)) -> list[Entry]:
    """The first thirty instruments that were really deposited (the last two on one day), as entries 1 to 30."""
    rows = [r for r in table("treaties/ccm/record/ccm_participation.csv") if r["instrument_date"]]
    rows = [r for r in rows if parse_day(r["instrument_date"]) <= day]
    rows.sort(key=lambda r: (r["instrument_date"], r["state"]))
    return numbered((Instrument(r["instrument_type"]), r["instrument_date"], r["state"]) for r in rows)


def with_instruments(needed: int) -> Treaty:
    """The Convention, were it to enter into force with fewer instruments: for small records."""
    return replace(CCM, entry_into_force=replace(CCM.entry_into_force, instruments=needed))
