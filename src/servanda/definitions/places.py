"""Where the treaty folders and the reference data lie, in a wheel and in a source checkout."""

import os
from functools import lru_cache
from pathlib import Path

from servanda.core.errors import Unacceptable


def shipped() -> Path:
    """The folder that holds `treaties/` and `reference/`.

    In an installed wheel that is `servanda/shipped/`; in a source checkout the root of the repository.
    Raises Unacceptable where neither is there.
    """
    return _beside(__file__)


@lru_cache(maxsize=2)
def _beside(module: str) -> Path:
    package = Path(module).resolve().parents[1]
    for place in (package / "shipped", package.parents[1]):
        if (place / "treaties").is_dir() and (place / "reference").is_dir():
            return place
    raise Unacceptable(
        "the treaty folders and the reference data that Servanda ships are not there. Install it again, or work "
        "in a full checkout",
        where=str(package),
    )


def treaty_folders(own: Path | None = None) -> dict[str, Path]:
    """The treaty folders by code: the shipped ones, and in their place or beside them those of `own/treaties/`.

    An installation's own folder replaces the shipped one of the same code as a whole.
    """
    found = dict(_shipped_folders(shipped()))
    if own is not None:
        found |= _folders(own / "treaties")
    return dict(sorted(found.items()))


@lru_cache(maxsize=2)
def _shipped_folders(place: Path) -> dict[str, Path]:
    """The shipped treaties, read once in a process: every page asks which there are."""
    return _folders(place / "treaties")


def _folders(place: Path) -> dict[str, Path]:
    try:
        return {f.name: place / f.name for f in os.scandir(place) if f.is_dir() and f.name[0] not in "._"}
    except (FileNotFoundError, NotADirectoryError):
        return {}
