"""Duties and how they stand on the real record, and every word by its definition."""

from dataclasses import replace
from datetime import date

import pytest

from servanda.core.acts import (
    Circumstance,
    Completeness,
    Instrument,
    ReportReceived,
    Retraction,
    Withdrawal,
)
from servanda.core.days import on, parse_when
from servanda.core.docket import _index
from servanda.core.duties import STANDINGS, Contradiction, standing_of
from tests.core.cases import among, lao
from tests.core.law import (
    CCM,
    Seen,
    as_fact,
    entry,
    real_entries,
    real_record,
)
from tests.oracle.answers import owed

MINUTES = date(2016, 4, 28)
TODAY = date(2026, 11, 23)


def test_south_africa_s_initial_report_is_due_on_29_april_2016() -> None:
    duty = Seen(real_record(), MINUTES).duty("ZAF", "art7-initial")
    assert (duty.due, duty.standing, duty.article, duty.period) == (date(2016, 4, 29), "not-yet-due", "7(1)", "")
    assert (duty.met_on, duty.contradicts) == (None, ())
    (number,) = duty.entries
    assert real_record().entries[number - 1].act == Instrument("ratification")
    for day, standing in {date(2016, 4, 29): "not-yet-due", date(2016, 4, 30): "not-known"}.items():
        assert Seen(real_record(), day).duty("ZAF", "art7-initial").standing == standing


@pytest.mark.parametrize(
    "day", ["2010-08-01", "2012-05-01", "2015-06-18", "2016-04-28", "2019-12-31", "2025-05-01", "2026-11-23"]
)
def test_every_duty_of_the_real_record_is_as_the_oracle_has_it(day: str) -> None:
    when = date.fromisoformat(day)
    found = sorted((d.state, d.obligation, d.period, str(d.due), d.standing) for d in Seen(real_record(), when).duties)
    expected = sorted((*o[:3], str(o.due), o.standing) for o in owed([as_fact(e) for e in real_entries()], when))
    assert found == expected
    assert len(found) > 200


def test_a_published_list_makes_overdue_on_its_day_and_not_known_after() -> None:
    listed = {
        "BOL",
        "CMR",
        "CPV",
        "COK",
        "COM",
        "DOM",
        "FJI",
        "GIN",
        "GNB",
        "HND",
        "MLI",
        "NER",
        "NRU",
        "PAN",
        "TCD",
    }

    def standing(day: date) -> dict[str, str]:
        found = Seen(real_record(), day).duties
        return {d.state: d.standing for d in found if d.obligation == "art7-initial" and d.state in listed}

    # Guinea is on the list of 18 June 2015, but by the rule its report was due on 28 September.
    assert standing(date(2015, 6, 18)) == {**dict.fromkeys(listed, "overdue"), "GIN": "not-yet-due"}
    assert standing(date(2015, 6, 19)) == {**dict.fromkeys(listed, "not-known"), "GIN": "not-yet-due"}
    everywhere = [d for d in Seen(real_record(), date(2015, 6, 18)).duties if d.standing == "overdue"]
    assert {d.state for d in everywhere} == listed - {"GIN"}


def test_published_days_that_the_rule_does_not_give_are_both_kept() -> None:
    seen = Seen(real_record(), TODAY)
    found = {d.state: d.contradicts for d in seen.duties if d.contradicts}
    assert set(found) == {"CPV", "GIN", "PSE", "RWA", "SOM"}
    (guinea,) = found["GIN"]
    assert (guinea.printed, guinea.computed) == (date(2015, 4, 19), date(2015, 9, 28))
    (cabo_verde,) = found["CPV"]
    assert (cabo_verde.printed, cabo_verde.computed) == (date(2011, 10, 28), date(2011, 9, 28))
    assert isinstance(cabo_verde, Contradiction)
    assert seen.duty("BOL", "art7-initial").contradicts == ()  # printed, and the same


def test_reports_in_time_late_and_on_a_vague_day() -> None:
    seen = Seen(real_record(), TODAY)
    standing = {
        ("NOR", ""): "met",  # 27 January 2011, a day before
        ("MDV", ""): "met",  # on the day itself
        ("MLT", ""): "met-late",
        ("NAM", ""): "met-late",
        ("PLW", ""): "met",  # before its entry into force
        ("TCD", ""): "met-late",  # between two meetings of 2016, long after February 2014
        ("IRQ", ""): "met",  # some day in 2014, due on 30 April: no source puts it after
    }
    assert {key: seen.duty(key[0], "art7-initial").standing for key in standing} == standing
    assert str(seen.duty("TCD", "art7-initial").met_on) == "2016-03-03/2016-04-28"
    annual = {
        ("ZMB", "2011"): "met",
        ("ZMB", "2012"): "met",
        ("ZMB", "2014"): "met-late",
        ("PLW", "2017"): "met-late",
    }
    assert {key: seen.duty(key[0], "art7-annual", key[1]).standing for key in annual} == annual
    # On 15 April 2016 nobody can tell whether Chad's report had come.
    assert Seen(real_record(), date(2016, 4, 15)).duty("TCD", "art7-initial").standing == "not-known"


def test_palau_s_voluntary_report_discharges_nothing() -> None:
    seen = Seen(real_record(), TODAY)
    assert not [d for d in seen.duties if d.state == "PLW" and d.obligation == "art7-annual" and int(d.period) < 2017]


def test_bulgaria_s_deadline_moves_with_each_extension() -> None:
    due = {
        "2019-09-29": "2019-10-01",
        "2019-09-30": "2021-04-01",
        "2021-12-31": "2022-10-01",
        "2022-12-31": "2023-12-31",
    }
    for day, deadline in due.items():
        assert Seen(real_record(), date.fromisoformat(day)).duty("BGR", "art3-destruction").due == date.fromisoformat(
            deadline
        )
    duty = Seen(real_record(), TODAY).duty("BGR", "art3-destruction")
    assert (duty.standing, str(duty.met_on)) == ("met", "2023-09-12")
    requests = {
        d.period: d.standing
        for d in Seen(real_record(), TODAY).duties
        if (d.state, d.obligation) == ("BGR", "art3-extension-request")
    }
    assert requests == {
        "2019-10-01": "met",  # granted, so asked for; the day is not on record
        "2021-04-01": "met",
        "2022-10-01": "met",
        "2023-12-31": "not-applicable",  # it finished in time
    }


def test_a_grant_of_some_day_of_the_year_keeps_the_duty_from_being_overdue() -> None:
    # Peru's deadline was 1 March 2021; its extension was granted "in 2021".
    entries = [
        *real_entries(),
        entry(9001, Completeness("art3-destruction", date(2022, 1, 1)), "2022-01-01", "PER"),
    ]
    peru = [Seen(entries, day).duty("PER", "art3-destruction") for day in (date(2021, 3, 2), date(2021, 12, 31))]
    assert [(d.due, d.standing) for d in peru] == [
        (date(2021, 3, 1), "not-known"),
        (date(2024, 4, 1), "not-yet-due"),
    ]


def test_guinea_bissau_missed_its_deadline_and_what_followed_is_not_known() -> None:
    assert Seen(real_record(), date(2019, 5, 1)).duty("GNB", "art3-destruction").standing == "not-yet-due"
    missed = Seen(real_record(), date(2019, 5, 2)).duty("GNB", "art3-destruction")
    assert (missed.due, missed.standing) == (date(2019, 5, 1), "overdue")
    assert Seen(real_record(), date(2020, 1, 1)).duty("GNB", "art3-destruction").standing == "not-known"
    asked = Seen(real_record(), date(2019, 5, 2)).duty("GNB", "art3-extension-request", "2019-05-01")
    assert (asked.due, asked.standing) == (
        date(2017, 12, 3),
        "overdue",
    )  # nine months before the 8MSP of 3 September 2018


def test_iraq_had_to_ask_by_11_december_2022() -> None:
    asked = Seen(real_record(), date(2022, 12, 11)).duty("IRQ", "art4-extension-request", "2023-11-01")
    assert (asked.due, asked.standing, asked.article) == (date(2022, 12, 11), "not-yet-due", "4(5)")
    assert (
        Seen(real_record(), date(2022, 12, 12)).duty("IRQ", "art4-extension-request", "2023-11-01").standing
        == "not-known"
    )


def test_germany_s_requests_stand_under_the_deadlines_that_they_are_for() -> None:
    seen = Seen(real_record(), TODAY)
    first = seen.duty("DEU", "art4-extension-request", "2020-08-01")
    assert (first.due, first.standing, str(first.met_on)) == (date(2018, 12, 2), "met-late", "2019-01-15")
    second = seen.duty("DEU", "art4-extension-request", "2025-08-01")
    assert (second.due, second.standing, str(second.met_on)) == (date(2023, 12, 10), "met-late", "2024")
    assert seen.duty("DEU", "art4-clearance").due == date(2025, 8, 1)


def test_norway_destroyed_its_stocks_before_the_treaty_bound_it() -> None:
    duty = Seen(real_record(), date(2012, 1, 1)).duty("NOR", "art3-destruction")
    assert (duty.standing, str(duty.met_on), duty.due) == ("met", "2010-07-16", date(2018, 8, 1))


def test_mauritania_s_clearance_was_reopened() -> None:
    assert Seen(real_record(), date(2021, 12, 30)).duty("MRT", "art4-clearance").standing == "met"
    found = Seen(real_record(), date(2021, 12, 31)).duty("MRT", "art4-clearance")
    assert (found.standing, found.met_on, found.due) == ("not-yet-due", None, date(2022, 8, 1))
    assert Seen(real_record(), date(2023, 12, 31)).duty("MRT", "art4-clearance").due == date(2026, 8, 1)


def test_colombia_s_contamination_is_unclear_and_so_is_its_duty() -> None:
    duty = Seen(real_record(), MINUTES).duty("COL", "art4-clearance")
    assert (duty.standing, duty.due) == ("not-known", date(2026, 3, 1))
    assert Seen(real_record(), MINUTES).duty("ZAF", "art4-clearance").standing == "not-known"  # nothing on record


def test_lithuania_s_report_for_2024_is_contested_and_none_is_owed_after() -> None:
    for day in (date(2024, 9, 6), date(2025, 3, 6), date(2025, 4, 30), TODAY):
        seen = Seen(real_record(), day)
        duty = seen.duty("LTU", "art7-annual", "2024")
        assert (duty.due, duty.standing) == (date(2025, 4, 30), "contested")
        notice = next(e.number for e in real_entries() if isinstance(e.act, Withdrawal))
        assert duty.entries[-1] == notice
        assert seen.duty("LTU", "art7-annual", "2023").standing == "not-known"  # it was due while it was a party
        assert not [d for d in seen.duties if d.state == "LTU" and d.period >= "2025" and d.obligation == "art7-annual"]
    assert Seen(real_record(), date(2024, 9, 5)).duty("LTU", "art7-annual", "2024").standing == "not-yet-due"


def test_a_report_that_came_after_all_is_no_longer_contested() -> None:
    entries = [*real_entries(), entry(9001, ReportReceived("art7-annual", "2024"), "2025-02-01", "LTU")]
    assert Seen(entries, TODAY).duty("LTU", "art7-annual", "2024").standing == "met"


@pytest.mark.parametrize(
    ("met", "pending", "complete", "day", "standing"),
    [
        (None, False, None, "2016-04-29", "not-yet-due"),
        (None, False, None, "2016-04-30", "not-known"),
        (None, False, "2016-04-29", "2016-04-30", "not-known"),
        (None, False, "2016-04-30", "2016-04-30", "overdue"),
        (None, False, "2020-01-01", "2016-04-30", "overdue"),
        (None, True, "2020-01-01", "2016-04-30", "not-known"),
        (None, True, "2020-01-01", "2016-04-29", "not-yet-due"),
        ("2016-04-29", False, None, "2016-05-30", "met"),
        ("2016-04-30", False, None, "2016-05-30", "met-late"),
        ("2016-04", False, None, "2016-05-30", "met"),
        ("2016-05", False, None, "2016-05-31", "met-late"),
        ("../2016-05-01", False, None, "2016-05-30", "met"),
    ],
)
def test_every_standing_by_its_definition(
    met: str | None, pending: bool, complete: str | None, day: str, standing: str
) -> None:
    found = standing_of(
        date(2016, 4, 29),
        date.fromisoformat(day),
        met_on=None if met is None else parse_when(met),
        pending=pending,
        complete_to=None if complete is None else date.fromisoformat(complete),
    )
    assert found == standing
    assert found in STANDINGS


def test_without_a_day_a_duty_is_met_or_not_known() -> None:
    day = date(2016, 4, 28)
    assert standing_of(None, day, met_on=on(day), pending=False, complete_to=None) == "met"
    assert standing_of(None, day, met_on=None, pending=False, complete_to=day) == "not-known"


@pytest.mark.parametrize(
    ("holds", "standing"), [("yes", "not-yet-due"), ("no", "not-applicable"), ("unclear", "not-known")]
)
def test_a_duty_depends_on_its_circumstance(holds: str, standing: str) -> None:
    duty = lao((Circumstance("stocks", holds), "2010-09-01"), day="2012-01-01", obligation="art3-destruction")
    assert duty.standing == standing
    assert duty.due == (None if holds == "no" else date(2018, 8, 1))
    follows = among((Circumstance("stocks", holds), "2010-09-01", "LAO"), day=date(2012, 1, 1)).duty(
        "LAO", "art3-extension-request", "2018-08-01"
    )
    assert follows.standing == ("not-applicable" if holds == "no" else "not-known")


def test_the_newest_word_about_a_circumstance_holds() -> None:
    acts = [(Circumstance("stocks", "unclear"), "2010-09-01"), (Circumstance("stocks", "yes"), "2011-09-01")]
    assert lao(*acts, day="2011-08-31", obligation="art3-destruction").standing == "not-known"
    assert lao(*acts, day="2011-09-01", obligation="art3-destruction").standing == "not-yet-due"


def test_obligations_that_follow_may_stand_before_what_they_follow() -> None:
    backwards = replace(CCM, obligations=tuple(reversed(CCM.obligations)))
    day = date(2021, 6, 30)
    assert sorted(d[:6] for d in Seen(real_record(), day, backwards).duties) == sorted(
        d[:6] for d in Seen(real_record(), day).duties
    )


def test_the_docket_holds_only_acts_about_obligations() -> None:
    with pytest.raises(AssertionError, match="retraction is about no obligation"):
        _index([entry(1, Retraction(), "2016-04-28", "LAO")])


def test_every_duty_is_owed_once() -> None:
    for day in (MINUTES, TODAY):
        keys = [(d.state, d.obligation, d.period) for d in Seen(real_record(), day).duties]
        assert len(keys) == len(set(keys))
