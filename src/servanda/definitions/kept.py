"""Keeps the content of a treaty folder as JSON, since YAML is slow to read; it is never trusted blindly."""

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

import msgspec

FORMAT = 2  # changes whenever what is kept changes its form


def digest_of(folder: Path) -> str:
    """SHA-256, in hexadecimal, over the names and bytes of all files of a folder; hidden files do not count."""
    total = hashlib.sha256()
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__"))]
        found += [os.path.join(place, name) for name in names if not name.startswith(".")]
    named = sorted((os.path.relpath(path, folder).replace(os.sep, "/"), path) for path in found)
    for name, path in named:
        data = Path(path).read_bytes()
        total.update(f"{name}\0{len(data)}\0".encode())
        total.update(data)
    return total.hexdigest()


def get(cache: Path, code: str, digest: str) -> dict[str, Any] | None:
    """What was kept for a digest: the content by file name. None where it is missing, unreadable or damaged."""
    try:
        data = _place(cache, code, digest).read_bytes()
        check, _, body = data.partition(b"\n")
        if check.decode("ascii", "replace") != _check(body, digest):
            return None
        content = msgspec.json.decode(body)
    except (OSError, msgspec.DecodeError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def put(cache: Path, code: str, digest: str, content: dict[str, Any]) -> None:
    """Keeps the content, in one step, instead of what was kept for the treaty; that it fails does not matter."""
    body = msgspec.json.encode(content)
    with contextlib.suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        handle, half = tempfile.mkstemp(dir=cache, prefix=f".{code}-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_check(body, digest).encode() + b"\n" + body)
            os.replace(half, _place(cache, code, digest))
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(half)
            return
        for old in cache.glob(f"{code}-*.json"):
            if old.stem.removeprefix(f"{code}-") != digest and len(old.stem) == len(code) + 1 + len(digest):
                with contextlib.suppress(OSError):
                    old.unlink()


def _place(cache: Path, code: str, digest: str) -> Path:
    return cache / f"{code}-{digest}.json"


def _check(body: bytes, digest: str) -> str:
    return hashlib.sha256(f"servanda {FORMAT} {digest}\n".encode() + body).hexdigest()
