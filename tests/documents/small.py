"""A small record of real States and days, and the brief and papers that follow from it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from servanda.core.acts import (
    Act,
    Circumstance,
    Completeness,
    ExtensionGranted,
    Instrument,
    Meeting,
    PublishedDate,
    PublishedFigure,
    ReportReceived,
    Signature,
    TreatyInForce,
    Withdrawal,
)
from servanda.core.brief import Brief, brief
from servanda.core.contradictions import findings
from servanda.core.days import on, parse_when
from servanda.core.docket import Docket
from servanda.core.duties import duties
from servanda.core.entries import Entry
from servanda.core.participation import participation
from servanda.core.record import Record
from servanda.core.rules import Anniversary, BeforeMeeting, DaysAfter, FirstDayOfMonthAfter, MonthsAfter, YearlyOn
from servanda.core.treaty import (
    Clock,
    CountDefinition,
    EntryIntoForce,
    Extension,
    Leaving,
    Member,
    Obligation,
    Series,
    Treaty,
)
from servanda.documents import brief as laid_out
from servanda.documents.paper import Paper

EIF = "entry-into-force"
HEARING = ("msp", "rc")
HEAD = "30:9f3c1c6be6d0a4a1f4b0b7de5ad9b8c4d06f6a5b6e7b8c9d0e1f2a3b4c5d6e7f"

TREATY = Treaty(
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
    obligations=(
        Obligation(
            "art3-destruction",
            "Destruction of all stockpiled cluster munitions",
            "3(2)",
            "stockpiles",
            (Clock("3(2)", EIF, Anniversary(8)),),
            "completion-declared",
            applies_when="stockpile",
            extension=Extension("3(3)", 4),
        ),
        Obligation(
            "art3-extension-request",
            "Request to extend the deadline for stockpile destruction",
            "3(3)",
            "stockpiles",
            (Clock("3(3)", "deadline", BeforeMeeting(9, HEARING)),),
            "extension-requested",
            of="art3-destruction",
        ),
        Obligation(
            "art7-initial",
            "Initial transparency report",
            "7(1)",
            "transparency",
            (Clock("7(1)", EIF, DaysAfter(180)),),
            "report-received",
        ),
        Obligation(
            "art7-annual",
            "Annual transparency report",
            "7(2)",
            "transparency",
            (Clock("7(2)", EIF, YearlyOn(4, 30)),),
            "report-received",
            first_year="art7-initial",
        ),
    ),
    counts=(
        CountDefinition(
            "deposited",
            "Membership, by deposit",
            "States that have deposited an instrument and have not left.",
            "all-states",
            frozenset({"contracting", "party"}),
        ),
        CountDefinition(
            "in_force",
            "States Parties, strictly",
            "States for which the Convention is in force on the day.",
            "all-states",
            frozenset({"party"}),
        ),
        CountDefinition(
            "outside_un_members",
            "Members of the United Nations outside the Convention",
            "Members that have deposited no instrument, or have left.",
            "un-members",
            frozenset({"not-joined", "signatory", "former"}),
        ),
    ),
    series=(Series("committee", "Coordination Committee"), Series("msp", "Meeting of States Parties")),
    steering="committee",
)

STATES = (
    Member("BGR", "Bulgaria", date(1955, 12, 14), "Eastern European"),
    Member("CIV", "Côte d'Ivoire", date(1960, 9, 20), "African"),
    Member("COK", "Cook Islands", None, ""),
    Member("CPV", "Cabo Verde", date(1975, 9, 16), "African"),
    Member("CUB", "Cuba", date(1945, 10, 24), "GRULAC"),
    Member("FJI", "Fiji", date(1970, 10, 13), "Asia-Pacific"),
    Member("HRV", "Croatia", date(1992, 5, 22), "Eastern European"),
    Member("LTU", "Lithuania", date(1991, 9, 17), "Eastern European"),
    Member("NER", "Niger", date(1960, 9, 20), "African"),
    Member("PLW", "Palau", date(1994, 12, 15), "Asia-Pacific"),
    Member("SRB", "Serbia", date(2000, 11, 1), "Eastern European"),
    Member("ZAF", "South Africa", date(1945, 11, 7), "African"),
)
NAMES = {state.code: state.name for state in STATES}

DEPOSITARY = "MTDSG, chapter XXVI-6"
CAMPAIGN = "Cluster Munition Coalition, table of overdue initial reports as of 18 June 2015"
MINUTES = "Coordination Committee, minutes of 28 April 2016"

# (act, day, State, source, confidence)
ACTS: tuple[tuple[Act, str, str, str, str], ...] = (
    (TreatyInForce(date(2010, 2, 16)), "2010-08-01", "", DEPOSITARY, "two-source"),
    (Signature(), "2008-12-03", "PLW", DEPOSITARY, "two-source"),
    (Instrument("ratification"), "2009-06-02", "NER", DEPOSITARY, "two-source"),
    (Instrument("ratification"), "2009-08-17", "HRV", DEPOSITARY, "two-source"),
    (Instrument("ratification"), "2010-05-28", "FJI", DEPOSITARY, "two-source"),
    (Instrument("ratification"), "2010-10-19", "CPV", DEPOSITARY, "two-source"),
    (Instrument("ratification"), "2011-03-24", "LTU", DEPOSITARY, "two-source"),
    (Instrument("ratification"), "2011-04-06", "BGR", DEPOSITARY, "two-source"),
    (Instrument("ratification"), "2011-08-23", "COK", DEPOSITARY, "two-source"),
    (Instrument("ratification"), "2012-03-12", "CIV", DEPOSITARY, "two-source"),
    (Instrument("ratification"), "2015-05-28", "ZAF", DEPOSITARY, "two-source"),
    (Instrument("accession"), "2016-04-06", "CUB", DEPOSITARY, "two-source"),
    (Instrument("ratification"), "2016-04-19", "PLW", DEPOSITARY, "two-source"),
    (Withdrawal(), "2024-09-06", "LTU", DEPOSITARY, "two-source"),
    (Completeness("art7-initial", date(2015, 6, 18)), "2015-06-18", "NER", CAMPAIGN, "one-source"),
    (Completeness("art7-initial", date(2015, 6, 18)), "2015-06-18", "FJI", CAMPAIGN, "one-source"),
    (PublishedDate("art7-initial", date(2011, 10, 28)), "2015-06-18", "CPV", CAMPAIGN, "one-source"),
    (ReportReceived("art7-initial"), "2011-01-26", "HRV", "UNODA database", "one-source"),
    (Circumstance("stockpile", "yes"), "2011-01-26", "HRV", "Monitor, profile of Croatia", "one-source"),
    (Circumstance("stockpile", "yes"), "2011-10-01", "BGR", "Monitor, profile of Bulgaria", "one-source"),
    (
        ExtensionGranted("art3-destruction", date(2021, 4, 1)),
        "2019-09-04",
        "BGR",
        "Monitor, questions",
        "one-source",
    ),
    (ExtensionGranted("art3-destruction", date(2022, 10, 1)), "2021-03-01", "BGR", "from memory", "memory"),
    (Meeting("CC-2016-03-03", "committee", parse_when("2016-03-03")), "../2016-03-03", "", MINUTES, ""),
    (
        Meeting("CC-2016-04-28", "committee", parse_when("2016-04-28"), None, "Geneva"),
        "2016-03-03",
        "",
        MINUTES,
        "",
    ),
    (Meeting("CC-2016-05-26", "committee", parse_when("2016-05-26")), "2016-04-28", "", MINUTES, ""),
    (Meeting("7MSP", "msp", parse_when("2017-09-04")), "../2016-09-07", "", "the Convention's site", ""),
    (Meeting("8MSP", "msp", parse_when("2018-09-03")), "../2017-09-06", "", "the Convention's site", ""),
    (Completeness("meetings", date(2018, 12, 31)), "2015-01-01", "", "the Convention's site", ""),
    (
        PublishedFigure("States yet to join", "93", "outside_un_members"),
        "2016-04-28",
        "",
        f"{MINUTES}, item 4.1",
        "one-source",
    ),
)
_RECORDED = datetime(2026, 11, 23, 9, tzinfo=UTC)


def entries() -> list[Entry]:
    """The small record: entries 1 and on, in the order of `ACTS`."""
    return [
        Entry(
            number,
            "ccm",
            state,
            act,
            parse_when(day),
            source,
            _RECORDED + timedelta(minutes=number),
            "the tests",
            confidence,
        )
        for number, (act, day, state, source, confidence) in enumerate(ACTS, 1)
    ]


def more(act: Act, day: date, state: str, source: str, number: int = 90) -> Entry:
    """One entry more."""
    return Entry(number, "ccm", state, act, on(day), source, _RECORDED, "the tests", "one-source")


def brief_on(day: date, others: Iterable[Entry] = (), states: tuple[Member, ...] = STATES) -> Brief:
    """The brief of the small record as of a day."""
    view = Record([*entries(), *others]).seen_from(day)
    participants = participation(TREATY, view)
    docket = Docket(view)
    owed = duties(TREATY, participants, docket)
    found = findings(TREATY, states, participants, view, owed)
    return brief(TREATY, states, participants, docket, owed, found)


def paper_on(day: date, others: Iterable[Entry] = (), names: dict[str, str] = NAMES) -> Paper:
    """The paper of the small record as of a day."""
    return laid_out.paper(brief_on(day, others), treaty=TREATY, name=names.__getitem__, head=HEAD, known_by=None)
