"""Search on the whole record: what is found, in what order, and what must not be found from an earlier day."""

import time
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.core.acts import Meeting, Withdrawal
from servanda.core.entries import Entry
from servanda.definitions.states import LANGUAGES
from servanda.queries import library
from servanda.queries.search.find import GROUPS, Found, find
from servanda.queries.search.index import Document
from servanda.queries.standpoint import Standpoint, standpoint
from tests.demo import LOADED, MEETING, TODAY

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]


def seen(day: date = TODAY, known_by: datetime | None = None) -> Standpoint:
    return standpoint("ccm", day, known_by)


def asked(query: str, day: date = TODAY, limit: int = 20) -> Found:
    return find(seen(day), query, limit=limit)


def codes(found: Found, kind: str) -> list[str]:
    return [hit.code for hit in found.of(kind).hits]


def everything(found: Found) -> set[tuple[str, str]]:
    return {(hit.kind, hit.code) for group in found.groups for hit in group.hits}


@pytest.mark.parametrize(
    ("query", "state"),
    [
        ("Bolivie", "BOL"),
        ("Côte d’Ivoire", "CIV"),
        ("cote divoire", "CIV"),
        ("ivoire", "CIV"),
        ("Ivory Coast", "CIV"),
        ("南非", "ZAF"),
        ("Южная Африка", "ZAF"),
        ("Южной Африки", "ZAF"),
        ("جنوب أفريقيا", "ZAF"),
        ("جنوب افريقيا", "ZAF"),
        ("afrique du sud", "ZAF"),
        ("Swaziland", "SWZ"),
        ("czech republic", "CZE"),
        ("DE", "DEU"),
        ("lao", "LAO"),
        ("Guinea-Bissau", "GNB"),
        ("guinea bissau", "GNB"),
        ("timor leste", "TLS"),
        ("Niger", "NER"),
        ("Guinea", "GIN"),
        ("Dominica", "DMA"),
        ("zimb", "ZWE"),
        ("Irak", "IRQ"),
        ("Laos", "LAO"),
    ],
)
def test_a_state_is_found_by_whatever_it_is_called(query: str, state: str) -> None:
    assert codes(asked(query), "state")[0] == state


def test_every_name_in_every_language_finds_its_state_among_the_first_three() -> None:
    states = library.reference()
    for member in states.members:
        names = {states.name(member.code, language) for language in LANGUAGES} | set(states.names[member.code])
        for name in sorted(names):
            for written in (name, name.upper()):
                assert member.code in codes(asked(written), "state")[:3], written


def test_a_whole_name_goes_before_names_that_contain_it() -> None:
    assert codes(asked("Guinea"), "state") == ["GIN", "GNQ", "GNB", "PNG"]
    assert codes(asked("Niger"), "state") == ["NER", "NGA"]
    assert asked("Niger").of("duty").hits[0].code.startswith("NER ")


def test_duties_are_found_by_state_obligation_and_time() -> None:
    assert codes(asked("Lao clearance 2020"), "duty") == ["LAO art4-extension-request 2020-08-01"]
    assert codes(asked("Iraq clearance 2023"), "duty") == ["IRQ art4-extension-request 2023-11-01"]
    assert codes(asked("Tchad rapport initial"), "duty") == ["TCD art7-initial"]
    assert codes(asked("Irak informe anual 2019"), "duty") == ["IRQ art7-annual 2018", "IRQ art7-annual 2019"]
    assert codes(asked("伊拉克 年度 报告 2019"), "duty") == ["IRQ art7-annual 2018", "IRQ art7-annual 2019"]
    assert codes(asked("Iraq 30.04.2020"), "duty") == codes(asked("Iraq 2020-04-30"), "duty") != []
    assert asked("Iraq clearance 1999").of("duty").total == 0


def test_duties_are_found_by_how_they_stand_on_the_day() -> None:
    overdue = asked("overdue initial report", date(2015, 6, 18), limit=999).of("duty")
    standing = {duty.state for duty in seen(date(2015, 6, 18)).duties if duty.standing == "overdue"}
    assert {hit.code.split()[0] for hit in overdue.hits} == standing
    assert len(standing) == overdue.total == 16
    assert asked("overdue initial report").of("duty").total == 0


def test_obligations_counts_and_themes() -> None:
    assert codes(asked("article 7"), "obligation") == ["art7-annual", "art7-initial"]
    assert codes(asked("artículo 7(1)"), "obligation") == ["art7-initial"]
    assert (
        codes(asked("第7条"), "obligation")
        == codes(asked("статьи 7"), "obligation")
        == codes(asked("article 7"), "obligation")
    )
    assert codes(asked("membership"), "count") == ["deposited"]
    assert codes(asked("victimes"), "theme") == ["victim-assistance"]


def test_a_theme_is_found_while_it_is_one() -> None:
    assert codes(asked("risk education", MEETING), "theme") == ["clearance"]
    assert codes(asked("risk education", date(2024, 10, 1)), "theme")[0] == "risk-education"
    assert codes(asked("clearance and risk education", date(2024, 10, 1)), "theme") != ["clearance"]


def test_meetings_by_code_place_series_and_day() -> None:
    assert codes(asked("6MSP"), "meeting") == ["6MSP"]
    assert codes(asked("msp beirut"), "meeting") == ["2MSP"]
    assert codes(asked("review conference dubrovnik"), "meeting") == ["1RC"]
    assert "1MSP" in codes(asked("réunion Vientiane"), "meeting")
    for day in (date(2011, 1, 1), MEETING):
        known = {entry.act.code for entry in seen(day).view.meetings if isinstance(entry.act, Meeting)}
        assert set(codes(asked("meeting", day, limit=99), "meeting")) <= known
    assert asked("meeting").of("meeting").total > 20


def test_a_resolution_is_found_by_any_run_of_its_symbol() -> None:
    for query in ("70/54", "A/RES/70/54", "res/70/54", "A/RES/70/5"):
        found = asked(query)
        assert codes(found, "resolution") == ["A/RES/70/54"], query
        assert codes(found, "contradiction") == ["35"], query
    finding = asked("Serbia 70/54").of("contradiction").hits[0].thing
    assert getattr(finding, "state", "") == "SRB"
    assert asked("70/55").of("resolution").total == 0


def test_the_withdrawal_of_lithuania_in_six_languages() -> None:
    for query in (
        "withdrawal",
        "withdrawals Lithuania",
        "retrait",
        "retiro Lituania",
        "выход Литвы",
        "انسحاب ليتوانيا",
        "立陶宛 退出",
    ):
        first = asked(query).of("act").hits[0].thing
        assert isinstance(first, Entry), query
        assert isinstance(first.act, Withdrawal), query
        assert first.state == "LTU", query


def test_what_had_not_happened_by_the_day_is_not_found() -> None:
    assert asked("withdrawal Lithuania", date(2024, 1, 1)).groups == ()
    assert asked("A/RES/70/54", date(2015, 10, 31)).of("resolution").total == 0
    assert codes(asked("A/RES/70/54", date(2015, 11, 30)), "resolution") == ["A/RES/70/54"]
    cited = "Coordination Committee, minutes of 28 April 2016, item 4.1"
    assert codes(asked(cited), "source") == codes(asked(cited, MEETING), "source") == [cited]
    assert asked(cited, date(2016, 4, 27)).groups == ()


def test_every_act_that_is_found_stands_and_had_happened() -> None:
    point = seen(MEETING)
    for query in ("2016", "report", "re", "Serbia", "clusterconvention.org"):
        found = find(point, query, limit=9999)
        acts = [hit.thing for hit in found.of("act").hits]
        assert all(
            isinstance(e, Entry) and e.on.happened_by(MEETING) and e.number in point.record.numbered for e in acts
        )
        documents = [hit.thing for kind in ("source", "resolution") for hit in found.of(kind).hits]
        for document in documents:
            assert isinstance(document, Document)
            assert document.entries
            behind = [point.record.numbered[number] for number in document.entries]
            assert all(e.on.happened_by(MEETING) or e.act.kind == "meeting" for e in behind)


def test_what_was_recorded_later_is_not_found() -> None:
    before = seen(known_by=datetime(2026, 11, 22, tzinfo=UTC))
    assert {group.kind for group in find(before, "Lithuania withdrawal 2024").groups} == set()
    assert {group.kind for group in find(before, "Lithuania").groups} == {"state"}
    assert find(before, "#3").total == 0
    assert find(seen(known_by=LOADED), "#3").total == 1


def test_an_entry_is_found_by_its_number() -> None:
    (hit,) = asked(" #35 ").of("act").hits
    assert (hit.code, hit.stands) == ("35", True)
    assert asked("#35", date(2010, 1, 1)).total == 0
    assert asked("#999999999").total == 0


def test_a_misspelt_name_leads_to_the_nearest() -> None:
    assert asked("Zimbabwee").near == ("ZWE",)
    assert asked("Bolvia clearance").near[0] == "BOL"
    assert asked("Kasachstan").near == ("KAZ",)
    assert asked("qqqqqqqq").near == ()
    assert asked("Bolivia").near == ()


def test_a_glossary_and_translations_are_searched() -> None:
    terms = [SimpleNamespace(code="submunition", term="Explosive submunition", explanation="Dispersed by a munition.")]
    titles = {"Clearance and destruction of cluster munition remnants": ("Räumung von Restmunition",)}
    assert codes(find(seen(), "submunitions", glossary=terms), "term") == ["submunition"]
    assert codes(find(seen(), "dispersed", glossary=terms), "term") == ["submunition"]
    found = find(seen(), "Irak raumung", translations=titles)
    assert codes(found, "duty") == ["IRQ art4-clearance"]
    assert asked("Irak raumung").total == 0


def test_groups_stand_in_one_order_and_tell_how_many_there_are() -> None:
    found = asked("2016", limit=3)
    kinds = [group.kind for group in found.groups]
    assert kinds == sorted(kinds, key=GROUPS.index)
    assert all(len(group.hits) == min(3, group.total) for group in found.groups)
    assert found.total == sum(group.total for group in found.groups) > 1000
    assert found == asked("2016", limit=3)


def test_an_empty_query_finds_nothing() -> None:
    for query in ("", "   ", "\x00\x07", "—", "?!", "()/", "'"):
        assert (asked(query).total, asked(query).near) == (0, ()), repr(query)


WORDS = [
    "Iraq",
    "clearance",
    "2016",
    "report",
    "70/54",
    "rapport",
    "мин",
    "南非",
    "lao",
    "re",
    "de",
    "20",
    "art",
    "العراق",
    "#3",
    "d'i",
]


MEANT = [
    "Iraq",
    "clearance",
    "2016",
    "report",
    "70/54",
    "rapport",
    "南非",
    "lao",
    "re",
    "20",
    "art",
    "extension",
    "Geneva",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from(MEANT), min_size=1, max_size=4),
    st.sampled_from(WORDS[:4]),
)
def test_adding_a_word_never_adds_hits(given_words: list[str], more: str) -> None:
    fewer, one_more = " ".join(given_words), " ".join([*given_words, more])
    assert everything(asked(one_more, limit=9999)) <= everything(asked(fewer, limit=9999))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.one_of(st.text(max_size=220), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)))
def test_nothing_that_is_asked_is_an_error_or_slow(query: str) -> None:
    started = time.process_time()
    found = asked(query)
    assert time.process_time() - started < 0.5  # a first Arabic word takes the stems of all the names
    assert all(group.total >= len(group.hits) > 0 for group in found.groups)


def test_case_and_accents_do_not_matter() -> None:
    for one, other in [
        ("Perú", "PERU"),
        ("São Tomé", "sao tome"),
        ("ЛИТВА", "Литва"),
        ("Türkiye", "turkiye"),
        ("Кот-д'Ивуар", "кот д’ивуар"),
    ]:
        assert asked(one).groups == asked(other).groups != ()
