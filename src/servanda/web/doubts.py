"""How pages mark what rests on memory, and what may be met already: in words, or by a dagger where there is no room."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from servanda.core.entries import Entry
from servanda.web.tags import day

DAGGER = "†"


def from_memory(rests: bool) -> SafeString:
    """The mark of an answer that rests on an entry without a source at hand; empty where none does."""
    if not rests:
        return mark_safe("")
    return format_html(' <em class="doubt">{}</em>', gettext("from memory, to be checked"))


def dagger(rests: bool) -> SafeString:
    """The same where only a sign has room: its words when pointed at, and for those who cannot see it."""
    if not rests:
        return mark_safe("")
    says = gettext("from memory, to be checked")
    return format_html('<em class="doubt" title="{}">{}<i> {}</i></em>', says, DAGGER, says)


def may_be_met(maybe: Entry | None) -> str:
    """What is said of a duty that an act of a vague day may have met by the day; empty where there is none."""
    if maybe is None:
        return ""
    return gettext("may already have been met (%(when)s)") % {"when": day(maybe.on)}
