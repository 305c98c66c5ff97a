"""Pages of the desk for questions, receptions and files: who comes in, and a whole walk through them."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.asking import contact, give, link, question
from tests.demo import Demo
from tests.services.test_questions import ROLES
from tests.services.test_receptions import take
from tests.work import Cast

pytestmark = pytest.mark.database


def test_who_comes_to_which_page(cast: Cast) -> None:
    from servanda.services.originals import Incoming

    number = question(cast)
    give(link(cast, number))
    reception = take(cast, files=[Incoming("a.txt", b"kept")])
    from servanda.store.models import Original

    file = Original.objects.get().pk
    pages = {
        f"/desk/questions/{number}/": {"director", "specialist"},
        "/desk/questions/": {"director", "specialist"},
        "/desk/questions/ask/": {"director", "specialist"},
        "/desk/receptions/take/": {"director", "specialist"},
        f"/desk/receptions/{reception}/": {"director", "specialist", "president", "presidency", "focal-point"},
        f"/desk/files/{file}/": {"director", "specialist", "president", "presidency", "focal-point"},
        "/desk/receptions/": set(ROLES),
    }
    for role in ROLES:
        client = cast.client(role)
        for address, roles in pages.items():
            assert client.get(address).status_code == (200 if role in roles else 404), (role, address)


def test_what_may_not_be_seen_is_what_is_not_there(cast: Cast) -> None:
    from servanda.services.originals import Incoming

    reception = take(cast, files=[Incoming("a.txt", b"kept")])
    from servanda.store.models import Original

    file = Original.objects.get().pk
    client = cast.client("observer")
    for place, here in (("receptions", reception), ("files", file)):
        shut, nothing = (client.get(f"/desk/{place}/{n}/") for n in (here, 999_999))
        assert (shut.status_code, nothing.status_code) == (404, 404)
        tidy = [re.sub(r"/\d+/|csrfmiddlewaretoken\" value=\"\w+", "", r.content.decode()) for r in (shut, nothing)]
        assert tidy[0] == tidy[1]


def test_a_file_is_saved_and_never_shown(cast: Cast) -> None:
    from servanda.queries import originals, receptions
    from servanda.services.originals import Incoming
    from servanda.store.models import AuditRow

    reception = take(cast, files=[Incoming('Réponse "1"; é.txt', b"kept as it came")])
    [file] = receptions.one(cast.actor("director"), reception).files
    answer = cast.client("director").get(f"/desk/files/{file.number}/")
    assert answer.content == b"kept as it came"
    assert answer["Content-Disposition"] == (
        "attachment; filename=\"Reponse _1__ e.txt\"; filename*=UTF-8''R%C3%A9ponse%20_1_%3B%20%C3%A9.txt"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["Cache-Control"] == "no-store"
    assert AuditRow.objects.filter(verb="file-taken", about=f"original:{file.number}").count() == 1
    originals.place(file.sha256).write_bytes(b"something else")
    altered = cast.client("director").get(f"/desk/files/{file.number}/")
    assert altered.status_code == 422
    assert b"something else" not in altered.content
    assert "is not what was received" in altered.content.decode()
    originals.place(file.sha256).unlink()


def post(client: Client, address: str, **given: Any) -> Any:
    return client.post(address, given)


def test_a_question_from_asking_to_record(cast: Cast, demo: Demo) -> None:
    from servanda.queries import ledger
    from servanda.store.models import Answer, Link, Question, Reception

    asked = contact()
    staff = cast.client("specialist")
    assert str(asked.pk) in staff.get("/desk/questions/ask/").content.decode()
    gone = post(
        staff, "/desk/questions/ask/", contact=asked.pk, purpose="answer", text="Quand ?", language="fr", due=""
    )
    number = Question.objects.get().pk
    assert gone["Location"] == f"/desk/questions/{number}/"
    made = post(staff, f"/desk/questions/{number}/link/").content.decode()
    address = re.search(r"<code>(http://testserver/fr/answer/[^<]+)</code>", made)
    assert address
    assert address[1] not in staff.get(f"/desk/questions/{number}/").content.decode()

    capital = Client()
    page = capital.get(address[1]).content.decode()
    mark = re.search(r'name="mark" value="([^"]+)"', page)
    assert mark
    file = SimpleUploadedFile("lettre.txt", b"Une lettre")
    assert post(capital, address[1], mark=mark[1], by="A. Essai", text="Le 3 novembre.", file=file).status_code == 200

    shown = staff.get(f"/desk/questions/{number}/").content.decode()
    assert "Le 3 novembre." in shown
    assert "lettre.txt" in shown
    answer = Answer.objects.get().pk
    taken = post(
        staff,
        f"/desk/questions/{number}/take-over/",
        version=1,
        answer=answer,
        person=1,
        contact=1,
        says="Reports on 3 November.",
    )
    reception = Reception.objects.get().pk
    assert taken["Location"] == f"/desk/receptions/{reception}/"
    assert Client().get(address[1]).status_code == 404
    assert Link.objects.get().revoked is None

    head = ledger.head()
    particulars = {"kind": "report-received", "on": "2026-11-03", "obligation": "art7-annual", "period": "2025"}
    preview = post(staff, f"/desk/receptions/{reception}/preview/", version=1, **particulars)
    assert (preview.status_code, ledger.head()) == (200, head)
    assert "met late" in preview.content.decode()
    source = f"answer by link of the contact of Chad, 24 November 2026 (reception {reception})"
    assert source in preview.content.decode()
    assert post(staff, f"/desk/receptions/{reception}/record/", version=1, **particulars).status_code == 302
    assert ledger.head().number == head.number + 1
    assert ledger.all_entries("ccm")[-1].source == source
    assert (
        f"/ccm/record/{head.number + 1}/"
        in cast.client("focal-point").get(f"/desk/receptions/{reception}/").content.decode()
    )
    assert post(staff, f"/desk/receptions/{reception}/record/", version=1, **particulars).status_code == 409


def test_taking_something_in_by_hand(cast: Cast) -> None:
    from servanda.store.models import Reception

    staff = cast.client("director")
    given = {
        "treaty": "ccm", "state": "ZAF", "channel": "letter", "received": "2026-11-20", "class": "one-to-one",
        "sender": "the Permanent Mission", "says": "Names a new focal point.",
    }  # fmt: skip
    files = [SimpleUploadedFile(name, name.encode()) for name in ("a.txt", "b.csv")]
    made = staff.post("/desk/receptions/take/", {**given, "files": files})
    row = Reception.objects.get()
    assert made["Location"] == f"/desk/receptions/{row.pk}/"
    assert sorted(each.name for each in row.originals.all()) == ["a.txt", "b.csv"]
    wrong = staff.post("/desk/receptions/take/", {**given, "received": "3 November"})
    assert wrong.status_code == 422
    assert Reception.objects.count() == 1


def test_old_sign_ins_are_asked_once_more(cast: Cast) -> None:
    """What is recorded, taken in or handed out by a link asks who is there, where that was some minutes ago."""
    from servanda.store.models import Link

    number, reception = question(cast), take(cast)
    account: Any = cast.people["director"].account  # type: ignore[attr-defined]
    account.set_password("a password of this test")
    account.save()
    client = cast.client("director")
    session = client.session
    session["account_authentication_methods"] = [{"method": each, "at": 1_000_000_000} for each in ("password", "mfa")]
    session.save()
    for address in (f"questions/{number}/link/", f"receptions/{reception}/record/", "receptions/take/"):
        answer = client.post(
            f"/desk/{address}", {"version": 1, "kind": "declaration", "about": "x", "on": "2026-11-03"}
        )
        assert answer.status_code == 302, address
        assert "reauthenticate" in answer["Location"]
    assert not Link.objects.exists()


def test_revoking_and_letting_be(cast: Cast) -> None:
    from servanda.store.models import Link, Question

    number = question(cast)
    link(cast, number)
    staff = cast.client("specialist")
    assert post(staff, f"/desk/questions/links/{Link.objects.get().pk}/revoke/").status_code == 302
    assert Link.objects.get().revoked is not None
    assert post(staff, f"/desk/questions/{number}/let-be/", version=1, reason="").status_code == 422
    assert post(staff, f"/desk/questions/{number}/let-be/", version=1, reason="Said by telephone").status_code == 302
    assert post(staff, f"/desk/questions/{number}/let-be/", version=1, reason="Again").status_code == 409
    assert Question.objects.get().reason == "Said by telephone"
