"""Files that come in: what is taken is told exactly, and what is hostile is refused in kind words."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.core.errors import Unacceptable
from servanda.documents import intake
from servanda.documents.intake import Hidden, clean, examine

PDF = b"%PDF-1.4\n1 0 obj<</Type /Page>>endobj\n2 0 obj<</Type /Pages /Author (A. Writer)>>endobj\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x02\x00\x03\x01\x01\x11\x00\xff\xda\x00\x04ab\x01\xff\xd9"
TYPES = "<Types xmlns='t'><Override ContentType='application/xml'/></Types>"
DOCUMENT = "<w:document xmlns:w='w'><w:body><w:p/></w:body></w:document>"


def packed(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def word(**more: str | bytes) -> bytes:
    parts = {"[Content_Types].xml": TYPES, "word/document.xml": DOCUMENT}
    return packed({**parts, **{name.replace("__", "/").replace("_xml", ".xml"): text for name, text in more.items()}})


def png(wide: int, high: int, tail: bytes = b"") -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"") + tail


def test_a_word_file_is_told_with_what_it_hides() -> None:
    content = packed(
        {
            "[Content_Types].xml": TYPES,
            "word/document.xml": "<w:document xmlns:w='w'><w:ins w:author='Ann'/><w:del w:author='Bob'/></w:document>",
            "word/comments.xml": "<w:comments xmlns:w='w'><w:comment w:author='Ann'/></w:comments>",
            "docProps/core.xml": "<p xmlns:dc='d'><dc:creator>Carla</dc:creator></p>",
        }
    )
    found = examine("Réponse (1).docx", content)
    assert (found.name, found.kind, found.size) == ("Réponse (1).docx", "docx", len(content))
    assert found.sha256 == sha256(content).hexdigest()
    assert set(found.hidden) == {Hidden("change", 2, ("Ann", "Bob")), Hidden("comment", 1, ("Ann",)), Hidden("author", 1, ("Carla",))}
    assert intake.hidden_of(found.hidden_text) == found.hidden


def test_each_kind_is_taken() -> None:
    sheet = packed({"[Content_Types].xml": TYPES, "xl/workbook.xml": "<workbook><sheets><sheet name='Old' state='hidden'/></sheets></workbook>"})
    odt = packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})
    mail = b"From: a@example.org\nSubject: x\n\nhello\nContent-Disposition: attachment\n"
    taken = {
        "a.pdf": PDF, "a.docx": word(), "a.xlsx": sheet, "a.odt": odt, "a.txt": "é".encode(), "a.csv": b"a;b\n1;2\n",
        "a.eml": mail, "a.JPG": JPEG, "a.jpeg": JPEG, "a.png": png(2, 2), "latin.txt": b"caf\xe9", "sixteen.txt": "né".encode("utf-16"),
    }  # fmt: skip
    found = {name: examine(name, content) for name, content in taken.items()}
    assert {name: report.kind for name, report in found.items()} == {
        "a.pdf": "pdf", "a.docx": "docx", "a.xlsx": "xlsx", "a.odt": "odt", "a.txt": "txt", "a.csv": "csv",
        "a.eml": "eml", "a.JPG": "jpeg", "a.jpeg": "jpeg", "a.png": "png", "latin.txt": "txt", "sixteen.txt": "txt",
    }  # fmt: skip
    assert (found["a.pdf"].pages, found["a.pdf"].hidden) == (1, (Hidden("author", 1, ("A. Writer",)),))
    assert found["a.xlsx"].hidden == (Hidden("hidden-sheet", 1, ("Old",)),)
    assert found["a.eml"].hidden == (Hidden("files-inside", 1),)
    assert found["a.eml"].media == "text/plain"


def bomb() -> bytes:
    return word(word__media="", word__big_xml="<a>" + " " * 60_000_000 + "</a>")


def lying() -> bytes:
    """A container that says of a part that it is small, and unpacks to more."""
    data = bytearray(word(word__big_xml="<a>" + "x" * 2_000_000 + "</a>"))
    size = struct.pack("<I", 2_000_007)
    assert data.count(size) >= 1
    return bytes(data).replace(size, struct.pack("<I", 10))


def link() -> bytes:
    out = io.BytesIO(word())
    with zipfile.ZipFile(out, "a") as file:
        member = zipfile.ZipInfo("word/link")
        member.external_attr = 0o120777 << 16
        file.writestr(member, "/etc/passwd")
    return out.getvalue()


LAUGHS = "<!DOCTYPE a [<!ENTITY x 'ha'><!ENTITY y '&x;&x;'>]><a>&y;</a>"
OUTSIDE = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"
HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "nothing": ("a.pdf", lambda: b"", "is empty"),
    "spaces": ("a.txt", lambda: b" \n", "is empty"),
    "zip bomb": ("a.docx", bomb, "far larger"),
    "lying container": ("a.docx", lying, "damaged"),
    "many parts": ("a.docx", lambda: packed({f"p{n}": "" for n in range(2001)}), "more parts"),
    "xml bomb": ("a.docx", lambda: word(word__evil_xml=LAUGHS), "document type"),
    "outside entity": ("a.docx", lambda: word(word__evil_xml=OUTSIDE), "document type"),
    "deep": ("a.docx", lambda: word(word__deep_xml="<a>" * 5000 + "</a>" * 5000), "far larger"),
    "macros": ("a.docx", lambda: packed({"[Content_Types].xml": TYPES, "word/document.xml": DOCUMENT, "word/vbaProject.bin": "x"}), "macros"),
    "traversal": ("a.docx", lambda: packed({"[Content_Types].xml": TYPES, "word/document.xml": DOCUMENT, "../evil.xml": "<a/>"}), "lead elsewhere"),
    "absolute": ("a.docx", lambda: packed({"[Content_Types].xml": TYPES, "word/document.xml": DOCUMENT, "/etc/x": "x"}), "lead elsewhere"),
    "link": ("a.docx", link, "lead elsewhere"),
    "truncated": ("a.docx", lambda: word()[:-40], "second file|damaged"),
    "polyglot": ("a.pdf", lambda: PDF + word(), "second file"),
    "html then docx": ("a.docx", lambda: b"<html>" + word(), "not what its name"),
    "docx and more": ("a.docx", lambda: word() + b"<script>", "second file|damaged"),
    "docx as pdf": ("a.pdf", word, "not what its name"),
    "pdf as docx": ("a.docx", lambda: PDF, "not what its name"),
    "sheet as word": ("a.docx", lambda: packed({"[Content_Types].xml": TYPES, "xl/workbook.xml": "<a/>"}), "not what its name"),
    "page as text": ("a.txt", lambda: b"<!DOCTYPE html><script>", "not what its name"),
    "program as text": ("a.txt", lambda: b"MZ\x90\0\x03", "not what its name"),
    "program": ("a.exe", lambda: b"MZ", "of a kind that is not taken"),
    "twice named": ("a.pdf.exe", lambda: PDF, "of a kind that is not taken"),
    "turned name": ("a\u202efdp.exe", lambda: PDF, "of a kind that is not taken"),
    "rich text": ("a.rtf", lambda: b"{\\rtf1}", "of a kind that is not taken"),
    "huge picture": ("a.png", lambda: png(100_000, 100_000), "too many points"),
    "huge photo": ("a.jpg", lambda: JPEG.replace(b"\x00\x02\x00\x03\x01", b"\xff\xff\xff\xff\x01"), "too many points"),
    "picture and more": ("a.png", lambda: png(2, 2, b"<script>"), "second file"),
    "cut picture": ("a.png", lambda: png(2, 2)[:-4], "damaged"),
    "cut photo": ("a.jpg", lambda: JPEG[:12], "damaged"),
    "no mail": ("a.eml", lambda: b"hello", "not what its name"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_hostile_is_refused_in_words(case: str) -> None:
    name, content, words = HOSTILE[case]
    with pytest.raises(Unacceptable, match=words) as refused:
        examine(name, content())
    assert "Traceback" not in refused.value.message
    assert "\u202e" not in refused.value.message


def test_twenty_megabytes_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    assert intake.LARGEST == 20 * 1024 * 1024
    monkeypatch.setattr(intake, "LARGEST", 5)
    assert examine("a.txt", b"12345").size == 5
    with pytest.raises(Unacceptable, match="larger than 20 MB"):
        examine("a.txt", b"123456")


def test_a_child_that_dies_or_hangs_is_a_refusal(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    from pathlib import Path

    child = Path(str(tmp_path)) / "child.py"
    monkeypatch.setattr(intake, "_CHILD", child)
    child.write_text("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(Unacceptable, match="damaged"):
        examine("a.txt", b"x")
    child.write_text("while True: pass")
    monkeypatch.setattr(intake, "SECONDS", 0.5)
    with pytest.raises(Unacceptable, match="far larger"):
        examine("a.txt", b"x")


def test_the_child_can_open_nothing_and_knows_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    """Confined, it reaches neither a file, nor a socket, nor another process, nor more memory; and has no environment."""
    from pathlib import Path

    probe = Path(str(tmp_path)) / "probe.py"
    source = intake._CHILD.read_text().replace('if __name__ == "__main__":\n    sys.exit(main())\n', "")
    probe.write_text(
        source
        + """
import os, socket
confine()
reached = list(os.environ)
for name, attempt in {"file": lambda: open("/etc/hostname"), "socket": lambda: socket.socket(),
                      "process": lambda: os.pipe(), "memory": lambda: bytearray(600 * 1024 * 1024)}.items():
    try:
        attempt()
        reached.append(name)
    except (OSError, MemoryError):
        pass
print(json.dumps({"kind": "txt", "pages": None, "hidden": [{"what": w, "count": 1, "who": []} for w in reached]}))
"""
    )
    monkeypatch.setattr(intake, "_CHILD", probe)
    assert {one.what for one in examine("a.txt", b"x").hidden} <= {"LC_CTYPE"}


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Temp\\Lettre d’été.docx", "Lettre d’été.docx"),
        ("a\0b\r\n.pdf", "ab.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        (" . . ", "file"),
        ("", "file"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        ("رسالة.pdf", "رسالة.pdf"),
        ("x" * 400 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_names_are_cleaned(given_name: str, kept: str) -> None:
    assert clean(given_name) == kept


@given(st.text(max_size=300))
def test_no_name_is_dangerous(name: str) -> None:
    kept = clean(name)
    assert 0 < len(kept) <= 150
    assert not set(kept) & set("/\\\0\r\n\"<>|\u202e\u2066")
    assert kept not in (".", "..")
    assert clean(kept) == kept
