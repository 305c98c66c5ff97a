"""Finds code that reads the things of the work around the one door (`queries.access`).

The rule is strict, so that a machine can check it. `queries.access` alone asks the tables of guarded things. Elsewhere:

- a guarded table's manager is used nowhere but in services, and there only to write: a new row, a change of one that is
  still of the version that was read, or a lock of one in a function that has been to the door;
- what hangs on a guarded thing (versions, files, approvals, answers) is read by its number or by its thing, in a function
  that has been to the door or was handed the thing, which somebody took through it;
- nothing goes to guarded things from behind, through a seat, contact or person (`seat.undertakings`);
- no manager of a model that is not called by its name, and no SQL.

A function has been to the door where it calls `access.find`, `visible` or `allowed` or hands its `actor` on to another that
does. `EXCEPTIONS` are few, and each says why. What this does not see, the matrix does (`tests/access`).
"""

import ast
import re
from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.db.models import ForeignKey, Model

from servanda.store.models.guarded import GuardedRow

DOOR = "src/servanda/queries/access.py"
MANAGERS = {"objects", "_default_manager", "_base_manager"}
WRITES = {"create", "bulk_create"}
LOCKS = {"select_for_update"}
DOORS = {"find", "visible", "allowed", "by_token"}  # a link's token is a right of its own, to that one question
JOINS = {"prefetch_related", "select_related", "Prefetch", "Count", "Exists", "values", "values_list", "annotate", "F"}
SQL = {"raw", "extra", "RawSQL", "cursor"}
# Where SQL is written: locks, checks of the database and copies of the whole of it. None shows anybody what it reads.
WITH_SQL = {
    f"src/servanda/{name}.py"
    for name in ("services/audit", "services/ledger", "services/originals", "services/backup", "services/restoring")
    + ("queries/health", "queries/deploy", "queries/ledger", "queries/audit")
}
# Functions that may read around the door, and why.
EXCEPTIONS = {
    ("queries/questions.py", "by_token"): "whoever has a link's token may see its question: that is the link's purpose",
    ("queries/published.py", "_releases"): "what was released to the public is public, and nothing else is asked for",
    ("queries/clearance.py", "stages"): "numbers and stages for the check of the whole installation, and no text",
    ("services/backup.py", "*"): "a copy of the whole installation, for whoever keeps it",
    ("services/restoring.py", "*"): "the same, back",
    ("services/demo_papers.py", "*"): "whether the demo was made already",
    ("services/demo_questions.py", "*"): "whether the demo was made already",
    ("services/demo_undertakings.py", "*"): "whether the demo was made already",
}


@cache
def models() -> dict[str, type[Model]]:
    """The tables by name."""
    return {model.__name__: model for model in apps.get_app_config("servanda").get_models()}


@cache
def guarded() -> frozenset[str]:
    """The things of the work."""
    return frozenset(name for name, model in models().items() if issubclass(model, GuardedRow))


@cache
def ways() -> dict[str, frozenset[str]]:
    """What hangs on a guarded thing, with the names of the columns that lead to it."""
    found: dict[str, frozenset[str]] = {}
    while True:
        before = dict(found)
        for name, model in models().items():
            keys = [field for field in model._meta.get_fields() if isinstance(field, ForeignKey)]
            up = {key.name for key in keys if key.related_model.__name__ in guarded() | set(before)}  # type: ignore[union-attr]
            if up and name not in guarded():
                found[name] = frozenset(up)
        if found == before:
            return found


@cache
def from_behind() -> frozenset[str]:
    """The names by which a seat, contact or person leads to guarded things."""
    return frozenset(
        relation.get_accessor_name() or ""
        for name, model in models().items()
        if name not in guarded() and name not in ways()
        for relation in model._meta.related_objects
        if relation.related_model.__name__ in guarded()  # type: ignore[union-attr]
    ) - {""}


def around(path: str, text: str) -> Iterator[str]:
    """Every place of a file that reads around the door, and why it counts as such."""
    if path == DOOR:
        return
    tree = ast.parse(text)
    foreign = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("servanda")
        for alias in node.names
    }
    for function in _outermost(tree):
        place = path.removeprefix("src/servanda/")
        if {(place, "*"), (place, getattr(function, "name", ""))} & EXCEPTIONS.keys():
            continue
        yield from (f"{path}:{line}: {why}" for line, why in Read(path, function, foreign).wrong())


def _outermost(tree: ast.Module) -> list[ast.stmt]:
    found: list[ast.stmt] = []
    for node in tree.body:
        found += node.body if isinstance(node, ast.ClassDef) else [node]
    return found


class Read:
    """One function as it is read."""

    def __init__(self, path: str, function: ast.AST, foreign: set[str]) -> None:
        self.path, self.function, self.foreign = path, function, foreign
        self.parents = {child: node for node in ast.walk(function) for child in ast.iter_child_nodes(node)}
        self.calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
        self.verb = path.startswith("src/servanda/services/")
        self.at_the_door = any(_called(call) in DOORS or self._hands_on(call) for call in self.calls)
        self.writes = any(_called(call) == "update" for call in self.calls)

    def _hands_on(self, call: ast.Call) -> bool:
        given = [*call.args, *(keyword.value for keyword in call.keywords)]
        return any(isinstance(each, ast.Name) and each.id == "actor" for each in given)

    def _is_handed(self) -> bool:
        """True where an argument is a thing of the work, or what hangs on one, or several such."""
        arguments = getattr(self.function, "args", None)
        every = [] if arguments is None else [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        words = re.findall(r"\w+", " ".join(ast.unparse(each.annotation) for each in every if each.annotation))
        return bool(set(words) & (guarded() | set(ways())))

    def wrong(self) -> Iterator[tuple[int, str]]:
        """The lines that read around the door, and why."""
        for node in ast.walk(self.function):
            why = None
            if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
                why = self._of_a_manager(node)
            elif isinstance(node, ast.Attribute) and node.attr in from_behind():
                behind = isinstance(self.parents.get(node), ast.Attribute)
                why = f"“.{node.attr}” leads to guarded things from behind" if behind else None
            elif isinstance(node, ast.Call):
                why = self._of_a_call(node)
            if why:
                yield node.lineno, why

    def _chain(self, node: ast.AST) -> tuple[list[str], set[str]]:
        """What is called on a manager, one after the other, and the columns by which is asked."""
        names, asked = [], set()
        while isinstance(node := self.parents.get(node), ast.Attribute | ast.Call):  # type: ignore[assignment]
            if isinstance(node, ast.Attribute):
                names.append(node.attr)
            elif names and names[-1] in ("filter", "get"):
                asked |= {keyword.arg or "" for keyword in node.keywords}
        return names, asked

    def _of_a_manager(self, node: ast.Attribute) -> str | None:
        name = node.value.id if isinstance(node.value, ast.Name) else getattr(node.value, "attr", "")
        does, asked = self._chain(node)
        changes = self.verb and ("update" in does or (self.writes and {"pk", "version"} <= asked))
        if name in self.foreign or (changes and "pk" in asked):
            return None
        if name not in models():
            return f"the manager of “{ast.unparse(node.value)}”, which is no model called by its name"
        if self.verb and does[:1] and does[0] in WRITES:
            return None
        if name in guarded():
            locks = self.verb and does[:1] and does[0] in LOCKS and self.at_the_door
            return None if locks else f"{name}.{'.'.join(does)}: ask access.visible or access.find"
        if name in ways():
            by_its_thing = any(key.split("__")[0] in ways()[name] for key in asked)
            if (by_its_thing or (self.at_the_door and "pk" in asked)) and (self.at_the_door or self._is_handed()):
                return None
            return f"{name}.{'.'.join(does)}: read it by the thing on which it hangs, taken through the door"
        return None

    def _of_a_call(self, node: ast.Call) -> str | None:
        does = _called(node)
        if does in SQL and self.path not in WITH_SQL:
            return f"{does}(…): no SQL of one's own"
        joined = [keyword.arg for keyword in node.keywords if keyword.arg and "__" in keyword.arg]
        if does in JOINS:
            joined += [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        for word in joined:
            if word.split("__")[0].lstrip("-") in from_behind():
                return f"“{word}” joins guarded things from behind"
        return None


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
