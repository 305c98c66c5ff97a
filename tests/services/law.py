"""A few articles of the Convention on Cluster Munitions built by hand, and real acts of States under it."""

from datetime import date

from servanda.core.acts import (
    Act,
    Instrument,
    Meeting,
    ReportReceived,
    Signature,
    TreatyInForce,
    Withdrawal,
)
from servanda.core.days import on, parse_when
from servanda.core.entries import Proposal
from servanda.core.rules import Anniversary, DaysAfter, FirstDayOfMonthAfter, MonthsAfter, YearlyOn
from servanda.core.treaty import (
    ENTRY_INTO_FORCE,
    Clock,
    EntryIntoForce,
    Extension,
    Leaving,
    Obligation,
    Series,
    Treaty,
)

STATES = frozenset({"AUT", "BGR", "CUB", "HRV", "IRL", "LTU", "NOR", "SVK", "ZAF"})
SOURCE = "MTDSG XXVI-6"

CCM = Treaty(
    code="ccm",
    title="Convention on Cluster Munitions",
    short_title="CCM",
    digest="by hand",
    adopted=date(2008, 5, 30),
    opened=date(2008, 12, 3),
    signature_until="entry-into-force",
    entry_into_force=EntryIntoForce(30, "17(1)", FirstDayOfMonthAfter(6), "17(2)", FirstDayOfMonthAfter(6)),
    leaving=Leaving("20", MonthsAfter(6), conflict=True),
    provisional_article="18",
    obligations=(
        Obligation(
            "art3-destruction",
            "Destroy stocks",
            "3(2)",
            "stockpiles",
            (Clock("3(2)", ENTRY_INTO_FORCE, Anniversary(8)),),
            "completion-declared",
            applies_when="stocks",
            extension=Extension("3(3)", 4),
        ),
        Obligation(
            "art7-initial",
            "Initial transparency report",
            "7(1)",
            "transparency",
            (Clock("7(1)", ENTRY_INTO_FORCE, DaysAfter(180)),),
            "report-received",
        ),
        Obligation(
            "art7-annual",
            "Annual transparency report",
            "7(2)",
            "transparency",
            (Clock("7(2)", ENTRY_INTO_FORCE, YearlyOn(4, 30)),),
            "report-received",
        ),
    ),
    counts=(),
    series=(Series("msp", "Meeting of States Parties"), Series("rc", "Review Conference")),
)


def act(state: str, what: Act, day: str, *, where: str = "", source: str = SOURCE) -> Proposal:
    """An act of a State (or of the treaty, with an empty state) on a day."""
    return Proposal(CCM.code, what, parse_when(day), source, state, where=where)


def signed(state: str, day: str = "2008-12-03", *, where: str = "") -> Proposal:
    return act(state, Signature(), day, where=where)


def deposited(state: str, day: str, kind: str = "ratification", *, where: str = "") -> Proposal:
    return act(state, Instrument(kind), day, where=where)


def withdrew(state: str, day: str, *, where: str = "") -> Proposal:
    return act(state, Withdrawal(), day, where=where)


def report(state: str, day: str, obligation: str, period: str = "") -> Proposal:
    return act(state, ReportReceived(obligation, period), day)


def in_force() -> Proposal:
    """Article 17(1): the thirtieth instrument was deposited on 16 February 2010."""
    return act("", TreatyInForce(date(2010, 2, 16)), "2010-08-01")


def sixth_meeting() -> Proposal:
    """The Sixth Meeting of States Parties, as planned in April 2016."""
    opens, closes = on(date(2016, 9, 5)), on(date(2016, 9, 7))
    return act("", Meeting("6msp", "msp", opens, closes, "Geneva"), "2015-09-11")
