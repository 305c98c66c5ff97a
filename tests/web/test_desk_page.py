"""The desk as a page: lines lead where they say, nothing moves by looking, and what is not one's own is not there."""

import re
from io import BytesIO
from statistics import median
from time import thread_time
from zipfile import ZipFile

import pytest
from django.test import Client

from servanda.config.installation import Installation
from servanda.services import demo_undertakings
from servanda.services.demo import ROLES
from tests.demo import Demo
from tests.desk_work import SECRET, papers
from tests.work import NOW, Cast

pytestmark = pytest.mark.database
MOST_MILLISECONDS = 60


@pytest.fixture
def work(demo: Demo, cast: Cast) -> Cast:
    """The people of the demo with their undertakings and some papers."""
    demo_undertakings.fill(cast.people, now=NOW)  # type: ignore[arg-type]
    papers(cast, now=NOW)
    return cast


def text(client: Client, address: str = "/desk/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


@pytest.mark.parametrize("role", [each.code for each in ROLES])
def test_every_line_of_every_desk_leads_to_a_page(work: Cast, role: str) -> None:
    client = work.client(role)
    page = text(client)
    main = page[page.index("<main") :]
    addresses = {found.partition("#")[0] for found in re.findall(r'href="(/[^"]*)"', main)}
    assert any(each.startswith(("/desk/undertakings/", "/ccm/")) for each in addresses)
    for address in addresses:
        assert client.get(address.replace("&amp;", "&")).status_code == 200, address


def test_a_focal_point_reads_it_in_french_and_the_reasons_are_one_click_away(work: Cast) -> None:
    client = work.client("focal-point")
    page = text(client, "/fr/desk/")
    assert "Rapport annuel au titre des mesures de transparence 2026" in page
    assert "Tchad, article 7, par.\xa02" in page
    assert 'href="/fr/ccm/states/TCD/#art4-clearance"' in page
    assert 'id="art4-clearance"' in text(client, "/fr/ccm/states/TCD/")


@pytest.mark.parametrize("role", [each.code for each in ROLES if each.code not in ("director", "president")])
@pytest.mark.parametrize("address", ["/desk/", "/desk/brief/", "/desk/brief.text", "/desk/undertakings/?state=open"])
def test_what_is_between_principals_is_on_no_other_desk(work: Cast, role: str, address: str) -> None:
    page = text(work.client(role), address)
    assert SECRET not in page
    assert "Sound out a candidate" not in page


def test_the_director_has_it_on_the_desk_and_in_the_brief(work: Cast) -> None:
    client = work.client("director")
    for address in ("/desk/", "/desk/brief/", "/desk/brief.text"):
        assert SECRET in text(client, address)


def test_looking_moves_nothing_and_the_button_does(work: Cast) -> None:
    from servanda.store.models import Look

    client = work.client("observer")
    page = text(client)
    assert "entries were recorded at once" in page
    assert not Look.objects.exists()
    asked = dict(re.findall(r'name="(moment|entry-ccm)" value="([^"]*)"', page))
    assert client.post("/desk/seen/", asked).status_code == 302
    assert "entries were recorded at once" not in text(client)
    assert Look.objects.get().person_id == work.people["observer"].pk  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "asked", [{}, {"moment": "now", "entry-ccm": "1"}, {"moment": NOW.isoformat(), "entry-ccm": "x"}]
)
def test_a_broken_form_moves_nothing(work: Cast, asked: dict[str, str]) -> None:
    from servanda.store.models import Look

    assert work.client("observer").post("/desk/seen/", asked).status_code == 422
    assert not Look.objects.exists()


def test_a_look_never_reaches_beyond_what_there_is(work: Cast) -> None:
    from servanda.queries import ledger
    from servanda.store.models import Look

    asked = {"moment": "2999-01-01T00:00:00+00:00", "entry-ccm": "99999999999999999999", "entry-apmbc": "5"}
    assert work.client("observer").post("/desk/seen/", asked).status_code == 302
    look = Look.objects.get()
    assert (look.treaty, look.entry, look.moment) == ("ccm", ledger.head().number, NOW)


def test_the_digest_is_switched_off_and_on(work: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from servanda.store.models import AuditRow

    client = work.client("donor")
    assert "Mail is switched off here." in text(client)
    assert "e-mail" not in text(client)
    monkeypatch.setattr(Installation, "mail_is_on", True)
    assert "Switch it off" in text(client)
    client.post("/desk/digest/", {"wanted": "no"})
    assert "Switch it on" in text(client)
    client.post("/desk/digest/", {"wanted": "yes"})
    assert "Switch it off" in text(client)
    assert set(AuditRow.objects.filter(verb__startswith="digest").values_list("verb", flat=True)) == {
        "digest-off",
        "digest-on",
    }


@pytest.mark.parametrize("address", ["/desk/seen/", "/desk/digest/"])
def test_what_changes_something_is_posted_by_whoever_has_a_seat(work: Cast, address: str) -> None:
    assert work.client("donor").get(address).status_code == 405
    assert Client().post(address).status_code == 302
    assert Client(enforce_csrf_checks=True).post(address).status_code in (302, 403)


@pytest.mark.parametrize("role", ["director", "coordinator", "president", "focal-point"])
def test_the_brief_is_a_file_of_one_page(work: Cast, role: str) -> None:
    client = work.client(role)
    word = client.get("/desk/brief.docx")
    assert word["Content-Disposition"] == 'attachment; filename="desk-2026-11-24.docx"'
    with ZipFile(BytesIO(word.content)) as file:
        assert "Due from you" in file.read("word/document.xml").decode()
    pdf = client.get("/desk/brief.pdf").content
    assert pdf.startswith(b"%PDF")
    assert b"/Count 1" in pdf or pdf.count(b"/Type /Page\n") == 1
    assert client.get("/desk/brief.exe").status_code == 404


def test_a_title_is_text_and_never_markup(work: Cast) -> None:
    from servanda.store.models import Undertaking

    Undertaking.objects.filter(text__startswith="Have the booklet").update(text="<script>alert(1)</script>{kind}")
    page = text(work.client("donor"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{kind}" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("role", ["director", "coordinator", "transparency", "focal-point", "president"])
def test_a_desk_is_made_quickly(work: Cast, role: str) -> None:
    # The time of the processor that answers, so that other work on the machine does not count.
    client = work.client(role)
    client.get("/desk/")
    taken = []
    for _ in range(9):
        start = thread_time()
        client.get("/desk/")
        taken.append((thread_time() - start) * 1000)
    assert median(taken) <= MOST_MILLISECONDS, sorted(taken)
