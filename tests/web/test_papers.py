"""The pages of papers: who writes, approves and releases what, who does not even see it, and that no text is lost."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from servanda.core.errors import Conflict
from servanda.store.models import AuditRow, Frozen, Original, Paper, PaperVersion, Release, Withdrawn
from tests.demo import Demo
from tests.services.drafting import Desk
from tests.web.reading import Page, words
from tests.web.well_made import HOSTILE, well_made
from tests.work import Cast

pytestmark = pytest.mark.database


@pytest.fixture
def desk(demo: Demo, cast: Cast) -> Desk:
    return Desk(cast)


def opened(client: Client, address: str, status: int = 200, lang: str = "en") -> Page:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    page = Page(answer.content.decode(), address)
    well_made(page, lang)
    return page


def sent(client: Client, address: str, status: int = 302, **given: Any) -> Any:
    answer = client.post(address, given)
    assert answer.status_code == status, (address, answer.status_code, answer.content.decode()[-3000:])
    if status != 302:
        well_made(Page(answer.content.decode(), address))
    return answer


def hidden(page: Page, name: str) -> str:
    return next(e.attributes["value"] for e in page.all("input") if e.attributes.get("name") == name)


def actions(page: Page) -> list[str]:
    found = (form.attributes.get("action", "") for form in page.all("form") if form.within("main"))
    return [address.rstrip("/").rpartition("/")[2] for address in found]


def test_the_director_drafts_the_specialist_approves_the_director_publishes(desk: Desk, client: Client) -> None:
    director, specialist = desk.cast.client("director"), desk.cast.client("specialist")
    opened(director, "/desk/papers/new/")
    asked = {
        "kind": "publication",
        "title": "An invented guide",
        "text": "First part.\n\nSecond part.",
        "language": "en",
    }
    address = sent(director, "/desk/papers/new/", **asked)["Location"]
    paper = Paper.objects.get()
    assert address == f"/desk/papers/{paper.pk}/"
    assert "Presidency and support unit" in words(opened(director, address))
    form = opened(director, f"{address}freeze/")
    given = {"base": hidden(form, "base"), "purpose": "publication", "voice": "support-unit"}
    approval = sent(director, f"{address}freeze/", **given)["Location"]
    own = opened(director, approval)
    assert actions(own) == ["stop"], "nobody approves their own"
    digest = Frozen.objects.get().digest
    sent(director, f"{approval}approve/", 422, digest=digest)
    assert "An invented guide" in words(opened(specialist, "/desk/approvals/"))
    page = opened(specialist, approval)
    assert digest in words(page)
    assert "First part." in words(page)
    assert actions(page) == ["approve", "refuse", "stop"]
    sent(specialist, f"{approval}approve/", digest=hidden(page, "digest"))
    page = opened(director, approval)
    assert actions(page) == ["release", "stop"]
    assert opened(client, "/ccm/papers/").all("tbody") == []
    sent(director, f"{approval}release/", digest=hidden(page, "digest"))
    release = Release.objects.get()
    assert [a.text for a in opened(client, "/ccm/papers/").all("a") if a.within("tbody")] == [
        "An invented guide",
        f"entry {release.entry}",
    ]
    public = opened(client, f"/ccm/papers/{release.pk}/")
    assert "Second part." in words(public)
    assert digest in words(public)
    assert "Released: An invented guide" in words(opened(client, f"/ccm/record/{release.entry}/"))
    assert f"/ccm/papers/{release.pk}/" in [a.attributes["href"] for a in opened(director, approval).all("a")]
    opened(client, f"/ccm/papers/{release.pk}/?as-of=2026-11-23", 404)
    opened(client, f"/fr/ccm/papers/{release.pk}/", lang="fr")
    opened(client, f"/ar/ccm/papers/{release.pk}/", lang="ar")


def test_what_was_published_stays_though_the_paper_is_written_on(desk: Desk, client: Client) -> None:
    paper = desk.begin("director", text="The first text.")
    first = desk.freeze("director", paper)
    desk.approve("president", first)
    one = desk.release("president", first)
    before = client.get(f"/ccm/papers/{one.pk}/").content
    desk.save("specialist", paper, "The second text, in work.")
    assert b"second text" not in client.get(f"/ccm/papers/{one.pk}/").content
    assert client.get(f"/ccm/papers/{one.pk}/").content == before
    second = desk.freeze("specialist", paper)
    page = opened(desk.cast.client("president"), f"/desk/approvals/{second.pk}/")
    assert [ins.text for ins in page.all("ins")] == ["[added] second", "[added] , in work"]
    assert [gone.text for gone in page.all("del")] == ["[removed] first"]
    desk.approve("president", second)
    two = desk.release("president", second)
    old, new = (opened(client, f"/ccm/papers/{each.pk}/") for each in (one, two))
    assert "A later version took the place of this text." in words(old)
    assert "The first text." in words(old)
    assert "The version before" in words(new)
    assert "The second text, in work." in words(new)


def test_a_text_whose_entry_was_taken_back_is_no_longer_shown(desk: Desk, client: Client) -> None:
    from datetime import UTC, datetime

    from servanda.queries import library
    from servanda.services import record

    frozen = desk.freeze("director", desk.begin("director"))
    desk.approve("president", frozen)
    release = desk.release("president", frozen)
    opened(client, f"/ccm/papers/{release.pk}/")
    now = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    known = {"treaty": library.treaty("ccm"), "states": library.state_codes(), "by": "ISU", "now": now}
    record.retract(release.entry, source="the Director", reason="released by mistake", today=now.date(), **known)
    opened(client, f"/ccm/papers/{release.pk}/", 404)


def test_the_president_approves_and_a_focal_point_sees_nothing_of_it(desk: Desk) -> None:
    paper = desk.begin("director", title="A statement for the President")
    frozen = desk.freeze("director", paper)
    addresses = [
        f"/desk/papers/{paper.pk}/",
        f"/desk/papers/{paper.pk}/edit/",
        f"/desk/papers/{paper.pk}/versions/",
        f"/desk/papers/{paper.pk}/versions/1/",
        f"/desk/papers/{paper.pk}/versions/1/merge/",
        f"/desk/papers/{paper.pk}/compare/?old=1&new=1",
        f"/desk/papers/{paper.pk}/class/",
        f"/desk/papers/{paper.pk}/freeze/",
        f"/desk/approvals/{frozen.pk}/",
    ]
    for role in ("focal-point", "member", "coordinator", "donor", "observer", "finance"):
        client = desk.cast.client(role)
        nothing = re.sub(r"\d+", "N", client.get("/desk/papers/999999/").content.decode())
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code == 404, (role, address)
            assert re.sub(r"\d+", "N", answer.content.decode()).replace(address, "") == nothing.replace(
                address, ""
            ) or ("yours to see" in answer.content.decode())
        for verb in ("approve", "refuse", "stop", "release"):
            given = {"digest": frozen.digest, "reason": "No."}
            sent(client, f"/desk/approvals/{frozen.pk}/{verb}/", 404, **given)
        assert "A statement for the President" not in client.get("/desk/papers/?q=statement").content.decode()
        assert "A statement for the President" not in client.get("/desk/approvals/").content.decode()
    president = desk.cast.client("president")
    page = opened(president, f"/desk/approvals/{frozen.pk}/")
    sent(president, f"/desk/approvals/{frozen.pk}/approve/", 409, digest="0" * 64)
    sent(president, f"/desk/approvals/{frozen.pk}/approve/", digest=hidden(page, "digest"))
    assert "approved, waits to go out" in words(opened(president, f"/desk/approvals/{frozen.pk}/"))
    assert desk.cast.client("president", second_factor=False).get(f"/desk/approvals/{frozen.pk}/").status_code == 302


def test_an_approved_letter_says_what_happens_with_it_and_has_its_text_ready(desk: Desk) -> None:
    frozen = desk.freeze("director", desk.begin("director"), purpose="letter", addressees=["An invented ministry"])
    director, says = desk.cast.client("director"), "Servanda does not send letters yet."
    address = f"/desk/approvals/{frozen.pk}/"
    assert says not in words(opened(director, address))
    desk.approve("president", frozen)
    page = opened(director, address)
    assert says in words(page)
    [ready] = [each for each in page.all("textarea") if each.attributes["id"] == "copy"]
    assert ready.text.strip() == frozen.paper.versions.get().text


def test_whoever_comes_back_from_signing_in_anew_sees_the_page(desk: Desk) -> None:
    frozen = desk.freeze("director", desk.begin("director"))
    president = desk.cast.client("president")
    for verb in ("approve", "refuse", "stop", "release"):
        answer = president.get(f"/desk/approvals/{frozen.pk}/{verb}/")
        assert (answer.status_code, answer["Location"]) == (302, f"/desk/approvals/{frozen.pk}/")
    assert desk.approve("president", frozen).granted


def test_approving_asks_who_is_there_where_that_was_long_ago(desk: Desk) -> None:
    frozen = desk.freeze("director", desk.begin("director"))
    account: Any = desk.cast.people["president"].account  # type: ignore[attr-defined]
    account.set_password("something to sign in with")
    account.save()
    president = desk.cast.client("president")
    session = president.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 24 * 3600
    session.save()
    answer = president.post(f"/desk/approvals/{frozen.pk}/approve/", {"digest": frozen.digest})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/")
    assert not frozen.approvals.exists()


def test_a_stale_edit_shows_both_texts_and_makes_them_one(desk: Desk) -> None:
    paper = desk.begin("director", text="Alpha beta gamma.\n\nThe last line.")
    director, specialist = desk.cast.client("director"), desk.cast.client("specialist")
    edit = f"/desk/papers/{paper.pk}/edit/"
    base = hidden(opened(director, edit), "base")
    sent(specialist, edit, base=base, title="Invented", text="Alpha BETA gamma.\n\nThe last line.", language="en")
    mine = "Alpha beta gamma.\n\nThe very last line."
    page = Page(sent(director, edit, 409, base=base, title="Invented", text=mine, language="en").content.decode(), edit)
    told = words(page)
    assert "Nothing is lost: your text is kept as version 3" in told
    assert "Alpha BETA gamma." in told
    assert "The very last line." in told
    assert "[removed] BETA" in told
    assert "[added] very" in told
    [box] = page.all("textarea")
    assert box.text.strip() == "Alpha BETA gamma.\n\nThe very last line."
    assert "another text beside this one" in words(opened(specialist, f"/desk/papers/{paper.pk}/"))
    opened(specialist, f"/desk/papers/{paper.pk}/versions/3/merge/")
    opened(specialist, f"/desk/papers/{paper.pk}/versions/2/merge/", 404)
    given = {"base": hidden(page, "base"), "merges": hidden(page, "merges"), "title": "Invented", "language": "en"}
    sent(director, edit, text=box.text.removeprefix("\n"), **given)
    assert "another text beside this one" not in words(opened(specialist, f"/desk/papers/{paper.pk}/"))
    assert PaperVersion.objects.filter(paper=paper).count() == 4
    history = words(opened(director, f"/desk/papers/{paper.pk}/versions/"))
    assert "kept beside the text" in history
    assert "takes in version 3" in history
    compared = opened(director, f"/desk/papers/{paper.pk}/compare/?old=1&new=4")
    assert [ins.text for ins in compared.all("ins")] == ["[added] BETA", "[added] very "]
    opened(director, f"/desk/papers/{paper.pk}/versions/1/")
    opened(director, f"/desk/papers/{paper.pk}/compare/?old=1&new=77", 404)


def test_what_cannot_be_saved_comes_back_with_all_that_was_written(desk: Desk) -> None:
    director = desk.cast.client("director")
    answer = sent(director, "/desk/papers/new/", 422, kind="bilateral", title="With whom?", text="A long text.")
    page = Page(answer.content.decode())
    assert page.one("textarea").text.strip() == "A long text."
    assert "Say with which State" in words(page)
    paper = desk.begin("director")
    edit = f"/desk/papers/{paper.pk}/edit/"
    answer = sent(director, edit, 422, base="1", title=" ", text="Another long text.", language="en")
    assert Page(answer.content.decode()).one("textarea").text.strip() == "Another long text."
    answer = sent(director, edit, 422, base="1", title="T", text="Yet another.", language="en", due="soon")
    assert Page(answer.content.decode()).one("textarea").text.strip() == "Yet another."
    freeze = f"/desk/papers/{paper.pk}/freeze/"
    sent(director, freeze, 422, base="1", purpose="letter", voice="president", addressees="")
    sent(director, freeze, 409, base="9", purpose="statement", voice="president")


def test_opening_a_paper_shows_who_will_see_it_and_asks(desk: Desk) -> None:
    paper = desk.begin("director", "note", title="Opened")
    director, member = desk.cast.client("director"), desk.cast.client("member")
    place = f"/desk/papers/{paper.pk}/class/"
    form = opened(director, place)
    choices = [
        o.attributes["value"] for o in form.all("option") if o.within("select").attributes["id"] == "classification"
    ]
    assert choices == ["parties", "committee", "presidency", "principals"]
    given = {"base": "1", "classification": "committee", "theme": "", "holder": ""}
    page = Page(sent(director, place, 200, **given).content.decode())
    roles = [li.text for li in page.all("li")]
    assert "Member of the Coordination Committee" in roles
    assert "National focal point" not in roles
    assert "President" not in roles
    opened(member, f"/desk/papers/{paper.pk}/", 404)
    sent(director, place, **given, opened="yes")
    opened(member, f"/desk/papers/{paper.pk}/")
    sent(director, place, 422, base="2", classification="public", theme="", holder="", opened="yes")
    sent(director, place, 409, **given, opened="yes")
    sent(director, place, base="2", classification="principals", theme="", holder="")
    opened(member, f"/desk/papers/{paper.pk}/", 404)


def test_a_delegations_own_draft_is_seen_by_its_seats_alone(desk: Desk) -> None:
    chad = desk.cast.client("focal-point")
    sent(chad, "/desk/papers/new/", kind="own", title="Projet inventé", text="Un texte.", language="fr")
    paper = Paper.objects.get()
    page = opened(chad, f"/desk/papers/{paper.pk}/")
    assert page.one("h1").attributes["lang"] == "fr"
    assert "All seats of Chad" in words(page)
    opened(chad, f"/fr/desk/papers/{paper.pk}/", lang="fr")
    opened(chad, "/desk/papers/99999999999999999999999/", 404)
    opened(chad, "/desk/approvals/99999999999999999999999/", 404)
    for role in ("director", "president", "focal-point-2", "coordinator"):
        opened(desk.cast.client(role), f"/desk/papers/{paper.pk}/", 404)
    finance = desk.cast.client("finance")
    assert "0 papers that you may see" in words(opened(finance, "/desk/papers/?q=texte"))


def test_lists_narrow_and_every_look_is_in_the_log(desk: Desk) -> None:
    desk.begin("director", "minutes", title="Invented minutes", theme="clearance")
    paper = desk.begin("director", "note", title=f"A note {HOSTILE}", text=HOSTILE)
    director = desk.cast.client("director")
    page = opened(director, "/desk/papers/?kind=note&q=note")
    assert [a.text for a in page.all("a") if a.within("tbody")] == [f"A note {HOSTILE}"]
    assert "No paper that you may see is like this" in words(opened(director, "/desk/papers/?q=nothing"))
    page = opened(director, f"/desk/papers/{paper.pk}/")
    assert page.all("img") == []
    last = AuditRow.objects.order_by("-number").first()
    assert last is not None
    assert (last.verb, last.about, last.person) == ("saw", f"paper:{paper.pk}", desk.cast.people["director"].pk)


def test_refusing_and_stopping_at_the_web(desk: Desk) -> None:
    paper = desk.begin("director")
    frozen = desk.freeze("director", paper)
    president = desk.cast.client("president")
    address = f"/desk/approvals/{frozen.pk}/"
    sent(president, f"{address}refuse/", 422, digest=frozen.digest, reason="")
    sent(president, f"{address}refuse/", digest=frozen.digest, reason="A word is missing.")
    assert "A word is missing." in words(opened(desk.cast.client("director"), address))
    second = desk.freeze("director", paper)
    address = f"/desk/approvals/{second.pk}/"
    sent(president, f"{address}stop/", 422, reason="")
    sent(president, f"{address}stop/", reason="Not this week.")
    assert "Not this week." in words(opened(president, address))
    assert actions(opened(president, address)) == []


def test_a_file_is_attached_listed_and_downloaded_and_what_was_frozen_is_void(desk: Desk) -> None:
    director, focal = desk.cast.client("director"), desk.cast.client("focal-point")
    paper = desk.begin("director")
    frozen = desk.freeze("director", paper)
    desk.approve("president", frozen)
    address = f"/desk/papers/{paper.pk}/"
    assert "makes it void" in words(opened(director, address))
    answer = sent(director, f"{address}files/", files=SimpleUploadedFile("Annex “A”.txt", b"Invented."))
    assert answer["Location"] == f"{address}#files"
    [kept] = Original.objects.filter(paper=paper)
    page = opened(director, address)
    assert f"/desk/files/{kept.pk}/" in [a.attributes["href"] for a in page.all("a")]
    assert kept.sha256 in words(page) and "makes it void" not in words(page)
    assert "stopped" in words(page)
    assert director.get(f"/desk/files/{kept.pk}/").content == b"Invented."
    assert focal.get(f"/desk/files/{kept.pk}/").status_code == 404
    assert Withdrawn.objects.get().frozen_id == frozen.pk
    with pytest.raises(Conflict):
        desk.release("president", frozen)
    told = AuditRow.objects.filter(verb__in=("file-attached", "voided", "file-taken")).order_by("number")
    assert list(told.values_list("verb", flat=True)) == ["file-attached", "voided", "file-taken"]


@pytest.mark.parametrize("role", ["focal-point", "member", "observer", "finance"])
def test_whoever_may_not_change_a_paper_attaches_nothing(desk: Desk, role: str) -> None:
    paper, open_one = desk.begin("director"), desk.begin("specialist", "minutes")
    client = desk.cast.client(role)
    for each in (paper, open_one):
        file = SimpleUploadedFile("a.txt", b"x")
        assert client.post(f"/desk/papers/{each.pk}/files/", {"files": file}).status_code == 404
    assert not Original.objects.exists()
    if role == "member":
        assert [
            form for form in opened(client, f"/desk/papers/{open_one.pk}/").all("form") if form.within("main")
        ] == []


def test_a_file_that_is_not_taken_is_told_beside_the_paper(desk: Desk) -> None:
    director, paper = desk.cast.client("director"), desk.begin("director")
    frozen = desk.freeze("director", paper)
    address = f"/desk/papers/{paper.pk}/files/"
    assert "Choose a file first." in sent(director, address, 422).content.decode()
    program = SimpleUploadedFile("a.exe", b"MZ\x90\x00")
    assert paper.title in sent(director, address, 422, files=program).content.decode()
    assert not Original.objects.exists()
    assert not Withdrawn.objects.filter(frozen=frozen).exists()
