"""Mail cannot go wrong: once, to one addressee, not before it is switched on, and an unknown outcome waits for people."""

import smtplib
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from servanda.config.installation import find
from servanda.core import inert
from servanda.core.errors import Conflict, NotThere, Unacceptable
from servanda.queries import post as reading
from servanda.services import post
from servanda.store.models import AuditRow, Mandate, Message, Person
from tests.own_database import OwnDatabase
from tests.services.mail_server import Behaviour, serving
from tests.services.test_writers import on_threads
from tests.work import NOW, TODAY, Cast, cast

pytestmark = [pytest.mark.database, pytest.mark.filterwarnings("default::DeprecationWarning")]
LATER = NOW + timedelta(minutes=16)


@pytest.fixture
def house(own_database: OwnDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """An installation with its people, where mail is off."""
    monkeypatch.setenv("SERVANDA_DATA", str(tmp_path))
    find().prepare()
    return cast()


@pytest.fixture
def server(house: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Behaviour]:
    """The same with mail switched on, and the server by which it leaves."""
    with serving() as (behaviour, url):
        monkeypatch.setenv("SERVANDA_MAIL_URL", url)
        monkeypatch.setenv("SERVANDA_MAIL_FROM", "Support unit <isu@example.org>")
        post.switch(on=True, now=NOW)
        yield behaviour


def to(house: Cast, role: str = "president", key: str = "note:1", subject: str = "Note", text: str = "Text\n") -> Message:
    return post.queue(key=key, person=house.people[role], subject=subject, text=text, now=NOW)  # type: ignore[arg-type]


def deliver() -> post.Delivery:
    return post.deliver(now=NOW, today=TODAY)


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.parametrize("subject", ["تذكير: التقرير السنوي مستحق", "提醒:年度报告到期", "Rappel : échéance du 30 avril", "a" * 180])
def test_a_message_arrives_as_it_was_written_at_its_one_addressee(server: Behaviour, house: Cast, subject: str) -> None:
    to(house, subject=subject, text="第一行\nالسطر الثاني\n.\nlast\n")
    assert deliver().done == {"sent": 1}
    [(sender, recipients, message)] = server.got
    assert (sender, recipients) == ("isu@example.org", ["president@demo.invalid"])
    assert message["Subject"] == subject
    assert message["To"] == "president@demo.invalid"
    assert message["From"] == "Support unit <isu@example.org>"
    assert (message["Cc"], message["Bcc"]) == (None, None)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "text/plain"
    assert message.get_content().replace("\r\n", "\n").strip("\n") == "第一行\nالسطر الثاني\n.\nlast"
    assert deliver().done == {}
    assert len(server.got) == 1
    assert list(AuditRow.objects.filter(about__startswith="message:").values_list("verb", flat=True)) == [
        "message-made",
        "message-sent",
    ]


def test_the_same_key_makes_one_message_whatever_it_says(server: Behaviour, house: Cast) -> None:
    first = to(house, key="digest:7:2026-11-23", subject="First")
    assert to(house, key="digest:7:2026-11-23", subject="Second", role="director") == first
    assert to(house, key="digest:8:2026-11-23", subject="Third") != first
    deliver()
    assert server.subjects == ["First", "Third"]


def test_nothing_is_sent_until_switched_on_and_what_was_held_leaves_one_by_one(
    house: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving() as (server, url):
        monkeypatch.setenv("SERVANDA_MAIL_URL", url)
        monkeypatch.setenv("SERVANDA_MAIL_FROM", "isu@example.org")
        first, second, third = (to(house, key=f"note:{number}", subject=str(number)) for number in (1, 2, 3))
        assert deliver() == post.Delivery({}, "mail is switched off")
        with pytest.raises(Unacceptable, match="servanda mail on"):
            post.release(number=first.pk, now=NOW)
        post.switch(on=True, now=NOW)
        assert deliver().done == {}
        assert states() == ["held"] * 3
        post.release(number=second.pk, now=NOW)
        post.drop(number=third.pk, now=NOW)
        deliver()
        assert states() == ["held", "sent", "dropped"]
        assert server.subjects == ["2"]


def test_a_copy_that_is_switched_on_does_not_send_what_the_original_may_have_sent(
    server: Behaviour, house: Cast
) -> None:
    to(house)
    (find().folder / "installation.id").write_text("f" * 32)  # as a restored copy has another
    assert not find().mail_is_on
    assert deliver().done == {}
    post.switch(on=True, now=NOW)
    assert deliver().done == {}
    assert states() == ["held"]
    assert server.got == []


def test_mail_cannot_be_switched_on_without_a_server(house: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SERVANDA_MAIL_URL", raising=False)
    with pytest.raises(Unacceptable, match="SERVANDA_MAIL_URL"):
        post.switch(on=True, now=NOW)
    assert not find().mail_is_on


@pytest.mark.parametrize(
    ("step", "reply", "state", "says"),
    [
        ("mail", "550 no such sender", "refused", "550 no such sender"),
        ("rcpt", "550 no such mailbox", "refused", "550 no such mailbox"),
        ("rcpt", "451 greylisted", "waiting", "the mail server asks to try again later"),
        ("end", "554 looks like spam", "refused", "554 looks like spam"),
        ("end", "452 no room", "waiting", "the mail server asks to try again later"),
    ],
)
def test_what_the_server_says_is_what_becomes_of_the_message(
    server: Behaviour, house: Cast, step: str, reply: str, state: str, says: str
) -> None:
    setattr(server, step, reply)
    to(house)
    to(house, key="note:2")
    assert deliver().done == {state: 2}
    assert [(m.state, m.says) for m in Message.objects.all()] == [(state, says)] * 2
    setattr(server, step, "")
    deliver()
    assert len(server.got) == (2 if state == "waiting" else 0)


def test_a_refused_message_is_tried_again_at_the_address_of_now(server: Behaviour, house: Cast) -> None:
    message = to(house)
    Person.objects.filter(pk=house.people["president"].pk).update(email="new@demo.invalid")  # type: ignore[attr-defined]
    assert deliver().done == {"refused": 1}
    message.refresh_from_db()
    assert message.says == "the person’s address is another by now"
    post.retry(number=message.pk, now=NOW)
    assert deliver().done == {"sent": 1}
    assert [recipients for _, recipients, _ in server.got] == [["new@demo.invalid"]]


def test_a_digest_is_not_sent_to_who_holds_no_seat_any_more(server: Behaviour, house: Cast) -> None:
    digest = to(house, key="digest:1", role="coordinator")
    note = to(house, key="answer:1", role="coordinator")
    Mandate.objects.filter(person=house.people["coordinator"]).update(until=TODAY - timedelta(days=1))
    assert deliver().done == {"refused": 1, "sent": 1}
    digest.refresh_from_db()
    note.refresh_from_db()
    assert (digest.state, digest.says) == ("refused", "the person holds no seat any more")
    assert note.state == "sent"


@pytest.mark.parametrize(("step", "state"), [("rcpt", "waiting"), ("end", "unknown")])
def test_a_line_that_breaks(server: Behaviour, house: Cast, step: str, state: str) -> None:
    server.hangs_up = step
    message = to(house)
    to(house, key="note:2")
    found = deliver()
    assert found.done == {state: 1}  # the others are not tried now
    assert states() == [state, "waiting"]
    server.hangs_up = ""
    deliver()
    assert len(server.got) == (2 if state == "waiting" else 1)  # what may have been sent is not sent again by itself
    if state == "unknown":
        post.settle(number=message.pk, was_sent=False, now=NOW)
        deliver()
        assert len(server.got) == 2
        with pytest.raises(Conflict):
            post.settle(number=message.pk, was_sent=True, now=NOW)


def test_a_message_that_is_known_to_have_been_sent_is_settled_and_stays(server: Behaviour, house: Cast) -> None:
    server.hangs_up = "end"
    message = to(house)
    deliver()
    server.hangs_up = ""
    assert post.settle(number=message.pk, was_sent=True, now=NOW).state == "sent"
    deliver()
    assert server.got == []


def test_a_server_that_is_not_there_keeps_everything_waiting(
    server: Behaviour, house: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    to(house)
    to(house, key="note:2")
    monkeypatch.setenv("SERVANDA_MAIL_URL", "smtp://127.0.0.1:9")
    assert deliver() == post.Delivery({"waiting": 1}, "the mail server cannot be reached")
    assert states() == ["waiting", "waiting"]
    assert reading.overdue(NOW) == 0
    assert reading.overdue(LATER) == 2


def test_a_wrong_password_is_told_without_it(house: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(user="isu", password="right") as (server, url):
        monkeypatch.setenv("SERVANDA_MAIL_FROM", "isu@example.org")
        monkeypatch.setenv("SERVANDA_MAIL_URL", url.replace("://", "://isu:wrong-s3cret@"))
        post.switch(on=True, now=NOW)
        message = to(house)
        assert deliver().says == "the mail server does not take the name and password"
        message.refresh_from_db()
        assert message.state == "waiting" and "s3cret" not in message.says
        monkeypatch.setenv("SERVANDA_MAIL_URL", url.replace("://", "://isu:right@"))
        deliver()
        assert len(server.got) == 1


def test_what_was_cut_off_becomes_unknown_and_is_not_sent_again(
    server: Behaviour, house: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = to(house)

    def dies(*_: object) -> None:
        [state] = states()
        assert state == "sending"  # on disk before any word of it goes to the server
        assert not connection.in_atomic_block
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(smtplib.SMTP, "data", dies)
        with pytest.raises(KeyboardInterrupt):
            deliver()
    assert deliver().done == {}
    assert states() == ["sending"]  # it could still be under way
    post.deliver(now=LATER, today=TODAY)
    message.refresh_from_db()
    assert (message.state, message.says) == ("unknown", "it was cut off while it was being sent")
    assert server.got == []


def test_deliverers_beside_each_other_send_each_message_once(server: Behaviour, house: Cast) -> None:
    subjects = [f"note {number}" for number in range(8)]
    for number, subject in enumerate(subjects):
        to(house, key=f"note:{number}", subject=subject)
    found = on_threads(deliver, deliver, deliver)
    assert sum(each.done.get("sent", 0) for each in found) == len(subjects)  # type: ignore[attr-defined]
    assert sorted(server.subjects) == subjects
    assert states() == ["sent"] * len(subjects)


def test_a_folder_takes_the_place_of_a_server(house: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVANDA_MAIL_URL", f"folder://{tmp_path}/sink")
    monkeypatch.setenv("SERVANDA_MAIL_FROM", "isu@example.org")
    post.switch(on=True, now=NOW)
    to(house, subject="Один")
    to(house, key="note:2")
    assert deliver().done == {"sent": 2}
    files = sorted((tmp_path / "sink").iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]


@pytest.mark.parametrize("address", ["", "a@example.org, b@example.org", "a@example.org\nBcc: b@example.org", "nobody"])
def test_a_person_without_one_address_gets_no_message(house: Cast, address: str) -> None:
    person = house.people["president"]
    person.email = address  # type: ignore[attr-defined]
    with pytest.raises(Unacceptable, match="no e-mail address"):
        to(house)
    assert states() == []


def test_only_who_may_send_sees_that_there_is_mail_and_settles_it(house: Cast) -> None:
    message = to(house, role="focal-point")
    for role in house.people:
        actor = house.actor(role)
        if role in ("president", "director", "specialist"):
            assert reading.message(message.pk, actor) == message
            continue
        assert list(reading.messages(actor)) == []
        for verb in (post.drop, post.retry, post.release):
            with pytest.raises((NotThere, Unacceptable)):
                verb(number=message.pk, now=NOW, actor=actor)
        with pytest.raises(NotThere):
            post.settle(number=message.pk, was_sent=True, now=NOW, actor=actor)
    assert states() == ["held"]
    with pytest.raises(NotThere):  # without the second factor that the office asks for
        post.drop(number=message.pk, now=NOW, actor=house.actor("director", second_factor=False))
    assert post.drop(number=message.pk, now=NOW, actor=house.actor("director")).state == "dropped"
    assert AuditRow.objects.order_by("-number")[0].person == house.people["director"].pk  # type: ignore[attr-defined]


UNSEEN = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}


@given(st.text(st.characters()))
def test_no_subject_has_a_second_line_or_a_sign_that_turns_it_around(text: str) -> None:
    found = inert.line(text)
    assert len(found) <= 200 and found == found.strip()
    assert not {unicodedata.category(sign) for sign in found} & UNSEEN
    assert {sign for sign in found if unicodedata.category(sign) == "Cf"} <= {"\u200c", "\u200d"}
    assert inert.line(found) == found


@given(st.text(st.characters()))
def test_no_text_holds_a_sign_that_turns_it_around(text: str) -> None:
    found = inert.body(text)
    assert not {unicodedata.category(sign) for sign in found.replace("\n", "")} & UNSEEN
    assert inert.body(found) == found


@pytest.mark.parametrize("name", ["https://evil.example/x", "www.evil.example", "mail a@evil.example", "J.P. Miller"])
def test_a_name_becomes_no_link_and_looks_the_same(name: str) -> None:
    found = inert.unlinked(name)
    assert found.replace("\u200c", "") == name
    for start in ("://", "www.e", "l.e", "@e"):
        assert start not in found


def test_subjects_that_are_lists_of_headers_stay_one_line(server: Behaviour, house: Cast) -> None:
    to(house, subject="Hello\r\nBcc: everyone@example.org\u202egnp.exe")
    deliver()
    [(_, recipients, message)] = server.got
    assert message["Subject"] == "Hello Bcc: everyone@example.org gnp.exe"
    assert recipients == ["president@demo.invalid"] and message["Bcc"] is None
