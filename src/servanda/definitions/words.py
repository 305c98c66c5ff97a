"""Reads what the texts of the treaty files say in other languages, and finds words of texts that are gone."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import NamedTuple

from servanda.core.errors import Unacceptable
from servanda.definitions.files import Sheet
from servanda.definitions.forms import (
    CountForm,
    MeetingsForm,
    ObligationForm,
    OfficesForm,
    ThemesForm,
    TreatyForm,
    WordsForm,
)
from servanda.definitions.states import LANGUAGES, States

FOLDER = "words/"


class Text(NamedTuple):
    """A text of the files that people read on pages and papers, and where it stands."""

    text: str
    where: str


def of_treaty(sheets: Mapping[str, Sheet]) -> dict[str, dict[str, str]]:
    """By language, what each text of a treaty's files says in it; the treaty's own `names` are among them."""
    form = sheets["treaty.yaml"].fill(TreatyForm)
    found = of_sheets(sheets)
    for language, name in form.names.items():
        sheets["treaty.yaml"].among(language, LANGUAGES, "a language of the United Nations", "names", language)
        if language != "en":
            found.setdefault(language, {})[form.title] = name
    return found


def of_sheets(sheets: Mapping[str, Sheet]) -> dict[str, dict[str, str]]:
    """By language, what each text says in it. Raises Unacceptable for a text that stands twice and for a file that is
    not called after a language."""
    found: dict[str, dict[str, str]] = {}
    for name, sheet in sheets.items():
        if name.startswith(FOLDER):
            language = PurePath(name).stem
            sheet.among(language, LANGUAGES, "a language of the United Nations")
            found[language] = _words(sheet)
    return found


def _words(sheet: Sheet) -> dict[str, str]:
    found: dict[str, str] = {}
    for index, form in enumerate(sheet.fill(WordsForm).words):
        if form.text in found:
            raise sheet.refuse("this text stands here twice. Keep one", "words", index, "text")
        found[form.text] = form.says
    return found


def texts_of_treaty(sheets: Mapping[str, Sheet]) -> list[Text]:
    """The texts of a treaty's files that people read, in the order of the files; one that stands twice stands once."""
    found: dict[str, Text] = {}
    for text, where in _texts(sheets):
        if text:
            found.setdefault(text, Text(text, where))
    return list(found.values())


def _texts(sheets: Mapping[str, Sheet]) -> Iterator[tuple[str, str]]:
    sheet = sheets["treaty.yaml"]
    form = sheet.fill(TreatyForm)
    yield form.title, sheet.where("title")
    yield form.depositary, sheet.where("depositary")
    for code, says in form.circumstances.items():
        yield says, sheet.where("circumstances", code)
    for code, event in form.events.items():
        yield event.title, sheet.where("events", code, "title")
    if (sheet_of_counts := sheets.get("counts.yaml")) is not None:
        for name, count in sheet_of_counts.fill(dict[str, CountForm]).items():
            yield count.title, sheet_of_counts.where(name, "title")
            yield count.definition, sheet_of_counts.where(name, "definition")
    if (sheet_of_themes := sheets.get("themes.yaml")) is not None:
        for index, theme in enumerate(sheet_of_themes.fill(ThemesForm).themes):
            yield theme.title, sheet_of_themes.where("themes", index, "title")
    if (sheet_of_meetings := sheets.get("meetings.yaml")) is not None:
        for code, title in sheet_of_meetings.fill(MeetingsForm).series.items():
            yield title, sheet_of_meetings.where("series", code)
    if (sheet_of_offices := sheets.get("offices.yaml")) is not None:
        yield from _texts_of_offices(sheet_of_offices)
    for name, one in sheets.items():
        if name.startswith("obligations/"):
            obligation = one.fill(ObligationForm)
            for key in ("title", "note", "policy"):
                yield getattr(obligation, key), one.where(key)


def _texts_of_offices(sheet: Sheet) -> Iterator[tuple[str, str]]:
    form = sheet.fill(OfficesForm)
    for code, office in form.offices.items():
        yield office.title, sheet.where("offices", code, "title")
    for code, organisation in form.organisations.items():
        yield organisation.title, sheet.where("organisations", code, "title")


def texts_of_reference(states: States) -> list[Text]:
    """The texts of the reference data that people read: the names of the regional groups."""
    where = str(states.folder / "states.csv")
    return [Text(group, where) for group in dict.fromkeys(m.group for m in states.members) if group]


def stale(sheets: Mapping[str, Sheet], texts: list[Text]) -> list[Unacceptable]:
    """Every text in the files of words that stands in no other file any more, with its place."""
    known = {text.text for text in texts}
    return [
        sheet.refuse(f"no file has this text any more: “{_short(form.text)}”. Change it or take it out", *at)
        for name, sheet in sheets.items()
        if name.startswith(FOLDER)
        for index, form in enumerate(sheet.fill(WordsForm).words)
        if form.text not in known
        for at in [("words", index, "text")]
    ]


def missing(words: Mapping[str, Mapping[str, str]], texts: list[Text]) -> dict[str, list[Text]]:
    """By language for which there are words, the texts that have none."""
    return {language: [text for text in texts if text.text not in said] for language, said in words.items()}


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
