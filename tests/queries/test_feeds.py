"""What calendars and news readers are told, on the demo record."""

from datetime import date, timedelta

import pytest

from servanda.core.acts import parse
from servanda.core.days import months_after
from servanda.core.errors import Unacceptable
from servanda.queries import feeds
from servanda.queries.feeds import Event
from servanda.queries.standpoint import Standpoint, standpoint
from tests.demo import LOADED, MEETING, NOW, TODAY
from tests.queries.writing import correct, record, retract

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]


def april() -> Standpoint:
    return standpoint("ccm", MEETING)


def of(uid: str, point: Standpoint, **narrowed: str) -> Event:
    [event] = [e for e in feeds.events(point, **narrowed) if e.uid == f"{uid}@servanda"]
    return event


def said(event: Event) -> list[str]:
    return [step.text for step in event.lines]


def number(kind: str, point: Standpoint, state: str, **particulars: str) -> int:
    """The number of the first standing entry of an act."""
    acts = [e for e in point.record.entries if e.state == state and e.act.kind == kind]
    return next(e.number for e in acts if all(str(getattr(e.act, k)) == v for k, v in particulars.items()))


def test_south_africa_s_initial_report_is_in_the_calendar_of_april_2016() -> None:
    for narrowed in ({}, {"state": "ZAF"}, {"theme": "transparency"}, {"state": "ZAF", "theme": "transparency"}):
        event = of("ccm.ZAF.art7-initial", april(), **narrowed)
        assert (event.first, event.last) == (date(2016, 4, 29), date(2016, 4, 29))
        assert event.title.text == "ZAF: Initial transparency report"
        assert said(event)[:2] == [
            "Due on 2016-04-29 under article 7(1)",
            "Standing on 2016-04-28: not-yet-due",
        ]
        assert event.changed.recorded == LOADED
        assert event.theme == "transparency"


def test_a_late_report_stays_for_a_year_with_its_standing() -> None:
    assert "Standing on 2016-04-28: overdue" in said(of("ccm.COG.art7-initial", april()))


def test_what_many_owe_on_one_day_is_one_event_and_in_a_state_s_own_calendar_its_own() -> None:
    together = of("ccm.art7-annual.2015.2016-04-30", april())
    owing = [d for d in april().unconditional if (d.obligation, d.period) == ("art7-annual", "2015")]
    assert together.title.text == f"Annual transparency report (2015): {len(owing)} States"
    assert together.lines[1].values["states"] == tuple(d.state for d in owing)
    assert together.state == ""
    own = [e.uid for e in feeds.events(april(), state="LTU")]
    assert own == [f"ccm.LTU.art7-annual.{year}@servanda" for year in ("2014", "2015", "2016")]
    assert not [e for e in feeds.events(april()) if e.obligation == "art7-annual" and e.state]


def test_lithuania_s_last_report_is_told_as_contested_and_its_leaving_has_a_day() -> None:
    point = standpoint("ccm", date(2025, 9, 1))
    found = feeds.events(point, state="LTU")
    assert [(e.uid.removesuffix("@servanda"), e.first) for e in found] == [
        ("ccm.LTU.withdrawal-effect", date(2025, 3, 6)),
        ("ccm.LTU.art7-annual.2024", date(2025, 4, 30)),
    ]
    assert said(found[1])[1:3] == [
        "Standing on 2025-09-01: contested",
        "It is contested whether this is owed: the day lies after the withdrawal took effect",
    ]
    assert found[0].title.text == "LTU: the withdrawal takes effect"


def test_no_duty_that_is_not_owed_or_not_known_to_apply_and_no_day_out_of_reach() -> None:
    for code, day in (("ccm", MEETING), ("ccm", TODAY), ("apmbc", TODAY)):
        point = standpoint(code, day)
        found = feeds.events(point)
        first, last = months_after(day, -12), months_after(day, 60)
        assert found
        assert all(first <= e.last and e.first <= last for e in found)
        assert len({e.uid for e in found}) == len(found)
        owed = {(d.obligation, d.due) for d in point.unconditional if d.standing != "not-applicable"}
        assert {(e.obligation, e.first) for e in found if e.obligation} <= owed
        assert not [e for e in found if "not-applicable" in " ".join(said(e))]


def test_a_meeting_whose_days_are_known_takes_them() -> None:
    event = of("ccm.meeting.13MSP", standpoint("ccm", date(2025, 9, 1)))
    assert (event.first, event.last) == (date(2025, 9, 16), date(2025, 9, 19))
    assert event.title.text == "13MSP (Meeting of States Parties), Geneva"
    assert event.meeting is not None
    without_end = of("ccm.meeting.CC-2016-05-26", april())
    assert (without_end.first, without_end.last) == (date(2016, 5, 26), date(2016, 5, 26))


def test_a_meeting_of_which_only_the_month_is_known_takes_the_month_and_says_so() -> None:
    event = of("ccm.meeting.3RC", standpoint("ccm", TODAY))
    assert (event.first, event.last) == (date(2026, 9, 1), date(2026, 9, 30))
    assert event.title.text == "3RC (Review Conference): within this time, the day is not known"


def test_a_meeting_of_which_only_the_year_is_known_is_left_out_until_more_is() -> None:
    entry = record("meeting", "", "2026-11-20", code="4RC", series="rc", opens="2031")
    point = standpoint("ccm", TODAY)
    assert not [e for e in feeds.events(point) if "4RC" in e.uid]
    correct(
        entry.number, "The day was fixed", act=parse("meeting", {"code": "4RC", "series": "rc", "opens": "2031-09-08"})
    )
    event = of("ccm.meeting.4RC", standpoint("ccm", TODAY))
    assert event.first == date(2031, 9, 8)


def test_the_meetings_of_a_treaty_stand_in_its_own_calendar_alone() -> None:
    assert [e for e in feeds.events(april()) if e.meeting]
    assert not [e for e in feeds.events(april(), state="ZAF") if e.meeting]
    assert not [e for e in feeds.events(april(), theme="clearance") if e.meeting or not e.obligation]


def test_who_is_to_become_a_party_is_told() -> None:
    event = of("ccm.CUB.entry-into-force", april(), state="CUB")
    assert event.first == date(2016, 10, 1)
    assert event.title.text == "CUB: the treaty enters into force"
    assert said(event) == [f"Deposit on 2016-04-06: instrument of accession (entry {event.changed.number})"]


def test_a_deadline_that_moves_keeps_its_identifier_and_gets_a_higher_sequence() -> None:
    day = date(2026, 11, 24)
    before = of("ccm.AFG.art4-clearance", standpoint("ccm", day))
    granted = record(
        "extension-granted",
        "AFG",
        "2026-02-20",
        obligation="art4-clearance",
        until=str(before.first + timedelta(days=365)),
    )
    moved = of("ccm.AFG.art4-clearance", standpoint("ccm", day))
    assert moved.first == before.first + timedelta(days=365)
    assert moved.changed.number == granted.number > before.changed.number
    back = retract(granted.number, "It was another State")
    again = of("ccm.AFG.art4-clearance", standpoint("ccm", day))
    assert again.first == before.first
    assert again.changed.number == back.number > moved.changed.number
    assert of("ccm.AFG.art4-clearance", standpoint("ccm", day, LOADED)).changed == before.changed


def test_a_second_membership_has_identifiers_of_its_own() -> None:
    record("instrument", "LTU", "2026-11-20", type="accession")
    found = [e.uid for e in feeds.events(standpoint("ccm", TODAY), state="LTU")]
    assert "ccm.LTU-2.entry-into-force@servanda" in found
    assert "ccm.LTU-2.art7-initial@servanda" in found
    assert len(found) == len(set(found))


def test_a_state_or_theme_that_there_is_not_is_refused_with_what_there_is() -> None:
    for ask in (feeds.events, feeds.news):
        with pytest.raises(
            Unacceptable, match="“risk-education” is not a theme of this treaty on 2016-04-28. Its themes"
        ):
            ask(april(), theme="risk-education")
        with pytest.raises(Unacceptable, match="“XXX” is not the name or code of a State"):
            ask(april(), state="XXX")
        with pytest.raises(Unacceptable, match="Did you mean FRA"):
            ask(april(), state="France")
        with pytest.raises(Unacceptable, match="no themes on record"):
            ask(standpoint("apmbc", TODAY), theme="clearance")
    assert feeds.events(standpoint("ccm", TODAY), theme="risk-education") == []


def test_news_are_the_last_hundred_entries_the_newest_first_and_none_of_another_treaty() -> None:
    found = feeds.news(standpoint("ccm", TODAY))
    numbers = [n.entry.number for n in found]
    assert len(numbers) == 100
    assert numbers == sorted(numbers, reverse=True)
    assert {n.entry.treaty for n in found} == {"ccm"}
    assert len({n.digest for n in found}) == 100


def test_a_correction_is_news_of_both_and_says_what_it_corrects() -> None:
    point = standpoint("ccm", TODAY)
    old = number("report-received", point, "ZMB", obligation="art7-annual")
    moved = correct(old, "It came from another State", state="ZAF")
    for state in ("ZMB", "ZAF"):
        first = feeds.news(standpoint("ccm", TODAY), state=state)[0]
        assert first.entry == moved
        assert first.named is not None
        assert (first.named.number, first.themes) == (old, ("transparency",))
    assert feeds.news(standpoint("ccm", TODAY), theme="transparency")[0].entry == moved
    assert moved not in [n.entry for n in feeds.news(standpoint("ccm", TODAY), theme="clearance")]
    assert moved not in [n.entry for n in feeds.news(standpoint("ccm", TODAY, LOADED), state="ZAF")]
    assert moved.recorded == NOW


def test_news_as_of_a_day_leave_out_what_had_not_happened() -> None:
    found = feeds.news(april(), state="LTU")
    assert found
    assert all(n.entry.on.earliest is None or n.entry.on.earliest <= MEETING for n in found)
    assert "withdrawal" not in [n.entry.act.kind for n in found]
    assert "withdrawal" in [n.entry.act.kind for n in feeds.news(standpoint("ccm", TODAY), state="LTU")]


def test_a_theme_s_news_tell_whether_a_state_is_concerned() -> None:
    kinds = {n.entry.act.kind for n in feeds.news(standpoint("ccm", TODAY), theme="clearance")}
    assert {"circumstance", "extension-granted"} <= kinds
    assert not kinds & {"vote", "signature", "meeting"}


def test_two_events_that_seem_to_lie_on_one_day_make_no_doubles() -> None:
    for on in ("2026-11-02", "2026-11-01/2026-11-02"):
        record("clock-started", "ZAF", on, event="clarification-requested")
    found = [e for e in feeds.events(standpoint("ccm", TODAY), state="ZAF") if e.obligation == "art8-clarification"]
    assert [e.uid for e in found] == [
        "ccm.ZAF.art8-clarification.2026-11-02.2@servanda",
        "ccm.ZAF.art8-clarification.2026-11-02@servanda",
    ]
