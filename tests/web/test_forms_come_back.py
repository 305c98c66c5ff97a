"""A form that cannot be taken comes back with all that was written, the error at its top and at its field."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.asking import contact
from tests.demo import Demo
from tests.services.test_receptions import take
from tests.work import Cast

pytestmark = pytest.mark.database
TAKEN = {
    "treaty": "ccm", "state": "ZAF", "channel": "letter", "received": "2026-11-20", "class": "presidency",
    "sender": "the Permanent Mission", "says": "Names a new focal point.",
}  # fmt: skip


def at(page: str, field: str) -> None:
    """Holds that the error leads to the field, and the field to the error."""
    assert 'role="alert"' in page
    assert f'href="#{field}"' in page
    marked = re.findall(r"<\w+ id=\"(\w+)\"[^>]*aria-describedby=\"wrong\"", page)
    assert marked == [field]


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"received": "30/04/2026"}, "received", "“30/04/2026” is not a day of the calendar. Write it as year-month-"),
        ({"received": ""}, "received", "Write the day, as year-month-day."),
        ({"state": ""}, "state", "Choose the State for which this came."),
        ({"sender": " "}, "sender", "Write who sent it"),
    ],
)
def test_taking_in(cast: Cast, changed: dict[str, str], field: str, says: str) -> None:
    from servanda.store.models import Reception

    answer = cast.client("director").post("/desk/receptions/take/", {**TAKEN, **changed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    at(page, field)
    assert "Names a new focal point." in page
    assert '<option value="presidency" selected>' in page
    assert not Reception.objects.exists()


def test_a_file_that_is_refused_is_told_and_asked_for_anew(cast: Cast) -> None:
    from servanda.store.models import Reception

    files = SimpleUploadedFile("tool.exe", b"MZ\x90\x00")
    answer = cast.client("director").post("/desk/receptions/take/", {**TAKEN, "files": files})
    page = answer.content.decode()
    assert answer.status_code == 422
    at(page, "files")
    assert "Choose the files anew" in page
    assert "Names a new focal point." in page
    assert not Reception.objects.exists()


def test_states_stand_by_name_in_the_readers_language(cast: Cast) -> None:
    page = cast.client("director").get("/desk/receptions/take/").content.decode()
    menu = re.findall(r'<option value="[A-Z]{3}">([^<]+)<', page)
    assert len(menu) > 190
    place = {name: number for number, name in enumerate(menu)}
    assert place["Afghanistan"] < place["Chad"] < place["South Africa"] < place["Zimbabwe"] == len(menu) - 1


def test_asking(cast: Cast, demo: Demo) -> None:
    from servanda.store.models import Question

    given = {"contact": contact().pk, "purpose": "answer", "text": "Quand ?", "language": "fr", "due": "30/04/2027"}
    answer = cast.client("specialist").post("/desk/questions/ask/", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    at(page, "due")
    assert "Quand ?" in page
    assert re.search(r'<option value="fr" lang="fr" selected>', page)
    assert 'value="30/04/2027"' in page
    assert not Question.objects.exists()


REPORT = {"kind": "report-received", "on": "2026-11-03", "obligation": "art7-annual", "period": "2025", "note": "kept"}


@pytest.mark.parametrize("verb", ["preview", "record"])
@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"kind": ""}, "kind", "Choose of what kind it is"),
        ({"obligation": ""}, "obligation", "Choose the obligation, or for a report that it is a voluntary one."),
        ({"period": ""}, "period", "Write the year that the report covers"),
        ({"on": "30/04/2026"}, "on", "“30/04/2026” is not a day or a month. Write it as year-month-day"),
        ({"kind": "extension-requested", "period": "", "obligation": "voluntary"}, "obligation", "Only a report"),
        (
            {"kind": "extension-requested", "period": "", "obligation": "art4-clearance", "until": "1/2/2030"},
            "until",
            "“1/2/2030” is not a day",
        ),
        ({"kind": "circumstance", "period": "", "obligation": ""}, "topic", "Choose the circumstance."),
    ],
)
def test_making_record(cast: Cast, demo: Demo, verb: str, changed: dict[str, str], field: str, says: str) -> None:
    from servanda.queries import ledger

    number, head = take(cast), ledger.head()
    answer = cast.client("specialist").post(f"/desk/receptions/{number}/{verb}/", {"version": 1, **REPORT, **changed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    at(page, field)
    assert 'name="note" value="kept"' in page
    assert ledger.head() == head


def test_nothing_is_taken_for_granted_and_nothing_is_told_in_codes(cast: Cast, demo: Demo) -> None:
    """A report is voluntary only where somebody says so; then the record holds it without an obligation."""
    from servanda.queries import ledger

    number, staff = take(cast), cast.client("specialist")
    page = staff.get(f"/desk/receptions/{number}/").content.decode()
    kinds = re.search(r'<select id="kind".*?</select>', page, re.DOTALL)
    assert kinds is not None and "selected" not in kinds[0]
    seen = staff.post(f"/desk/receptions/{number}/preview/", {"version": 1, **REPORT}).content.decode()
    told = re.sub(r"<[^>]+>", " ", seen)
    assert "art7-annual" not in told
    voluntary: dict[str, Any] = {"version": 1, **REPORT, "obligation": "voluntary", "period": ""}
    seen = staff.post(f"/desk/receptions/{number}/preview/", voluntary).content.decode()
    assert "none: a voluntary report" in seen
    assert staff.post(f"/desk/receptions/{number}/record/", voluntary).status_code == 302
    act = ledger.all_entries("ccm")[-1].act
    assert (act.kind, act.obligation, act.period) == ("report-received", "", "")  # type: ignore[attr-defined]


HANDED = {"version": "1", "day": "2026-12-01", "name": "Maria Novak", "email": "maria@demo.invalid"}


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"day": "1/12/2026"}, "day"), ({"email": "nobody"}, "email"), ({"name": " "}, "name"), ({"day": ""}, "day")],
)
def test_handing_over(cast: Cast, demo: Demo, changed: dict[str, str], field: str) -> None:
    from servanda.store.models import Mandate, Person

    mandate, number = Mandate.objects.get(person=cast.people["coordinator"]), Person.objects.count()
    answer = cast.client("coordinator").post(f"/desk/handover/{mandate.pk}/", {**HANDED, **changed})
    page = answer.content.decode()
    assert answer.status_code == 422
    at(page, field)
    for name, value in {**HANDED, **changed}.items():
        assert f'name="{name}" value="{value}"' in page, name
    assert (Mandate.objects.get(pk=mandate.pk).until, Person.objects.count()) == (None, number)


def test_who_hands_over_today_is_told_though_the_seat_is_gone(cast: Cast, demo: Demo) -> None:
    from servanda.store.models import Mandate

    mandate, client = Mandate.objects.get(person=cast.people["coordinator"]), cast.client("coordinator")
    answer = client.post(f"/desk/handover/{mandate.pk}/", {**HANDED, "day": "2026-11-24"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'role="status"' in page
    assert "Maria Novak has it from 24\u00a0November\u00a02026" in page
    assert "no longer yours" in page
    assert client.get(f"/desk/handover/{mandate.pk}/").status_code == 403  # without a seat


@pytest.mark.parametrize("role", ["president", "director"])
def test_a_powerful_seat_has_no_form_but_words(cast: Cast, demo: Demo, role: str) -> None:
    from servanda.store.models import Mandate

    mandate, client = Mandate.objects.get(person=cast.people[role]), cast.client(role)
    page = client.get(f"/desk/handover/{mandate.pk}/").content.decode()
    assert 'name="email"' not in page
    assert f"servanda mandate give {mandate.seat_id} --instead-of {mandate.pk}" in page
    refused = client.post(f"/desk/handover/{mandate.pk}/", HANDED)
    assert refused.status_code == 422
    assert Mandate.objects.get(pk=mandate.pk).until is None
