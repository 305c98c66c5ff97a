"""The world by standing: a map on which every State of the reference list can be seen, however small.

Standing shows by pattern as well as colour, by the word in each area's tooltip, and in the legend with its number.

What is drawn where follows the practice of the United Nations and its depositary as far as shapes at this scale can:
northern Cyprus lies within Cyprus, Somaliland within Somalia, Taiwan within China, Crimea within Ukraine (General
Assembly resolution 68/262). Areas that are of no State of the list, or to which a treaty need not extend (Western
Sahara, Kosovo, Greenland, New Caledonia, Puerto Rico, the Falkland Islands (Malvinas)), have a look of their own, no
standing and no name. Antarctica is left out. None of this is a position on anybody's status; the note below the map
says so, and an installation can give shapes of its own.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from servanda.core.errors import Unacceptable
from servanda.core.words import POSITIONS
from servanda.documents.figures.looks import LOOKS
from servanda.documents.figures.svg import Drawing, part, titled, words

RADIUS = 6
_LETTERS = 15.0
_SOLID = {"party", "not-joined"}
_COLUMN, _LINE = 480, 31  # room for long words in letters large enough for a phone


@dataclass(frozen=True, slots=True)
class Words:
    """What the map says, in the reader's language.

    `positions`: the word for each of `core.words.POSITIONS`. `state`: from a State's code to its name. `note`: what
    the map's boundaries do not imply. `elsewhere`: the legend's word for areas of no State of the list. `pair`: how a
    State and its position stand in a tooltip.
    """

    title: str
    description: str
    positions: Mapping[str, str]
    note: str
    state: Callable[[str], str]
    elsewhere: str = ""
    pair: str = "{state}: {position}"


@dataclass(frozen=True, slots=True)
class Shapes:
    """Where States lie on a drawing of so many units: areas as SVG paths, circles for those too small for an area.

    A State can have both; `elsewhere` are areas of no State.
    """

    width: int
    height: int
    areas: Mapping[str, str]
    circles: Mapping[str, tuple[float, float]]
    elsewhere: tuple[str, ...]

    @property
    def states(self) -> frozenset[str]:
        return frozenset(self.areas) | frozenset(self.circles)


@lru_cache(maxsize=4)
def shapes(path: Path | None = None) -> Shapes:
    """The shapes that Servanda ships (made by script/map), or those of a file of the same form."""
    try:
        text = path.read_text("utf-8") if path else files(__package__).joinpath("world.json").read_text("utf-8")
        held: dict[str, Any] = json.loads(text)
        circles = {code: (float(x), float(y)) for code, (x, y) in held["circles"].items()}
        areas, elsewhere = dict(held["shapes"]), tuple(held["elsewhere"])
        return Shapes(int(held["width"]), int(held["height"]), areas, circles, elsewhere)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unacceptable(
            f"these shapes of the world cannot be read ({error!r}); give a file of the form of "
            "servanda/documents/figures/world.json: width, height, shapes, circles, elsewhere",
            where=str(path or "world.json"),
        ) from None


def world(
    name: str,
    positions: Mapping[str, str],
    *,
    words: Words,
    link: Callable[[str], str] | None = None,
    legend: bool = True,
    world_shapes: Shapes | None = None,
) -> Drawing:
    """The map of the States in `positions` (alpha-3 code to one of `core.words.POSITIONS`).

    `link` gives the address of a State's page. These links are for the pointer alone: the table beside the map has the
    same ones, and two hundred stops on the way through a page help nobody. Without `legend` the land alone is drawn,
    for a page that has the legend (`swatch`) and the note beside it in its own letters. Raises Unacceptable for a
    position that there is not, and for a State without a place on the map.
    """
    world_shapes = world_shapes or shapes()
    _check(positions, world_shapes)
    drawing = Drawing(name, world_shapes.width, 0, words.title, words.description, role="group" if link else "img")
    drawing.definitions.extend(_patterns(name))
    drawing.add(_areas(name, positions, words, link, world_shapes))
    if not legend:
        drawing.height = world_shapes.height
        return drawing
    end = _legend(drawing, Counter(positions.values()), words, world_shapes)
    drawing.height = _note(drawing, words.note, end)
    return drawing


def swatch(name: str, position: str) -> str:
    """A small drawing filled as a position is, for a legend on the page of the map `name`; hidden from the ear.

    `position` may be `elsewhere`, for the areas of no State of the list.
    """
    fill = LOOKS["map-elsewhere"]["fill"] if position == "elsewhere" else _fill(name, position)
    area = part("g", f"map-{position}", part("rect", "map-circle", x=1, y=1, width=30, height=18, rx=2), fill=fill)
    return part("svg", "figure swatch", area, viewBox="0 0 32 20", width=32, height=20, aria_hidden="true")


def _check(positions: Mapping[str, str], world_shapes: Shapes) -> None:
    for code, position in positions.items():
        if position not in POSITIONS:
            raise Unacceptable(f"{code}: “{position}” is no position; there are {', '.join(POSITIONS)}")
    if unplaced := sorted(set(positions) - world_shapes.states):
        raise Unacceptable(f"no place on the map for {', '.join(unplaced)}: add an area or a circle to its shapes")


def _fill(name: str, position: str) -> str:
    return LOOKS[f"map-{position}"]["fill"] if position in _SOLID else f"url(#{name}-{position})"


def _patterns(name: str) -> list[str]:
    """Heavy stripes, slanted stripes and a lattice, made unique by the drawing's name.

    A tile holds several stripes: browsers print a tile of one as an even grey.
    """
    size, steps = 24, range(3, 24, 6)
    heavy = "".join(f"M0 {at}H25" for at in (2, 7, 12, 17, 22))
    slanted = "".join(f"M{at} 0V{size}" for at in steps)
    lattice = slanted + "".join(f"M0 {at}H{size}" for at in steps)
    made = (
        ("contracting", 25, 0, part("path", "map-line", d=heavy, stroke_width=2.6)),
        ("signatory", size, 45, part("path", "map-line", d=slanted, stroke_width=1.7)),
        ("former", size, 45, part("path", "map-other-line", d=lattice, stroke_width=1.1)),
    )
    return [
        part(
            "pattern",
            "",
            part("rect", "map-ground", width=side, height=side) + lines,
            id=f"{name}-{position}",
            width=side,
            height=side,
            patternUnits="userSpaceOnUse",
            patternTransform=f"rotate({turn})" if turn else None,
        )
        for position, side, turn, lines in made
    ]


def _areas(
    name: str, positions: Mapping[str, str], words: Words, link: Callable[[str], str] | None, world_shapes: Shapes
) -> str:
    """Every State once, its area and its circle together: areas, then those without standing, then the small States."""
    land: list[str] = []
    small: list[str] = []
    for position in POSITIONS:
        areas: list[str] = []
        circles: list[str] = []
        for code in sorted(code for code, at in positions.items() if at == position):
            drawn = part("path", "", d=world_shapes.areas[code]) if code in world_shapes.areas else ""
            centre = world_shapes.circles.get(code)
            if centre:
                x, y = centre
                drawn += part("circle", "map-halo", cx=x, cy=y, r=RADIUS + 1)
                drawn += part("circle", "map-circle", cx=x, cy=y, r=RADIUS)
            says = words.pair.format(state=words.state(code), position=words.positions[position])
            address = link(code) if link else ""
            (circles if centre else areas).append(titled(drawn, says, address))
        for drawn_here, group in ((land, areas), (small, circles)):
            if group:
                drawn_here.append(part("g", f"map-{position}", "".join(group), fill=_fill(name, position)))
    others = "".join(part("path", "", d=area) for area in world_shapes.elsewhere)
    ground = part("g", "map-elsewhere", others, stroke_dasharray="1.5 1.2")
    return part("g", "map-border", "".join([*land, ground, *small]))


def _legend(drawing: Drawing, numbers: Mapping[str, int], words_: Words, world_shapes: Shapes) -> float:
    """A swatch, a number and a word for each position that a State has; returns where it ends."""
    shown = [(p, _fill(drawing.name, p), str(numbers[p]), words_.positions[p]) for p in POSITIONS if numbers.get(p)]
    if words_.elsewhere:
        shown.append(("elsewhere", LOOKS["map-elsewhere"]["fill"], "", words_.elsewhere))
    top, columns = world_shapes.height + 12, max(world_shapes.width // _COLUMN, 1)
    entries = []
    for at, (position, fill, number, word) in enumerate(shown):
        x, y = (at % columns) * _COLUMN + 10.0, top + (at // columns) * _LINE
        swatch = part("rect", "map-circle", x=x, y=y, width=30, height=18, rx=2)
        entries.append(
            part("g", f"map-{position}", swatch, fill=fill)
            + part("text", "ink", number, x=x + 88, y=y + 15, text_anchor="end", font_weight="bold", font_size=_LETTERS)
            + words(word, x + 96, y + 15, size=_LETTERS)
        )
    drawing.add(part("g", "map-legend", "".join(entries)))
    return float(top + -(-len(shown) // columns) * _LINE)


def _note(drawing: Drawing, note: str, top: float) -> int:
    lines = _lines(note, (drawing.width - 20) / 12)
    written = [words(line, 10, top + 16 + 16 * at, "quiet", size=12) for at, line in enumerate(lines)]
    drawing.add(part("g", "map-note", "".join(written)))
    return round(top + 16 * len(lines) + 12)


def _lines(text: str, width: float) -> list[str]:
    """A text in lines of at most `width` ems, by the usual width of letters: a full em in Chinese, 0.56 elsewhere."""
    wide = [1.0 if "\u2e80" <= c <= "\uffef" else 0.56 for c in text]
    lines, start, gap, used = [], 0, 0, 0.0
    for at, c in enumerate(text):
        used += wide[at]
        if used > width and gap > start:
            lines.append(text[start:gap].strip())
            start, used = gap, sum(wide[gap : at + 1])
        if c == " " or wide[at] == 1.0:
            gap = at + 1
    return [*lines, text[start:].strip()] if text.strip() else lines
