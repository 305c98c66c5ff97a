"""The treaties and States that an installation knows, read once."""

import re
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from servanda.config.installation import find
from servanda.core.errors import Unacceptable
from servanda.core.treaty import Term, Treaty
from servanda.definitions import places, states, treaties
from servanda.definitions import reference as definitions

_IN_ADDRESSES = re.compile(r"[A-Za-z0-9_-]+")


@lru_cache(maxsize=16)
def _treaty(folder: Path, cache: Path) -> Treaty:
    return treaties.load(folder, cache)


def folders() -> dict[str, Path]:
    """The treaty folders by code: those that ship, and the installation's own, which go first."""
    return places.treaty_folders(find().folder)


def treaty(code: str) -> Treaty:
    """The treaty with a code. Raises Unacceptable and names the codes that there are."""
    known = folders()
    if code not in known:
        raise Unacceptable(f"there is no treaty “{code}”. Known: {', '.join(sorted(known))}")
    return _treaty(known[code], find().cache)


def readable() -> list[Treaty]:
    """The treaties that can be read and have a code that addresses can hold; what is wrong with another, its own pages
    and `servanda check` say, and the rest is shown all the same."""
    return [treaty(code) for code in folders() if _IN_ADDRESSES.fullmatch(code) and can_be_read(code)]


def can_be_read(code: str) -> bool:
    """False for a treaty that is not there, and for one with files that are broken."""
    try:
        treaty(code)
    except Unacceptable:
        return False
    return True


@lru_cache(maxsize=4)
def _general(cache: Path) -> definitions.Reference:
    return definitions.load(cache=cache)


def glossary(code: str) -> tuple[Term, ...]:
    """The words of a treaty and of treaty practice in general; a treaty's own word takes the place of the general one.

    Raises Unacceptable for an unknown treaty.
    """
    terms = {term.code: term for term in (*_general(find().cache).glossary, *treaty(code).glossary)}
    return tuple(terms.values())


def words(lang: str, code: str = "") -> Mapping[str, str]:
    """What the texts of the treaty files and of the reference data say in a language, by their English.

    Over all treaties; where two say the same text differently, a treaty named by its code goes first. A text
    that has no words is not there: show it in English. `zh-hans` and the like are read as `zh`.
    """
    return _words(lang.partition("-")[0].lower(), code, tuple(folders().items()), find().cache)


@lru_cache(maxsize=64)
def _words(lang: str, code: str, known: tuple[tuple[str, Path], ...], cache: Path) -> Mapping[str, str]:
    found = dict(_general(cache).words.get(lang, {}))
    for _, folder in sorted(known, key=lambda item: item[0] == code):
        with suppress(Unacceptable):  # a treaty that cannot be read says so on its own pages
            found |= _treaty(folder, cache).words.get(lang, {})
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def reference() -> states.States:
    """The States of the reference list with their names."""
    return states.load()


def state(text: str) -> str:
    """The code of a State, by code or by a name that it goes by. Raises Unacceptable with the nearest names."""
    return reference().code(text)


def state_codes() -> frozenset[str]:
    """The codes of the States of the reference list."""
    return frozenset(member.code for member in reference().members)
