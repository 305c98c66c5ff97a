"""Words that do nothing where they land: one line for a header, and names that no program turns into a link."""

import re
import unicodedata

# Invisible, and needed: they join and part letters in Arabic, Persian and the scripts of India.
_JOINERS = frozenset("\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")
# Controls, directions and other invisible signs, surrogates, letters that there are not, ends of lines and paragraphs.
_ACTIVE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_LONGEST_SUBJECT = 200  # characters
_LINKS = re.compile(r"(?<=[.:/@\\])(?=\S)")  # where programs that read mail see the beginning of an address
_PARTED = "\N{ZERO WIDTH NON-JOINER}"


def line(text: str, longest: int = _LONGEST_SUBJECT) -> str:
    """A text as one line of visible letters, cut where it is longer than so many characters."""
    shown = "".join(sign if _harmless(sign) else " " for sign in text)
    whole = " ".join(shown.split())
    return whole if len(whole) <= longest else f"{whole[: longest - 1].rstrip()}…"


def body(text: str) -> str:
    """A text of several lines without signs that cannot be seen; ends of lines of every kind become one kind."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(sign if _harmless(sign) else " " for sign in each).rstrip() for each in lines)


def unlinked(text: str) -> str:
    """A name or title in which no program sees an address; it looks the same."""
    return _LINKS.sub(_PARTED, line(text))


def _harmless(sign: str) -> bool:
    return sign in _JOINERS or unicodedata.category(sign) not in _ACTIVE
