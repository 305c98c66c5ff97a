"""The kinds of act: each is written and read back by one code, and each mistake is named."""

from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.core.acts import (
    KINDS,
    Act,
    AssessmentRate,
    ExtensionGranted,
    Instrument,
    Meeting,
    PublishedVoteTotal,
    ReportReceived,
    Signature,
    Withdrawal,
    dump,
    parse,
)
from servanda.core.days import EARLIEST, LATEST, When, on, parse_when
from servanda.core.errors import Unacceptable

_DAYS = st.dates(EARLIEST, LATEST)
_VALUES: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(min_size=1),
    bool: st.booleans(),
    int: st.integers(0, 10**6),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    date: _DAYS,
    When: st.one_of(
        _DAYS.map(on),
        _DAYS.map(lambda day: When(None, day)),
        st.tuples(_DAYS, _DAYS).map(sorted).map(lambda pair: When(*pair)),
    ),
}


def some(cls: type[Act]) -> st.SearchStrategy[Act]:
    """Any act of a kind, with whatever its particulars allow."""
    hints = get_type_hints(cls)
    parts: dict[str, st.SearchStrategy[Any]] = {}
    for field in fields(cls):
        hint = hints[field.name]
        if field.name in cls.choices:
            parts[field.name] = st.sampled_from(cls.choices[field.name])
            continue
        if get_origin(hint) is not None:
            hint = next(arg for arg in get_args(hint) if arg is not type(None))
        parts[field.name] = _VALUES[hint]
        if field.default is not MISSING:
            parts[field.name] = st.just(field.default) | parts[field.name]
    return st.builds(cls, **parts)


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(data=st.data())
def test_every_act_is_dumped_and_parsed_back(kind: str, data: st.DataObject) -> None:
    act = data.draw(some(KINDS[kind]))
    particulars = dump(act)
    assert all(isinstance(value, str) for value in particulars.values())
    assert parse(kind, particulars) == act
    assert dump(parse(kind, particulars)) == particulars


def test_the_kinds_are_a_closed_set_with_written_names() -> None:
    assert len(KINDS) == 26
    assert all(kind == cls.kind and kind == kind.lower() and "_" not in kind for kind, cls in KINDS.items())


def test_what_is_left_at_its_default_is_not_written() -> None:
    assert dump(Signature()) == {}
    assert dump(Instrument("accession")) == {"type": "accession"}
    assert dump(Withdrawal()) == {}
    assert dump(Withdrawal(True, date(2026, 1, 31))) == {
        "in_armed_conflict": "true",
        "conflict_ended": "2026-01-31",
    }
    assert dump(PublishedVoteTotal("A/RES/70/54", "plenary", 139, 2, 0)) == {
        "resolution": "A/RES/70/54",
        "stage": "plenary",
        "yes": "139",
        "no": "2",
        "abstain": "0",
    }


def test_particulars_have_their_types() -> None:
    assert parse("withdrawal", {"in_armed_conflict": "false"}) == Withdrawal()
    assert parse(
        "assessment-rate", {"period": "2016-2018", "rate_percent": "22.000", "resolution": "A/RES/70/245"}
    ) == (AssessmentRate("2016-2018", Decimal("22.000"), "A/RES/70/245"))
    meeting = {"code": "4MSP", "series": "msp", "opens": "2013-09", "place": "Lusaka"}
    assert parse("meeting", meeting) == Meeting("4MSP", "msp", parse_when("2013-09"), None, "Lusaka")
    report = {
        "obligation": "art7-annual",
        "period": "2015",
        "covers_from": "2015-01-01",
        "covers_to": "2015-12-31",
    }
    assert parse("report-received", report) == ReportReceived(
        "art7-annual", "2015", date(2015, 1, 1), date(2015, 12, 31)
    )
    assert parse("report-received", {}) == ReportReceived()  # a voluntary one
    granted = parse("extension-granted", {"obligation": "art4-clearance", "until": "2025-08-01"})
    assert granted == ExtensionGranted("art4-clearance", date(2025, 8, 1))


@pytest.mark.parametrize(
    ("kind", "particulars", "message"),
    [
        ("ratified", {}, r"“ratified” is not a kind of act. The kinds are: appointment, .*withdrawal"),
        (
            "signature",
            {"place": "Oslo"},
            "“place” is not a particular of the act “signature”. Its particulars: none",
        ),
        (
            "instrument",
            {"kind": "accession"},
            "“kind” is not a particular of the act “instrument”. Its particulars: type, takes_effect",
        ),
        ("instrument", {}, "the act “instrument” also needs: type"),
        ("extension-granted", {}, "the act “extension-granted” also needs: obligation, until"),
        ("extension-granted", {"obligation": "", "until": "2025-08-01"}, "also needs: obligation"),
        (
            "instrument",
            {"type": "signing"},
            "type of the act “instrument” is one of ratification, .*, not “signing”",
        ),
        (
            "circumstance",
            {"topic": "stocks", "holds": "maybe"},
            "holds of .* is one of yes, no, unclear, not “maybe”",
        ),
        (
            "vote",
            {"resolution": "A/RES/70/54", "stage": "plenary", "vote": "YES"},
            "vote of the act “vote” is one of yes, no, abstain, absent, not “YES”",
        ),
        (
            "withdrawal",
            {"in_armed_conflict": "yes"},
            "in_armed_conflict of the act “withdrawal”: “yes” is neither true nor false",
        ),
        ("withdrawal", {"conflict_ended": "2026"}, "conflict_ended of the act “withdrawal”: “2026” is not a day"),
        ("meeting", {"opens": "autumn"}, "opens of the act “meeting”: “autumn” is not a day, month, year or span"),
        (
            "published-vote-total",
            {"yes": "-1"},
            "yes of the act “published-vote-total”: “-1” is not a whole number",
        ),
        ("published-vote-total", {"no": "٢"}, "no of the act “published-vote-total”: “٢” is not a whole number"),
        (
            "assessment-rate",
            {"rate_percent": "much"},
            "rate_percent of the act “assessment-rate”: “much” is not a number",
        ),
        ("assessment-rate", {"rate_percent": "NaN"}, "rate_percent .*: “NaN” is not a number"),
        (
            "completeness",
            {"subject": "meetings", "as_of": "2016-04-31"},
            "as_of of .*: “2016-04-31” is not a day of",
        ),
    ],
)
def test_each_mistake_is_named(kind: str, particulars: dict[str, str], message: str) -> None:
    with pytest.raises(Unacceptable, match=message):
        parse(kind, particulars)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_particular_that_is_needed_is_asked_for_by_name(kind: str) -> None:
    needed = [field.name for field in fields(KINDS[kind]) if field.default is MISSING]
    if not needed:
        assert parse(kind, {}) == KINDS[kind]()
        return
    with pytest.raises(Unacceptable) as error:
        parse(kind, {})
    assert error.value.message == f"the act “{kind}” also needs: {', '.join(needed)}"


def test_an_error_says_where_when_that_is_known() -> None:
    assert str(Unacceptable("it is wrong", where="reports.csv, line 7")) == "reports.csv, line 7: it is wrong"
    assert str(Unacceptable("it is wrong")) == "it is wrong"


@pytest.mark.parametrize(
    ("kind", "particulars"),
    [
        ("instrument", {"type": "succession", "takes_effect": "9999-12-31"}),
        ("instrument", {"type": "succession", "takes_effect": "0001-01-01"}),
        ("meeting", {"code": "6msp", "series": "msp", "opens": "0001-01-01"}),
        ("meeting", {"code": "6msp", "series": "msp", "opens": "2016", "closes": "2016/9999"}),
    ],
)
def test_a_slip_at_the_ends_of_the_calendar_is_refused(kind: str, particulars: dict[str, str]) -> None:
    with pytest.raises(Unacceptable, match="cannot be meant: it is not between 1800 and 2200"):
        parse(kind, particulars)
