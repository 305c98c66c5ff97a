"""The charts of the real record: well-formed, safe under a strict policy, the same each time, and true to the numbers."""

import re
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.core.concern import conditional
from servanda.documents.figures.axes import NARROW, WIDE, breadth, days, key, rounded, shortened, years
from servanda.documents.figures.patterns import FILLS
from servanda.documents.figures.svg import LOOKS, Drawing
from servanda.queries.standpoint import Standpoint, standpoint
from tests.demo import Demo
from tests.documents.figures import real

SVG = "{http://www.w3.org/2000/svg}"
DAYS = [date(2008, 12, 4), date(2010, 8, 1), date(2016, 4, 28), date(2026, 11, 24)]


@pytest.fixture(params=DAYS, ids=str)
def point(demo: Demo, request: pytest.FixtureRequest) -> Standpoint:
    return standpoint("ccm", request.param)


def parsed(drawing: Drawing) -> ElementTree.Element:
    return ElementTree.fromstring(drawing.write())


def titles(root: ElementTree.Element) -> list[str]:
    """What marks say when they are pointed at, without the title of the drawing."""
    return [title.text or "" for title in root.iter(f"{SVG}title")][1:]


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("chart", real.CHARTS)
def test_every_chart_on_any_day_is_sound(point: Standpoint, chart: Callable[..., Drawing], width: int) -> None:
    drawing = chart(point, width)
    text = drawing.write()
    assert text == chart(point, width).write()
    root = ElementTree.fromstring(text)
    assert root.get("viewBox") == f"0 0 {width} {drawing.height}"
    ids = [part.get("id") for part in root.iter() if part.get("id")]
    assert len(ids) == len(set(ids))
    assert all(one is not None and one.startswith(drawing.name) for one in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", text)) <= set(ids)
    for part in root.iter():
        assert part.tag != f"{SVG}style"
        assert part.get("style") is None
        assert not any(name.startswith("on") for name in part.attrib)
        assert set((part.get("class") or "figure").split()) <= {"figure", *LOOKS}
        for name in ("x", "cx", "x1"):
            assert part.get(name) is None or -1 <= float(part.get(name, "0")) <= width + 1, ElementTree.tostring(part)
    sizes = [float(part.get("font-size", "0")) for part in root.iter(f"{SVG}text")]
    assert min(sizes, default=12) >= 10


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("chart", real.CHARTS)
def test_no_words_run_out_of_the_picture(demo: Demo, chart: Callable[..., Drawing], width: int) -> None:
    drawing = chart(standpoint("ccm", date(2026, 11, 24)), width)
    for text in parsed(drawing).iter(f"{SVG}text"):
        wide, x, y = (
            breadth(text.text or "", float(text.get("font-size", "0"))),
            float(text.get("x", "0")),
            text.get("y"),
        )
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[text.get("text-anchor", "start")]
        assert left > -4, text.text
        assert left + wide < width + 6, text.text
        assert 8 < float(y or 0) < drawing.height, text.text


def test_growth_tells_each_day_and_ends_at_today_s_numbers(demo: Demo) -> None:
    drawing = real.growth_chart(standpoint("ccm", date(2016, 4, 28)))
    told = titles(parsed(drawing))
    assert "16 Feb 2010: 30 by deposit, 0 in force" in told
    assert "1 Aug 2010: 38 by deposit, 30 in force" in told
    assert told[-1] == "1 Oct 2016: 100 by deposit, 100 in force"  # announced, and certain
    text = drawing.write()
    assert ">By deposit: 100<" in text
    assert ">In force: 98<" in text
    assert text.count('class="second-ahead"') == 1
    assert 'class="first-ahead"' not in text


def test_a_step_stands_at_its_day_and_value(demo: Demo) -> None:
    point = standpoint("ccm", date(2026, 11, 24))
    (path,) = (p for p in parsed(real.growth_chart(point)).iter(f"{SVG}path") if p.get("class") == "first")
    moves = re.findall(r"([MHV])([\d.]+)", path.get("d", ""))
    downs = [float(value) for move, value in moves if move == "V"]
    assert sum(later > before for before, later in pairwise(downs)) == 1  # Lithuania leaves
    assert downs[-1] == min(downs)


def test_the_bars_of_the_years_hold_every_deposit(demo: Demo) -> None:
    root = parsed(real.years_chart(standpoint("ccm", date(2026, 11, 24))))
    assert sum(int(re.search(r": (\d+) ", title).group(1)) for title in titles(root)) == 113  # type: ignore[union-attr]
    assert "2025, Asia-Pacific States: 1 (VUT)" in titles(root)


def test_reports_not_known_have_a_look_that_nothing_else_has(demo: Demo) -> None:
    point = standpoint("ccm", date(2026, 11, 24))
    drawing = real.reports_chart(point)
    fills: Counter[str] = Counter()
    for group in parsed(drawing).iter(f"{SVG}g"):
        title, area = group.find(f"{SVG}title"), group.find(f"{SVG}rect")
        if title is not None and area is not None:
            assert area.get("fill", "").endswith("-dotted)") == (", Not known:" in (title.text or ""))
            fills[area.get("fill", "")] += 1
    assert fills[f"url(#{drawing.name}-dotted)"] == 15
    assert "Overdue" not in drawing.write()  # nothing is on record as overdue on this day, so it is not in the key


def test_each_state_with_a_deadline_has_a_row(demo: Demo) -> None:
    point = standpoint("ccm", date(2026, 11, 24))
    root = parsed(real.deadlines_chart(point))
    concerned = {
        point.states.name(d.state)
        for d in point.duties
        if d.obligation == "art4-clearance" and not conditional(point.treaty, point.docket, d)
    }
    rows = list(root.iter(f"{SVG}a"))
    assert len(rows) == len(concerned) == 20
    assert {link.get("href") for link in rows} >= {"/ccm/states/LAO", "/ccm/states/SSD"}
    assert "Chile: extended until 1 Jun 2026" in titles(root)
    assert "Croatia: met, 2020-07-10" in titles(root)
    signs = Counter(part.get("class") for part in root.iter(f"{SVG}circle"))
    assert signs == {"good": 10 + 1, "question": 8 + 1}  # one of each in the key


def test_only_a_proved_miss_is_drawn_as_late(demo: Demo) -> None:
    point = standpoint("ccm", date(2019, 5, 2))  # the record says of this day, and no later one, that it was missed
    root = parsed(real.destruction_chart(point))
    assert "Guinea-Bissau: overdue" in titles(root)
    looks = Counter(part.get("class") for part in root.iter())
    assert looks["late"] == 1 + 1  # the State and the key
    assert looks["question"] == 0
    later = Counter(p.get("class") for p in parsed(real.destruction_chart(standpoint("ccm", date(2019, 5, 3)))).iter())
    assert later["late"] == 0
    assert later["question"] == 1 + 1


def test_a_wait_is_a_dot(demo: Demo) -> None:
    root = parsed(real.waits_chart(standpoint("ccm", date(2026, 11, 24))))
    looks = Counter(part.get("class") for part in root.iter(f"{SVG}circle"))
    assert looks == {"first-area": 96, "hollow": 12}
    assert "Kenya: 215 months so far" in titles(root)
    assert "Norway: 0 months" in titles(root)


def test_each_chart_is_drawn_quickly(demo: Demo) -> None:
    point = standpoint("ccm", date(2026, 11, 24))
    for chart in real.CHARTS:
        chart(point).write()
        spent = []
        for _ in range(5):
            before = time.perf_counter()
            chart(point).write()
            spent.append(time.perf_counter() - before)
        assert min(spent) < 0.03, chart.__name__  # a few milliseconds on a quiet machine


def test_every_fill_has_its_looks() -> None:
    for ground, marks in FILLS.values():
        assert {ground, *(look for look, _ in marks)} <= LOOKS.keys()
    assert len(set(FILLS.values())) == len(FILLS)


@given(st.integers(0, 5000))
def test_round_values_begin_at_zero_and_reach_the_most(most: int) -> None:
    values = rounded(most)
    assert values[0] == 0
    assert values[-1] >= most
    assert 2 <= len(values) <= 6
    assert len({b - a for a, b in pairwise(values)}) == 1


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(100, 20000), st.integers(200, 900))
def test_years_stand_apart(first: date, length: int, width: int) -> None:
    scale = days(first, date.fromordinal(first.toordinal() + length), 0, width)
    places = [x for _, x in years(scale)]
    assert all(later - before >= 47 for before, later in pairwise(places))
    assert all(0 <= x <= width for x in places)


def test_words_of_any_language_have_a_breadth() -> None:
    assert breadth("第三条", 10) == 30
    assert breadth("Ilil") < breadth("Mama")
    assert shortened("Bolivia (Plurinational State of)", 100).endswith("…")
    assert breadth(shortened("Bolivia (Plurinational State of)", 100)) <= 100
    assert shortened("Niue", 100) == "Niue"


def test_a_key_of_nothing_takes_no_room() -> None:
    assert key([], 0, 0, 100) == ([], 0.0)
