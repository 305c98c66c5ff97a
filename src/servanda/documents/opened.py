"""Opens one file that came from outside and tells what it is: a program of its own, without network, files or room.

It reads the file from its standard input and writes one line of JSON: `{"kind", "pages", "hidden"}` or `{"refused"}`.
It is started by `documents.intake` and uses the standard library alone. From its first line on it can open nothing: no
file, no socket.
"""

import codecs
import io
import json
import re
import struct
import sys
import zipfile
import zlib
from xml.parsers import expat

MEMORY = 512 * 1024 * 1024  # bytes
SECONDS = 20
MEMBERS, UNPACKED, RATIO, SMALL = 2000, 150_000_000, 250, 1_000_000
DEPTH = 400
SIDE, POINTS = 30_000, 200_000_000  # of a picture
NAMES = 12  # that are listed of authors
Found = dict[str, object]


class Refused(Exception):
    """The file is not taken; the code says why."""


def refuse_if(true: object, code: str) -> None:
    """Raises Refused with a code where something is true."""
    if true:
        raise Refused(code)


def confine() -> None:
    """Takes from this process what it does not need: room, time, and every further file or socket."""
    import resource

    for encoding in ("utf-8", "utf-8-sig", "utf-16", "latin-1", "cp437", "ascii"):
        codecs.lookup(encoding)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))


def told(data: bytes, kind: str) -> Found:
    """What the file is, as the kind that its name says. Raises Refused."""
    refuse_if(kind not in _ZIPPED and data[:4] == b"PK\x03\x04", "not-what-it-says")
    refuse_if(kind not in _ZIPPED and zipfile.is_zipfile(io.BytesIO(data)), "two-in-one")
    return _READERS[kind](data, kind)


def zipped(data: bytes, kind: str) -> Found:
    """A Word, Excel or OpenDocument file: its container first, then each part."""
    refuse_if(data[:4] != b"PK\x03\x04", "not-what-it-says")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            members = container.infolist()
            _container(container, members, data)
            names = {member.filename for member in members}
            _as_named(container, names, kind)
            found: list[Found] = []
            room = UNPACKED
            for member in members:
                content = _content(container, member, room)
                room -= len(content)
                if member.filename.lower().endswith((".xml", ".rels")):
                    _part(member.filename, content, kind, found)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, RuntimeError):
        raise Refused("broken") from None
    return {"kind": kind, "pages": None, "hidden": _together(found)}


def _container(container: zipfile.ZipFile, members: list[zipfile.ZipInfo], data: bytes) -> None:
    if not members or len(members) > MEMBERS:
        raise Refused("too-many-parts" if members else "broken")
    if container.comment or data[-22:-18] != b"PK\x05\x06" or min(m.header_offset for m in members) != 0:
        raise Refused("two-in-one")
    refuse_if(sum(member.file_size for member in members) > UNPACKED, "bomb")
    seen = set()
    for member in members:
        name = member.orig_filename
        parts = name.replace("\\", "/").split("/")
        if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or any(ord(c) < 32 for c in name):
            raise Refused("bad-names")
        if name.lower() in seen or member.external_attr >> 28 == 0xA:  # twice, or a link to elsewhere
            raise Refused("bad-names")
        seen.add(name.lower())
        refuse_if(member.flag_bits & 1, "encrypted")
        refuse_if(member.file_size > SMALL and member.file_size > RATIO * max(1, member.compress_size), "bomb")
        lower = name.lower()
        if lower.endswith(("vbaproject.bin", "vbadata.xml")) or lower.startswith(("basic/", "scripts/")):
            raise Refused("macros")


def _as_named(container: zipfile.ZipFile, names: set[str], kind: str) -> None:
    wanted = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml"}[kind]
    refuse_if(wanted not in names, "not-what-it-says")
    if kind == "odt":
        with container.open("mimetype") if "mimetype" in names else io.BytesIO() as file:
            refuse_if(file.read(80).strip() != b"application/vnd.oasis.opendocument.text", "not-what-it-says")
    elif "[Content_Types].xml" not in names:
        raise Refused("broken")


def _content(container: zipfile.ZipFile, member: zipfile.ZipInfo, room: int) -> bytes:
    """What a part holds, read no further than the room that is left: what a container declares may be untrue."""
    with container.open(member) as file:
        content = file.read(room + 1)
    refuse_if(len(content) > room, "bomb")
    return content


def _part(name: str, content: bytes, kind: str, found: list[Found]) -> None:
    """One XML part: without document type and entities, and what it hides."""
    path: list[str] = []
    text: list[str] = []

    def started(tag: str, attributes: dict[str, str]) -> None:
        path.append(tag)
        refuse_if(len(path) > DEPTH, "bomb")
        text.clear()
        _element(name, tag.rpartition(":")[2], {k.rpartition(":")[2]: v for k, v in attributes.items()}, found)

    def ended(tag: str) -> None:
        path.pop()
        if tag.rpartition(":")[2] in _AUTHORS and (name.startswith("docProps/") or name == "meta.xml"):
            found.append({"what": "author", "who": "".join(text)[:100].strip()})
        text.clear()

    def refuse(*_: object) -> int:
        raise Refused("entities")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = lambda more: text.append(more) if len(text) < 50 else None
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise Refused("broken") from None


_AUTHORS = ("creator", "lastModifiedBy", "initial-creator")


def _element(name: str, tag: str, attributes: dict[str, str], found: list[Found]) -> None:
    who = attributes.get("author", "")[:100]
    what = ""
    if name.endswith(".rels"):
        target = attributes.get("Type", "").rpartition("/")[2]
        if attributes.get("TargetMode") == "External" and target != "hyperlink":
            what = "fetches"
    elif name == "[Content_Types].xml":
        refuse_if("macroenabled" in attributes.get("ContentType", "").lower(), "macros")
    elif tag == "sheet" and attributes.get("state") in ("hidden", "veryHidden"):
        what, who = "hidden-sheet", attributes.get("name", "")[:100]
    else:
        what = _UNSEEN.get((name.partition("/")[0], tag), "")
    if what:
        found.append({"what": what, "who": who})


_UNSEEN = {
    **{("word", tag): "change" for tag in ("ins", "del", "moveFrom")},
    ("word", "comment"): "comment",
    ("word", "vanish"): "unseen-text",
    ("xl", "comment"): "comment",
    ("xl", "threadedComment"): "comment",
    ("content.xml", "annotation"): "comment",
    ("content.xml", "changed-region"): "change",
}


def _together(found: list[Found]) -> list[Found]:
    counted: dict[str, int] = {}
    people: dict[str, list[str]] = {}
    for one in found:
        what, who = str(one["what"]), str(one.get("who", ""))
        counted[what] = counted.get(what, 0) + 1
        names = people.setdefault(what, [])
        if who and who not in names and len(names) < NAMES:
            names.append(who)
    return [
        {"what": what, "count": number, "who": people[what]}
        for what, number in counted.items()
        if what != "author" or people[what]
    ]


def pdf(data: bytes, kind: str) -> Found:
    """A PDF: its head and its end, how many pages it says that it has, and what it carries besides them."""
    refuse_if(not data.startswith(b"%PDF-"), "not-what-it-says")
    refuse_if(b"%%EOF" not in data[-2048:], "broken")
    pages = len(re.findall(rb"/Type\s*/Page(?![A-Za-z])", data)) or None
    found: list[Found] = []
    for what, pattern in _IN_PDF:
        found.extend({"what": what, "who": ""} for _ in re.findall(pattern, data))
    for raw in re.findall(rb"/Author\s*\(([^()\\]{1,200})\)", data):
        found.append({"what": "author", "who": raw.decode("latin-1").strip()[:100]})
    return {"kind": kind, "pages": pages, "hidden": _together(found)}


_IN_PDF = (
    ("script", rb"/(?:JavaScript|JS)(?![A-Za-z])"),
    ("starts-programs", rb"/Launch(?![A-Za-z])"),
    ("files-inside", rb"/EmbeddedFile(?![A-Za-z])"),
    ("comment", rb"/Subtype\s*/(?:Text|FreeText|Highlight)(?![A-Za-z])"),
)


def jpeg(data: bytes, kind: str) -> Found:
    """A JPEG: its segments up to the picture, its size, and whether it says where and by what it was taken."""
    refuse_if(data[:3] != b"\xff\xd8\xff", "not-what-it-says")
    place, sized = 2, False
    found: list[Found] = []
    while True:
        refuse_if(place + 4 > len(data) or data[place] != 0xFF, "broken")
        mark, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        refuse_if(length < 2 or place + 2 + length > len(data), "broken")
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            refuse_if(length < 8, "broken")
            high, wide = struct.unpack(">HH", data[place + 5 : place + 9])
            _size(wide, high)
            sized = True
        if mark == 0xE1 and data[place + 4 : place + 8] == b"Exif":
            found.append({"what": "camera", "who": ""})
        place += 2 + length
        if mark == 0xDA:
            break
    refuse_if(not sized or b"\xff\xd9" not in data[place:], "broken")
    return {"kind": kind, "pages": None, "hidden": _together(found)}


def png(data: bytes, kind: str) -> Found:
    """A PNG: every chunk with its sum, its size, nothing behind its end."""
    refuse_if(data[:8] != b"\x89PNG\r\n\x1a\n", "not-what-it-says")
    place, chunk = 8, b""
    found: list[Found] = []
    while chunk != b"IEND":
        refuse_if(place + 12 > len(data), "broken")
        length, chunk = struct.unpack(">I4s", data[place : place + 8])
        end = place + 12 + length
        if end > len(data) or zlib.crc32(data[place + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            raise Refused("broken")
        refuse_if((place == 8) != (chunk == b"IHDR") or (chunk == b"IHDR" and length != 13), "broken")
        if chunk == b"IHDR":
            _size(*struct.unpack(">II", data[place + 8 : place + 16]))
        if chunk in (b"tEXt", b"iTXt", b"zTXt", b"eXIf"):
            found.append({"what": "camera", "who": ""})
        place = end
    refuse_if(place != len(data), "two-in-one")
    return {"kind": kind, "pages": None, "hidden": _together(found)}


def _size(wide: int, high: int) -> None:
    refuse_if(not wide or not high, "broken")
    refuse_if(max(wide, high) > SIDE or wide * high > POINTS, "picture-too-large")


def text(data: bytes, kind: str) -> Found:
    """Plain text, a table as text, or a mail as it was sent: no bytes that are no text, and no page of the web."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        read = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding == "utf-16":
            raise Refused("not-what-it-says") from None
        read = data.decode("latin-1")
    refuse_if(re.search(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]", read), "not-what-it-says")
    if re.match(r"\s*(%PDF-|<!doctype|<html|<\?xml|<svg|<script|\{\\rtf|MZ|#!|GIF8)", read, re.IGNORECASE):
        raise Refused("not-what-it-says")
    refuse_if(not read.strip(), "empty")
    found: list[Found] = []
    if kind == "eml":
        if not re.match(r"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+", read) or not re.search(
            r"^(?:From|Received):", read.replace("\r\n", "\n").partition("\n\n")[0], re.MULTILINE | re.IGNORECASE
        ):
            raise Refused("not-what-it-says")
        inside = re.findall(r"^Content-Disposition:\s*attachment", read, re.MULTILINE | re.IGNORECASE)
        found = [{"what": "files-inside", "who": ""} for _ in inside]
    return {"kind": kind, "pages": None, "hidden": _together(found)}


_ZIPPED = ("docx", "xlsx", "odt")
_READERS = {
    **dict.fromkeys(_ZIPPED, zipped),
    "pdf": pdf,
    "jpeg": jpeg,
    "png": png,
    **dict.fromkeys(("txt", "csv", "eml"), text),
}


def main() -> int:
    """Reads, tells, and ends: 0 where something was told."""
    confine()
    try:
        said: Found = told(sys.stdin.buffer.read(), sys.argv[1])
    except Refused as error:
        said = {"refused": str(error)}
    except (MemoryError, RecursionError):
        said = {"refused": "bomb"}
    sys.stdout.write(json.dumps(said))
    return 0


if __name__ == "__main__":
    sys.exit(main())
