"""How templates name kinds, classes, stages and holders of papers, in the reader's language."""

from django import template
from django.utils.translation import gettext

from servanda.config import clock
from servanda.core import clearance, papers
from servanda.core.access import HeldSeat
from servanda.core.papers import Viewers
from servanda.queries import library
from servanda.queries.desk import words
from servanda.web.tags import law

register = template.Library()


@register.filter
def paper_kind(code: str) -> str:
    """What a kind of paper is called."""
    return gettext(papers.KINDS[code].title) if code in papers.KINDS else code


@register.filter
def paper_class(code: str) -> str:
    """What a class of confidentiality is called."""
    return gettext(papers.CLASS_TITLES.get(code, code))


@register.filter
def purpose(code: str) -> str:
    """As what something leaves the house."""
    return gettext(clearance.PURPOSE_TITLES.get(code, code))


@register.filter
def voice(code: str) -> str:
    """In whose name a text speaks."""
    return gettext(clearance.VOICE_TITLES.get(code, code))


@register.filter
def stage(code: str) -> str:
    """Where what is frozen stands."""
    return gettext(clearance.STAGES.get(code, code))


@register.filter
def stopped_why(reason: str) -> str:
    """Why something was stopped: a person's words as they are, the program's in the reader's language."""
    return gettext(reason) if reason == clearance.CHANGED else reason


@register.filter
def holder_of(code: str, treaty: str) -> str:
    """A State or organisation by its name."""
    return words.holder_name(library.treaty(treaty), code)


@register.filter
def theme_of(code: str, treaty: str) -> str:
    """A theme by its title."""
    return law(library.treaty(treaty).theme_title(code, clock.today()))


@register.filter
def viewers_of(seen: Viewers, treaty: str) -> str:
    """Whose seats they are, as roles."""
    if seen.office is None:
        return gettext("All seats of %(holder)s") % {"holder": holder_of(seen.title, treaty)}
    title = law(seen.title)
    return gettext("%(office)s of its theme") % {"office": title} if seen.in_theme else title


def seat_of(seat: HeldSeat) -> str:
    """A seat by its office, holder and theme."""
    parts = [law(seat.office.title), holder_of(seat.holder, seat.treaty)]
    if seat.theme:
        parts.append(theme_of(seat.theme, seat.treaty))
    return ", ".join(parts)


register.filter("seat_of", seat_of)
