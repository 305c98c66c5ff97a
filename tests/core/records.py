"""Small random records of real States for the property tests: lawful or odd, exact or vague, in any order."""

from datetime import date, timedelta

from hypothesis import strategies as st

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
    Signature,
    Withdrawal,
)
from servanda.core.days import When, on
from servanda.core.entries import Entry
from tests.core.law import entry, with_instruments

STATES = ("LAO", "LTU", "NIU")
TREATY = with_instruments(2)  # in force with the second instrument, so that three States are enough

FIRST, LAST = date(2009, 1, 1), date(2034, 12, 31)
# Few days, many of them decisive: so that acts meet on one day, on deadlines, and on month ends.
_KNOTS = [
    date(2009, 8, 31),
    date(2010, 2, 1),
    date(2010, 8, 1),
    date(2011, 1, 28),
    date(2012, 2, 29),
    date(2012, 4, 30),
    date(2016, 4, 28),
    date(2018, 2, 1),
    date(2018, 8, 1),
    date(2020, 2, 1),
    date(2020, 8, 1),
    date(2025, 3, 6),
    date(2025, 4, 30),
]
days = st.one_of(st.sampled_from(_KNOTS), st.dates(FIRST, LAST))


@st.composite
def whens(draw: st.DrawFn) -> When:
    """An exact day most times, else a span or an open beginning."""
    day = draw(days)
    form = draw(st.integers(0, 5))
    if form < 4:
        return on(day)
    return When(None if form == 5 else day, day + timedelta(days=draw(st.integers(1, 500))))


_codes = st.sampled_from(("art3-destruction", "art4-clearance"))
_reported = st.sampled_from(("art7-initial", "art7-annual", "art3-retention", ""))
_years = st.integers(2010, 2032).map(str)
_events = st.sampled_from(("hostilities-ended", "clarification-requested"))


@st.composite
def _reports(draw: st.DrawFn) -> ReportReceived:
    code = draw(_reported)
    period = draw(_years) if code in ("art7-annual", "art3-retention") else ""
    if draw(st.integers(0, 3)):
        return ReportReceived(code, period)
    year = draw(st.integers(2010, 2030))
    return ReportReceived(code, period, date(year, 1, 1), date(year + draw(st.integers(0, 1)), 12, 31))


_acts: st.SearchStrategy[Act] = st.one_of(
    st.just(Signature()),
    st.builds(Instrument, st.sampled_from(("ratification", "accession"))),
    st.builds(Withdrawal),
    st.builds(Withdrawal, st.just(True), st.none() | days),
    _reports(),
    st.builds(ExtensionRequested, _codes),
    st.builds(ExtensionGranted, _codes, days),
    st.builds(Completed, _codes),
    st.builds(CompletionDeclared, _codes),
    st.builds(
        Circumstance,
        st.sampled_from(("stocks", "contamination", "retention")),
        st.sampled_from(("yes", "yes", "no", "unclear")),
    ),
    st.builds(ClockStarted, _events),
    st.builds(ClockStopped, _events, days),
    st.builds(PublishedDate, st.sampled_from(("art7-initial", "art3-destruction")), days),
)


@st.composite
def _state_entries(draw: st.DrawFn, number: int) -> Entry:
    act = draw(_acts)
    when = draw(whens())
    if isinstance(act, Instrument | Withdrawal | ClockStarted):
        when = on(when.latest)  # the depositary's day is exact
    return entry(number, act, when, draw(st.sampled_from(STATES)))


@st.composite
def _general_entries(draw: st.DrawFn, number: int) -> Entry:
    if draw(st.booleans()):
        opens = draw(whens())
        series = draw(st.sampled_from(("msp", "rc", "committee")))
        closes = draw(st.none() | st.just(on(opens.latest + timedelta(days=3))))
        fixed = draw(st.just(When(None, opens.latest)) | whens())
        return entry(number, Meeting(f"{series} of {opens}", series, opens, closes), fixed)
    subject = draw(
        st.sampled_from(
            (
                "meetings",
                "art3-destruction",
                "art4-clearance",
                "art4-declaration",
                "art7-initial",
                "art7-annual",
                "art3-retention",
                "art8-clarification",
            )
        )
    )
    period = draw(_years) if subject in ("art7-annual", "art3-retention") and draw(st.booleans()) else ""
    state = draw(st.sampled_from(("", *STATES))) if subject != "meetings" else ""
    return entry(number, Completeness(subject, draw(days), period), draw(whens()), state)


@st.composite
def records(draw: st.DrawFn) -> list[Entry]:
    """Up to some twenty entries. Two States deposit early in most records, so that clocks run."""
    found: list[Entry] = []
    if draw(st.integers(0, 5)):
        for state in ("LAO", "NIU"):
            found.append(entry(len(found) + 1, Instrument("ratification"), draw(days), state))
    for _ in range(draw(st.integers(0, 18))):
        number = len(found) + 1
        found.append(draw(_general_entries(number) if draw(st.integers(0, 3)) == 0 else _state_entries(number)))
    return found
