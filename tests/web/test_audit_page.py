"""The audit log as people read it, and that whoever sees what is confidential is told in it."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from servanda.config import clock
from servanda.queries import audit_lines
from servanda.services import audit
from servanda.services.audit import Doer
from tests.demo import NOW, Demo
from tests.work import Cast

pytestmark = pytest.mark.database


def lines(*verbs: str) -> list[tuple[int, str, str, dict[str, str]]]:
    from servanda.store.models import AuditRow

    rows = AuditRow.objects.filter(verb__in=verbs).order_by("number")
    import json

    return [(row.person, row.verb, row.about, json.loads(row.detail)) for row in rows]


def paper(cast: Cast, classification: str, **more: Any) -> Any:
    from servanda.store.models import Paper

    seat = cast.actor("specialist").seats[0].number
    return Paper.objects.create(
        treaty="ccm", classification=classification, seat_id=seat, kind="note", title="A note", made=NOW, **more
    )


def looked(cast: Cast, role: str, client: Any, *rows: Any) -> None:
    """What a page of the desk does that shows rows."""
    from servanda.web.desk.looking import looked as look

    session = client.session
    look(SimpleNamespace(session=session), cast.actor(role), rows)  # type: ignore[arg-type]
    session.save()


def test_what_is_confidential_is_told_in_one_line_and_once_an_hour(
    demo: Demo, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_ones = [paper(cast, "public"), paper(cast, "parties")]
    first, second = paper(cast, "committee"), paper(cast, "one-to-one", holder="TCD")
    client, person = cast.client("specialist"), cast.people["specialist"].pk  # type: ignore[attr-defined]
    looked(cast, "specialist", client, *open_ones)
    assert lines("saw") == []
    looked(cast, "specialist", client, *open_ones, first, second)
    both = {"things": f"paper:{first.pk} paper:{second.pk}"}
    assert lines("saw") == [(person, "saw", "things", both)]
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=59))
    looked(cast, "specialist", client, first)
    assert len(lines("saw")) == 1
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=60))
    looked(cast, "specialist", client, first)
    assert lines("saw")[1:] == [(person, "saw", f"paper:{first.pk}", {})]
    looked(cast, "specialist", cast.client("specialist"), first)
    assert len(lines("saw")) == 3, "another session is another look"


def test_a_page_is_not_shown_where_the_log_cannot_be_written(
    demo: Demo, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(audit, "saw", broken)
    with pytest.raises(OSError, match="disk full"):
        cast.client("director").get("/desk/audit/")


@pytest.mark.parametrize("role", ["coordinator", "focal-point", "observer", "member", "finance", "donor"])
def test_the_log_is_not_there_for_others(demo: Demo, cast: Cast, role: str) -> None:
    assert cast.client(role).get("/desk/audit/").status_code == 404
    with pytest.raises(ValueError, match="not yours to read"):
        audit_lines.listed(cast.actor(role))


def test_the_page_tells_who_did_what(demo: Demo, cast: Cast) -> None:
    shown, hidden = paper(cast, "committee"), paper(cast, "own", holder="TCD")
    by = cast.doer("president")
    audit.saw(by, [f"paper:{shown.pk}", f"paper:{hidden.pk}"], now=NOW)
    audit.note(by, "never-heard-of", "thing<b>:1", now=NOW, detail={"a": "b"})
    audit.note(Doer(999_999, 0, "job"), "person-added", "person:5", now=NOW)
    page = cast.client("director").get("/desk/audit/").content.decode()
    assert "Somchai Vongsa" in page
    assert "(President, Lao" in page
    assert "never-heard-of" in page
    assert "thing&lt;b&gt;:1" in page
    assert "person 999999, no longer kept" in page
    assert "by a job" in page
    assert f"paper:{hidden.pk}" in page
    assert f">paper:{hidden.pk}</a>" not in page
    things = {
        t.number: t.open
        for line in audit_lines.listed(cast.actor("director")).lines
        for t in line.things
        if t.kind == "paper"
    }
    assert things == {shown.pk: True, hidden.pk: False}


def test_an_entry_of_the_ledger_is_led_to(demo: Demo, cast: Cast) -> None:
    from servanda.store.models import AuditRow

    about = AuditRow.objects.get(number=1).about
    last = about.partition("-")[2]
    page = cast.client("director").get(f"/desk/audit/?about={about}").content.decode()
    assert '<a href="/ccm/record/1/">ledger:1</a>' in page
    assert f"ledger:{last}" in page
    assert "recorded in the ledger" in page


def test_reading_the_log_is_told_in_it(demo: Demo, cast: Cast) -> None:
    client = cast.client("director")
    client.get("/desk/audit/")
    client.get("/desk/audit/?day=2026-11-24")
    director = cast.people["director"].pk  # type: ignore[attr-defined]
    assert lines("saw") == [(director, "saw", "audit", {})]


def test_lines_are_found_by_person_thing_and_day_and_paged(demo: Demo, cast: Cast) -> None:
    by, who = cast.doer("president"), cast.actor("director")
    then = datetime(2026, 10, 1, 23, 59, 59, tzinfo=UTC)
    for number in range(120):
        audit.note(by, "paper-saved", f"paper:{number + 1}", now=then)
    audit.saw(by, ["paper:1", "paper:11", "paper:111"], now=then + timedelta(seconds=1))

    def found(**asked: Any) -> list[str]:
        return [line.verb for line in audit_lines.listed(who, **asked).lines]

    assert found(about="paper:1") == ["saw", "paper-saved"]
    assert found(about="paper:111") == ["saw", "paper-saved"]
    assert found(about="paper:12") == ["paper-saved"]
    assert found(about="paper:1111") == []
    assert found(day=then.date() + timedelta(days=1)) == ["saw"]
    first = audit_lines.listed(who, day=then.date())
    second = audit_lines.listed(who, day=then.date(), before=first.older)
    third = audit_lines.listed(who, day=then.date(), before=second.older)
    assert [len(page.lines) for page in (first, second, third)] == [50, 50, 20]
    assert third.older == 0
    numbers = [line.number for page in (first, second, third) for line in page.lines]
    assert numbers == sorted(set(numbers), reverse=True)
    assert {line.person for line in audit_lines.listed(who, person=by.person).lines} == {by.person}
    assert found(person=0)[0] != "saw"


def test_a_paper_is_found_with_what_was_frozen_of_it(demo: Demo, cast: Cast) -> None:
    from tests.services.drafting import Desk

    desk = Desk(cast)
    one = desk.begin("director")
    frozen = desk.freeze("director", one)
    desk.approve("president", frozen)
    desk.release("president", frozen)
    audit.note(cast.doer("president"), "stopped", f"frozen:9 paper:{one.pk}9", now=NOW)
    for about in (f"paper:{one.pk}", f"frozen:{frozen.pk}"):
        found = audit_lines.listed(cast.actor("director"), about=about).lines
        assert [line.verb for line in found][:3] == ["released", "approved", "frozen"]
        assert [thing.written for thing in found[0].things] == [f"frozen:{frozen.pk}", f"paper:{one.pk}"]
    page = cast.client("director").get(f"/desk/audit/?about=paper:{one.pk}").content.decode()
    assert f'<a href="/desk/papers/{one.pk}/">paper:{one.pk}</a>' in page
    assert "let approved content leave" in page


def test_what_a_line_says_besides_is_said_in_words(demo: Demo, cast: Cast) -> None:
    by = cast.doer("director")
    audit.note(by, "paper-moved", "paper:7", now=NOW, detail={"from": "one-to-one", "to": "committee", "version": "2"})
    audit.note(by, "seat-closed", "seat:7", now=NOW, detail={"until": "2026-12-31"})
    audit.note(by, "reception-taken", "reception:7", now=NOW, detail={"state": "TCD", "channel": "e-mail"})
    page = cast.client("director").get("/desk/audit/").content.decode().replace("\xa0", " ")
    assert "one-to-one" not in page and "version 2" in page
    assert "until 31 December 2026" in page
    assert "for Chad" in page and "TCD" not in page


@pytest.mark.parametrize(
    ("channel", "says"),
    [
        ("link", "a contact, by a link"),
        ("command", "whoever keeps the machine"),
        ("job", "the program itself"),
        ("web", "somebody who is not known"),
    ],
)
def test_who_has_no_name_is_told_by_the_way_they_came(demo: Demo, cast: Cast, channel: str, says: str) -> None:
    audit.note(Doer(0, 0, channel), "answer-given", "question:999", now=NOW)
    page = cast.client("director").get("/desk/audit/?about=question:999").content.decode()
    assert f'data-label="Who">{says}</td>' in page


def test_the_last_day_that_there_is_has_no_lines(demo: Demo, cast: Cast) -> None:
    assert cast.client("director").get("/desk/audit/?day=9999-12-31").status_code == 200


@pytest.mark.parametrize("query", ["person=x", "day=yesterday", "before=-1", "person=99999999999999999999999"])
def test_what_cannot_be_asked_is_told(demo: Demo, cast: Cast, query: str) -> None:
    answer = cast.client("director").get(f"/desk/audit/?{query}")
    assert answer.status_code == 422
    assert "is not a" in answer.content.decode()


def test_every_page_of_the_work_tells_who_saw_it(demo: Demo, cast: Cast) -> None:
    from servanda.services import undertakings
    from servanda.services.undertakings import Wording
    from servanda.store.models import Seat
    from tests.asking import question
    from tests.services.drafting import Desk
    from tests.services.test_receptions import take
    from tests.work import TODAY

    numbers = {"question": question(cast), "reception": take(cast), "paper": Desk(cast).begin("specialist").pk}
    promised = undertakings.add(
        actor=cast.actor("specialist"),
        by=cast.doer("specialist"),
        now=NOW,
        treaty="ccm",
        owner=Seat.objects.get(office="support-unit").pk,
        wording=Wording("Invented.", TODAY, "A test"),
        classification="presidency",
    )
    numbers["undertaking"] = promised.pk
    mandate = cast.people["specialist"].mandates.get().pk  # type: ignore[attr-defined]
    pages = [
        f"/desk/{kind}s/{number if one else ''}{'/' if one else ''}"
        for kind, number in numbers.items()
        for one in (0, 1)
    ]
    for address in (*pages, f"/desk/handover/{mandate}/", f"/desk/handover/{mandate}/paper.docx"):
        assert cast.client("specialist").get(address).status_code == 200, address
        _, _, about, detail = lines("saw")[-1]
        told = {*detail.get("things", "").split(), about}
        kinds = [kind for kind in numbers if f"/{kind}s/" in address] or ["undertaking"]
        assert {f"{kind}:{numbers[kind]}" for kind in kinds} <= told, address
    person = cast.people["specialist"].pk  # type: ignore[attr-defined]
    found = audit_lines.listed(cast.actor("director"), about=f"paper:{numbers['paper']}").lines
    assert [line.person for line in found if line.verb == "saw"].count(person) >= 2, "a list counts as one page"
