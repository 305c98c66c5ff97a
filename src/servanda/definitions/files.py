"""Reads YAML into tables, lists and texts that remember their lines, and those into forms with checked keys."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from servanda.core.days import When, parse_day, parse_when
from servanda.core.errors import Unacceptable

T = TypeVar("T")
At = tuple[str | int, ...]  # the way into a file: keys of tables and places in lists

LARGEST = 1_000_000  # bytes; a treaty file is a few thousand
DEEPEST = 12  # tables within tables
_BASE = "tag:yaml.org,2002:"
_PLAIN = {_BASE + name for name in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value")}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that was read: its name, its content (tables, lists, texts), and the line of each part of it."""

    name: str
    content: Any
    lines: Mapping[At, int] = field(default_factory=dict)

    def where(self, *at: str | int) -> str:
        """The file and the line of a part, or of the nearest part around it whose line is known."""
        while at and at not in self.lines:
            at = at[:-1]
        return f"{self.name}:{self.lines[at]}" if at in self.lines else self.name

    def refuse(self, message: str, *at: str | int) -> Unacceptable:
        """The error to raise about a part of the file."""
        return Unacceptable(message, where=self.where(*at))

    def part(self, *at: str | int) -> Any:
        """What stands at a place of the file."""
        content = self.content
        for step in at:
            content = content[step]
        return content

    def among(self, word: str, known: Iterable[str], what: str, *at: str | int) -> None:
        """Checks that a word of the file is one of those known. Raises Unacceptable and names them."""
        words = list(known)
        if word not in words:
            raise self.refuse(unknown_word(word, [w for w in words if w], what, "Known here"), *at)

    def fill(self, form: type[T], *at: str | int) -> T:
        """A form filled in from a part of the file. Raises Unacceptable: file, line, wrong key, allowed keys."""
        try:
            return msgspec.convert(self.part(*at), form, strict=False)
        except msgspec.ValidationError as error:
            raise self._explained(str(error), form, at) from None

    def table(self, *at: str | int) -> dict[str, Any]:
        """A table of the file, whose keys are free. Raises Unacceptable where something else stands there."""
        content = self.part(*at)
        if not isinstance(content, dict):
            raise self.refuse("here a table is expected: lines of the form “key: value”", *at)
        return content

    def day(self, text: str, *at: str | int) -> date:
        """An exact day that stands at a place of the file."""
        try:
            return parse_day(text)
        except Unacceptable as error:
            raise self.refuse(error.message, *at) from None

    def when(self, text: str, *at: str | int) -> When:
        """A day, month, year or span that stands at a place of the file."""
        try:
            return parse_when(text)
        except Unacceptable as error:
            raise self.refuse(error.message, *at) from None

    def _explained(self, message: str, form: type, at: At) -> Unacceptable:
        says, _, path = message.partition(" - at `$")
        if "[...]" in path:  # inside a table with free keys; the message does not say under which
            inner = _steps(path)
            kind = get_args(_form_at(form, inner))[1]
            for key in self.table(*at, *inner):
                self.fill(kind, *at, *inner, key)
        inner = _steps(path)
        place = (*at, *inner)
        if unknown := re.fullmatch(r"Object contains unknown field `(.*)`", says):
            keys = _keys(form, inner)
            return self.refuse(
                unknown_word(unknown[1], keys, "a key that can stand here", "The keys"), *place, unknown[1]
            )
        if missing := re.fullmatch(r"Object missing required field `(.*)`", says):
            return self.refuse(
                f"“{missing[1]}” is missing. The keys that can stand here: {', '.join(_keys(form, inner))}", *place
            )
        subject = next((step for step in reversed(place) if isinstance(step, str)), "the file")
        if says == "Invalid RFC3339 encoded date":
            self.day(self.part(*place), *place)
            return self.refuse(f"“{subject}” is a day such as 2016-04-28", *place)
        if wrong := re.fullmatch(r"Expected `([^`]*)`, got `([^`]*)`", says):
            expected = " or ".join(_WORDS.get(kind, kind) for kind in wrong[1].split(" | "))
            return self.refuse(f"“{subject}” is {expected}, not {_shown(self.part(*place))}", *place)
        return self.refuse(f"“{subject}”: {says}", *place)


_WORDS = {
    "str": "a text",
    "int": "a whole number",
    "bool": "true or false",
    "object": "a table",
    "array": "a list",
    "date": "a day such as 2016-04-28",
    "null": "left out",
}


def _shown(content: Any) -> str:
    if isinstance(content, dict):
        return "a table"
    return "a list" if isinstance(content, list) else f"“{content}”"


def _steps(path: str) -> At:
    """The way that an error message describes, up to a table with free keys."""
    found = re.findall(r"\.([^.\[\]`]+)|\[(\d+)\]", path.split("[...]")[0])
    return tuple(int(place) if place else key for key, place in found)


def _form_at(form: Any, at: At) -> Any:
    """The form that stands at a place inside a form."""
    for step in at:
        form = _bare(form)
        if isinstance(step, int):
            form = get_args(form)[0]
        else:
            named = {f.encode_name: f.name for f in msgspec.structs.fields(form)}
            form = get_type_hints(form)[named[step]]
    return _bare(form)


def _keys(form: Any, at: At) -> list[str]:
    """The keys that a form knows at a place inside it."""
    return [f.encode_name for f in msgspec.structs.fields(_form_at(form, at))]


def _bare(form: Any) -> Any:
    if get_origin(form) in (None, list, dict, tuple):
        return form
    return next(arg for arg in get_args(form) if arg is not type(None))  # X | None


def unknown_word(word: str, known: list[str], what: str, these: str) -> str:
    """The message about a word that is not among those known, with the nearest one suggested."""
    near = get_close_matches(word, known, n=1)
    hint = f" Did you mean “{near[0]}”?" if near else ""
    return f"“{word}” is not {what}.{hint} {these}: {', '.join(known) or 'none'}"


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files of a folder, by name; none where it is not there. Raises Unacceptable for one called .yml."""
    for path in sorted(folder.glob("*.yml")):
        raise Unacceptable(f"the file would not be read. Call it {path.stem}.yaml", where=str(path))
    return sorted(path for path in folder.glob("*.yaml") if not path.name.startswith("."))


def read(path: Path) -> Sheet:
    """A YAML file as a sheet. Raises Unacceptable, with file and line, for whatever is not plain YAML.

    Every value is a text; the forms say which of them are numbers, days, or true or false. Tags and anchors are
    refused: a treaty file needs none, and they are how YAML does harm.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise Unacceptable(f"the file is larger than {LARGEST // 1000} kilobytes. Split it", where=str(path))
        data = path.read_bytes()
    except OSError as error:
        raise Unacceptable(f"the file cannot be read ({error.strerror})", where=str(path)) from None
    return read_text(data, str(path))


def read_text(data: bytes, name: str) -> Sheet:
    """The same for bytes at hand; `name` is how messages call the file."""
    from ruamel.yaml import YAML  # not needed where a cache stands in, and slow to import
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Unacceptable("the file is not in UTF-8. Save it as UTF-8", where=f"{name}:{line}") from None
    try:
        node = YAML(typ="safe", pure=True).compose(text)
        lines: dict[At, int] = {}
        content = _plain(node, (), lines, name)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{name}:{mark.line + 1}" if mark is not None else name
        raise Unacceptable(
            f"this is not YAML that can be read: {error.problem or error.context}", where=where
        ) from None
    except (YAMLError, ValueError) as error:
        if isinstance(error, Unacceptable):
            raise
        raise Unacceptable(f"this is not YAML that can be read: {error}", where=name) from None
    except RecursionError:
        raise Unacceptable(f"tables stand deeper in each other than {DEEPEST} levels", where=name) from None
    return Sheet(name, content, lines)


def _plain(node: Any, at: At, lines: dict[At, int], name: str) -> Any:
    """The content of a node of the YAML tree as tables, lists and texts."""
    if node is None:
        raise Unacceptable("the file is empty", where=name)
    lines.setdefault(at, node.start_mark.line + 1)
    where = f"{name}:{lines[at]}"
    if node.anchor is not None:
        raise Unacceptable("anchors and aliases (& and *) are not used here. Write the value out", where=where)
    if len(at) > DEEPEST:
        raise Unacceptable(f"tables stand deeper in each other than {DEEPEST} levels", where=where)
    tag = str(node.tag)
    if node.id == "mapping" and tag == _BASE + "map":
        return _table(node, at, lines, name)
    if node.id == "sequence" and tag == _BASE + "seq":
        return [_item(item, (*at, index), lines, name) for index, item in enumerate(node.value)]
    if node.id != "scalar" or tag not in _PLAIN:
        raise Unacceptable(f"tags such as {tag} are not used here. Write a plain value", where=where)
    if tag == _BASE + "null":
        raise Unacceptable(f"“{at[-1] if at else name}” has no value. Write one, or take the line out", where=where)
    return str(node.value)


def _item(node: Any, at: At, lines: dict[At, int], name: str) -> Any:
    lines[at] = node.start_mark.line + 1
    return _plain(node, at, lines, name)


def _table(node: Any, at: At, lines: dict[At, int], name: str) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if key_node.id != "scalar":
            raise Unacceptable("a key is a plain word", where=f"{name}:{line}")
        key = str(key_node.value)
        if key in table:
            first = lines[(*at, key)]
            raise Unacceptable(f"“{key}” stands here twice (first in line {first}). Keep one", where=f"{name}:{line}")
        lines[(*at, key)] = line
        table[key] = _plain(value_node, (*at, key), lines, name)
    return table
