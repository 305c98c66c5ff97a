"""The weekly digest of a person: the lines of the desk as plain text, nothing confidential in it."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext

from servanda.core.access import Actor
from servanda.queries.desk import desk, words
from servanda.queries.desk.lines import Line, Section

_PARTS = ("due", "approvals", "week", "presidency", "theme", "promised", "meetings", "papers", "changed")


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest ready to be queued. `lines` counts the things that it tells: with none, nothing is sent."""

    subject: str
    text: str
    lines: int


def digest(actor: Actor, person_name: str, *, day: date, address: str, language: str = "en") -> Digest:
    """What a person's week holds, in the person's language.

    Mail is not confidential: what is public or for the Parties is named, all else is counted and told on the desk
    alone. `address` is that of the desk.
    """
    with translation.override(language):
        sections = [each for each in desk(actor, day=day).sections if each.code in _PARTS]
        told = [_section(each) for each in sections]
        opening = gettext("Good morning, {name}. This is your week, as of {day}.").format(
            name=person_name, day=_plain(words.day(day))
        )
        closing = gettext("All of it, with its reasons, is on your desk: {address}").format(address=address)
        leaving = gettext("You get this once a week. You can switch it off on your desk.")
        text = "\n\n".join([opening, *(part for part, _ in told if part), closing, leaving])
        subject = gettext("Servanda: your week of {day}").format(day=_plain(words.day(day)))
    return Digest(subject, f"{text}\n", sum(number for _, number in told))


def _section(section: Section) -> tuple[str, int]:
    """The lines of a section that may be told, and in one line how many there are besides."""
    open_lines = [line for line in section.lines if line.told]
    rows = [f"- {_line(line)}" for line in open_lines]
    rest = section.number - len(open_lines)
    if rest and section.closed is not None:
        rows.append(f"- {section.closed(rest).format(number=rest)}: {gettext('sign in to see')}")
    if not rows:
        return "", 0
    title = gettext(section.title)
    return "\n".join([title.upper(), *rows]), section.number


def _line(line: Line) -> str:
    parts = [words.said(line.words, line.treaty), *(words.said(each, line.treaty) for each in line.beside)]
    if line.day is not None:
        parts.append(words.day(line.day))
    if line.mark:
        parts.append(words.mark(line))
    return _plain(" · ".join(part.strip() for part in parts if part.strip()))


def _plain(text: str) -> str:
    """A text on one line, in which no mail program sees a link: what somebody wrote is not to pose as ours."""
    return " ".join(text.split()).replace("://", ": //").replace("www.", "www .")
