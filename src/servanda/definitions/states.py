"""The States of the reference list: found by code or exact alias, named by language and day."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from servanda.core.alphabet import unaccented
from servanda.core.days import parse_day
from servanda.core.errors import Unacceptable
from servanda.core.treaty import Member
from servanda.definitions.places import shipped

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
_FILES = {
    "states.csv": {"iso3", "un_short_name_en", "article_en", "un_regional_group", "un_member_since"},
    "aliases.csv": {"alias", "iso3", "source"},
    "former-names.csv": {"iso3", "lang", "name", "article", "since", "until", "source"},
}
_APOSTROPHES = str.maketrans("’‘ʼ`´‐‑‒–—", "'''''-----")


class FormerName(NamedTuple):
    """A name that a State had up to and including a day."""

    name: str
    article: str
    since: date | None
    until: date


def folded(text: str) -> str:
    """A name for comparison: without accents, case, surplus blanks and kinds of apostrophe and dash."""
    if not text.isascii():
        text = unaccented(text.translate(_APOSTROPHES))
    return " ".join(text.casefold().replace("`", "'").split())


class States:
    """The reference list. `members` holds each State once, in the order of the ISO 3166-1 alpha-3 codes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._rows = {row["iso3"]: row for _, row in _rows(folder / "states.csv")}
        self.members: tuple[Member, ...] = tuple(
            Member(
                code,
                row["un_short_name_en"],
                date.fromisoformat(row["un_member_since"]) if row["un_member_since"] else None,
                row["un_regional_group"],
            )
            for code, row in sorted(self._rows.items())
        )

    @cached_property
    def _aliases(self) -> Mapping[str, str]:
        found: dict[str, str] = {folded(code): code for code in self._rows}
        for line, row in _rows(self.folder / "aliases.csv"):
            where, code, key = f"{self.folder / 'aliases.csv'}:{line}", row["iso3"], folded(row["alias"])
            if code not in self._rows:
                raise Unacceptable(f"“{code}” is not a code of states.csv", where=where)
            if found.setdefault(key, code) != code:
                raise Unacceptable(
                    f"“{row['alias']}” already stands for {found[key]}. An alias names one State", where=where
                )
        return found

    @cached_property
    def _former(self) -> Mapping[tuple[str, str], list[FormerName]]:
        found: dict[tuple[str, str], list[FormerName]] = {}
        for line, row in _rows(self.folder / "former-names.csv"):
            try:
                since = parse_day(row["since"]) if row["since"] else None
                name = FormerName(row["name"], row["article"], since, parse_day(row["until"]))
            except Unacceptable as error:
                raise Unacceptable(error.message, where=f"{self.folder / 'former-names.csv'}:{line}") from None
            found.setdefault((row["iso3"], row["lang"]), []).append(name)
        return found

    def __contains__(self, code: object) -> bool:
        return code in self._rows

    def find(self, text: str) -> str | None:
        """The code of the State that a text names, by exact code or exact alias; None for any other text.

        Case, accents and surplus blanks do not matter. A name that merely contains another finds nothing.
        """
        return text if text in self._rows else self._aliases.get(folded(text))

    def code(self, text: str, *, where: str = "") -> str:
        """The same, for a text that must name a State. Raises Unacceptable with the nearest names."""
        found = self.find(text)
        if found is not None:
            return found
        names = {folded(member.name): member.name for member in self.members}
        near = get_close_matches(folded(text), [*self._aliases], n=3, cutoff=0.6)
        shown = dict.fromkeys(names.get(alias) or self.name(self._aliases[alias]) for alias in near)
        hint = f" The nearest names: {', '.join(shown)}." if shown else ""
        raise Unacceptable(
            f"“{text}” is not the name or code of a State.{hint} Write the ISO code, such as ZAF, or a name of "
            "reference/aliases.csv",
            where=where,
        )

    def name(self, code: str, lang: str = "en", day: date | None = None) -> str:
        """The short name of a State in a language, without its article, as it was on a day (None: today's)."""
        return self._named(code, lang, day)[0]

    def name_in_sentence(self, code: str, lang: str = "en", day: date | None = None) -> str:
        """The name with its article, as it stands within a sentence: “the Netherlands”, “les Pays-Bas”."""
        name, article = self._named(code, lang, day)
        if name.startswith("The "):
            return "the " + name[4:]
        return f"{article}{'' if article.endswith(chr(39)) else ' '}{name}" if article else name

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """All that each State is called by: its names of today in six languages, former ones, and its aliases."""
        found = {code: [row[f"un_short_name_{lang}"] for lang in LANGUAGES] for code, row in self._rows.items()}
        for (code, _), former in self._former.items():
            found[code] += [name.name for name in former]
        for _, row in _rows(self.folder / "aliases.csv"):
            if row["iso3"] in found:
                found[row["iso3"]].append(row["alias"])
        return {code: tuple(dict.fromkeys(name for name in names if name)) for code, names in found.items()}

    def short_code(self, code: str) -> str:
        """The ISO 3166-1 alpha-2 code of a State, empty where the list has none."""
        return self._rows[code].get("iso2", "")

    def _named(self, code: str, lang: str, day: date | None) -> tuple[str, str]:
        row = self._rows.get(code)
        if row is None:
            raise Unacceptable(f"“{code}” is not the code of a State")
        if lang not in LANGUAGES:
            raise Unacceptable(f"State names are at hand in {', '.join(LANGUAGES)}, not in “{lang}”")
        if day is not None:
            for former in self._former.get((code, lang), ()):
                if (former.since is None or former.since <= day) and day <= former.until:
                    return former.name, former.article
        return row[f"un_short_name_{lang}"], row.get(f"article_{lang}", "")


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a reference file with their lines. Raises Unacceptable for what is missing or broken."""
    try:
        file = path.open(encoding="utf-8", newline="")
    except OSError as error:
        raise Unacceptable(f"the file cannot be read ({error.strerror})", where=str(path)) from None
    with file:
        reader = csv.reader(file)
        head = next(reader, [])
        missing = _FILES[path.name] - set(head)
        if missing:
            raise Unacceptable(f"these columns are missing: {', '.join(sorted(missing))}", where=f"{path}:1")
        for row in reader:
            if len(row) != len(head):
                raise Unacceptable(
                    f"{len(row)} fields stand here instead of {len(head)}", where=f"{path}:{reader.line_num}"
                )
            yield reader.line_num, dict(zip(head, row, strict=True))


@cache
def _loaded(folder: Path) -> States:
    return States(folder)


def load(folder: Path | None = None) -> States:
    """The States of a reference folder (None: the one that is shipped), read once in a process."""
    return _loaded(shipped() / "reference" if folder is None else folder)
