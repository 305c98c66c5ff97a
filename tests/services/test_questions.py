"""Questions, links and answers: a link ends when it must, an answer is kept once and told exactly."""

import os
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.core.errors import Conflict, NotThere, Unacceptable
from tests.asking import contact, give, link, question
from tests.demo import Demo
from tests.work import NOW, TODAY, Cast

pytestmark = pytest.mark.database
ROLES = (
    "director", "specialist", "president", "presidency", "designate", "coordinator", "universalization", "transparency",
    "member", "focal-point", "focal-point-2", "signatory", "donor", "observer", "campaign", "finance",
)  # fmt: skip


def works(token: str, now: Any = NOW, today: Any = None) -> bool:
    from servanda.queries import questions

    return questions.opened(token, now=now, today=today or now.date()) is not None


def test_only_the_digest_of_a_token_is_kept(cast: Cast) -> None:
    from servanda.store.models import AuditRow, Link

    token = link(cast, question(cast))
    row = Link.objects.get()
    assert len(token) >= 43
    assert row.digest == sha256(token.encode()).hexdigest()
    assert not AuditRow.objects.filter(detail__contains=token).exists()
    assert row.expires - row.made == timedelta(days=30)


def test_a_link_ends_at_the_very_moment(cast: Cast) -> None:
    token = link(cast, question(cast), days=2)
    end = NOW + timedelta(days=2)
    assert works(token, end - timedelta(microseconds=1))
    assert not works(token, end)
    give(token, now=end - timedelta(microseconds=1))
    with pytest.raises(NotThere):
        give(token, "Later", now=end)


def test_a_revoked_link_and_a_wrong_one_are_the_same(cast: Cast) -> None:
    from servanda.services import questions
    from servanda.store.models import AuditRow, Link

    token = link(cast, question(cast))
    for _ in range(2):
        questions.revoke_link(
            link=Link.objects.get().pk, actor=cast.actor("director"), by=cast.doer("director"), now=NOW
        )
    assert not works(token)
    assert not works("x" * 43)
    assert AuditRow.objects.filter(verb="link-revoked").count() == 1


@pytest.mark.parametrize(("days", "stands"), [(0, True), (-1, False)])
def test_a_link_ends_with_its_contact(cast: Cast, days: int, stands: bool) -> None:
    asked = contact()
    token = link(cast, question(cast, asked))
    asked.until = TODAY + timedelta(days=days)
    asked.save()
    assert works(token) is stands


def test_a_link_ends_with_the_question_and_with_the_treaty(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from servanda.queries import library
    from servanda.services import questions

    number = question(cast)
    token = link(cast, number)
    with monkeypatch.context() as patch:
        patch.setattr(library, "can_be_read", lambda code: False)
        assert not works(token)
    assert works(token)
    questions.let_be(
        question=number,
        version=1,
        reason="Told by telephone",
        actor=cast.actor("specialist"),
        by=cast.doer("specialist"),
        now=NOW,
    )
    assert not works(token)
    with pytest.raises(Unacceptable, match="settled"):
        link(cast, number)


def test_a_receipt_is_exact(cast: Cast, demo: Demo) -> None:
    from servanda.services.originals import Incoming
    from servanda.store.models import Answer

    token = link(cast, question(cast))
    receipt = give(token, "  Première ligne\r\nseconde  ", files=[Incoming("../lettre.txt", b"bonjour")])
    text = "Première ligne\nseconde"
    row = Answer.objects.get()
    assert (receipt.number, receipt.moment, receipt.text) == (row.pk, NOW + timedelta(hours=1), text)
    assert receipt.digest == row.digest == sha256(text.encode()).hexdigest()
    assert receipt.files == (("lettre.txt", 7, sha256(b"bonjour").hexdigest()),)
    path = demo.folder / "files" / receipt.files[0][2][:2] / receipt.files[0][2]
    assert path.read_bytes() == b"bonjour"
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_same_form_sent_twice_is_one_answer_and_a_correction_is_another(cast: Cast) -> None:
    from servanda.store.models import Answer

    token = link(cast, question(cast))
    first = give(token)
    assert give(token, now=NOW + timedelta(hours=2)) == first
    second = give(token, "Après-demain.")  # gone back and changed: nothing of it may be lost
    third = give(token, once="another form")
    assert len({first.number, second.number, third.number}) == Answer.objects.count() == 3


@given(texts=st.lists(st.sampled_from(["a", "b", "a\nb"]), min_size=1, max_size=6))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_as_many_answers_as_different_ones(cast: Cast, texts: list[str]) -> None:
    token = link(cast, question(cast))
    numbers = {give(token, text).number for text in texts}
    assert len(numbers) == len(set(texts))


def test_an_answer_is_never_changed_nor_deleted(cast: Cast) -> None:
    from django.db import DatabaseError, transaction

    from servanda.services.originals import Incoming
    from servanda.store.models import Answer, Original

    give(link(cast, question(cast)), files=[Incoming("a.txt", b"x")])
    for attempt in (
        lambda: Answer.objects.update(text="other"),
        lambda: Original.objects.update(name="other"),
        lambda: Original.objects.all()._raw_delete("default"),
        lambda: Answer.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
            attempt()


def test_nothing_is_kept_where_the_disk_is_full(cast: Cast, demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    from servanda.services.originals import Incoming
    from servanda.store.models import Answer, Original

    token = link(cast, question(cast))
    before = sorted(demo.folder.rglob("*"))
    done: list[int] = []

    def full(handle: int) -> None:
        done.append(handle)
        if len(done) > 3:  # the first file was written, its names are on disk; the second does not fit
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unacceptable, match="could not be kept: there is no room"):
        give(token, files=[Incoming("a.txt", b"first of two"), Incoming("b.txt", b"second of two")])
    monkeypatch.undo()
    assert (Answer.objects.count(), Original.objects.count()) == (0, 0)
    assert [
        path
        for path in sorted(demo.folder.rglob("*"))
        if path.is_file() and path not in before and "sqlite" not in path.name
    ] == []


def test_a_receipt_follows_the_disk(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file and then its folder are flushed before the row is written."""
    from django.db.models.signals import post_save

    from servanda.services.originals import Incoming
    from servanda.store.models import Original

    order: list[str] = []
    flush = os.fsync

    def noted(handle: int) -> None:
        order.append("folder" if Path(f"/proc/self/fd/{handle}").resolve().is_dir() else "file")
        flush(handle)

    def saved(**_: object) -> None:
        order.append("row")

    token = link(cast, question(cast))
    monkeypatch.setattr(os, "fsync", noted)
    post_save.connect(saved, sender=Original)
    try:
        give(token, files=[Incoming("a.txt", b"a content of this test alone")])
    finally:
        post_save.disconnect(saved, sender=Original)
    assert order[-3:] == ["file", "folder", "row"]


def test_a_refused_file_leaves_no_answer(cast: Cast) -> None:
    from servanda.services.originals import Incoming
    from servanda.store.models import Answer

    token = link(cast, question(cast))
    with pytest.raises(Unacceptable, match="not what its name says"):
        give(token, files=[Incoming("a.pdf", b"hello")])
    for text in ("", "x" * 20_001, "a\0b"):
        with pytest.raises(Unacceptable):
            give(token, text)
    assert not Answer.objects.exists()


def test_who_sees_questions(cast: Cast) -> None:
    from servanda.queries import questions

    number = question(cast)
    seen = []
    for role in ROLES:
        actor = cast.actor(role)
        listed = [each.number for each in questions.listed(actor, today=TODAY)]
        try:
            questions.one(actor, number, now=NOW, today=TODAY)
        except NotThere:
            assert listed == []
        else:
            assert listed == [number]
            seen.append(role)
    assert seen == ["director", "specialist", "president", "presidency", "focal-point"]


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("director", "specialist")])
def test_who_may_not_ask_nor_settle(cast: Cast, role: str) -> None:
    from servanda.services import questions

    asked = contact()
    number = question(cast, asked)
    link(cast, number)
    actor, by = cast.actor(role), cast.doer(role)
    attempts: list[Callable[[], Any]] = [
        lambda: questions.ask(
            contact=asked.pk,
            purpose="answer",
            text="?",
            language="en",
            due=None,
            actor=actor,
            by=by,
            now=NOW,
            today=TODAY,
        ),
        lambda: questions.make_link(question=number, actor=actor, by=by, now=NOW, today=TODAY),
        lambda: questions.let_be(question=number, version=1, reason="x", actor=actor, by=by, now=NOW),
    ]
    for attempt in attempts:
        with pytest.raises(NotThere):
            attempt()


def test_standings(cast: Cast) -> None:
    from servanda.queries import questions

    late = question(cast, due=TODAY)
    answered = question(cast, due=TODAY)
    give(link(cast, answered))
    who, after = cast.actor("director"), TODAY + timedelta(days=1)
    assert questions.counts(who, today=TODAY) == {"open": 1, "answered": 1, "overdue": 0, "settled": 0}
    assert questions.counts(who, today=after) == {"open": 0, "answered": 1, "overdue": 1, "settled": 0}
    assert [each.number for each in questions.listed(who, today=after, standing="overdue")] == [late]


DETAILS = {
    "name": "Aïcha Nouvelle",
    "email": "new@example.org",
    "phone": "+235 2",
    "role": "Director",
    "language": "ar",
}


def over(cast: Cast, number: int, answer: int, **versions: int) -> None:
    from servanda.services import questions

    at = {"version": 1, "person_version": 1, "contact_version": 1} | versions
    questions.take_over_details(
        question=number, answer=answer, actor=cast.actor("specialist"), by=cast.doer("specialist"), now=NOW, **at
    )


def test_details_are_written_by_a_person_alone(cast: Cast) -> None:
    asked = contact()
    number = question(cast, asked, purpose="contact-details")
    receipt = give(link(cast, number), "", particulars=DETAILS)
    assert receipt.text == "name: Aïcha Nouvelle\nemail: new@example.org\nphone: +235 2\nrole: Director\nlanguage: ar"
    asked.refresh_from_db()
    assert (asked.role, asked.person.name, asked.confirmed_on) == ("Desk officer", "Aïcha Essai", None)
    over(cast, number, receipt.number)
    asked.refresh_from_db()
    asked.person.refresh_from_db()
    kept = {"name": asked.person.name, "email": asked.person.email, "phone": asked.person.phone, "role": asked.role}
    assert {**kept, "language": asked.person.language} == DETAILS
    assert (asked.confirmed_on, asked.confirmed_by, asked.version, asked.person.version) == (TODAY, "answer link", 2, 2)


@pytest.mark.parametrize("stale", ["version", "person_version", "contact_version"])
def test_what_was_changed_in_the_meantime_is_not_written_over(cast: Cast, stale: str) -> None:
    from servanda.store.models import Contact, Person, Question

    asked = contact()
    number = question(cast, asked, purpose="contact-details")
    receipt = give(link(cast, number), "", particulars=DETAILS)
    kind: Any = {"version": Question, "person_version": Person, "contact_version": Contact}[stale]
    place = {"version": number, "person_version": asked.person_id, "contact_version": asked.pk}[stale]
    kind.objects.filter(pk=place).update(version=2)
    with pytest.raises(Conflict):
        over(cast, number, receipt.number)
    asked.refresh_from_db()
    asked.person.refresh_from_db()
    assert (asked.role, asked.person.name) == ("Desk officer", "Aïcha Essai")
    assert Question.objects.get(pk=number).settled is None


def test_an_answer_gives_nobody_in_a_powerful_seat_another_address(cast: Cast) -> None:
    from servanda.store.models import Contact

    president = cast.people["president"]
    before = president.email  # type: ignore[attr-defined]
    asked = Contact.objects.create(
        person=president, treaty="ccm", holder="TCD", place="mission", role="Ambassador", since=TODAY
    )
    number = question(cast, asked, purpose="contact-details")
    receipt = give(link(cast, number), "", particulars=DETAILS)
    with pytest.raises(Unacceptable, match="Only they themselves"):
        over(cast, number, receipt.number)
    president.refresh_from_db()  # type: ignore[attr-defined]
    assert president.email == before  # type: ignore[attr-defined]


def test_an_answer_to_another_question_is_not_taken_over(cast: Cast) -> None:
    number, other = question(cast, purpose="contact-details"), question(cast, purpose="contact-details")
    receipt = give(link(cast, other), "", particulars=DETAILS)
    with pytest.raises(NotThere):
        over(cast, number, receipt.number)


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"role": ""}, {"email": "nobody"}, {"language": "xx"}, {"phone": "1" * 61}]
)
def test_details_that_cannot_be_kept(cast: Cast, wrong: dict[str, str]) -> None:
    token = link(cast, question(cast, purpose="contact-details"))
    with pytest.raises(Unacceptable):
        give(token, "", particulars=DETAILS | wrong)


def test_opening_is_noted_but_not_each_time(cast: Cast) -> None:
    from servanda.services import answers
    from servanda.store.models import AuditRow

    token = link(cast, question(cast))
    for minutes in (0, 5, 11):
        answers.note_opened(token, now=NOW + timedelta(minutes=minutes), today=TODAY)
    answers.note_opened("x" * 43, now=NOW, today=TODAY)
    rows = AuditRow.objects.filter(verb="link-opened")
    assert [row.channel for row in rows] == ["link", "link"]


def test_the_demo_has_one_of_each_standing(cast: Cast) -> None:
    from servanda.queries import questions, receptions
    from servanda.services import demo_questions
    from servanda.store.models import Answer

    for _ in range(2):
        demo_questions.fill(cast.people, now=NOW)  # type: ignore[arg-type]
    who = cast.actor("director")
    assert questions.counts(who, today=TODAY) == {"open": 1, "answered": 1, "overdue": 1, "settled": 1}
    assert len(receptions.listed(who)) == 2
    assert all("nvent" in row.text for row in Answer.objects.all())
