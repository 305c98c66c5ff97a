"""The page of a link: small, without an account or a script, alike for every address that does not work."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from tests.asking import contact, link, question
from tests.demo import Demo
from tests.work import NOW, Cast

pytestmark = pytest.mark.database
FRENCH = "/fr/answer/{}/"


@pytest.fixture(autouse=True)
def unhurried() -> None:
    from servanda.web import guessing

    guessing.forget()


def mark_in(response: Any) -> str:
    found = re.search(r'name="mark" value="([^"]+)"', response.content.decode())
    assert found
    return found[1]


def send(client: Client, address: str, **more: Any) -> Any:
    return client.post(address, {"mark": mark_in(client.get(address)), "by": "A. Essai", "text": "Demain.", **more})


def test_the_page_is_small_and_complete(cast: Cast, demo: Demo) -> None:
    from servanda.config.settings import HERE

    token = link(cast, question(cast))
    client = Client(enforce_csrf_checks=True)
    page = client.get(FRENCH.format(token))
    text = page.content.decode()
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["Cache-Control"] == "no-store"
    assert not page.cookies
    assert "<script" not in text
    assert "Quand enverrez-vous votre lettre ?" in text
    assert token not in re.search("<title>(.*?)</title>", text)[1]  # type: ignore[index]
    styles = [(HERE / "web" / "static" / name).read_bytes() for name in ("servanda.css", "forms.css", "icon.svg")]
    assert set(re.findall(r'href="/static/([a-z.]+)', text)) == {"servanda.css", "forms.css", "icon.svg"}
    assert len(page.content) + sum(map(len, styles)) < 21_000


def test_looking_has_no_effect_and_is_noted(cast: Cast) -> None:
    from servanda.store.models import Answer, AuditRow, Question

    token = link(cast, question(cast))
    before = Question.objects.values().get()
    Client().head(FRENCH.format(token))
    assert not AuditRow.objects.filter(verb="link-opened").exists()
    Client().get(FRENCH.format(token))
    assert AuditRow.objects.filter(verb="link-opened", channel="link").count() == 1
    assert (Question.objects.values().get(), Answer.objects.count()) == (before, 0)


def test_an_answer_gets_its_receipt_once(cast: Cast) -> None:
    from servanda.store.models import Answer

    address = FRENCH.format(link(cast, question(cast)))
    client = Client(enforce_csrf_checks=True)
    given = {"mark": mark_in(client.get(address)), "by": "A. Essai", "text": "Demain <b>."}
    first = client.post(address, given | {"file": SimpleUploadedFile("l.txt", b"bonjour")}, headers={"origin": "null"})
    again = client.post(address, given | {"file": SimpleUploadedFile("l.txt", b"bonjour")})
    assert (first.status_code, again.status_code, Answer.objects.count()) == (200, 200, 1)
    row = Answer.objects.get()
    text = first.content.decode()
    assert f"<dd>{row.pk}</dd>" in text
    assert "09:00:00" in text
    assert row.digest in text
    assert row.originals.get().sha256 in text
    assert "Demain &lt;b&gt;." in text
    assert first.content == again.content


def test_an_answer_is_not_shown_to_whoever_comes_later(cast: Cast) -> None:
    address = FRENCH.format(link(cast, question(cast)))
    assert send(Client(), address, text="Une réponse secrète").status_code == 200
    text = Client().get(address).content.decode()
    assert "secrète" not in text
    assert "A. Essai" not in text
    assert "24 novembre 2026" in text.replace("\u00a0", " ")


def test_all_that_does_not_work_is_one_page(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from servanda.config import clock
    from servanda.store.models import Link

    ended = contact()
    tokens = [link(cast, question(cast)), link(cast, question(cast, ended)), link(cast, question(cast), days=1)]
    Link.objects.filter(question__contact=ended).update(revoked=NOW)
    Link.objects.filter(pk=Link.objects.earliest("pk").pk).update(expires=NOW)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))
    pages = [Client().get(FRENCH.format(token)) for token in (*tokens, "unknown", "x" * 500)]
    posts = [Client().post(FRENCH.format(token), {"mark": "x", "text": "y"}) for token in tokens]
    assert {page.status_code for page in (*pages, *posts)} == {404}
    assert len({re.sub(r"/answer/[^/\"]+/", "", page.content.decode()) for page in (*pages, *posts)}) == 1
    assert {page["Referrer-Policy"] for page in pages} == {"no-referrer"}


def test_a_form_that_is_not_of_this_page_is_not_taken(cast: Cast) -> None:
    from servanda.store.models import Answer

    client = Client()
    mine, other = (FRENCH.format(link(cast, question(cast))) for _ in range(2))
    for mark in ("", "made-up", mark_in(client.get(other))):
        answer = client.post(mine, {"mark": mark, "by": "A", "text": "Une longue réponse"})
        assert answer.status_code == 403
        assert "Une longue réponse" in answer.content.decode()  # nothing that was written is lost
    assert not Answer.objects.exists()


def test_what_was_wrong_is_said_and_what_was_written_stays(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from servanda.services import originals
    from servanda.web import answering

    address = FRENCH.format(link(cast, question(cast)))
    wrong = send(Client(), address, file=SimpleUploadedFile("a.pdf", b"no pdf"))
    assert wrong.status_code == 422
    assert "a.pdf" in wrong.content.decode()
    assert "Demain." in wrong.content.decode()

    def full(content: bytes) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(originals, "on_disk", full)
        assert send(Client(), address, file=SimpleUploadedFile("a.txt", b"text")).status_code == 422
    monkeypatch.setattr(answering, "_MOST", 10)
    assert send(Client(), address).status_code == 413


def test_contact_details_are_confirmed(cast: Cast) -> None:
    from servanda.store.models import Answer

    address = FRENCH.format(link(cast, question(cast, purpose="contact-details")))
    page = Client().get(address).content.decode()
    assert 'value="aicha@example.org"' in page
    given = {
        "name": "Aïcha Essai",
        "email": "aicha@example.org",
        "phone": "+235 9",
        "role": "Director",
        "language": "fr",
    }
    assert send(Client(), address, **given, text="").status_code == 200
    assert '"phone":"+235 9"' in Answer.objects.get().details


def test_whoever_guesses_is_slowed_down(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from servanda.config import clock
    from servanda.web import guessing

    address = FRENCH.format(link(cast, question(cast)))
    for n in range(guessing.MOST):
        assert Client().get(FRENCH.format(f"guess{n}")).status_code == 404
    wrong = FRENCH.format("one-more")
    slowed = Client().get(wrong)
    assert (slowed.status_code, slowed["Retry-After"]) == (429, "60")
    assert Client().get(address).status_code == 200, "whoever was asked comes in, though a neighbour guesses"
    assert Client(REMOTE_ADDR="192.0.2.7").get(wrong).status_code == 404
    monkeypatch.setattr(clock, "now", lambda: NOW + guessing.WINDOW)
    assert Client().get(wrong).status_code == 404


def test_behind_a_proxy_a_source_is_whom_it_names(cast: Cast) -> None:
    from servanda.web import guessing

    wrong = FRENCH.format("guess")
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        for _ in range(guessing.MOST):
            Client(HTTP_X_FORWARDED_FOR="192.0.2.1").get(wrong)
        for told, status in (("192.0.2.1", 429), ("192.0.2.2", 404), ("192.0.2.9, 192.0.2.1", 429)):
            assert Client(HTTP_X_FORWARDED_FOR=told).get(wrong).status_code == status, told


def test_a_size_that_is_no_number_is_refused(cast: Cast) -> None:
    address = FRENCH.format(link(cast, question(cast)))
    assert Client().post(address, {"text": "Demain."}, CONTENT_LENGTH="many").status_code == 413


def test_no_log_holds_a_token(cast: Cast) -> None:
    from servanda.config.logs import WithoutTokens

    said: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(self.format(record))

    ear = Ear()
    ear.addFilter(WithoutTokens())
    logging.getLogger("django").addHandler(ear)
    try:
        Client().get(FRENCH.format("a-token-that-is-secret"))
        Client().put(FRENCH.format("a-token-that-is-secret"))
        Client().get("/account/invitation/a-token-that-is-secret/")
        Client().get("/keys/calendar/a-token-that-is-secret.ics")
    finally:
        logging.getLogger("django").removeHandler(ear)
    assert len(said) == 4
    assert all("…" in line and "secret" not in line for line in said)


def test_every_handler_of_logs_leaves_tokens_out() -> None:
    from django.conf import settings

    assert all("without_tokens" in handler["filters"] for handler in settings.LOGGING["handlers"].values())


@pytest.mark.parametrize("lang", ["", "fr/", "ar/", "es/", "ru/", "zh-hans/"])
def test_it_speaks_every_language(cast: Cast, lang: str) -> None:
    page = Client().get(f"/{lang}answer/{link(cast, question(cast))}/").content.decode()
    assert ('dir="rtl"' in page.partition("<head>")[0]) is (lang == "ar/")
