"""The treaties and States that an installation knows, read once."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from servanda.config.installation import find
from servanda.core.errors import Unacceptable
from servanda.core.treaty import Treaty
from servanda.definitions import places, states, treaties


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


def words(lang: str) -> Mapping[str, str]:
    """The words of the law in a language: English text of the treaty files to its translation."""
    return {}
