"""The fonts that Servanda ships, those of the machine, and what to say where neither can show a text."""

from functools import lru_cache
from importlib.resources import files
from threading import Lock
from typing import Any

import typst

from servanda.core.errors import Unacceptable

SANS = ("Noto Sans", "Noto Sans Arabic")  # in this folder: Latin, Greek, Cyrillic; Arabic
_one_at_a_time = Lock()  # a compiler serves one caller at a time
CHINESE = ("Noto Sans CJK SC", "Noto Serif CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "Droid Sans Fallback")


@lru_cache(maxsize=4)
def known(*, shipped: bool, machine: bool) -> typst.Fonts:
    """The fonts inside typst, with the shipped ones, the machine's, or both. Reading them takes some 60 ms."""
    paths = [str(files(__package__))] if shipped else []
    return typst.Fonts(include_system_fonts=machine, font_paths=paths)


@lru_cache(maxsize=3)
def _compiler(shipped: bool, machine: bool) -> typst.Compiler:
    return typst.Compiler(font_paths=known(shipped=shipped, machine=machine), ignore_system_fonts=not machine)


def composed(template: bytes, inputs: dict[str, str], *, shipped: bool, machine: bool, **options: Any) -> bytes:
    """What typst makes of a template and its inputs with these fonts, one at a time; raises typst.TypstError."""
    with _one_at_a_time:
        made = _compiler(shipped, machine).compile(template, sys_inputs=inputs, **options)
    assert isinstance(made, bytes)
    return made


def missing(what: str, text: str) -> Unacceptable:
    """That this machine cannot show some characters in a PDF or picture, and what to do about it."""
    return Unacceptable(
        f"the {what} cannot show “{text}”: this machine has no font for it. Install the Noto fonts "
        "(on Debian: fonts-noto-core, and fonts-noto-cjk for Chinese) and ask again, or take "
        + ("the paper as .docx or as text, which need none" if what == "PDF" else "it as SVG, which needs none")
    )


def ideographs(text: str) -> str:
    """The first few Chinese characters of a text, or nothing."""
    found = [c for c in text if "\u2e80" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff" or c >= "\U00020000"]
    return "".join(found[:8])
