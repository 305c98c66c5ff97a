"""Reads the files that were kept: through the door of what they belong to, and only as they came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from servanda.config.installation import find as installation
from servanda.core.access import Actor
from servanda.core.errors import NotThere, Unacceptable
from servanda.core.reasons import N_
from servanda.documents.intake import Hidden, hidden_of
from servanda.queries import access
from servanda.store.models import Original, Paper, Question, Reception
from servanda.store.models.guarded import GuardedRow


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was kept, without its content. `about` is what it belongs to, such as `reception:12`."""

    number: int
    name: str
    kind: str
    size: int
    sha256: str
    pages: int | None
    hidden: tuple[Hidden, ...]
    kept: datetime
    about: str


class Altered(Unacceptable):
    """The file on disk is missing, or is not what was received."""


def place(digest: str) -> Path:
    """Where a content is kept in the installation, by its SHA-256."""
    return installation().folder / "files" / digest[:2] / digest


def find(actor: Actor, number: int) -> Kept:
    """A file of a number. Raises NotThere where there is none, and where its parent may not be seen by the actor."""
    row = Original.objects.filter(pk=number).select_related("answer__link").first()
    if row is None:
        raise NotThere
    parent = _parent(actor, row)
    return of_row(row, f"{parent._meta.model_name}:{parent.pk}")


def _parent(actor: Actor, row: Original) -> GuardedRow:
    if row.paper_id is not None:
        return access.find(Paper, actor, row.paper_id)
    if row.reception_id is not None:
        return access.find(Reception, actor, row.reception_id)
    assert row.answer is not None
    return access.find(Question, actor, row.answer.link.question_id)


def of_row(row: Original, about: str = "") -> Kept:
    """A file's row as plain data, for whoever came through the door of its parent."""
    hidden = hidden_of(row.hidden)
    return Kept(row.pk, row.name, row.kind, row.size, row.sha256, row.pages, hidden, row.kept, about)


def of_rows(rows: Iterable[Original]) -> tuple[Kept, ...]:
    """Some rows as plain data, in the order in which they came."""
    return tuple(of_row(row) for row in sorted(rows, key=lambda row: row.pk))


def content(kept: Kept) -> bytes:
    """The very bytes that were received. Raises Altered where they are missing, or are others."""
    try:
        found = place(kept.sha256).read_bytes()
    except OSError:
        found = b""
    if sha256(found).hexdigest() != kept.sha256:
        says = N_(
            "The file kept under this number is not what was received, so it is not handed out. Tell whoever keeps "
            "this site to fetch it from a backup: file {number}."
        )
        raise Altered(says, number=str(kept.number))
    return found
