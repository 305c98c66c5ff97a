"""The file of a backup: a zip of plain members under a manifest that holds the SHA-256 of each; no database here."""

import hashlib
import json
import os
import secrets
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from servanda.core.entries import canonical
from servanda.core.errors import Unacceptable

FORM = 1  # of the file; a newer one is refused
MANIFEST, KEY = "manifest.json", "secret.key"
FOLDERS = ("files", "treaties")  # what an installation holds besides its database
_A_PIECE = 1 << 20  # bytes read at a time
_LARGEST_MANIFEST = 256 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError, TypeError)


class Writing:
    """A backup while it is written: members are added one by one, and remembered with their SHA-256."""

    def __init__(self, file: IO[bytes]) -> None:
        self.archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self.members: dict[str, str] = {}

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        """Adds a member from its pieces."""
        digest = hashlib.sha256()
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        with self.archive.open(info, "w", force_zip64=True) as member:
            for piece in pieces:
                digest.update(piece)
                member.write(piece)
        self.members[name] = digest.hexdigest()

    def add_folder(self, folder: Path, name: str) -> int:
        """Adds the plain files of a folder under a name, and gives their number; links and hidden files are left."""
        paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]
        shown = [path for path in paths if not any(part.startswith(".") for part in path.relative_to(folder).parts)]
        for path in shown:
            self.add(f"{name}/{path.relative_to(folder).as_posix()}", _pieces(path))
        return len(shown)

    def finish(self, about: dict[str, Any]) -> None:
        """Adds the manifest, which makes the file complete."""
        manifest = {"servanda-backup": FORM, **about, "members": self.members}
        self.archive.writestr(MANIFEST, canonical(manifest))
        self.archive.close()


@contextmanager
def writing(path: Path) -> Iterator[Writing]:
    """A new backup at a path, for its owner alone; there only when all of it is written and safely on the disk."""
    if path.exists():
        raise Unacceptable(f"there is a file {path} already. Choose another name, or take it away")
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        handle = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Unacceptable(f"{path} cannot be written ({error.strerror}). Choose another place") from None
    try:
        with os.fdopen(handle, "w+b") as file:
            made = Writing(file)
            try:
                yield made
            finally:
                made.archive.fp = None  # whatever stopped it: its end is not to be written into a file that is gone
            file.flush()
            os.fsync(file.fileno())
        beside.rename(path)
        _settle(path.parent)
    except OSError as error:
        raise Unacceptable(f"{path} cannot be written ({error.strerror}). Nothing of it was left") from None
    finally:
        with suppress(OSError):
            beside.unlink()


class Reading:
    """A backup that was found whole: its manifest, and its members, each of which has the SHA-256 that it names."""

    def __init__(self, archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
        self.archive, self.manifest = archive, manifest

    def lines(self, name: str) -> Iterator[list[Any]]:
        """The rows of a table's member."""
        with self.archive.open(name) as member:
            for line in member:
                yield json.loads(line)

    def unpack(self, folder: Path) -> int:
        """Writes the key and the files of the installation into a folder, and gives their number."""
        names = [name for name in self.manifest["members"] if name == KEY or name.split("/")[0] in FOLDERS]
        for name in names:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with self.archive.open(name) as member, os.fdopen(handle, "wb") as file:
                while piece := member.read(_A_PIECE):
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
        return len(names)


@contextmanager
def reading(path: Path) -> Iterator[Reading]:
    """A backup, once every member of it was held against the manifest. Raises Unacceptable for any other file."""
    with _opened(path) as archive:
        manifest = _manifest(path, archive)
        for name, digest in manifest["members"].items():
            if _digest(path, archive, name) != digest:
                raise Unacceptable(f"{path}: “{name}” is not what was put into the backup. Use another copy")
        yield Reading(archive, manifest)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except _BROKEN:
        raise Unacceptable(f"{path} is no backup of Servanda, or it was cut short. Use another copy") from None
    with archive:
        yield archive


def _manifest(path: Path, archive: zipfile.ZipFile) -> dict[str, Any]:
    names = [info.filename for info in archive.infolist()]
    try:
        if archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
            raise ValueError
        manifest = json.loads(archive.read(MANIFEST))
        form, members = manifest["servanda-backup"], manifest["members"]
        tables, heads = manifest["tables"], (manifest["ledger"], manifest["audit"], manifest["made"])
        kept = all(isinstance(value, str) for value in (*members, *members.values(), *heads))
        if not kept or not all(isinstance(count, int) for count in tables.values()):
            raise ValueError
    except (*_BROKEN, RecursionError, AttributeError):
        raise Unacceptable(f"{path} is no backup of Servanda: its manifest is missing or broken") from None
    if form != FORM:
        raise Unacceptable(f"{path} was made by a newer Servanda. Install that one first")
    if sorted(names) != sorted((*members, MANIFEST)) or KEY not in members:
        raise Unacceptable(f"{path}: what it holds is not what its manifest says. Use another copy")
    for info in archive.infolist():
        if not _safe(info, tables):
            raise Unacceptable(f"{path}: “{info.filename}” does not belong into a backup. Use another copy")
    return dict(manifest)


def _safe(info: zipfile.ZipInfo, tables: dict[str, int]) -> bool:
    """True for the names that a backup has, none of which leads out of the folder that it is restored into."""
    if info.is_dir() or stat.S_ISLNK(info.external_attr >> 16) or info.flag_bits & 0x1:
        return False
    name = info.filename
    if name in (MANIFEST, KEY):
        return True
    first, *rest = name.split("/")
    if first == "tables":
        return len(rest) == 1 and rest[0].removesuffix(".jsonl") in tables
    plain = all(part and not part.startswith(".") and not set(part) & set("\\\0:") for part in rest)
    return first in FOLDERS and bool(rest) and plain


def _digest(path: Path, archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with archive.open(name) as member:
            while piece := member.read(_A_PIECE):
                digest.update(piece)
    except (*_BROKEN, OSError):
        raise Unacceptable(f"{path}: “{name}” cannot be read. Use another copy") from None
    return digest.hexdigest()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_A_PIECE):
            yield piece


def _settle(folder: Path) -> None:
    """Sees to it that a new name in a folder survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
