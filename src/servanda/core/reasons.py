"""The working of an answer: steps in words, each citing an article of the treaty or an entry of the ledger."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `says` is a sentence with places for `values`, so that it can be translated before they are put in.

    `remark` is what must be known beside it, a sentence of its own; empty where there is nothing.
    """

    says: str
    values: dict[str, Any] = field(default_factory=dict)
    article: str = ""
    entry: int | None = None
    day: date | None = None
    remark: str = ""

    @property
    def text(self) -> str:
        """The sentence in English, with its remark."""
        return self.says.format(**self.values) + (f" ({self.remark})" if self.remark else "")


def N_(text: str) -> str:
    """Marks a sentence for translation where the translator itself is out of reach: the core knows no language."""
    return text
