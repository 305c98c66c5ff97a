"""YAML files: what is refused, and that every message names the file and the line."""

from pathlib import Path

import msgspec
import pytest

from servanda.core.errors import Unacceptable
from servanda.definitions.files import LARGEST, read, read_text


class Item(msgspec.Struct, forbid_unknown_fields=True, rename="kebab"):
    code: str
    how_many: int = 0
    open_now: bool = False


class Whole(msgspec.Struct, forbid_unknown_fields=True):
    items: list[Item]
    named: dict[str, Item] = {}


def refused(text: str | bytes) -> Unacceptable:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(Unacceptable) as caught:
        read_text(data, "law.yaml").fill(Whole)
    return caught.value


def test_every_value_is_a_text_until_a_form_reads_it() -> None:
    sheet = read_text(b"items:\n- code: NO\n  how-many: 7\n  open-now: true\n", "law.yaml")
    assert sheet.content == {"items": [{"code": "NO", "how-many": "7", "open-now": "true"}]}
    assert sheet.fill(Whole) == Whole(items=[Item("NO", 7, True)])


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("items:\n- code: a\n  how-mny: 3\n", 3, "Did you mean “how-many”? The keys: code, how-many, open-now"),
        (
            "items:\n- code: a\n- how-many: 3\n",
            3,
            "“code” is missing. The keys that can stand here: code, how-many, open-now",
        ),
        ("items:\n- code: a\n\n  how-many: many\n", 4, "“how-many” is a whole number, not “many”"),
        ("items:\n- code: [a]\n", 2, "“code” is a text, not a list"),
        ("items:\n- code: a\n  open-now: yes\n", 3, "“open-now” is true or false, not “yes”"),
        ("items:\n- code: a\n  code: b\n", 3, "“code” stands here twice (first in line 2)"),
        ("items:\n- code:\n", 2, "“code” has no value"),
        ("items: x\n", 1, "“items” is a list, not “x”"),
        ("items: []\nnamed:\n  a:\n    code: a\n  b:\n    cod: b\n", 6, "Did you mean “code”?"),
        ("items: []\nnamed:\n  a: {code: a}\n  b: 3\n", 4, "“b” is a table, not “3”"),
        ("items: []\nnmed: {}\n", 2, "Did you mean “named”?"),
        ("items:\n- code: a\n  - b\n", 3, "not YAML"),
        ("items: []\n\tnamed: {}\n", 2, "not YAML"),
        ("a: &x [1]\nitems: *x\n", 1, "anchors and aliases"),
        ("items:\n- !!python/object/apply:os.system [ls]\n", 2, "tags such as"),
        ("items:\n- code: !!binary aGk=\n", 2, "tags such as"),
        ("items: []\n---\nitems: []\n", 2, "not YAML"),
        ("[1]: x\n", 1, "a key is a plain word"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, part: str) -> None:
    error = refused(text)
    assert error.where == f"law.yaml:{line}"
    assert part in error.message


@pytest.mark.parametrize("text", ["", "# only a comment\n"])
def test_an_empty_file_is_refused(text: str) -> None:
    assert "the file is empty" in refused(text).message


def test_other_encodings_are_refused_with_their_line() -> None:
    error = refused(b"items: []\n# San Jos\xe9\n")
    assert error.where == "law.yaml:2" and "UTF-8" in error.message


@pytest.mark.parametrize("text", ["items: " + "[" * 500_000, "items: " + "[" * 20 + "]" * 20])
def test_depth_is_bounded(text: str) -> None:
    assert "deeper" in refused(text).message


def test_aliases_cannot_grow() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    assert "anchors" in refused(bomb).message


def test_size_is_bounded_before_reading(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * (LARGEST + 1))
    with pytest.raises(Unacceptable, match="larger than 1000 kilobytes") as caught:
        read(path)
    assert caught.value.where == str(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unacceptable, match="cannot be read"):
        read(tmp_path / "none.yaml")


def test_days_are_checked() -> None:
    sheet = read_text(b"a: 1\nb:\n  day: 2016-02-30\n", "law.yaml")
    for check in (sheet.day, sheet.when):
        with pytest.raises(Unacceptable) as caught:
            check(sheet.part("b", "day"), "b", "day")
        assert caught.value.where == "law.yaml:3"
    assert str(sheet.when("2026-09", "a")) == "2026-09"
