"""Every verb that the program writes into the audit log, and every channel, has words for those who read the log."""

import ast
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from servanda.core.audit import CHANNELS
from servanda.web.desk import audit_words

SOURCE = Path(__file__).parents[2] / "src" / "servanda"
STATES = ("sent", "refused", "unknown")  # in which a message can be after it was tried


def verbs() -> Iterator[tuple[str, str]]:
    """Every verb that is passed to `note`, directly or by a function that hands its own `verb` on, with its file."""
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        passing = {"note": 1} | dict(_passing(tree))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name in passing and len(call.args) > passing[name]:
                for verb in _said(call.args[passing[name]], tree):
                    yield verb, path.name


def _passing(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The functions of a module that hand a parameter `verb` on, with its place."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            names = [each.arg for each in node.args.args]
            if "verb" in names and any(
                isinstance(n, ast.Call) and "note" in ast.unparse(n.func) for n in ast.walk(node)
            ):
                yield node.name, names.index("verb")


def _said(verb: ast.expr, tree: ast.Module) -> set[str]:
    """What an expression can say: a constant, either of two, what its name was given, or parts put together."""
    if isinstance(verb, ast.Constant):
        return {str(verb.value)}
    if isinstance(verb, ast.IfExp):
        return _said(verb.body, tree) | _said(verb.orelse, tree)
    if isinstance(verb, ast.FormattedValue):
        return _said(verb.value, tree)
    if isinstance(verb, ast.JoinedStr):
        return {"".join(parts) for parts in product(*(sorted(_said(part, tree)) for part in verb.values))}
    if isinstance(verb, ast.Attribute) and verb.attr == "state":
        return set(STATES)
    given = [n.value for n in ast.walk(tree) if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == "verb"]
    keywords = [n.value for n in ast.walk(tree) if isinstance(n, ast.keyword) and n.arg == "verb"]
    return {said for each in (*given, *keywords) for said in _said(each, tree)}


def test_every_verb_has_words() -> None:
    found = dict(verbs())
    assert {"saw", "approved", "stopped", "signed-in", "undertaking-done", "digest-off", "message-dropped"} <= set(
        found
    )
    assert {verb: name for verb, name in found.items() if audit_words.in_words(verb) == verb != "saw"} == {}


def test_every_channel_has_words() -> None:
    assert [code for code in CHANNELS if audit_words.channel(code) == code] == []
