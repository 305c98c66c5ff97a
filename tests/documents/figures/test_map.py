"""The map: every State once, its standing in word, pattern and number, and circles that can be told apart."""

import csv
import json
import re
from collections import Counter
from itertools import combinations
from math import dist
from pathlib import Path
from xml.etree import ElementTree

import pytest

from servanda.core.errors import Unacceptable
from servanda.core.treaty import POSITIONS
from servanda.documents.figures import map as maps
from servanda.documents.figures.map import RADIUS, Words, shapes, world
from servanda.documents.figures.svg import Drawing

ROOT = Path(__file__).resolve().parents[3]
SVG = "{http://www.w3.org/2000/svg}"
NAMES = {
    row["iso3"]: row["un_short_name_en"]
    for row in csv.DictReader((ROOT / "reference/states.csv").read_text("utf-8").splitlines())
}
NOTE = "Nothing on this map, neither its boundaries nor its names, is an opinion on the status of any area. " * 3
WORDS = Words(
    title="Standing on 24 November 2026",
    description="112 States are parties.",
    positions={
        "party": "State Party",
        "contracting": "Contracting State",
        "signatory": "Signatory",
        "former": "Former State Party",
        "not-joined": "Not joined",
    },
    note=NOTE.strip(),
    state=NAMES.__getitem__,
    elsewhere="Other areas",
)
# Real States; no single day has all of these positions.
SOME = {"FRA": "party", "TUV": "not-joined", "LTU": "former", "UGA": "signatory", "MRT": "contracting", "CIV": "party"}
ALL = dict.fromkeys(NAMES, "not-joined") | SOME


def drawn(positions: dict[str, str] = ALL, name: str = "map", **options: object) -> ElementTree.Element:
    return ElementTree.fromstring(world(name, positions, words=WORDS, **options).write())  # type: ignore[arg-type]


def titles(drawing: ElementTree.Element) -> list[str]:
    return [
        title.text or ""
        for kind in ("g", "a")
        for part in drawing.iter(f"{SVG}{kind}")
        for title in part.findall(f"{SVG}title")
    ]


def test_every_state_of_the_list_has_its_place_and_nothing_else_has() -> None:
    assert len(NAMES) == 197
    assert shapes().states == set(NAMES)


def test_every_state_appears_once_with_its_position_in_words() -> None:
    expected = sorted(f"{NAMES[code]}: {WORDS.positions[position]}" for code, position in ALL.items())
    assert sorted(titles(drawn())) == expected
    assert "Lithuania: Former State Party" in expected


def test_no_area_is_drawn_twice_and_none_is_empty() -> None:
    paths = [path.get("d", "") for path in drawn().iter(f"{SVG}path")]
    areas = [path for path in paths if "l" in path]  # the patterns are drawn with other words
    assert len(areas) == len(set(areas)) == len(shapes().areas) + len(shapes().elsewhere)
    for path in [*shapes().areas.values(), *shapes().elsewhere]:
        assert re.fullmatch(r"(M[\d.]+,[\d.]+l[-\d. ]+z)+", path)


def test_areas_stay_within_the_drawing() -> None:
    """Each path is followed from point to point, so a lost digit anywhere would lead it astray."""
    held = shapes()
    for path in [*held.areas.values(), *held.elsewhere]:
        for ring in path.split("z")[:-1]:
            start, steps = ring[1:].split("l")
            x, y = map(float, start.split(","))
            numbers = [float(number) for number in re.findall(r"-?(?:\d+\.\d|\.\d|\d+)", steps)]
            assert len(numbers) % 2 == 0
            for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
                x, y = x + dx, y + dy
                assert 0 <= x <= held.width
                assert 0 <= y <= held.height


# Places on the drawing, from their degrees by d3's Equal Earth centred on 11 degrees east.
PLACES = {
    "Crimea": ((532.0, 85.0), "UKR"),
    "Taiwan": ((756.6, 152.8), "CHN"),
    "Hargeisa": ((568.6, 202.1), "SOM"),
    "north of Nicosia": ((533.5, 115.2), "CYP"),
    "Cayenne": ((312.4, 221.5), "FRA"),
    "Western Sahara, west of the berm": ((420.0, 147.1), None),
    "Pristina": ((502.8, 92.7), None),
    "Greenland": ((391.1, 21.6), None),
}


@pytest.mark.parametrize("place", PLACES)
def test_contested_areas_lie_where_the_practice_of_the_depositary_puts_them(place: str) -> None:
    spot, state = PLACES[place]
    around = {code for code, path in shapes().areas.items() if _holds(path, spot)}
    assert around == ({state} if state else set())
    assert any(_holds(path, spot) for path in shapes().elsewhere) == (state is None)


def _holds(path: str, spot: tuple[float, float]) -> bool:
    crossings = 0
    for ring in path.split("z")[:-1]:
        start, steps = ring[1:].split("l")
        points = [tuple(map(float, start.split(",")))]
        numbers = [float(number) for number in re.findall(r"-?(?:\d+\.\d|\.\d|\d+)", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
            if (y1 > spot[1]) != (y2 > spot[1]) and spot[0] < x1 + (spot[1] - y1) * (x2 - x1) / (y2 - y1):
                crossings += 1
    return crossings % 2 == 1


def test_small_states_have_circles_that_neither_overlap_nor_leave_the_drawing() -> None:
    held = shapes()
    assert {"TUV", "NRU", "VAT", "MLT", "LUX", "PSE", "COK", "NIU", "KNA", "TTO", "SGP"} <= set(held.circles)
    for (one, a), (other, b) in combinations(held.circles.items(), 2):
        assert dist(a, b) >= 2 * RADIUS + 1.4, (one, other)
    for code, (x, y) in held.circles.items():
        assert RADIUS < x < held.width - RADIUS, code
        assert RADIUS < y < held.height - RADIUS, code
    assert {circle.get("r") for circle in drawn().iter(f"{SVG}circle") if circle.get("class") == "map-circle"} == {"6"}


def test_the_legend_counts_each_position_that_there_is() -> None:
    legend = next(g for g in drawn().iter(f"{SVG}g") if g.get("class") == "map-legend")
    said = [text.text for text in legend.iter(f"{SVG}text")]
    counts = Counter(ALL.values())
    expected = [
        (str(counts[position]), WORDS.positions[position])
        for position in ("party", "contracting", "signatory", "former", "not-joined")
    ]
    assert said == [word for pair in expected for word in pair] + [None, "Other areas"]
    assert said[:2] == ["2", "State Party"]
    alone = [text.text for text in drawn({"FRA": "party"}).iter(f"{SVG}text")]
    assert "Signatory" not in alone


def test_positions_differ_by_pattern_and_its_ids_belong_to_the_drawing() -> None:
    first, second = world("one", ALL, words=WORDS).write(), world("two", ALL, words=WORDS).write()
    ids = re.findall(r'\bid="([^"]+)"', first + second)
    assert len(ids) == len(set(ids)) == 10
    for name, text in (("one", first), ("two", second)):
        assert set(re.findall(r"url\(#([^)]+)\)", text)) == {
            f"{name}-{p}" for p in ("contracting", "signatory", "former")
        }


def test_it_keeps_to_a_strict_policy() -> None:
    text = world("map", ALL, words=WORDS, link=lambda code: f"/ccm/states/{code}?a=1&b=2").write()
    ElementTree.fromstring(text)
    assert not re.search(r"<style|\bstyle=|<script|\bon\w+=|https?://(?!www\.w3\.org/2000/svg)", text)
    assert len(text.encode()) < 100_000


def test_links_are_for_the_pointer_alone() -> None:
    linked = drawn(link=lambda code: f"/ccm/states/{code}")
    links = list(linked.iter(f"{SVG}a"))
    assert sorted(link.get("href", "") for link in links) == sorted(f"/ccm/states/{code}" for code in NAMES)
    assert {link.get("tabindex") for link in links} == {"-1"}
    assert linked.get("role") == "group"
    hidden = next(g for g in linked.iter(f"{SVG}g") if g.get("aria-hidden") == "true")
    assert len(list(hidden.iter(f"{SVG}a"))) == 197
    plain = drawn()
    assert plain.get("role") == "img"
    assert not list(plain.iter(f"{SVG}a"))


def test_names_are_escaped() -> None:
    hostile = Words("<b>&", "", WORDS.positions, "a < b & c", lambda code: f'<{code}> & "co"')
    text = world("map", {"FRA": "party"}, words=hostile).write()
    assert "&lt;FRA&gt; &amp; &quot;co&quot;: State Party" in text
    ElementTree.fromstring(text)


def test_the_note_on_boundaries_stands_in_lines_that_fit() -> None:
    note = next(g for g in drawn().iter(f"{SVG}g") if g.get("class") == "map-note")
    lines = [text.text or "" for text in note.iter(f"{SVG}text")]
    assert " ".join(lines) == WORDS.note
    assert 1 < len(lines) <= 3
    assert "".join(maps._lines("本地图所示边界" * 40, 78)) == "本地图所示边界" * 40
    assert max(map(len, maps._lines("本地图所示边界" * 40, 78))) <= 78


def test_unknown_positions_and_places_are_refused() -> None:
    with pytest.raises(Unacceptable, match=r"FRA: “joined” is no position; there are party, contracting"):
        world("map", {"FRA": "joined"}, words=WORDS)
    with pytest.raises(Unacceptable, match="no place on the map for XKX"):
        world("map", {"XKX": "party"}, words=WORDS)
    assert set(WORDS.positions) == set(POSITIONS)


def test_an_installation_can_give_its_own_shapes(tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    own.write_text(
        json.dumps({"width": 400, "height": 200, "shapes": {"FRA": "M0,0l9 0 0 9z"}, "circles": {}, "elsewhere": []})
    )
    made = world("map", {"FRA": "party"}, words=WORDS, world_shapes=shapes(own))
    assert isinstance(made, Drawing)
    assert made.width == 400
    assert "M0,0l9 0 0 9z" in made.write()
    broken = tmp_path / "broken.json"
    broken.write_text('{"width": 1}')
    with pytest.raises(Unacceptable, match=r"broken\.json: these shapes"):
        shapes(broken)
    with pytest.raises(Unacceptable, match="cannot be read"):
        shapes(tmp_path / "nowhere.json")
