"""Checks glossaries and words against the files that they belong to: what is broken, and what is still missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from servanda.core.errors import Unacceptable
from servanda.definitions import glossary, reference, states, treaties, words
from servanda.definitions.files import Sheet
from servanda.definitions.places import shipped
from servanda.definitions.words import Text


@dataclass(frozen=True, slots=True)
class Wording:
    """What is wrong with the words of a folder, and by language the texts that have none."""

    wrong: tuple[Unacceptable, ...]
    missing: dict[str, list[Text]]


def of_treaty(folder: Path) -> Wording:
    """The wording of a treaty folder. Raises Unacceptable for a file that cannot be read at all."""
    sheets = treaties.sheets_of(folder)
    general = reference.load().glossary
    own = glossary.terms(sheets.get("glossary.yaml"))
    broken = glossary.broken(sheets["glossary.yaml"], own, general) if own else []
    return _wording(sheets, words.of_treaty(sheets), words.texts_of_treaty(sheets), broken)


def of_reference(folder: Path | None = None) -> Wording:
    """The wording of a reference folder (None: the shipped one)."""
    sheets = reference.sheets_of(shipped() / "reference" if folder is None else folder)
    own = glossary.terms(sheets.get("glossary.yaml"))
    broken = glossary.broken(sheets["glossary.yaml"], own) if own else []
    return _wording(sheets, words.of_sheets(sheets), words.texts_of_reference(states.load(folder)), broken)


def _wording(
    sheets: Mapping[str, Sheet],
    said: Mapping[str, Mapping[str, str]],
    texts: list[Text],
    broken: Iterable[Unacceptable],
) -> Wording:
    files = {Path(name).stem for name in sheets if name.startswith(words.FOLDER)}  # a title alone asks for no more
    missing = words.missing({language: said[language] for language in said if language in files}, texts)
    return Wording((*broken, *words.stale(sheets, texts)), {language: t for language, t in missing.items() if t})
