"""What the pages of papers share: choices for their fields, numbers from forms, what is told of an error."""

from django.utils.translation import gettext as _

from servanda.core.errors import Unacceptable
from servanda.queries import library
from servanda.web.tags import by_name, law, state_name

BOTH = ("GET", "HEAD", "POST")
LANGUAGES = (
    ("ar", "العربية"),
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("zh-hans", "中文"),
)


def numbered(text: str | None) -> int:
    """A number that a form carries; 0 where it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def said(error: Unacceptable) -> str:
    """What is told of an error, in the reader's language."""
    words = _(error.says)
    return words.format(**error.values) if error.values else words


def themes(treaty: str) -> list[tuple[str, str]]:
    """The themes of a treaty to choose from."""
    return [(each.code, law(each.title)) for each in library.treaty(treaty).themes]


def holders(treaty: str) -> list[tuple[str, str]]:
    """The States, by their names, and the organisations of a treaty to choose from."""
    states = [(code, state_name(code)) for code in sorted(library.state_codes(), key=by_name)]
    return [*states, *((each.code, law(each.title)) for each in library.treaty(treaty).organisations)]
