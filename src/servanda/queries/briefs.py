"""The Director’s brief, made from a standpoint and ready to hand out."""

from servanda.core import brief as content_of
from servanda.core.errors import Unacceptable
from servanda.queries.standpoint import Standpoint


def brief(point: Standpoint, form: str) -> bytes:
    """The Director's brief as `text`, `docx` or `pdf`."""
    from servanda.documents import brief as layout

    content = content_of.brief(
        point.treaty, point.states.members, point.participants, point.docket, point.duties, point.findings
    )
    paper = layout.paper(
        content, treaty=point.treaty, name=point.states.name, head=str(point.head), known_by=point.known_by
    )
    if form == "text":
        from servanda.documents import text

        return text.write(paper).encode()
    if form == "docx":
        from servanda.documents import word

        return word.write(paper)
    if form == "pdf":
        from servanda.documents import pdf

        return pdf.write(paper)
    raise Unacceptable(f"“{form}” is not a form of paper. The forms: text, docx, pdf")
