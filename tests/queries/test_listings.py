"""The tables that pages offer, on the demo record."""

from datetime import date
from typing import Any

import pytest

from servanda.core.errors import Unacceptable
from servanda.documents.tables import Table
from servanda.queries import answers, export, ledger, listings, owed
from servanda.queries.standpoint import Standpoint, standpoint
from tests.demo import LOADED, MEETING, TODAY
from tests.queries.writing import correct, record

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]


def april() -> Standpoint:
    return standpoint("ccm", MEETING)


def rows(table: Table) -> list[dict[str, Any]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def duties_listed(point: Standpoint, **narrowed: Any) -> Table:
    return listings.duties(point, owed.duties(point, **narrowed))


def row(table: Table, **wanted: Any) -> dict[str, Any]:
    [found] = [r for r in rows(table) if all(r[name] == value for name, value in wanted.items())]
    return found


def test_a_state_party_with_its_days_and_its_sources() -> None:
    found = row(listings.states(april()), state="ZAF")
    entries = found.pop("entries")
    assert found == {
        "state": "ZAF",
        "name": "South Africa",
        "group": "African",
        "position": "party",
        "signed": date(2008, 12, 3),
        "deposited": date(2015, 5, 28),
        "instrument": "ratification",
        "in_force_from": date(2015, 11, 1),
        "until": None,
        "overdue": 0,
        "confidence": "sourced",
    }
    kinds = [april().record.numbered[number].act.kind for number in entries]
    assert kinds == ["signature", "instrument"]


def test_all_states_are_there_with_what_they_owe_and_when_they_left() -> None:
    table = listings.states(april())
    assert len(table.rows) == 197
    late = {r["state"]: r["overdue"] for r in rows(table) if r["overdue"]}
    assert sum(late.values()) == sum(d.standing == "overdue" for d in april().duties) > 0
    assert late["COG"] == 1
    gone = row(listings.states(standpoint("ccm", TODAY)), state="LTU")
    assert (gone["position"], gone["until"]) == ("former", date(2025, 3, 6))
    numbered = standpoint("ccm", TODAY).record.numbered
    acts = ["signature", "instrument", "provisional-application", "withdrawal"]
    assert [numbered[number].act.kind for number in gone["entries"]] == acts
    assert row(table, state="USA")["entries"] == ()


def test_states_of_a_group_in_a_position_in_french() -> None:
    table = listings.states(april(), group="African", position="contracting", lang="fr")
    assert [r["name"] for r in rows(table)] == []
    cuba = row(listings.states(april(), position="contracting", lang="fr"), state="CUB")
    assert (cuba["name"], cuba["in_force_from"]) == ("Cuba", date(2016, 10, 1))
    african = rows(listings.states(april(), group="African", position="party", lang="fr"))
    assert "Afrique du Sud" in [r["name"] for r in african]
    assert {r["group"] for r in african} == {"African"}
    assert {r["position"] for r in african} == {"party"}


def test_a_duty_with_its_sources() -> None:
    found = row(duties_listed(april(), state="ZAF"), obligation="art7-initial")
    entries = found.pop("entries")
    assert found == {
        "state": "ZAF",
        "name": "South Africa",
        "group": "African",
        "obligation": "art7-initial",
        "title": "Initial transparency report",
        "article": "7(1)",
        "period": "",
        "due": date(2016, 4, 29),
        "standing": "not-yet-due",
        "met_on": None,
        "only_if_concerned": False,
        "contradicts": (),
        "confidence": "sourced",
    }
    assert entries == row(listings.states(april()), state="ZAF")["entries"][1:]


def test_duties_owed_only_if_the_state_is_concerned_are_marked() -> None:
    found = rows(duties_listed(april()))
    certain = {(d.state, d.obligation, d.period) for d in april().unconditional}
    marked = {(r["state"], r["obligation"], r["period"]) for r in found if not r["only_if_concerned"]}
    assert marked == certain
    assert row(duties_listed(april(), state="ZAF"), obligation="art4-clearance")["only_if_concerned"] is True


def test_duties_are_narrowed_as_pages_are() -> None:
    table = duties_listed(april(), standings=("overdue",), theme="transparency")
    expected = [d for d in answers.due(april(), standings=("overdue",)) if d.obligation.startswith("art7")]
    assert [(r["state"], r["due"]) for r in rows(table)] == [(d.state, d.due) for d in expected]
    assert expected
    african = duties_listed(april(), group="African", standings=("overdue",))
    assert [r["state"] for r in rows(african)] == [r["state"] for r in rows(table) if r["group"] == "African"]
    assert "COG" in [r["state"] for r in rows(african)]
    ahead = rows(
        duties_listed(april(), start=MEETING, end=date(2016, 4, 30), position="party", obligation="art7-annual")
    )
    assert {r["due"] for r in ahead} == {date(2016, 4, 30)}
    assert rows(duties_listed(standpoint("ccm", TODAY), position="former")) == [
        r for r in rows(duties_listed(standpoint("ccm", TODAY))) if r["state"] == "LTU"
    ]


def test_counts_come_with_definition_and_states() -> None:
    found = row(listings.counts(april()), count="in_force")
    assert (found["value"], found["universe_size"], len(found["states"])) == (98, 197, 98)
    assert found["definition"]


def test_contradictions_of_one_state() -> None:
    everything = listings.contradictions(april())
    assert len(everything.rows) == len(april().findings) == 4
    state = next(r["state"] for r in rows(everything) if r["state"])
    own = rows(listings.contradictions(april(), state=state))
    assert own == [r for r in rows(everything) if r["state"] == state]


def test_the_record_says_what_no_longer_stands() -> None:
    entry = record("declaration", "ZAF", "2016-04-28", about="Interpretation of article 21")
    later = correct(entry.number, "The day was misread", on="2016-04-27")
    table = listings.record(standpoint("ccm", TODAY), state="ZAF", kind="declaration")
    stands = {r["number"]: r["stands"] for r in rows(table)}
    assert (stands[entry.number], stands[later.number]) == (False, True)
    assert {r["name"] for r in rows(table)} == {"South Africa"}
    before = listings.record(standpoint("ccm", TODAY, LOADED), state="ZAF", kind="declaration")
    assert entry.number not in {r["number"] for r in rows(before)}
    assert len(listings.record(standpoint("ccm", TODAY)).rows) == len(ledger.all_entries("ccm"))


def test_meetings_with_vague_days_as_they_are_known() -> None:
    table = listings.meetings(standpoint("ccm", TODAY), start=date(2025, 9, 1))
    assert [(r["code"], r["opens"], r["closes"], r["place"]) for r in rows(table)] == [
        ("13MSP", date(2025, 9, 16), date(2025, 9, 19), "Geneva"),
        ("3RC", "2026-09", None, "Vientiane"),
    ]
    inner = listings.meetings(standpoint("ccm", TODAY), series="rc", start=date(2026, 9, 10), end=date(2026, 9, 12))
    assert [r["code"] for r in rows(inner)] == ["3RC"]
    [first] = rows(listings.meetings(april(), end=date(2010, 12, 31)))
    assert (first["code"], first["title"], first["place"]) == ("1MSP", "Meeting of States Parties", "Vientiane")


def test_votes_a_row_for_each_state_and_roll_call() -> None:
    point = standpoint("ccm", TODAY)
    everything = rows(listings.votes(point))
    keys = [(r["resolution"], r["stage"], r["state"]) for r in everything]
    assert keys == sorted(set(keys))
    assert len(keys) == 1158
    against = rows(listings.votes(point, resolution="A/RES/70/54", vote="no"))
    assert {(r["state"], r["stage"]) for r in against} >= {("ZWE", "First Committee"), ("RUS", "plenary")}
    own = rows(listings.votes(point, state="LTU", group="Eastern European"))
    assert {r["state"] for r in own} == {"LTU"}
    assert listings.votes(standpoint("ccm", date(2015, 1, 1))).rows == ()


def test_what_there_is_not_is_refused_with_what_there_is() -> None:
    point = april()
    for ask, says in [
        (lambda: listings.states(point, group="Nordic"), "“Nordic” is not a regional group. There is: African,"),
        (lambda: listings.states(point, position="late"), "“late” is not a position. There is: not-joined, signatory"),
        (lambda: duties_listed(point, state="XXX"), "“XXX” is not the name or code of a State"),
        (lambda: duties_listed(point, theme="peace"), "“peace” is not a theme of this treaty on 2016-04-28"),
        (lambda: duties_listed(point, obligation="art9"), "“art9” is not an obligation"),
        (lambda: duties_listed(point, standings=("late",)), "“late” is not a standing"),
        (lambda: listings.meetings(point, series="cop"), "“cop” is not a series of meetings. There is: msp, rc"),
        (lambda: listings.votes(point, vote="maybe"), "“maybe” is not a vote. There is: yes, no, abstain, absent"),
        (lambda: listings.votes(point, resolution="A/RES/1"), "“A/RES/1” is not a resolution with votes on record"),
        (lambda: listings.contradictions(point, state="zaf "), "Did you mean ZAF"),
        (lambda: listings.record(point, state="XXX"), "“XXX” is not the name or code"),
    ]:
        with pytest.raises(Unacceptable) as caught:
            ask()
        assert says in caught.value.message


def test_what_is_exported_is_what_is_listed() -> None:
    exported = {table.name: table for table in export.tables(april())}
    listed = rows(duties_listed(april()))
    assert [r["entries"] for r in rows(exported["duties"])] == [" ".join(map(str, r["entries"])) for r in listed]
    assert [r["name"] for r in rows(exported["positions"])] == [r["name"] for r in rows(listings.states(april()))]
    kept = ("recorded", "recorded_by", "backfilled", "audit", "before", "hash")
    assert export.record(april()).columns[-6:] == kept
