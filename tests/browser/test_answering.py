"""A desk officer in a capital, on a phone without scripts: reads the question, answers, keeps the receipt."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.serving import served
from tests.browser.test_accessible import RUN, TAGS, examined
from tests.browser.test_phone import PHONE, WIDEST
from tests.own_database import make, switched

pytestmark = pytest.mark.browser


@dataclass(frozen=True, slots=True)
class Asked:
    """An installation in which a contact was asked two things, and the tokens of the links."""

    environment: dict[str, str]
    question: str
    details: str
    spare: str
    session: str  # of somebody of the support unit who has signed in


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[Asked]:
    from django.conf import settings

    from servanda.config.installation import Installation

    folder: Path = tmp_path_factory.mktemp("asked")
    Installation(folder).prepare()
    (folder / "secret.key").write_text(settings.SECRET_KEY)  # so that the server knows the session that is made here
    with make(folder) as database:
        with switched(database, django_db_blocker):
            tokens = _ask()
        yield Asked(database.environment, *tokens)


def _ask() -> list[str]:
    from servanda.queries import access
    from servanda.services import demo, demo_questions, questions
    from servanda.services.audit import doer
    from tests.asking import contact, give
    from tests.work import Cast

    now = datetime.now(UTC)
    people = demo.people_of_the_demo(now=now)
    demo_questions.fill({"specialist": people["specialist"]}, now=now)
    who = access.actor(people["specialist"].pk, day=now.date(), second_factor=True)
    rest = {"actor": who, "by": doer(who), "now": now, "today": now.date()}
    tokens = []
    for purpose in ("answer", "contact-details", "answer"):
        number = questions.ask(
            contact=contact().pk,
            purpose=purpose,
            text="Quand enverrez-vous votre lettre ?",
            language="fr",
            due=None,
            **rest,
        )
        tokens.append(questions.make_link(question=number, **rest))
    give(tokens[1], "", particulars={"name": "A", "role": "B", "email": "", "phone": "", "language": "fr"}, now=now)
    return [*tokens, Cast(dict(people)).client("specialist").session.session_key]


@pytest.fixture(scope="module")
def site(asked: Asked) -> Iterator[str]:
    with served(asked.environment) as address:
        yield address


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core, as the package ships it."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def test_an_answer_from_a_phone(window: Callable[..., Any], asked: Asked, tmp_path: Path) -> None:
    letter = tmp_path / "lettre.txt"
    letter.write_text("Une lettre.")
    with window(**PHONE) as page:
        page.goto(f"/fr/answer/{asked.question}/")
        expect(page.get_by_text("Quand enverrez-vous votre lettre ?")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, page.evaluate(WIDEST)
        page.locator("#text").fill("Le 3 novembre.")
        page.locator("#file").set_input_files(letter)
        page.locator("#by").fill("A. Essai")
        page.locator("form.sheet button").tap()
        expect(page.get_by_role("status")).to_be_visible()
        expect(page.get_by_text("lettre.txt")).to_be_visible()
        expect(page.locator("code")).to_have_count(2)
        assert all(re.fullmatch("[0-9a-f]{64}", code) for code in page.locator("code").all_text_contents())
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, page.evaluate(WIDEST)
        page.goto(f"/fr/answer/{asked.question}/")
        expect(page.get_by_text("Le 3 novembre.")).to_have_count(0)


def test_details_are_confirmed_from_right_to_left(window: Callable[..., Any], asked: Asked) -> None:
    with window(**PHONE) as page:
        page.goto(f"/ar/answer/{asked.details}/")
        assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
        expect(page.locator("#email")).to_have_value("aicha@example.org")
        page.locator("#phone").fill("+235 2")
        page.locator("#by").fill("A. Essai")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, page.evaluate(WIDEST)
        page.locator("form.sheet button").tap()
        expect(page.get_by_text("+235 2")).to_be_visible()


@pytest.mark.parametrize(
    ("scheme", "lang", "width"), [("light", "fr", 390), ("dark", "ar", 390), ("light", "ar", 1280)]
)
def test_nothing_that_axe_finds(
    browser: Browser, site: str, axe: str, asked: Asked, scheme: Any, lang: str, width: int
) -> None:
    found = {}
    with examined(browser, site, axe, color_scheme=scheme, viewport={"width": width, "height": 844}) as page:
        for token in (asked.spare, asked.details, "nothing"):
            page.goto(f"/{lang}/answer/{token}/")
            found[token] = page.evaluate(RUN, TAGS)
        page.goto(f"/{lang}/answer/{asked.spare}/")
        page.locator("#text").fill("Une réponse.")
        page.locator("#by").fill("A. Essai")
        page.locator("form.sheet button").click()
        expect(page.get_by_role("status")).to_be_visible()
        found["receipt"] = page.evaluate(RUN, TAGS)
    assert {where: each for where, each in found.items() if each} == {}


def test_nor_on_the_desk(browser: Browser, site: str, axe: str, asked: Asked) -> None:
    pages = (
        "questions/",
        "questions/ask/",
        "questions/1/",
        "questions/3/",
        "questions/6/",
        "receptions/",
        "receptions/take/",
        "receptions/1/",
    )
    found = {}
    with examined(browser, site, axe, viewport={"width": 390, "height": 844}) as page:
        page.context.add_cookies([{"name": "sessionid", "value": asked.session, "url": site}])
        for place in pages:
            answer = page.goto(f"/desk/{place}")
            assert answer is not None
            assert answer.status == 200, place
            found[place] = page.evaluate(RUN, TAGS)
            needed = page.evaluate("document.documentElement.scrollWidth")
            assert needed <= 390, (place, needed, page.evaluate(WIDEST))
    assert {where: each for where, each in found.items() if each} == {}
