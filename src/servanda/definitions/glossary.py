"""Reads a glossary, of a treaty or of treaty practice in general, and finds references that lead nowhere."""

from collections.abc import Iterable

from servanda.core.errors import Unacceptable
from servanda.core.treaty import Term
from servanda.definitions.files import Sheet, unknown_word
from servanda.definitions.forms import GlossaryForm
from servanda.definitions.states import LANGUAGES


def terms(sheet: Sheet | None) -> tuple[Term, ...]:
    """The terms of a glossary, in the order of the file. Raises Unacceptable for one that stands twice or has no
    English, and for a language that is not one of the six."""
    if sheet is None:
        return ()
    found: dict[str, Term] = {}
    for index, form in enumerate(sheet.fill(GlossaryForm).terms):
        at = ("terms", index)
        if form.code in found:
            raise sheet.refuse(f"“{form.code}” stands here twice. Keep one", *at, "code")
        for key, texts in (("term", form.term), ("means", form.means)):
            for language in texts:
                sheet.among(language, LANGUAGES, "a language of the United Nations", *at, key, language)
            if "en" not in texts:
                raise sheet.refuse("the English is missing. Write it under “en”", *at, key)
        found[form.code] = Term(
            form.code, dict(form.term), dict(form.means), tuple(form.see), form.article, form.source
        )
    return tuple(found.values())


def broken(sheet: Sheet, own: Iterable[Term], others: Iterable[Term] = ()) -> list[Unacceptable]:
    """Every reference of a glossary to a term that is neither its own nor among the others, with its place."""
    mine = tuple(own)
    known = [term.code for term in (*mine, *others)]
    return [
        sheet.refuse(unknown_word(code, known, "a term of this or the general glossary", "The terms"), *at)
        for index, term in enumerate(mine)
        for place, code in enumerate(term.see)
        if code not in known
        for at in [("terms", index, "see", place)]
    ]
