"""Pictures of drawings: the width asked for, the same bytes each time, letters in the scripts of the six languages."""

import struct

import pytest

from servanda.core.errors import Unacceptable
from servanda.documents import fonts
from servanda.documents.figures import raster
from servanda.documents.figures.svg import Drawing, part, words


def drawing(text: str) -> str:
    made = Drawing("drawing", 400, 100, "A drawing")
    made.add(part("rect", "first-area", x=0, y=0, width=10, height=100), words(text, 20, 50, size=24))
    return made.write()


def size(made: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", made[16:24])
    return width, height


@pytest.mark.parametrize("width", [1, 380, 1100])
def test_it_is_as_wide_as_asked(width: int) -> None:
    made = raster.png(drawing("État partie"), width)
    assert made.startswith(b"\x89PNG\r\n\x1a\n")
    assert size(made) == (width, max(round(width / 4), 1))


def test_the_same_drawing_gives_the_same_bytes() -> None:
    first = raster.png(drawing("État partie"), 400)
    fonts._compiler.cache_clear()
    assert raster.png(drawing("État partie"), 400) == first
    assert raster.png(drawing("État signataire"), 400) != first


@pytest.mark.parametrize(
    ("text", "other"), [("دولة", "طرف"), ("Государство", "участник"), ("Ελλάδα", "Κύπρος"), ("é", "ï")]
)
def test_letters_of_other_scripts_are_drawn(text: str, other: str) -> None:
    """Two words without a font would both be the same empty picture or the same boxes."""
    blank = raster.png(drawing(""), 400)
    assert len({blank, raster.png(drawing(text), 400), raster.png(drawing(other), 400)}) == 3


def test_only_what_is_seen_asks_for_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "CHINESE", ("No such font",))
    with pytest.raises(Unacceptable, match=r"the picture cannot show “缔约国”: .*fonts-noto-cjk.*SVG"):
        raster.png(drawing("缔约国"), 400)
    titled = Drawing("drawing", 400, 100, "缔约国", "中国")
    titled.add(part("rect", "first-area", width=10, height=100))
    assert size(raster.png(titled.write(), 200)) == (200, 50)


def test_chinese_is_drawn_where_the_machine_has_a_font() -> None:
    if not set(fonts.CHINESE) & set(fonts.known(shipped=True, machine=True).families()):
        pytest.skip("this machine has no Chinese font")
    assert raster.png(drawing("缔约国"), 400) != raster.png(drawing("签署国"), 400)


def test_what_cannot_be_made_is_refused() -> None:
    for width in (0, -1, 100_000):
        with pytest.raises(Unacceptable, match="1 to 6000"):
            raster.png(drawing("a"), width)
    with pytest.raises(Unacceptable, match="not a drawing"):
        raster.png("<html></html>", 100)


def test_a_drawing_names_the_shipped_fonts_by_the_names_they_have() -> None:
    here = set(fonts.known(shipped=True, machine=False).families())
    assert set(fonts.SANS) <= here
