"""Work becomes record: the act by which a text of the treaty's people left the house."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from servanda.core.act import Act

STATEMENT, MINUTES, PUBLICATION, LETTER = "statement", "minutes", "publication", "letter"
FORMS = (STATEMENT, MINUTES, PUBLICATION, LETTER)
VOICES = ("president", "states", "committee", "support-unit")


@dataclass(frozen=True, slots=True)
class Publication(Act):
    """A text was released: `sha256` of its exact content, `language` as a code, `voice` in whose name it speaks."""

    kind: ClassVar[str] = "publication"
    choices: ClassVar[Mapping[str, tuple[str, ...]]] = {"form": FORMS, "voice": VOICES}
    of_a_state: ClassVar[bool | None] = False
    title: str
    form: str
    language: str
    sha256: str
    voice: str


def is_digest(text: str) -> bool:
    """True for a SHA-256 as it is written: 64 hexadecimal digits, small letters."""
    return len(text) == 64 and not set(text) - set("0123456789abcdef")
