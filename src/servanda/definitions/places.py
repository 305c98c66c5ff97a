"""Where the treaty folders and the reference data lie, in a wheel and in a source checkout."""

from pathlib import Path

from servanda.core.errors import Unacceptable


def shipped() -> Path:
    """The folder that holds `treaties/` and `reference/`.

    In an installed wheel that is `servanda/shipped/`; in a source checkout the root of the repository.
    Raises Unacceptable where neither is there.
    """
    package = Path(__file__).resolve().parents[1]
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
    found = _folders(shipped() / "treaties")
    if own is not None:
        found |= _folders(own / "treaties")
    return dict(sorted(found.items()))


def _folders(place: Path) -> dict[str, Path]:
    if not place.is_dir():
        return {}
    return {folder.name: folder for folder in place.iterdir() if folder.is_dir() and folder.name[0] not in "._"}
