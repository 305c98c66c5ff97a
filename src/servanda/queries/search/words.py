"""Texts cut into words that can be compared: without case, accents, vowel marks, kinds of digit and apostrophe."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

LONGEST_QUERY = 200  # characters
MOST_WORDS = 12
_LONGEST_WORD = 40
_MOST_PARTS = 6  # with more it is an address of the web, of which only the parts are words

_CJK = "\u3400-\u9fff\uf900-\ufaff"
_LETTER = rf"[^\W_{_CJK}]"
_PIECES = re.compile(rf"[{_CJK}]+|{_LETTER}+(?:['/.(-]{_LETTER}+)*")
_JOINTS = re.compile(r"['/.(-]")
_JOINTS_OF_WORDS = re.compile(r"[/.(-]")
_DIGIT = re.compile(r"\d")
_MIXED = re.compile(r"([^\W\d]+)(\d+)|(\d+)([^\W\d]+)")
_ADDRESS = re.compile(r"https?://\S+")

# What no decomposition gives, and what is told apart in writing only.
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ`´′＇", "'"),
        **dict.fromkeys("‐‑‒–—−", "-"),
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "ð": "d",
        "þ": "th",
        "ё": "е",
        "ی": "ي",
        "ک": "ك",
        "ـ": None,
    }
)
_SHORT_I = "и\u0306"  # й: a letter of its own, which the stems need
_HAMZAS = "\u0653\u0654\u0655"  # they belong to the letter until the stem has been taken
_ALEFS = str.maketrans({**dict.fromkeys("أإآٱ", "ا"), "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ء": None})

# Words without meaning of their own. A code of a State that looks like one (DE, ES, IN, LA) is found by itself.
_PARTICLES = (
    "a an and at by for from in of on the to with d de des du en et l la le les au aux un une del el los las y al "
    "и в во на по о об с со из к для у في من على إلى الى عن و 的 第 年 月 日"
)
PARTICLES = frozenset(_PARTICLES.split())


def folded(text: str) -> str:
    """A text in the one form that is compared: small letters, without accents, with plain digits."""
    if text.isascii():
        return text.lower().replace("`", "'")
    marked = unicodedata.normalize("NFKD", text.casefold().translate(_ALIKE))
    kept = []
    before = ""
    for c in marked:
        if unicodedata.combining(c):
            if c in _HAMZAS or before + c == _SHORT_I:
                kept.append(c)
            continue
        kind = unicodedata.category(c)
        if kind == "Nd":
            c = str(unicodedata.digit(c))
        elif kind == "Cf":
            continue
        kept.append(c)
        before = c
    return unicodedata.normalize("NFC", "".join(kept)).translate(_ALIKE)


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The words under which a text is found, each once, in the order of the text.

    Numbers and symbols stand whole and in every run of their parts (A/RES/70/54: also 70/54, res/70, 54), with `/`
    between the parts of all of them (2016/04/28). Chinese stands in windows of two characters and in single ones.
    """
    found: dict[str, None] = {}
    for piece in _PIECES.findall(_ADDRESS.sub(_parted, folded(text))):
        found.update(dict.fromkeys(_of_piece(piece)))
    return tuple(word for word in found if word not in PARTICLES)


def _parted(address: re.Match[str]) -> str:
    """An address of the web as its parts: no symbol is meant by what stands between its slashes."""
    return " ".join(re.findall(r"\w+", address.group()))


def _of_piece(piece: str) -> list[str]:
    if is_chinese(piece):
        return [*piece, *(piece[i : i + 2] for i in range(len(piece) - 1))]
    if _DIGIT.search(piece) is None:
        return [form for word in _JOINTS_OF_WORDS.split(piece) for form in _forms(word)]
    parts = _JOINTS.split(piece)
    found = list(parts)
    for part in parts:
        if mixed := _MIXED.fullmatch(part):
            found += [half for half in mixed.groups() if half]
    if 1 < len(parts) <= _MOST_PARTS:
        found += ["/".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 2, len(parts) + 1)]
    return [part[:_LONGEST_WORD] for part in found]


def _forms(word: str) -> list[str]:
    """A word with what stands before an apostrophe, without it, and written together: d'ivoire, ivoire, divoire."""
    if "'" not in word:
        return [word[:_LONGEST_WORD]]
    together = word.replace("'", "")
    return [form[:_LONGEST_WORD] for form in dict.fromkeys((together, *(p for p in word.split("'") if len(p) > 1)))]


class Wanted(NamedTuple):
    """A word of a query: any of `forms` answers it, and where it is `unfinished` whatever begins with one of them."""

    forms: tuple[str, ...]
    unfinished: bool = False


def wanted(query: str) -> list[Wanted]:
    """The words of a query, each of which must be answered: `MOST_WORDS` of its first `LONGEST_QUERY` characters.

    The last may be unfinished, from two letters or three digits on. Particles count only where nothing else is asked.
    """
    asked: list[tuple[str, ...]] = []
    pieces = _PIECES.findall(folded(query[:LONGEST_QUERY]))
    for piece in pieces:
        asked += _asked(piece)
    meant = [forms for forms in dict.fromkeys(asked) if not PARTICLES.issuperset(forms)]
    kept = (meant or list(dict.fromkeys(asked)))[:MOST_WORDS]
    if not kept or not asked or asked[-1] != kept[-1] or not meant:
        return [Wanted(forms) for forms in kept]
    return [*(Wanted(forms) for forms in kept[:-1]), Wanted(kept[-1], _may_be_unfinished(kept[-1][0]))]


def _asked(piece: str) -> list[tuple[str, ...]]:
    if is_chinese(piece):
        return [(piece[i : i + 2],) for i in range(len(piece) - 1)] or [(piece,)]
    if _DIGIT.search(piece) is None:
        return [tuple(_forms(word)) for word in _JOINTS_OF_WORDS.split(piece)]
    parts = _JOINTS.split(piece)
    whole = "/".join(parts)[:_LONGEST_WORD]
    if len(parts) == 3 and len(parts[2]) == 4 and all(part.isdigit() for part in parts):  # 28.04.2016
        return [(whole, f"{parts[2]}/{parts[1]:0>2}/{parts[0]:0>2}")]
    return [(whole,)]


def plain(text: str) -> str:
    """A name as its bare words, for telling whether two texts are the same name: cote divoire, guinea bissau."""
    pieces = (piece.replace("'", "") for piece in _PIECES.findall(folded(text[:LONGEST_QUERY])))
    return without_variants(" ".join(_JOINTS_OF_WORDS.sub(" ", piece) for piece in pieces))


def _may_be_unfinished(word: str) -> bool:
    if is_chinese(word):
        return False
    return len(word) >= (3 if word[0].isdigit() else 2)


def is_chinese(word: str) -> bool:
    """True for a word of Chinese characters."""
    return "\u3400" <= word[:1] <= "\u9fff" or "\uf900" <= word[:1] <= "\ufaff"


def is_arabic(word: str) -> bool:
    """True for a word of Arabic letters."""
    return "\u0600" <= word[:1] <= "\u06ff"


def is_cyrillic(word: str) -> bool:
    """True for a word of Cyrillic letters."""
    return "\u0400" <= word[:1] <= "\u04ff"


def without_variants(word: str) -> str:
    """An Arabic word with one form of alef, ya and ta marbuta; only after its stem was taken, which needs them."""
    return word.translate(_ALEFS)
