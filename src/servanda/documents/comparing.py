"""What differs between two texts, word by word."""

import re
from dataclasses import dataclass

from diff_match_patch import diff_match_patch

SAME, REMOVED, ADDED = "same", "removed", "added"
_OF = {0: SAME, -1: REMOVED, 1: ADDED}
_WORDS = re.compile(r"\w+|\s+|[^\w\s]", re.UNICODE)
_SECONDS = 2.0  # then the rest is told as one change
_SURROGATES = range(0xD800, 0xE000)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that both texts have (`same`), or one of them (`removed` from the old, `added` in the new)."""

    how: str
    text: str


def compare(old: str, new: str) -> list[Piece]:
    """The pieces of two texts in order: those not `added` make the old one, those not `removed` the new."""
    known: dict[str, str] = {}
    words: dict[str, str] = {}
    first, second = (_coded(text, known, words) for text in (old, new))
    comparing = diff_match_patch()
    comparing.Diff_Timeout = _SECONDS
    found = comparing.diff_main(first, second, False)
    comparing.diff_cleanupSemantic(found)
    return [Piece(_OF[how], "".join(words[letter] for letter in run)) for how, run in found if run]


def _coded(text: str, known: dict[str, str], words: dict[str, str]) -> str:
    """A text with one letter for each word, so that whole words are compared."""
    letters = []
    for word in _WORDS.findall(text):
        if word not in known:
            number = len(known) + 1
            letter = chr(number + len(_SURROGATES) if number >= _SURROGATES.start else number)
            known[word], words[letter] = letter, word
        letters.append(known[word])
    return "".join(letters)
