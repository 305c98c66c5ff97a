"""Whatever page or file shows something confidential, the log tells who saw it; what is for all Parties it does not."""

import json

import pytest

from servanda.services import demo_contacts, demo_undertakings
from servanda.store.models import AuditRow, Contact, Mandate, Undertaking
from tests.demo import Demo
from tests.desk_work import papers
from tests.work import NOW, Cast

pytestmark = pytest.mark.database


@pytest.fixture
def work(demo: Demo, cast: Cast) -> Cast:
    demo_undertakings.fill(cast.people, now=NOW)  # type: ignore[arg-type]
    demo_contacts.fill(cast.people, now=NOW)  # type: ignore[arg-type]
    cast.work = papers(cast, now=NOW)  # type: ignore[attr-defined]
    return cast


def seen(cast: Cast, role: str, address: str) -> set[str]:
    """What the log tells that a person was shown by one address, opened in a fresh session."""
    before = AuditRow.objects.count()
    assert cast.client(role).get(address).status_code == 200
    rows = AuditRow.objects.filter(number__gt=before, verb="saw", person=cast.people[role].pk)  # type: ignore[attr-defined]
    return {about for row in rows for about in json.loads(row.detail).get("things", row.about).split()}


@pytest.mark.parametrize("address", ["/desk/", "/desk/brief/", "/desk/brief.text", "/desk/brief.pdf"])
def test_a_desk_tells_of_its_confidential_lines_alone(work: Cast, address: str) -> None:
    letter, secret, guide = (f"paper:{work.work[name].pk}" for name in ("letter", "secret", "guide"))  # type: ignore[attr-defined]
    told = seen(work, "director", address)
    assert letter in told and guide not in told
    assert any(about.startswith("undertaking:") for about in told)
    assert secret not in seen(work, "specialist", address)
    assert not {letter, secret} & seen(work, "focal-point", address)


def test_lists_and_pages_tell_what_they_showed(work: Cast) -> None:
    letter = f"paper:{work.work['letter'].pk}"  # type: ignore[attr-defined]
    assert letter in seen(work, "director", "/desk/papers/")
    assert seen(work, "director", f"/desk/papers/{work.work['letter'].pk}/versions/") == {letter}  # type: ignore[attr-defined]
    assert letter in seen(work, "director", "/desk/approvals/")
    closed = Undertaking.objects.filter(classification="committee").first()
    assert closed is not None
    assert seen(work, "director", f"/desk/undertakings/{closed.pk}/") == {f"undertaking:{closed.pk}"}
    assert f"undertaking:{closed.pk}" in seen(work, "director", "/desk/undertakings/?state=")
    contact = Contact.objects.filter(until=None).order_by("pk").first()
    assert contact is not None
    for address in ("/desk/contacts/", "/desk/contacts/contacts.csv", f"/desk/contacts/{contact.pk}/"):
        assert f"contact:{contact.pk}" in seen(work, "director", address), address


@pytest.mark.parametrize("end", ["", "paper.docx"])
def test_a_hand_over_tells_what_passed(work: Cast, end: str) -> None:
    mandate = Mandate.objects.get(person=work.people["specialist"])
    told = seen(work, "specialist", f"/desk/handover/{mandate.pk}/{end}")
    assert f"paper:{work.work['letter'].pk}" in told  # type: ignore[attr-defined]
