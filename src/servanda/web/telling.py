"""Acts told in words for a timeline, each kind with its own sentence."""

import re
from datetime import date

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop

from servanda.core.acts import (
    Act,
    Appointment,
    AppointmentEnded,
    Circumstance,
    ExtensionRequested,
    Instrument,
    ReportReceived,
    Retraction,
    dump,
)
from servanda.core.days import When
from servanda.core.entries import Entry
from servanda.core.treaty import Treaty
from servanda.web.sentences import value
from servanda.web.tags import called, deposit, language

_SENTENCES = {
    "signature": gettext_noop("Signed the treaty"),
    "instrument": gettext_noop("The depositary received its {instrument}"),
    "provisional-application": gettext_noop("Declared that it applies the treaty provisionally"),
    "declaration": gettext_noop("Declaration or communication: {about}"),
    "withdrawal": gettext_noop("The depositary received its withdrawal"),
    "treaty-in-force": gettext_noop("The depositary announced the entry into force of the treaty"),
    "report-received": gettext_noop("Report received: {obligation} {period}"),
    "extension-requested": gettext_noop("Asked for an extension: {obligation}"),
    "extension-granted": gettext_noop("Was granted an extension until {until}: {obligation}"),
    "completed": gettext_noop("Finished the work: {obligation}"),
    "completion-declared": gettext_noop("Declared that it has fulfilled its obligation: {obligation}"),
    "clock-started": gettext_noop("A clock started: {event}"),
    "clock-stopped": gettext_noop("Answered what began on {started}: {event}"),
    "meeting": gettext_noop("{code} opens on {opens}"),
    "vote": gettext_noop("Voted “{vote}” on {resolution} ({stage})"),
    "assessment-rate": gettext_noop("Rate in the scale of assessments {period}: {rate_percent} %"),
    "published-date": gettext_noop("A source prints {date}: {about} {period}"),
    "published-figure": gettext_noop("A source prints {value}: {measure}"),
    "published-vote": gettext_noop("A source says that it voted “{vote}” on {resolution}"),
    "published-vote-total": gettext_noop("A source prints the result of {resolution}: {yes}–{no}–{abstain}"),
    "completeness": gettext_noop("The record is complete for {subject} {period} up to {as_of}"),
    "publication": gettext_noop("Released: {title}"),
}
_APPOINTED = {  # by what is known: the theme, the announced end
    (False, False): gettext_noop("Begins to hold the office: {office}"),
    (False, True): gettext_noop("Begins to hold the office until {until}: {office}"),
    (True, False): gettext_noop("Begins to hold the office: {office}, {theme}"),
    (True, True): gettext_noop("Begins to hold the office until {until}: {office}, {theme}"),
}
_LEFT_OFFICE = {
    False: gettext_noop("Last day in the office before the announced end: {office}"),
    True: gettext_noop("Last day in the office before the announced end: {office}, {theme}"),
}
_ASKED_UNTIL = gettext_noop("Asked for an extension until {until}: {obligation}")
_VOLUNTARY = gettext_noop("Report received, voluntary")
_VOLUNTARY_ON = gettext_noop("Report received, voluntary: {period}")
_TAKEN_BACK = gettext_noop("Takes back entry {corrects}")
_HOLDS = {
    "yes": gettext_noop("Is concerned: {topic}"),
    "no": gettext_noop("Is not concerned: {topic}"),
    "unclear": gettext_noop("Unclear whether it is concerned: {topic}"),
}
_FREE = {"measure", "about", "title"}


class _Blank(dict[str, str]):
    """Particulars in which what is not given reads as nothing."""

    def __missing__(self, key: str) -> str:
        return ""


def told(entry: Entry, treaty: Treaty) -> SafeString:
    """An entry's act in the reader's language, with obligations by their titles and days written out.

    Free text of the record, which stays as it was written, is marked as English where the page is not.
    """
    says, values = _sentence(entry, treaty)
    for name in _FREE & values.keys() if language() != "en" else ():
        if values[name] == getattr(entry.act, name):
            values[name] = format_html('<span lang="en">{}</span>', values[name])
    escaped = _Blank((name, conditional_escape(said)) for name, said in values.items())
    return mark_safe(_filled(conditional_escape(says), escaped))  # noqa: S308 (every part is escaped)


def told_plainly(entry: Entry, treaty: Treaty) -> str:
    """The same in plain text."""
    return _filled(*_sentence(entry, treaty))


def _filled(says: str, values: _Blank) -> str:
    """The sentence with its values; what is not given leaves no gap."""
    return re.sub(" +", " ", says.format_map(values)).strip()


def _sentence(entry: Entry, treaty: Treaty) -> tuple[str, _Blank]:
    """The sentence of an act, translated, and what is put into it."""
    act = entry.act
    if isinstance(act, Retraction):
        return gettext(_TAKEN_BACK), _Blank(corrects=str(entry.corrects))
    says = _says(act)
    values = _Blank({name: _value(name, act, written, treaty) for name, written in dump(act).items()})
    if isinstance(act, Appointment | AppointmentEnded) and act.theme:
        values["theme"] = called("theme", act.theme, treaty, entry.on.latest)
    if isinstance(act, Instrument):
        values["instrument"] = deposit(act.type)
    return gettext(says), values


def _says(act: Act) -> str:
    """The sentence of a kind of act, by what is known of it."""
    match act:
        case Circumstance(holds=holds):
            return _HOLDS[holds]
        case Appointment(theme=theme, until=until):
            return _APPOINTED[bool(theme), until is not None]
        case AppointmentEnded(theme=theme):
            return _LEFT_OFFICE[bool(theme)]
        case ExtensionRequested(until=until) if until is not None:
            return _ASKED_UNTIL
        case ReportReceived(obligation="", period=period):
            return _VOLUNTARY_ON if period else _VOLUNTARY
    return _SENTENCES[act.kind]


def _value(name: str, act: Act, written: str, treaty: Treaty) -> str:
    """A particular in words: days written out, codes by what they mean."""
    given = getattr(act, name)
    return value(name, given if isinstance(given, date | When) else written, treaty)
