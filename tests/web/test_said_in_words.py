"""Codes, themes and papers as people read them: in words, in the language of the page, as they are called that day."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client

from servanda.queries import library
from tests.demo import Demo
from tests.services.drafting import Desk
from tests.services.test_handover import _mandate, _work
from tests.work import Cast

pytestmark = pytest.mark.database


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (date(2024, 9, 12), "Clearance and risk education"),
        (date(2024, 9, 13), "Clearance"),
        (date(2026, 11, 24), "Clearance"),
        (None, "Clearance"),
    ],
)
def test_a_theme_is_called_as_on_the_day(demo: Demo, day: date | None, title: str) -> None:
    assert library.treaty("ccm").theme_title("clearance", day) == title
    assert library.treaty("ccm").theme_title("never-heard-of", day) == "never-heard-of"


def test_the_demo_says_themes_by_their_titles(demo: Demo, cast: Cast) -> None:
    (demo.folder / "demo").touch()
    try:
        page = Client(HTTP_HOST="localhost", REMOTE_ADDR="127.0.0.1").get("/account/demo/").content.decode()
    finally:
        (demo.folder / "demo").unlink()
    assert "Coordinator, Clearance ·" in page
    assert "Coordinator, clearance" not in page


def test_what_was_published_is_said_in_words(demo: Demo, cast: Cast) -> None:
    desk = Desk(cast)
    frozen = desk.freeze("director", desk.begin("director", "publication"), "publication", "support-unit")
    desk.approve("specialist", frozen)
    entry = desk.release("director", frozen).entry
    page = Client().get(f"/ccm/record/{entry}/").content.decode()
    assert "<dd>the support unit</dd>" in page
    assert "support-unit" not in page


def test_the_theme_of_an_old_appointment_is_called_as_it_was(demo: Demo) -> None:
    from servanda.core.acts import Appointment
    from servanda.queries import ledger

    held = [
        entry
        for entry in ledger.all_entries("ccm")
        if isinstance(entry.act, Appointment) and entry.act.theme == "clearance"
    ]
    old = min(held, key=lambda entry: entry.on.latest)
    page = Client().get(f"/ccm/record/{old.number}/").content.decode()
    assert "<dd>Clearance and risk education</dd>" in page and "<dd>Coordinator</dd>" in page


def test_seats_are_said_in_the_language_of_the_page(demo: Demo, cast: Cast) -> None:
    page = cast.client("focal-point").get("/fr/keys/").content.decode()
    assert "National focal point" not in page
    assert "Tchad" in page


def test_the_hand_over_paper_speaks_the_language_of_the_page(demo: Demo, cast: Cast) -> None:
    _work(cast)
    client, number = cast.client("coordinator"), _mandate(cast).pk

    def text(language: str) -> str:
        content = client.get(f"{language}/desk/handover/{number}/paper.docx").content
        return ZipFile(BytesIO(content)).read("word/document.xml").decode()

    english, french = text(""), text("/fr")
    assert "A concept note (Note)" in english and "2026-" not in english
    assert "24 novembre 2026".replace(" ", "\N{NO-BREAK SPACE}") in french
    assert "Convention sur les armes à sous-munitions" in french
    assert "Austria" not in french and "Autriche" in french
