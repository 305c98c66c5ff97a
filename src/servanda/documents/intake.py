"""Decides whether a file that comes in is taken, and tells what it is: by its content, and in a process of its own."""

import json
import re
import subprocess
import sys
import unicodedata
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from servanda.core.entries import canonical
from servanda.core.errors import Unacceptable
from servanda.core.reasons import N_

LARGEST = 20 * 1024 * 1024  # bytes
SECONDS = 20
_LONGEST_NAME = 150
_CHILD = Path(__file__).with_name("opened.py")

# What is taken: by the ending of the name, the kind and what it is called when it is handed out.
KINDS = {
    "pdf": ("pdf", "application/pdf"),
    "docx": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "odt": ("odt", "application/vnd.oasis.opendocument.text"),
    "txt": ("txt", "text/plain"),
    "csv": ("csv", "text/csv"),
    "eml": ("eml", "text/plain"),
    "jpg": ("jpeg", "image/jpeg"),
    "jpeg": ("jpeg", "image/jpeg"),
    "png": ("png", "image/png"),
}

# Why a file is not taken, in words for whoever sends it.
_REFUSALS = {
    "not-what-it-says": N_("“{name}” is not what its name says. Save it anew from the program that made it."),
    "two-in-one": N_("“{name}” holds a second file behind the first. Save it anew, or send it as PDF."),
    "broken": N_("“{name}” cannot be read: it is damaged or cut off. Send it once more, or as PDF."),
    "bomb": N_("“{name}” is far larger once it is unpacked than any letter. Send it as PDF."),
    "too-many-parts": N_("“{name}” has more parts than any letter. Send it as PDF."),
    "bad-names": N_("“{name}” holds parts with names that lead elsewhere. Save it anew, or send it as PDF."),
    "encrypted": N_("“{name}” is locked with a password. Send it without."),
    "macros": N_("“{name}” holds macros, which are programs. Save it without them, or send it as PDF."),
    "entities": N_(
        "“{name}” holds instructions that no letter needs (a document type). Save it anew, or send it as PDF."
    ),
    "picture-too-large": N_("“{name}” is a picture of too many points. Make it smaller, or send it as PDF."),
    "empty": N_("“{name}” is empty. Choose another file."),
}

# What can stand in a file without being seen on its pages.
HIDDEN = {
    "comment": N_("comments"),
    "change": N_("tracked changes"),
    "unseen-text": N_("text that is not shown"),
    "hidden-sheet": N_("hidden sheets"),
    "author": N_("the names of those who wrote or saved it"),
    "fetches": N_("parts that it fetches from elsewhere"),
    "script": N_("scripts"),
    "starts-programs": N_("commands that start programs"),
    "files-inside": N_("files within the file"),
    "camera": N_("what the camera or program noted, perhaps the place"),
}


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something that is not seen on a file's pages: what it is (a key of HIDDEN), how often, and the names in it."""

    what: str
    count: int
    who: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a file is: its cleaned name, kind, media type, size in bytes, SHA-256, pages where told, hidden parts."""

    name: str
    kind: str
    media: str
    size: int
    sha256: str
    pages: int | None
    hidden: tuple[Hidden, ...]

    @property
    def hidden_text(self) -> str:
        """The hidden parts as canonical JSON."""
        return canonical([asdict(one) for one in self.hidden])


def hidden_of(text: str) -> tuple[Hidden, ...]:
    """The hidden parts out of canonical JSON (the inverse of `Report.hidden_text`)."""
    return tuple(Hidden(one["what"], one["count"], tuple(one["who"])) for one in json.loads(text))


def clean(name: str) -> str:
    """A file name that is safe everywhere: no folders, no signs that control or turn the text, not too long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(" " if unicodedata.category(c) in ("Zl", "Zp") else c for c in last)
    kept = "".join(c for c in seen if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    kept = re.sub(r'[<>:"|?*]', "_", re.sub(r"\s+", " ", kept)).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot or not stem.strip(" ."):
        return kept[:_LONGEST_NAME] or "file"
    return f"{stem[: _LONGEST_NAME - len(ending) - 1].strip(' .')}.{ending}"[:_LONGEST_NAME]


def examine(name: str, content: bytes) -> Report:
    """What a file is. Raises Unacceptable, in words for whoever sends it, where it is not taken."""
    shown = clean(name)
    if not content:
        raise _refusal("empty", shown)
    if len(content) > LARGEST:
        raise Unacceptable(N_("“{name}” is larger than 20 MB. Make it smaller, or send it in parts."), name=shown)
    ending = shown.rpartition(".")[2].lower()
    if ending not in KINDS:
        says = N_(
            "“{name}” is of a kind that is not taken. Send PDF, Word (docx), Excel (xlsx), ODT, text, CSV, a mail "
            "(eml), JPEG or PNG."
        )
        raise Unacceptable(says, name=shown)
    kind, media = KINDS[ending]
    said = _opened(shown, kind, content)
    hidden = tuple(Hidden(one["what"], one["count"], tuple(one["who"])) for one in said["hidden"])
    return Report(shown, kind, media, len(content), sha256(content).hexdigest(), said["pages"], hidden)


def _opened(name: str, kind: str, content: bytes) -> dict[str, Any]:
    """What the child process says of the file. It has no environment, no network and little room and time."""
    command = [sys.executable, "-I", "-S", "-B", "-X", "utf8", str(_CHILD), kind]
    try:
        done = subprocess.run(  # noqa: S603 (a fixed program of our own, without a shell)
            command, input=content, capture_output=True, timeout=SECONDS, env={}, cwd="/", check=False
        )
        said = json.loads(done.stdout) if done.returncode == 0 else {"refused": "broken"}
    except (subprocess.TimeoutExpired, ValueError):
        said = {"refused": "bomb"}
    if "refused" in said:
        raise _refusal(said["refused"], name)
    assert said["kind"] == kind
    return said


def _refusal(code: str, name: str) -> Unacceptable:
    return Unacceptable(_REFUSALS[code], name=name)
