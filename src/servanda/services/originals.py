"""Keeping files as they came: examined, on disk for certain, and in the same commit as what they belong to."""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.db import connection, transaction

from servanda.core.access import EDIT, Actor
from servanda.core.errors import NotThere, Unacceptable
from servanda.core.reasons import N_
from servanda.documents import intake
from servanda.documents.intake import Report
from servanda.queries import access
from servanda.queries.originals import place
from servanda.services import audit
from servanda.services.audit import Doer
from servanda.store.models import Answer, Original, Paper, Reception

MOST = 5  # files at a time
NO_ROOM = N_(
    "The file could not be kept: there is no room, or the disk does not answer. Nothing was kept. Please try again "
    "later, or send it to the support unit by e-mail."
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as somebody sends it: its name and its content."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that may be kept: what it is, and its content."""

    report: Report
    content: bytes


@dataclass(slots=True)
class Shelf:
    """The files that one transaction brings."""

    brought: list[Path] = field(default_factory=list)

    def put(
        self,
        files: Sequence[Examined],
        *,
        now: datetime,
        paper: Paper | None = None,
        reception: Reception | None = None,
        answer: Answer | None = None,
    ) -> list[Original]:
        """Keeps files for one paper, reception or answer; they are on disk when this returns. Raises Unacceptable."""
        found = []
        for each in files:
            try:
                written = on_disk(each.content)
            except OSError:
                raise Unacceptable(NO_ROOM) from None
            if written is not None:
                self.brought.append(written)
            report = each.report
            found.append(
                Original.objects.create(
                    paper=paper,
                    reception=reception,
                    answer=answer,
                    name=report.name,
                    kind=report.media,
                    size=report.size,
                    sha256=report.sha256,
                    pages=report.pages,
                    hidden=report.hidden_text,
                    kept=now,
                )
            )
        return found


def examine(files: Sequence[Incoming]) -> list[Examined]:
    """What some files are. Raises Unacceptable at the first that is not taken. Takes up to 20 seconds a file.

    It is asked before a transaction begins, which would hold up everybody else meanwhile.
    """
    if len(files) > MOST:
        raise Unacceptable(
            N_("More than {most} files at a time are not taken. Send the others after these."),
            field="files",
            most=str(MOST),
        )
    try:
        return [Examined(intake.examine(each.name, each.content), each.content) for each in files]
    except Unacceptable as error:
        error.field = "files"
        raise


@contextmanager
def shelf() -> Iterator[Shelf]:
    """A transaction in which files are kept; where it fails, the files that it brought are removed again."""
    own = Shelf()
    with transaction.atomic():
        _lock()  # so that nobody counts on a file that is about to be removed
        try:
            yield own
        except BaseException:
            for path in own.brought:
                with suppress(OSError):
                    path.unlink()
            raise


def on_disk(content: bytes) -> Path | None:
    """Writes a content under its SHA-256, for certain; None where it was there already. Raises OSError."""
    path = place(sha256(content).hexdigest())
    with suppress(OSError):
        if path.read_bytes() == content:
            return None
    path.parent.parent.mkdir(mode=0o700, exist_ok=True)
    if not path.parent.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        _settle(path.parent.parent)
    handle, beside = tempfile.mkstemp(prefix=".coming.", dir=path.parent)  # only its owner can read it
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
        _settle(path.parent)
    except BaseException:
        for left in (Path(beside), path):
            left.unlink(missing_ok=True)
        raise
    return path


def _settle(folder: Path) -> None:
    """Makes certain that the names in a folder are on disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _lock() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE servanda_original IN SHARE ROW EXCLUSIVE MODE")


def attach(
    *,
    paper: int,
    files: Sequence[Incoming],
    actor: Actor,
    by: Doer,
    now: datetime,
    changed: Callable[[Paper], None],
) -> list[Original]:
    """Attaches files to a paper that the actor may change. `changed` is told of it, to void what was frozen of it.

    Raises NotThere, and Unacceptable for a file that is not taken and where there is none.
    """
    access.find(Paper, actor, paper, EDIT)
    if not files:
        raise Unacceptable(N_("Choose a file first."))
    examined = examine(files)
    with shelf() as own:
        found = access.visible(Paper, actor, EDIT).select_for_update().filter(pk=paper).first()
        if found is None:  # it was put elsewhere while the files were examined
            raise NotThere
        kept = own.put(examined, now=now, paper=found)
        for each in kept:
            audit.note(by, "file-attached", f"paper:{paper}", now=now, detail={"sha256": each.sha256})
        changed(found)
    return kept


def taken(*, number: int, about: str, by: Doer, now: datetime) -> None:
    """Notes that somebody took a copy of a file that is not public."""
    audit.note(by, "file-taken", f"original:{number}", now=now, detail={"of": about})
