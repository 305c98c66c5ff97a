"""Which program this is, to the last letter: a page may only be called unchanged by the very program that made it."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from servanda.definitions.places import shipped

_PACKAGE = Path(__file__).resolve().parents[1]
_KINDS = (".py", ".html", ".css", ".js", ".json", ".mo", ".csv", ".yaml")


@lru_cache(maxsize=1)
def digest() -> str:
    """The digest of the program's files, its catalogues and its reference data; read once in a process.

    Treaty folders are not in it: their own digests stand beside it wherever an answer rests on them.
    """
    found = sha256()
    for root in (_PACKAGE, shipped() / "locale", shipped() / "reference"):
        for path in sorted(p for p in root.rglob("*") if p.suffix in _KINDS and p.is_file()):
            found.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]
