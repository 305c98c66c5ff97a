"""How sentences with places are said in the reader's language: each sentence whole, each value by what it means."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_noop

from servanda.core import clearance, words
from servanda.core.acts import PublishedFigure, PublishedVote, PublishedVoteTotal
from servanda.core.contradictions import Finding, Tally
from servanda.core.days import When, parse_day
from servanda.core.errors import Unacceptable
from servanda.core.reasons import Step
from servanda.core.treaty import Treaty
from servanda.web import tags
from servanda.web.tags import by_name, day, law, standing, state_name, titled

register = template.Library()

ABOUT = {
    "entry-into-force": gettext_noop("entry into force"),
    "withdrawal-effect": gettext_noop("the withdrawal takes effect"),
    "meetings": gettext_noop("the calendar of meetings"),
    "membership": gettext_noop("memberships"),
}
_OWN_LANGUAGE = {"source", "measure", "place"}  # free text of the record, which stays as it was written


def said(error: Unacceptable) -> str:
    """What is told of something that cannot be accepted, in the reader's language."""
    says = gettext(error.says)
    return says.format(**error.values) if error.values else says


def value(name: str, given: object, treaty: Treaty | None = None) -> str:
    """A value of a sentence in words: days written out, codes by what they mean, free text as it is.

    `name` is what the place in the sentence is called; `treaty` is the one that its codes are looked up in, the one
    that is spoken of where none is given.
    """
    if given is None or isinstance(given, date | When):
        return day(given)
    if isinstance(given, Tally):
        return tags.comma().join(f"{tags.vote(code)} {number}" for code, number in given.items())
    if name == "states" and isinstance(given, tuple):
        return tags.comma().join(state_name(code) for code in sorted(given, key=by_name))
    text = str(given)
    if name in ("office", "theme"):
        return tags.called(name, text, treaty)
    if name in _BY_NAME:
        return _BY_NAME[name](text)
    return titled(text, treaty) if name in _TITLED else text


def _days(text: str) -> str:
    """Votes in words; days that come as text, one or some between commas, written out."""
    if text in words.VOTES:
        return tags.vote(text)
    try:
        return tags.comma().join(day(parse_day(part)) for part in text.split(", "))
    except Unacceptable:
        return text


def _about(text: str) -> str:
    return gettext(ABOUT[text]) if text in ABOUT else titled(text)


_TITLED = {"obligation", "initial", "topic", "event"}
_BY_NAME: dict[str, Callable[[str], str]] = {
    "state": state_name,
    "standing": standing,
    "type": tags.word,
    "stage": tags.word,
    "instrument": gettext,
    "kind": tags.kind,
    "vote": tags.vote,
    "called": tags.vote,
    "holds": lambda code: gettext(words.HOLDS.get(code, code)),
    "printed": _days,
    "computed": _days,
    "definition": law,
    "series": law,
    "article": tags.cited,
    "rate_percent": lambda text: number_format(Decimal(text)),
    "about": _about,
    "subject": _about,
    "voice": lambda code: gettext(clearance.VOICE_TITLES.get(code, code)),
    "form": lambda code: gettext(clearance.PURPOSE_TITLES.get(code, code)),
}


def in_words(step: Step) -> str:
    """A sentence with its values and its remark in the reader's language, in plain text."""
    said = gettext(step.says).format(**{name: value(name, v) for name, v in step.values.items()})
    return _remarked(said, step).replace("\xa0", " ")


@register.filter
def step_text(step: Step) -> str:
    """A step of reasoning in the reader's language; free text of the record is marked as what it is, English."""
    values = {name: _marked(name, v) for name, v in step.values.items()}
    return _remarked(format_html(gettext(step.says), **values), step)


def _marked(name: str, given: object) -> str:
    said = value(name, given)
    return format_html('<span lang="en">{}</span>', said) if name in _OWN_LANGUAGE and _elsewhere() else said


def _elsewhere() -> bool:
    return tags.language() != "en"


def _remarked(said: str, step: Step) -> str:
    return format_html("{} ({})", said, gettext(step.remark)) if step.remark else said


@register.filter
def finding_about(finding: Finding, treaty: Treaty) -> str:
    """What a contradiction is about: an obligation by its title with its period, a vote, or a figure as printed."""
    act = finding.entry.act
    if isinstance(act, PublishedVote):
        return gettext("vote on %(resolution)s") % {"resolution": act.resolution}
    if isinstance(act, PublishedVoteTotal):
        return gettext("result of the vote on %(resolution)s") % {"resolution": act.resolution}
    if isinstance(act, PublishedFigure):
        return format_html('<span lang="en">{}</span>', act.measure) if _elsewhere() else act.measure
    code, _, period = finding.about.partition(" ")
    return f"{_about(code) if treaty is None else value('about', code, treaty)} {period}".strip()


@register.filter
def finding_value(written: str) -> str:
    """What is printed or computed, where it is a vote or a result of votes; anything else stays as it is."""
    parts = [part.partition(" ") for part in written.split(", ")]
    if not all(code in words.VOTES for code, _, _ in parts):
        return written
    return tags.comma().join(f"{tags.vote(code)} {number}".strip() for code, _, number in parts)
