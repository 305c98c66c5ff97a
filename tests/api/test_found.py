"""What changed, what words find, figures, meetings and votes: the interface gives what the pages show."""

import re
from typing import Any

import pytest
from django.test import Client

from servanda.queries import changes, meetings, votes
from servanda.queries.figures import named
from servanda.queries.search import kept
from servanda.queries.standpoint import standpoint
from tests.api.conftest import CCM, ROOT, Ask
from tests.demo import MEETING, NOW, TODAY
from tests.queries.writing import record, retract

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]
SPRING = "changes?from=2015-12-31&to=2016-04-28"


def codes(states: list[dict[str, Any]]) -> list[str]:
    return [state["code"] for state in states]


def test_what_changed_in_the_spring_of_2016(ask: Ask) -> None:
    found = ask(SPRING)["data"]
    assert (found["first"], found["last"], found["nothing"]) == ("2015-12-31", "2016-04-28", False)
    counts = {c["name"]: (c["before"], c["after"], codes(c["came"]), codes(c["went"])) for c in found["counts"]}
    assert counts["deposited"] == (98, 100, ["CUB", "PLW"], [])
    assert counts["in_force"] == (92, 98, ["COL", "ISL", "MUS", "RWA", "SOM", "SVK"], [])
    assert counts["signatories_not_party"] == (20, 19, [], ["PLW"])
    assert [(m["state"], m["membership"]["deposited"]) for m in found["deposited"]] == [
        ("CUB", "2016-04-06"),
        ("PLW", "2016-04-19"),
    ]
    assert [(m["state"], m["membership"]["in_force_from"]) for m in found["in_force"]][:2] == [
        ("SVK", "2016-01-01"),
        ("ISL", "2016-02-01"),
    ]
    assert [m["code"] for m in found["meetings"]["opened"]] == ["CC-2016-03-03", "CC-2016-04-28"]
    assert [m["code"] for m in found["meetings"]["fixed"]] == ["CC-2016-05-26"]
    late = {s["was"]: {d["state"] for d in s["duties"]} for s in found["shifts"] if s["now"] == "met-late"}
    assert late == {"not-known": {"TCD", "KNA"}}
    assert ("SRB", "vote on A/RES/70/54") in {(c["state"], c["about"]) for c in found["contradictions"]["appeared"]}
    for count in found["counts"]:
        assert ask(count["states_before_at"])["data"]["value"] == count["before"]
        assert ask(count["states_at"])["data"]["value"] == count["after"]


def test_the_treaty_entered_into_force_and_lithuania_left(ask: Ask) -> None:
    force = ask("changes?from=2010-07-31&to=2010-08-01")["data"]["treaty_in_force"]
    assert (force["day"], force["decisive_deposit"], force["announced"]) == ("2010-08-01", "2010-02-16", False)
    assert ask(force["rests_on"]["at"])["data"]["kind"] == "instrument"
    left = ask("changes?from=2024-09-01&to=2025-03-06")["data"]
    assert [m["state"] for m in left["withdrawals"]] == ["LTU"]
    assert [(m["state"], m["membership"]["until"]) for m in left["ended"]] == [("LTU", "2025-03-06")]


def test_deadlines_that_moved_name_the_extension(ask: Ask) -> None:
    moved = ask("changes?from=2019-01-01&to=2021-12-31")["data"]["moved"]
    assert moved
    for each in moved:
        assert each["before"] < each["duty"]["due"]
        assert all(ask(fact["at"])["data"]["kind"] == "extension-granted" for fact in each["granted"])


def test_without_days_changes_are_those_of_the_year_as_on_the_page(ask: Ask, client: Client) -> None:
    asked = {
        "": ("2025-12-31", TODAY.isoformat()),
        "as-of=2016-04-28": ("2015-12-31", "2016-04-28"),
        "as-of=2016-04-28&from=2016-01-31": ("2016-01-31", "2016-04-28"),
        "from=2016-04-28&to=2016-01-31": ("2016-01-31", "2016-04-28"),
        "as-of=1800-01-01": ("1800-01-01", "1800-01-01"),
    }
    for query, days in asked.items():
        found = ask(f"changes?{query}")["data"]
        assert (found["first"], found["last"]) == days
        fields = re.findall(r'name="(?:from|to)"[^>]*value="([^"]*)"', client.get(f"/ccm/changes/?{query}").text)
        assert fields[-2:] == list(days)  # before them the day’s own form keeps what was asked
    assert ask("changes?as-of=1800-01-01")["data"]["nothing"] is True


def test_what_the_record_learned_ends_at_the_moment(ask: Ask) -> None:
    entry = record("instrument", "TUV", "2026-11-20", type="accession", at=NOW.replace(hour=8))
    retract(entry.number, "it was another treaty", at=NOW.replace(hour=9))
    asked = "changes?from=2026-11-23&to=2026-11-24"
    learned = ask(asked)["data"]["learned"]
    assert (learned["entries"], learned["earlier"], learned["new"]) == (2, [entry.number], [])
    [undoing] = learned["undoings"]
    assert (undoing["retracts"], undoing["stands"], undoing["new"]["reason"]) == (True, True, "it was another treaty")
    assert (undoing["old"]["number"], undoing["old"]["stands"], undoing["new"]["stands"]) == (entry.number, False, True)
    before = ask(f"{asked}&known-by=2026-11-24T08:30:00Z")["data"]["learned"]
    assert (before["entries"], before["undoings"], before["up_to"]) == (1, [], "2026-11-24T08:30:00.000000Z")
    assert ask("changes?known-by=2026-11-22")["data"]["learned"]["entries"] == 0


def test_the_days_of_a_question_about_changes() -> None:
    point = standpoint("ccm", MEETING)
    first, last = changes.span(point)
    assert changes.this_year(point) == changes.changes("ccm", first, last)
    assert changes.span(point, last, first) == (first, last)


@pytest.mark.parametrize(
    ("query", "kind", "code", "title", "at", "page"),
    [
        ("Sudáfrica", "state", "ZAF", "South Africa", "states/ZAF", "states/ZAF/"),
        ("clearance", "obligation", "art4-clearance", "Clearance and destruction of cluster munition remnants", "obligations", "obligations/art4-clearance/"),
        ("clearance", "theme", "clearance", "Clearance and risk education", "", "states/?theme=clearance"),
        ("deposited", "count", "deposited", None, "counts/deposited", "counts/deposited/"),
        ("1MSP", "meeting", "1MSP", "Meeting of States Parties: 1MSP", "meetings", "record/1/"),
        ("A/RES/70/54", "resolution", "A/RES/70/54", "A/RES/70/54", "votes?resolution=A%2FRES%2F70%2F54", "votes/a-res-70-54/"),
        ("cabo verde contradiction", "contradiction", "173", "Cabo Verde: art7-initial: 2011-10-28 printed, 2011-09-28 computed", "record/173", "record/173/"),
        ("#229", "act", "229", "South Africa: published-date", "record/229", "record/229/"),
        ("symbol", "term", "symbol", "Symbol", "glossary", "glossary/#word-symbol"),
    ],
)  # fmt: skip
def test_what_words_find(
    ask: Ask, client: Client, query: str, kind: str, code: str, title: str | None, at: str, page: str
) -> None:
    found = ask(f"search?q={query.replace('#', '%23')}&limit=3&as-of=2016-04-28")["data"]
    assert found["total"] == sum(group["total"] for group in found["groups"])
    [group] = [group for group in found["groups"] if group["kind"] == kind]
    hit = group["hits"][0]
    assert hit["code"] == code
    assert title in (None, hit["title"])
    seen = "as-of=2016-04-28"
    asked = f"{at}{'&' if '?' in at else '?'}{seen}"
    assert hit["at"] == (f"{CCM}/{asked}" if at else f"{CCM}?{seen}")
    path, mark, anchor = page.partition("#")
    assert hit["page"] == f"/ccm/{path}{'&' if '?' in path else '?'}{seen}{mark}{anchor}"
    for each in (hit for group in found["groups"] for hit in group["hits"]):
        ask(each["at"])
        assert client.get(each["page"]).status_code == 200, each["page"]


def test_a_duty_that_is_found_says_how_it_stands(ask: Ask, client: Client) -> None:
    found = ask("search?q=afrique du sud rapport initial&as-of=2016-04-28&lang=fr")["data"]
    [duty] = next(group["hits"] for group in found["groups"] if group["kind"] == "duty")
    assert (duty["code"], duty["on"], duty["standing"]) == ("ZAF art7-initial", "2016-04-29", "not-yet-due")
    assert duty["title"] == "Afrique du Sud: Initial transparency report"
    assert duty["page"] == "/fr/ccm/states/ZAF/?as-of=2016-04-28#art7-initial"
    assert 'id="art7-initial"' in client.get(duty["page"].partition("#")[0]).text
    chinese = ask("search?q=南非&lang=zh")["data"]["groups"][0]["hits"][0]
    assert chinese["title"] == "南非"
    assert client.get(chinese["page"])["Content-Language"] == "zh-hans"


def test_nothing_found_names_who_may_be_meant(ask: Ask) -> None:
    found = ask("search?q=Botsvana")["data"]
    assert (found["total"], found["groups"], [n["name"] for n in found["near"]]) == (0, [], ["Botswana"])
    assert ask("search")["data"] == {"query": "", "words": [], "total": 0, "groups": [], "near": []}


def test_a_search_knows_no_more_than_its_day_and_moment(ask: Ask) -> None:
    assert ask("search?q=lithuania withdrawal&as-of=2024-09-05")["data"]["total"] == 0
    groups = ask("search?q=lithuania withdrawal")["data"]["groups"]
    assert [(g["kind"], g["hits"][0]["on"]) for g in groups if g["kind"] == "act"] == [("act", "2024-09-06")]
    kinds = {g["kind"] for g in ask("search?q=lithuania&known-by=2026-11-22")["data"]["groups"]}
    assert kinds == {"state"}
    assert ask("search?q=report&limit=1")["data"]["total"] == ask("search?q=report&limit=100")["data"]["total"]
    assert ask("search?limit=101", 422)["error"]["message"].startswith("“limit”: Input should be less than or equal")


def test_both_faces_search_in_one_index(ask: Ask, client: Client) -> None:
    kept.forget()
    total = ask("search?q=report")["data"]["total"]
    assert client.get("/ccm/search/?q=report").status_code == 200
    assert total
    assert len(kept._indexes.held()) == 1


def test_the_figures_that_are_drawn(ask: Ask, client: Client) -> None:
    point = standpoint("ccm", MEETING)
    rows = ask("figures?as-of=2016-04-28")["data"]
    assert [row["name"] for row in rows] == [each.name for each in named.figures(point)]
    assert "Due and on record: Annual transparency report" in {row["title"] for row in rows}
    for row in rows:
        detail = ask(row["at"])["data"]
        assert {name: detail[name] for name in row} == row
        assert all(list(each) == detail["columns"] for each in detail["rows"])
        assert detail["universe_size"] == 197
        assert ask(detail["entries_at"].format(number=detail["entries"][0]))["data"]["source"]
        assert detail["entries"] == sorted({number for each in detail["rows"] for number in each["entries"]})
        assert client.get(row["page"]).status_code == 200
        assert client.get(row["svg"])["Content-Type"] == "image/svg+xml"
    png = client.get(rows[0]["png"])
    assert (png.status_code, png["Content-Type"]) == (200, "image/png")
    taken = client.get("/ccm/figures/growth.json?as-of=2016-04-28").json()
    growth = ask("figures/growth?as-of=2016-04-28")["data"]
    assert growth["rows"] == taken["rows"]
    [palau] = [row for row in growth["rows"] if row["day"] == "2016-04-19"]
    assert (palau["deposited"], palau["in_force"], palau["deposited_by"]) == (100, 98, ["PLW"])
    assert [row["day"] for row in growth["rows"] if row["announced"]] == ["2016-10-01"]


def test_figures_of_reports_stand_beside_what_sources_print(ask: Ask) -> None:
    annual = ask("figures/reports-art7-annual?as-of=2016-04-28")["data"]
    assert {"48", "10", "68"} <= {each["value"] for each in annual["printed"]}
    [year] = [
        each for each in annual["printed"] if each["measure"] == "annual reports submitted for calendar year 2014"
    ]
    assert (year["value"], year["rests_on"]["entry"]) == ("48", 251)
    assert year["rests_on"]["source"].startswith("Minutes of the CCM Coordination Committee, 28 Apri")
    assert ask("figures/map?as-of=2016-04-28")["data"]["printed"] == []


def test_a_figure_that_there_is_not(ask: Ask) -> None:
    error = ask("figures/pie?as-of=2016-04-28", 404)["error"]
    assert error["message"] == "There is no figure “pie” on this day."
    assert error["hint"].startswith("There are: map, growth, regions")
    assert ask("figures/map?as-of=2000-01-01", 404)["error"]["hint"] == "There is nothing to draw on this day."
    assert ask("figures?as-of=2000-01-01")["data"] == []


def test_votes_are_those_of_the_pages(ask: Ask, client: Client) -> None:
    rows = ask("votes")["data"]
    ballots = votes.ballots(standpoint("ccm", TODAY))
    assert [(r["resolution"], r["stage"], r["tally"]) for r in rows] == [
        (b.resolution, b.stage, b.tally) for b in ballots
    ]
    found = {(row["resolution"], row["stage"]): row for row in rows}
    printed = found["A/RES/71/45", "plenary"]["printed"]
    assert [(p["yes"], p["no"], p["abstain"], p["agrees"], p["differs"]) for p in printed] == [
        (141, 1, 39, True, []),
        (141, 2, None, False, ["no"]),
    ]
    plenary = found["A/RES/70/54", "plenary"]
    assert {p: sum(tally.values()) for p, tally in plenary["tally_by_position"].items()} == {
        "not-joined": 78,
        "signatory": 20,
        "contracting": 6,
        "party": 89,
    }
    assert plenary["result"] == {"yes": 139, "no": 2, "abstain": 40}
    assert [(t["name"], t["vote"]) for t in plenary["told"]] == [("Serbia", "yes")]
    assert plenary["states"]["no"] == ["RUS", "ZWE"]
    assert client.get(plenary["page"]).status_code == 200
    assert ask("votes?resolution=a/res/70/54")["data"] == [r for r in rows if r["resolution"] == "A/RES/70/54"]


def test_meetings_are_those_of_the_page_with_what_counts_from_them(ask: Ask) -> None:
    answer = ask("meetings?as-of=2016-04-28")
    calendar = meetings.calendar(standpoint("ccm", MEETING))
    assert [(m["code"], m["when"]) for m in answer["data"]] == [(s.code, s.when) for s in calendar.meetings]
    assert answer["known_until"] == str(calendar.known_until)
    assert ask(answer["said_by"]["at"])["data"]["kind"] == "completeness"
    by_code = {m["code"]: m for m in answer["data"]}
    assert by_code["CC-2016-04-28"]["when"] == "now"
    counting = {c["obligation"]: c for c in by_code["11MSP"]["counting"]}
    lodged = counting["art3-extension-request"]
    assert (lodged["day"], lodged["lodged_before"], len(lodged["duties"])) == ("2022-12-11", True, 2)
    assert counting["art4-declaration"]["lodged_before"] is False


def test_the_root_answers_with_and_without_a_slash(ask: Ask, client: Client) -> None:
    assert ask(f"{ROOT}/") == ask(ROOT)
    assert ask(f"{ROOT}//", 404)["error"]["message"] == "There is nothing at this address."
    assert ask("counts/", 404)["error"]["hint"].endswith("without a slash at the end.")
    assert client.post(f"{ROOT}/").status_code == 405
