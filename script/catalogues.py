"""Gathers the strings that are marked for translation into locale/, and compiles the catalogues: script/words."""

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "servanda"
LANGUAGES = ("ar", "es", "fr", "ru", "zh_Hans")
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_MADE = datetime(2026, 1, 1, tzinfo=UTC)  # a day that does not move, so that the same strings give the same file
_HEADER = "# Translations of Servanda. Apache-2.0, like the rest. Terms: docs/languages.md."
_TO_CHECK = "\n# To be checked by a speaker who knows the language of treaties; what is missing is shown in English."
_CHECKED = ("fr",)


def gathered() -> Catalog:
    """Every marked string of the program, with the files that it stands in."""
    found = Catalog(fuzzy=False)
    for path in sorted(SOURCE.rglob("*.html")):
        code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        _add(found, path, "javascript", code)  # what templatize leaves is no Python, but reads as calls
    for path in sorted(SOURCE.rglob("*.py")):
        _add(found, path, "python", path.read_text(encoding="utf-8"))
    return found


def _add(found: Catalog, path: Path, method: str, code: str) -> None:
    for _line, message, _comments, context in extract(method, BytesIO(code.encode()), keywords=KEYWORDS):
        if message:
            where = [(path.relative_to(ROOT).as_posix(), None)]
            found.add(message, locations=where, context=context, flags=_flags(message))  # type: ignore[arg-type]


def _flags(message: object) -> set[str]:
    texts = message if isinstance(message, tuple) else (message,)
    return {"python-format"} if any("%(" in str(text) for text in texts) else set()


def place(language: str) -> Path:
    """The catalogue of a language, as people translate it."""
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """What is translated so far."""
    path = place(language)
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str, strings: Catalog) -> Catalog:
    """The catalogue of a language with every string of the program and no other."""
    found = read(language)
    found.update(strings, no_fuzzy_matching=True)
    found.obsolete.clear()
    found.fuzzy = False
    found.header_comment = _HEADER if language in _CHECKED else _HEADER + _TO_CHECK
    found.project, found.version = "Servanda", "1"
    found.creation_date = found.revision_date = _MADE
    found.last_translator = found.language_team = ""
    return found


def as_po(catalogue: Catalog) -> bytes:
    """A catalogue as people translate it."""
    out = BytesIO()
    write_po(out, catalogue, width=110, sort_output=True, include_lineno=False)
    return out.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """A catalogue as the program reads it, without what is not translated whole.

    Of that the file would hold the English words under the plural rules of the language, “12 report”.
    """
    whole, out = read_po(BytesIO(as_po(catalogue)), locale=catalogue.locale), BytesIO()
    for message in list(whole):
        if message.id and not _translated(message):
            whole.delete(message.id, message.context)
    write_mo(out, whole)
    return out.getvalue()


def missing(catalogue: Catalog) -> list[str]:
    """The strings that have no translation."""
    found = []
    for message in catalogue:
        if message.id and not _translated(message):
            found.append(str(message.id[0] if isinstance(message.id, tuple) else message.id))
    return found


def _translated(message: Message) -> bool:
    return all(message.string if isinstance(message.string, tuple) else (message.string,))


def main(arguments: list[str]) -> int:
    """Writes every catalogue, and says what is missing in the languages that are named."""
    strings = gathered()
    for language in LANGUAGES:
        catalogue = updated(language, strings)
        path = place(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_po(catalogue))
        path.with_suffix(".mo").write_bytes(as_mo(catalogue))
        left = missing(catalogue)
        print(f"{language}: {len(catalogue) - len(left)} of {len(catalogue)} strings are translated")
        if language in arguments:
            print(*(f"  {text}" for text in left), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
