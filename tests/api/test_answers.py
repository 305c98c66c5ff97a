"""The figures, duties and facts that the interface gives on real data, with their sources and reasons."""

import json
import re
from collections import Counter
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pydantic import BaseModel

from servanda.api import envelopes
from servanda.api.views.law import PLACES
from servanda.core.days import parse_when
from servanda.queries import answers, ledger
from servanda.queries.standpoint import standpoint
from tests.api.conftest import CCM, ROOT, Ask
from tests.demo import MEETING, TODAY

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]
APRIL = "as-of=2016-04-28"
HEAD = re.compile(r"[1-9][0-9]*:[0-9a-f]{64}")


def addresses(found: Any) -> list[str]:
    """Every address anywhere within an answer."""
    if isinstance(found, dict):
        return [a for value in found.values() for a in addresses(value)]
    if isinstance(found, list):
        return [a for value in found for a in addresses(value)]
    return [found] if isinstance(found, str) and found.startswith(ROOT) else []


def test_the_number_of_the_day_of_the_committee(ask: Ask) -> None:
    answer = ask(f"counts?{APRIL}")
    by_deposit, in_force, *_ = answer["data"]
    assert (by_deposit["name"], by_deposit["value"]) == ("deposited", 100)
    assert by_deposit["universe"] == {
        "name": "all-states",
        "means": "All States of the reference list.",
        "size": 197,
    }
    assert by_deposit["definition"].startswith("States that have deposited an instrument and have not left")
    assert by_deposit["source"].startswith("the number that the ISU and the minutes use")
    assert (in_force["name"], in_force["positions"]) == ("in_force", ["party"])
    assert in_force["value"] < 100
    assert answer["as_of"] == "2016-04-28"
    assert (answer["treaty"], answer["known_by"], answer["remark"]) == ("ccm", None, None)
    assert answer["program"].startswith("Servanda ")
    assert answer["licence"]["name"] == "CC BY 4.0"


def test_every_number_opens_its_states(ask: Ask) -> None:
    for day in (APRIL, f"as-of={TODAY}"):
        for figure in ask(f"counts?{day}")["data"]:
            opened = ask(figure["states_at"])["data"]
            assert {name: opened[name] for name in figure} == figure
            assert len(opened["states"]) == figure["value"]
            assert {state["position"] for state in opened["states"]} <= set(figure["positions"])
            joined = [s for s in opened["states"] if s["position"] in ("party", "contracting")]
            assert all(s["rests_on"]["source"] and s["rests_on"]["entry"] for s in joined)


def test_what_the_position_of_a_state_rests_on(ask: Ask) -> None:
    states = {s["code"]: s for s in ask("counts/outside_all_states")["data"]["states"]}
    assert states["LTU"]["position"] == "former"
    withdrawal = ask(states["LTU"]["rests_on"]["at"])["data"]
    assert (withdrawal["kind"], withdrawal["on"]) == ("withdrawal", "2024-09-06")
    assert states["CHN"]["rests_on"] is None
    signatories = {s["code"]: s for s in ask("counts/signatories_not_party")["data"]["states"]}
    assert ask(signatories["AGO"]["rests_on"]["at"])["data"]["kind"] == "signature"


def test_the_initial_report_of_south_africa(ask: Ask) -> None:
    duty = ask(f"duties/ZAF/art7-initial?{APRIL}")["data"]
    assert (duty["due"], duty["standing"], duty["article"]) == ("2016-04-29", "not-yet-due", "7(1)")
    texts = [step["text"] for step in duty["because"]]
    assert texts[0] == "The depositary received the instrument of ratification on 2015-05-28"
    assert "The day: 2015-11-01 and 180 days is 2016-04-29" in texts
    for step in duty["because"]:
        assert step["article"] or step["entry"]
        assert (step["entry"] is None) == (step["source"] is None) == (step["at"] is None)
        if step["at"]:
            assert ask(step["at"])["data"]["source"] == step["source"]
    later = ask(f"duties/ZAF/art7-initial?as-of={TODAY}")["data"]
    assert (later["due"], later["standing"]) == ("2016-04-29", expected(TODAY))


def expected(day: date) -> str:
    """How South Africa's initial report stands by the record."""
    [duty] = answers.due(standpoint("ccm", day), state="ZAF", obligation="art7-initial")
    return duty.standing


def test_the_day_after_it_is_not_known_but_not_called_late(ask: Ask) -> None:
    assert ask("duties/ZAF/art7-initial?as-of=2016-04-30")["data"]["standing"] == "not-known"
    late = ask("duties?as-of=2015-06-18&obligation=art7-initial&standing=overdue")["data"]
    assert {"CPV", "BOL", "COM"} <= {duty["state"] for duty in late}


def test_the_one_duty_of_a_period(ask: Ask) -> None:
    duty = ask("duties/ZAF/art7-annual?period=2017")["data"]
    assert (duty["period"], duty["due"]) == ("2017", "2018-04-30")
    assert {"2016", "2018"} <= set(duty["other_periods"])
    assert ask("duties/ZAF/art7-annual?period=2031")["data"]["due"] == "2032-04-30"


@pytest.mark.parametrize("narrow", ["", "&state=ZAF", "&obligation=art7-annual&standing=met&standing=met-late"])
def test_the_duties_are_those_of_the_command_line(ask: Ask, narrow: str) -> None:
    point = standpoint("ccm", MEETING)
    asked = parse_qs(narrow)
    wanted = answers.due(
        point,
        state=asked.get("state", [""])[0],
        obligation=asked.get("obligation", [None])[0],
        standings=asked.get("standing", ()),
    )
    got = ask(f"duties?{APRIL}&limit=1000{narrow}")
    assert got["total"] == len(wanted)
    rows = [answers.duty(item, point) for item in wanted[:1000]]
    assert [{name: row[name] for name in rows[0]} for row in got["data"]] == rows


def test_duties_that_are_owed_only_if_the_state_is_concerned_are_told_apart(ask: Ask) -> None:
    only = ask(f"duties?{APRIL}&only-if-concerned=true&limit=1000")
    certain = ask(f"duties?{APRIL}&only-if-concerned=false&limit=1")
    assert {duty["only_if_concerned"] for duty in only["data"]} == {True}
    assert {duty["standing"] for duty in only["data"]} == {"not-known"}
    point = standpoint("ccm", MEETING)
    assert certain["total"] == len(point.unconditional)
    assert only["total"] == len(point.duties) - len(point.unconditional)
    assert ask(f"duties/ZAF/art4-clearance?{APRIL}")["data"]["only_if_concerned"] is True


def test_duties_between_two_days(ask: Ask) -> None:
    rows = ask(f"duties?{APRIL}&from=2016-04-29&to=2016-05-01&limit=1000")["data"]
    assert {row["due"] for row in rows} == {"2016-04-29", "2016-04-30"}
    assert ("ZAF", "art7-initial") in {(row["state"], row["obligation"]) for row in rows}
    ahead = ask(f"duties?{APRIL}&obligation=art7-annual&state=ZAF&from=2020-01-01&to=2020-12-31")["data"]
    assert [row["period"] for row in ahead] == ["2019"]


def test_every_state_stands_somewhere(ask: Ask) -> None:
    answer = ask(f"states?{APRIL}")
    assert (answer["total"], len(answer["data"]), answer["next"]) == (197, 197, None)
    positions = Counter(state["position"] for state in answer["data"])
    assert positions["party"] + positions["contracting"] == 100
    for position, number in positions.items():
        assert ask(f"states?{APRIL}&position={position}")["total"] == number
    african = ask("states?group=African&position=party&position=contracting")["data"]
    assert {state["group"] for state in african} == {"African"}
    assert "ZAF" in {state["code"] for state in african}
    assert {s["code"] for s in ask("states?group=none")["data"]} == {
        s["code"] for s in answer["data"] if s["group"] is None
    }


def test_one_state_with_all_that_is_on_record(ask: Ask) -> None:
    state = ask(f"states/ZAF?as-of={TODAY}")["data"]
    [membership] = state["memberships"]
    assert membership["by"] == "ratification"
    assert (membership["deposited"], membership["in_force_from"]) == ("2015-05-28", "2015-11-01")
    assert state["membership"] == membership
    assert state["signature"]["on"] == "2008-12-03"
    assert state["because"][0]["entry"] == membership["instrument"]["entry"]
    own = answers.due(standpoint("ccm", TODAY), state="ZAF")
    assert len(state["duties"]) == len(own)
    assert {"signature", "instrument", "vote"} <= {act["kind"] for act in state["acts"]}
    assert ask("states/LTU")["data"]["memberships"][0]["until"] == "2025-03-06"


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("en", "South Africa"),
        ("fr", "Afrique du Sud"),
        ("es", "Sudáfrica"),
        ("ar", "جنوب أفريقيا"),
        ("ru", "Южная Африка"),
        ("zh", "南非"),
    ],
)
def test_states_are_named_in_six_languages(ask: Ask, lang: str, name: str) -> None:
    answer = ask(f"states/ZAF?lang={lang}")
    assert answer["data"]["name"] == name
    assert {duty["name"] for duty in answer["data"]["duties"]} == {name}
    assert ("lang=" in answer["data"]["at"]) == (lang != "en")


def test_the_record_is_given_as_it_is_kept(ask: Ask) -> None:
    entry = ask("record/229")["data"]
    assert (entry["kind"], entry["state"], entry["particulars"]["date"]) == ("published-date", "ZAF", "2016-04-29")
    assert entry["stands"] is True
    assert entry["source"].startswith("Monitor profile South Africa 2015")
    votes = ask("record?kind=vote&state=ZAF")["data"]
    assert {(e["kind"], e["state"]) for e in votes} == {("vote", "ZAF")}
    narrowed = ask("record?kind=instrument&from=2015-01-01&to=2015-12-31&limit=1000")["data"]
    assert "ZAF" in {entry["state"] for entry in narrowed}
    for found in (parse_when(entry["on"]) for entry in narrowed):
        assert found.latest >= date(2015, 1, 1)
        assert found.earliest is None or found.earliest <= date(2015, 12, 31)


def test_what_has_no_source_at_hand_is_marked(ask: Ask) -> None:
    everything = [e for e in ledger.all_entries("ccm") if e.from_memory]
    assert len(everything) == 15
    marked = {
        e["number"] for part in range(4) for e in ask(f"record?limit=1000&offset={part}000")["data"] if e["to_check"]
    }
    assert marked == {e.number for e in everything}
    for duty in ask("duties?limit=1000")["data"]:
        assert duty["to_check"] == (duty["confidence"] == "memory")
    apmbc = ask(f"{ROOT}/treaties/apmbc/counts")["data"]
    assert [c["to_check"] for c in apmbc if c["name"] in ("deposited", "in_force")] == [True, True]
    assert [c["to_check"] for c in ask("counts")["data"] if c["name"] in ("deposited", "in_force")] == [False, False]


def test_contradictions_give_both_sides(ask: Ask) -> None:
    [found] = [c for c in ask("contradictions")["data"] if c["state"] == "CPV"]
    assert (found["printed"], found["computed"], found["entry"]) == ("2011-10-28", "2011-09-28", 173)
    assert found["name"] == "Cabo Verde"
    assert ask(found["at"])["data"]["source"] == found["source"]


def test_how_far_the_record_is_complete(ask: Ask) -> None:
    found = {(c["subject"], c["state"]): c for c in ask(f"completeness?{APRIL}")["data"]}
    assert found["art7-initial", "BOL"]["complete_to"] == "2015-06-18"
    assert found["art7-initial", "BOL"]["rests_on"]["entry"] == 158


def test_meetings_and_votes(ask: Ask) -> None:
    meetings = {m["code"]: m for m in ask("meetings")["data"]}
    assert (meetings["1MSP"]["opens"], meetings["1MSP"]["place"]) == ("2010-11-09", "Vientiane")
    [vote] = [v for v in ask("votes?resolution=A/RES/70/54")["data"] if v["stage"] == "First Committee"]
    assert vote["tally"] == {"absent": 21, "abstain": 40, "no": 2, "yes": 130}
    assert vote["states"]["no"] == ["RUS", "ZWE"]
    assert {name: len(codes) for name, codes in vote["states"].items()} == vote["tally"]
    assert ask("votes?as-of=2015-11-03")["data"] == []


def test_the_law_is_told_with_its_articles(ask: Ask) -> None:
    obligations = {o["code"]: o for o in ask("obligations")["data"]}
    initial = obligations["art7-initial"]
    assert (initial["article"], initial["clocks"][0]["rule"]) == ("7(1)", "days-after")
    assert initial["clocks"][0]["values"] == {"days": 180}
    assert obligations["art3-destruction"]["extension_years"] == 4
    for code, obligation in obligations.items():
        certain = ask(f"duties?obligation={code}&only-if-concerned=false&limit=1")["total"]
        if_concerned = ask(f"duties?obligation={code}&only-if-concerned=true&limit=1")["total"]
        assert (sum(obligation["standings"].values()), obligation["only_if_concerned"]) == (certain, if_concerned)
        assert ask(obligation["duties_at"])["total"] == certain + if_concerned
    treaty = ask(CCM)["data"]
    assert (treaty["in_force_from"], treaty["adopted"]) == ("2010-08-01", "2008-05-30")
    assert [t["code"] for t in ask(f"{ROOT}/treaties")["data"]] == ["apmbc", "ccm"]
    assert set(treaty["addresses"]) == {"treaty", *PLACES}


FORMS: dict[str, type[BaseModel]] = {
    f"{ROOT}/treaties": envelopes.TreatiesAnswer,
    CCM: envelopes.TreatyAnswer,
    f"{CCM}/counts": envelopes.CountsAnswer,
    f"{CCM}/counts/outside_all_states": envelopes.CountAnswer,
    f"{CCM}/states": envelopes.StatesAnswer,
    f"{CCM}/states/LTU": envelopes.StateAnswer,
    f"{CCM}/states/GNB": envelopes.StateAnswer,
    f"{CCM}/obligations": envelopes.ObligationsAnswer,
    f"{CCM}/glossary?lang=fr": envelopes.GlossaryAnswer,
    f"{CCM}/duties?limit=1000&offset=2000": envelopes.DutiesAnswer,
    f"{CCM}/duties/CPV/art7-initial": envelopes.DutyAnswer,
    f"{CCM}/record?limit=1000": envelopes.EntriesAnswer,
    f"{CCM}/record/173": envelopes.EntryAnswer,
    f"{CCM}/contradictions": envelopes.ContradictionsAnswer,
    f"{CCM}/completeness": envelopes.CompletenessAnswer,
    f"{CCM}/meetings": envelopes.MeetingsAnswer,
    f"{CCM}/votes": envelopes.VotesAnswer,
    f"{CCM}/offices": envelopes.OfficesAnswer,
    f"{CCM}/changes?from=2008-01-01": envelopes.ChangesAnswer,
    f"{CCM}/search?q=south+africa&limit=2": envelopes.SearchAnswer,
    f"{CCM}/figures": envelopes.FiguresAnswer,
    f"{CCM}/figures/growth": envelopes.FigureAnswer,
}


@pytest.mark.parametrize("address", FORMS)
def test_answers_have_the_form_that_is_described_and_nothing_more(client: Client, address: str) -> None:
    content = client.get(address).content
    again = FORMS[address].model_validate_json(content).model_dump(mode="json", by_alias=True)
    assert again == json.loads(content)


def test_every_form_is_tried() -> None:
    described = {name for name in vars(envelopes) if name.endswith("Answer")} - {"Answer", "ErrorAnswer"}
    assert {form.__name__ for form in FORMS.values()} == described


@pytest.mark.parametrize("address", [address for address in FORMS if "glossary" not in address])  # it has none
def test_every_address_within_an_answer_leads_somewhere_and_keeps_the_day(client: Client, address: str) -> None:
    together = "&" if "?" in address else "?"
    asked = f"{address}{together}{APRIL}&known-by=2026-11-23T12:00:00Z&lang=fr"
    found = [each for each in addresses(client.get(asked).json()) if "{" not in each]  # which is a pattern of addresses
    assert found
    for each in {urlsplit(a).path.count("/"): a for a in found}.values():
        assert client.get(each).status_code == 200, each
        assert parse_qs(urlsplit(each).query).items() >= {"as-of": ["2016-04-28"], "lang": ["fr"]}.items()
        assert "known-by" in each


def test_the_line_to_cite_leads_back(client: Client, ask: Ask) -> None:
    answer = ask(f"counts?{APRIL}&known-by=2026-11-23")
    assert answer["cite"].startswith(
        "Convention on Cluster Munitions (CCM), as of 2016-04-28, as known by 2026-11-23T23:59:59.999999Z, by the "
        f"record up to entry {answer['record_head'].partition(':')[0]} ("
    )
    assert HEAD.fullmatch(answer["record_head"])
    assert client.get(answer["cite"].rpartition(" ")[2]).json() == answer


def test_before_anything_was_recorded_an_answer_says_that_it_means_nothing(ask: Ask) -> None:
    answer = ask("counts?known-by=2026-11-22")
    assert {figure["value"] for figure in answer["data"] if figure["positions"] == ["party"]} == {0}
    assert answer["remark"].startswith("Nothing had been recorded by then: the first entry is of 2026-11-23 09:00 UTC")
    assert ask("record?known-by=2026-11-22")["total"] == 0
    assert ask("votes?known-by=2026-11-22")["data"] == []


def test_the_glossary_is_given_in_the_language_that_there_is(ask: Ask) -> None:
    english, french, russian = (
        {t["code"]: t for t in ask(f"glossary?lang={lang}")["data"]} for lang in ("en", "fr", "ru")
    )
    assert list(english) == sorted(english) == list(french) == list(russian)
    assert all(term["means"] and term["name"] for term in english.values())
    assert {term["lang"] for term in english.values()} == {"en"}
    assert "fr" in {term["lang"] for term in french.values()}
    assert all(term["means"] == english[code]["means"] for code, term in russian.items() if term["lang"] == "en")
    assert {code for term in english.values() for code in term["see"]} <= set(english)


def test_answers_are_in_english_whatever_the_browser_prefers(client: Client) -> None:
    plain = client.get(f"{CCM}/duties?limit=1")
    french = client.get(f"{CCM}/duties?limit=1", headers={"accept-language": "fr"})
    assert french["Content-Language"] == "en"
    assert (french.content, french["ETag"]) == (plain.content, plain["ETag"])
