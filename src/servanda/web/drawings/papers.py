"""A figure as a paper of one page, for the print shop of a meeting: PDF, or Word to be put into a document."""

from collections.abc import Callable

from django.utils.translation import gettext

from servanda.core.reasons import N_
from servanda.documents.paper import Note, Paper, Paragraph, Picture, words
from servanda.queries.figures.named import Figure
from servanda.queries.standpoint import Standpoint
from servanda.web.citing import citation
from servanda.web.drawings import draw
from servanda.web.tags import day, language, law

_PAGE, _OF = N_("Page"), N_("of")


def paper(point: Standpoint, figure: Figure, address: str) -> Paper:
    """The figure with its definition, how it is cited, and where its table is (`address`, whole)."""
    drawing = draw.drawing(None, point, figure)
    title = draw.title(figure)
    where = gettext("Its table, with every State and entry behind it: %(address)s") % {"address": address}
    return Paper(
        title=title,
        about=((gettext("As of"), day(point.day)),),
        blocks=(
            Picture(drawing.write(), drawing.description or title),
            Paragraph(words(draw.definition(figure))),
            Note(words(where)),
            Note(words(citation(point, title))),
        ),
        header=law(point.treaty.title),
        footer=draw.caption(point),
        day=point.day,
        language=language(),
        page_words=(gettext(_PAGE), gettext(_OF)),
    )


def _pdf(made: Paper) -> bytes:
    from servanda.documents import pdf

    return pdf.write(made)


def _word(made: Paper) -> bytes:
    from servanda.documents import word

    return word.write(made)


FORMS: dict[str, tuple[str, Callable[[Paper], bytes]]] = {
    "pdf": ("application/pdf", _pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _word),
}
