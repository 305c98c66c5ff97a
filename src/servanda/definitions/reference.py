"""Reads what the reference data holds besides the States: the general glossary, and words in other languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from servanda.core.errors import Unacceptable
from servanda.core.treaty import Term
from servanda.definitions import kept, words
from servanda.definitions.files import Sheet, read, yaml_files
from servanda.definitions.glossary import terms
from servanda.definitions.places import shipped

_KEPT_AS = "_reference"  # no folder of a treaty can be called so


@dataclass(frozen=True, slots=True)
class Reference:
    """The glossary of treaty practice in general, and by language what texts of the reference data say in it."""

    glossary: tuple[Term, ...] = ()
    words: dict[str, dict[str, str]] = field(default_factory=dict)


def load(folder: Path | None = None, cache: Path | None = None) -> Reference:
    """What a reference folder (None: the shipped one) holds; with a cache folder, from there where it fits."""
    folder = shipped() / "reference" if folder is None else folder
    if cache is None:
        return build(sheets_of(folder))
    digest = kept.digest_of(folder)
    content = kept.get(cache, _KEPT_AS, digest)
    if content is not None:
        try:
            return build({name: Sheet(name, part) for name, part in content.items()})
        except (Unacceptable, TypeError, LookupError):
            pass  # kept by a version that allowed it: the files decide
    sheets = sheets_of(folder)
    found = build(sheets)
    kept.put(cache, _KEPT_AS, digest, {name: sheet.content for name, sheet in sheets.items()})
    return found


def sheets_of(folder: Path) -> dict[str, Sheet]:
    """The YAML files of a reference folder, by their names inside it."""
    found = {path.name: read(path) for path in yaml_files(folder)}
    return found | {f"words/{path.name}": read(path) for path in yaml_files(folder / "words")}


def build(sheets: Mapping[str, Sheet]) -> Reference:
    """What the sheets say. Raises Unacceptable with file and line of whatever is wrong."""
    return Reference(terms(sheets.get("glossary.yaml")), words.of_sheets(sheets))
