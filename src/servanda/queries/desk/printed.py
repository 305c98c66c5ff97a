"""A desk as a paper of one page, to be taken along: the same lines as on the page, in Word, PDF or plain text."""

from django.utils.translation import gettext

from servanda.core.errors import Unacceptable
from servanda.core.reasons import N_
from servanda.documents.paper import Block, Column, Heading, Note, Paper, Paragraph, Row, Run, Table
from servanda.documents.paper import words as runs
from servanda.queries.desk import words
from servanda.queries.desk.lines import Desk, Line, Section

FORMS = ("docx", "pdf", "text")
_LINES = 4  # of a section, so that the paper stays one page


def paper(desk: Desk) -> Paper:
    """The desk as a paper in the language that is spoken; each section with its first lines and how many there are."""
    seats = "; ".join(words.seat(seat) for seat in desk.seats)
    day = words.day(desk.day)
    blocks: list[Block] = []
    for section in desk.sections:
        blocks += _section(section)
    return Paper(
        title=gettext("Desk of {name}").format(name=desk.name),
        about=((gettext("Seats"), seats), (gettext("As of"), day)),
        blocks=tuple(blocks) or (Paragraph(runs(gettext("Nothing is due and nothing waits for you."))),),
        header=desk.name,
        footer=gettext("For {name} alone").format(name=desk.name),
        day=desk.day,
        language=words.language(),
        page_words=(gettext("Page"), gettext("of")),
    )


def written(desk: Desk, form: str) -> bytes:
    """The paper as `docx`, `pdf` or `text`. Raises Unacceptable for any other form."""
    made = paper(desk)
    if form == "docx":
        from servanda.documents import word

        return word.write(made)
    if form == "pdf":
        from servanda.documents import pdf

        return pdf.write(made)
    if form == "text":
        from servanda.documents import text

        return text.write(made).encode()
    raise Unacceptable(N_("“{form}” is not a form of paper. The forms: {forms}"), form=form, forms=", ".join(FORMS))


def _section(section: Section) -> list[Block]:
    shown = section.lines[:_LINES]
    columns = (Column("", 6.5), Column(gettext("Day"), 2), Column(gettext("Standing"), 1.6))
    blocks: list[Block] = [
        Heading(gettext(section.title)),
        Table(columns, tuple(_row(line) for line in shown)),
    ]
    rest = section.number - len(shown)
    if rest:
        blocks.append(Note(runs(gettext("and {number} more on the desk").format(number=rest))))
    return blocks


def _row(line: Line) -> Row:
    beside = " · ".join(words.said(each, line.treaty).strip() for each in line.beside)
    says = words.said(line.words, line.treaty).strip()
    day = "" if line.day is None else words.day(line.day)
    return Row((runs(says, Run(f"  {beside}" if beside else "", quiet=True)), runs(day), runs(words.mark(line))))
