"""Names in alphabetical order: accents set aside, so that Côte d'Ivoire stands among the names with C."""

from unicodedata import combining, normalize


def unaccented(text: str) -> str:
    """A text without its accents and other marks."""
    return text if text.isascii() else "".join(c for c in normalize("NFKD", text) if not combining(c))


def alphabetical(name: str) -> tuple[str, str]:
    """The key that puts names in alphabetical order, accents and capitals aside."""
    return unaccented(name).casefold(), name
