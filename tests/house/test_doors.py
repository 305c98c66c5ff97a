"""Nothing reads the things of the work around the one door: what `doors` says, over all that ships."""

import re

import pytest

from tests.house import doors
from tests.house.test_house import python, texts

ROOMS = tuple(f"src/servanda/{room}/" for room in ("queries", "services", "web", "api", "cli", "config"))
QUERIES, SERVICES, WEB = (f"src/servanda/{room}/anything.py" for room in ("queries", "services", "web"))


def test_the_tables_that_are_guarded_are_known() -> None:
    assert {"Paper", "Reception", "Undertaking", "Question"} <= doors.guarded()
    assert {"PaperVersion", "Original", "Frozen", "Approval", "Withdrawn", "Release", "Link", "Answer"} <= set(
        doors.ways()
    )
    assert doors.ways()["Original"] == {"paper", "reception", "answer"}
    assert not {"Person", "Seat", "Mandate", "Contact", "LedgerRow", "AuditRow"} & set(doors.ways())
    assert doors.from_behind() == {"undertakings", "questions"}


def test_nothing_reads_around_the_door() -> None:
    files = python(*ROOMS)
    assert doors.DOOR in files
    assert [place for path, text in files.items() for place in doors.around(path, text)] == []


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (QUERIES, "def f(actor):\n    return access.visible(Paper, actor).filter(kind='note')"),
        (QUERIES, "def f(paper: Paper):\n    return PaperVersion.objects.filter(paper=paper)"),
        (QUERIES, "def f(papers: Iterable[Paper]):\n    return Original.objects.filter(paper__in=papers)"),
        (QUERIES, "def f(frozen: Frozen):\n    return Approval.objects.filter(frozen=frozen).first()"),
        (QUERIES, "def f(question: Question):\n    return Answer.objects.filter(link__question=question)"),
        (QUERIES, "def f(actor):\n    p = access.visible(Paper, actor)\n    return Frozen.objects.filter(paper__in=p)"),
        (QUERIES, "def f():\n    return Seat.objects.filter(treaty='ccm')"),
        (SERVICES, "def f(actor):\n    return Paper.objects.create(kind='note')"),
        (SERVICES, "def f(actor):\n    access.find(Paper, actor, 1)\n    Paper.objects.select_for_update().get(pk=1)"),
        (SERVICES, "def f(frozen: Frozen):\n    return Approval.objects.select_for_update().get(frozen=frozen)"),
        (SERVICES, "def f(n, v):\n    return Paper.objects.filter(pk=n, version=v).update(kind='x')"),
        (
            SERVICES,
            "def f(row, v):\n    k = type(row)\n    return k._default_manager.filter(pk=1, version=v).update(x=1)",
        ),
        (SERVICES, "def f(n, actor):\n    _own(n, actor)\n    return Link.objects.select_related('x').get(pk=n)"),
        (QUERIES, "def f(n, actor):\n    r = Frozen.objects.get(pk=n)\n    return access.allowed(actor, SEE, r.paper)"),
        (QUERIES, "from allauth.mfa.models import Authenticator\ndef f():\n    return Authenticator.objects.all()"),
    ],
)
def test_what_goes_through_the_door_passes(path: str, code: str) -> None:
    assert list(doors.around(path, code)) == []


@pytest.mark.parametrize(
    ("path", "code", "says"),
    [
        (QUERIES, "def f():\n    return Paper.objects.all()", "ask access.visible"),
        (QUERIES, "def f():\n    return models.Paper.objects.count()", "ask access.visible"),
        (QUERIES, "def f(actor):\n    access.find(Paper, actor, 1)\n    return Paper.objects.get(pk=2)", "ask access"),
        (QUERIES, "def f():\n    return Undertaking._default_manager.filter(owner=1)", "ask access.visible"),
        (QUERIES, "def f():\n    return Paper.objects.create(kind='note')", "ask access.visible"),
        (QUERIES, "ALL = Question.objects.all()", "ask access.visible"),
        (QUERIES, "def f(kind):\n    return kind._default_manager.all()", "no model called by its name"),
        (QUERIES, "def f(row):\n    return type(row).objects.all()", "no model called by its name"),
        (QUERIES, "def f(number):\n    return PaperVersion.objects.filter(paper=number)", "on which it hangs"),
        (QUERIES, "def f(paper: Paper):\n    return PaperVersion.objects.get(pk=1)", "on which it hangs"),
        (QUERIES, "def f(paper: Paper):\n    return Original.objects.all()", "on which it hangs"),
        (QUERIES, "def f(seat):\n    return seat.undertakings.count()", "from behind"),
        (QUERIES, "def f():\n    return Seat.objects.filter(undertakings__text='x')", "from behind"),
        (QUERIES, "def f():\n    return Contact.objects.annotate(n=Count('questions'))", "from behind"),
        (QUERIES, "def f():\n    return Contact.objects.prefetch_related('questions__links')", "from behind"),
        (QUERIES, "def f():\n    return connection.cursor()", "no SQL"),
        (QUERIES, "def f():\n    return Seat.objects.raw('SELECT 1')", "no SQL"),
        (SERVICES, "def f():\n    return Paper.objects.select_for_update().get(pk=1)", "ask access.visible"),
        (SERVICES, "def f(n):\n    return Paper.objects.filter(pk=n)", "ask access.visible"),
        (SERVICES, "def f():\n    return Paper.objects.update(kind='x')", "ask access.visible"),
        (SERVICES, "def f(n, actor):\n    _own(n, actor)\n    return Paper.objects.get(pk=n)", "ask access.visible"),
        (SERVICES, "def f(n):\n    return Link.objects.get(pk=n)", "on which it hangs"),
        (WEB, "def f(seat):\n    return seat.undertakings.all()", "from behind"),
    ],
)
def test_what_reads_around_the_door_is_found(path: str, code: str, says: str) -> None:
    found = list(doors.around(path, code))
    assert found and all(says in each for each in found), found


def test_every_exception_is_of_something_that_is_there() -> None:
    for place, name in doors.EXCEPTIONS:
        text = texts().get(f"src/servanda/{place}")
        assert text is None or name == "*" or f"def {name}(" in text, (place, name)


def test_no_page_goes_to_guarded_things_from_behind() -> None:
    """A template can walk from a seat or contact to what hangs on it; a page is given what it shows."""
    names = "|".join(sorted(doors.from_behind()))
    wanted = re.compile(rf"\.(({names})\.(all|count|first|last|exists)|\w+_set\b|objects\b)")
    pages = {
        p: t for p, t in texts().items() if p.startswith("src/servanda/") and p.endswith((".html", ".txt", ".xml"))
    }
    assert len(pages) > 20
    assert [f"{path}: {found[0]}" for path, text in pages.items() for found in wanted.finditer(text)] == []


def test_the_faces_and_the_public_pages_are_held_by_contracts() -> None:
    """`lint-imports` runs these; here it is seen that none of them was loosened."""
    import tomllib

    contracts = tomllib.loads(texts()["pyproject.toml"])["tool"]["importlinter"]["contracts"]
    forbidden = {c["name"]: c for c in contracts if c["type"] == "forbidden"}
    faces = forbidden["The faces touch no table: they ask queries and call services"]
    assert set(faces["source_modules"]) == {"servanda.cli", "servanda.web", "servanda.api"}
    assert (faces["forbidden_modules"], faces.get("ignore_imports")) == (["servanda.store.models"], None)
    pages = forbidden["The public pages know nothing of the work, and change nothing"]
    assert set(pages["source_modules"]) == {"servanda.web.views", "servanda.web.pages", "servanda.web.kept"}
    assert set(pages["forbidden_modules"]) == {"servanda.services", "servanda.queries.access", "servanda.web.desk"}
    assert (pages.get("ignore_imports"), pages.get("allow_indirect_imports")) == (None, None)
    answers = forbidden["The public part of the interface asks nothing of the work"]
    assert answers["source_modules"] == ["servanda.api.views"]
    assert set(answers["forbidden_modules"]) == {
        "servanda.services",
        "servanda.queries.access",
        "servanda.queries.papers",
        "servanda.api.desk",
    }
    assert answers.get("ignore_imports") is None
