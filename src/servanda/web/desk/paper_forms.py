"""What the pages of papers share: the choices for their fields."""

from servanda.config import clock
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


def themes(treaty: str) -> list[tuple[str, str]]:
    """The themes of a treaty to choose from."""
    known = library.treaty(treaty)
    codes = dict.fromkeys(each.code for each in known.themes)
    return [(code, law(known.theme_title(code, clock.today()))) for code in codes]


def holders(treaty: str) -> list[tuple[str, str]]:
    """The States, by their names, and the organisations of a treaty to choose from."""
    states = [(code, state_name(code)) for code in sorted(library.state_codes(), key=by_name)]
    return [*states, *((each.code, law(each.title)) for each in library.treaty(treaty).organisations)]
