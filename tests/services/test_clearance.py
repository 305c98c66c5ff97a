"""Four eyes: only what somebody else approved, word for word, leaves the house; once; and only through a person."""

import json
from datetime import date
from hashlib import sha256

import pytest
from django.db import DatabaseError, transaction

from servanda.core.access import NOBODY, Actor
from servanda.core.acts import parse
from servanda.core.errors import Conflict, NeedsSecondFactor, NotThere, Unacceptable
from servanda.queries import clearance as reading
from servanda.queries import ledger
from servanda.services import clearance
from servanda.services.audit import PROGRAM
from servanda.store.models import Approval, AuditRow, Frozen, Mandate, Original, Paper, Release, Withdrawn
from tests.demo import Demo
from tests.own_database import OwnDatabase, drop_guards
from tests.services.drafting import Desk
from tests.services.test_writers import on_threads
from tests.work import NOW, TODAY, Cast
from tests.work import cast as people_of_the_test

pytestmark = pytest.mark.database
YESTERDAY = date(2026, 11, 23)


@pytest.fixture
def desk(demo: Demo, cast: Cast) -> Desk:
    return Desk(cast)


def stage(frozen: Frozen) -> str:
    return reading.standing(Frozen.objects.get(pk=frozen.pk)).stage


def test_the_director_writes_the_specialist_approves_the_director_releases(desk: Desk) -> None:
    paper = desk.begin("director", "publication", title="An invented guide", text="First.\n\nSecond.")
    frozen = desk.freeze("director", paper, "publication", "support-unit")
    assert frozen.digest == sha256(frozen.content.encode()).hexdigest()
    assert json.loads(frozen.content) == {
        "treaty": "ccm",
        "paper": paper.pk,
        "version": 1,
        "kind": "publication",
        "class": "presidency",
        "theme": "",
        "holder": "",
        "title": "An invented guide",
        "text": "First.\n\nSecond.",
        "language": "en",
        "originals": [],
        "purpose": "publication",
        "audience": "public",
        "addressees": [],
        "voice": "support-unit",
        "before": "",
    }
    assert stage(frozen) == "waits"
    desk.approve("specialist", frozen)
    assert stage(frozen) == "approved"
    release = desk.release("director", frozen)
    assert stage(frozen) == "released"
    [entry] = [e for e in ledger.all_entries("ccm") if e.number == release.entry]
    assert entry.act == parse(
        "publication",
        {
            "title": "An invented guide",
            "form": "publication",
            "language": "en",
            "sha256": frozen.digest,
            "voice": "support-unit",
        },
    )
    assert (str(entry.on), entry.recorded_by, entry.state) == (
        "2026-11-24",
        "Director of the support unit",
        "",
    )
    verbs = (
        AuditRow.objects.filter(about=f"frozen:{frozen.pk} paper:{paper.pk}")
        .order_by("number")
        .values_list("verb", flat=True)
    )
    assert list(verbs) == ["frozen", "approved", "released"]
    director = desk.cast.doer("director")
    recorded = AuditRow.objects.get(about=f"ledger:{release.entry}")
    assert (recorded.person, recorded.seat, recorded.channel) == (director.person, director.seat, "web")
    assert not any("invented guide" in row.detail for row in AuditRow.objects.all()), "the log tells no titles"


def test_a_new_version_is_a_new_release_that_names_the_one_before(desk: Desk) -> None:
    paper = desk.begin("director")
    first = desk.freeze("director", paper)
    desk.approve("president", first)
    before = desk.release("president", first)
    desk.save("specialist", paper, "Two.")
    assert stage(first) == "released", "what was published stays so, whatever is written after"
    second = desk.freeze("specialist", paper)
    assert json.loads(second.content)["before"] == first.digest
    desk.approve("president", second)
    after = desk.release("director", second)
    entry = next(e for e in ledger.all_entries("ccm") if e.number == after.entry)
    assert entry.note == f"A new version of what was released by entry {before.entry}."
    assert Frozen.objects.get(pk=first.pk).content == first.content


@pytest.mark.parametrize(
    ("writes", "freezes", "approves", "error", "says"),
    [
        ("director", "director", "director", Unacceptable, "You wrote this text"),
        ("director", "specialist", "director", Unacceptable, "You wrote this text"),
        ("director", "specialist", "specialist", Unacceptable, "You froze this content"),
        ("director", "director", "member", NotThere, "not yours to see"),
        ("director", "director", "focal-point", NotThere, "not yours to see"),
        ("director", "director", "observer", NotThere, "not yours to see"),
        ("director", "director", "coordinator", NotThere, "not yours to see"),
    ],
)
def test_nobody_approves_their_own_nor_what_is_not_theirs_to_clear(
    desk: Desk, writes: str, freezes: str, approves: str, error: type[Exception], says: str
) -> None:
    frozen = desk.freeze(freezes, desk.begin(writes))
    with pytest.raises(error, match=says):
        desk.approve(approves, frozen)
    assert stage(frozen) == "waits"
    with pytest.raises(Conflict):
        clearance.release(
            actor=desk.cast.actor("president"),
            by=desk.cast.doer("president"),
            now=NOW,
            today=TODAY,
            number=frozen.pk,
            digest=frozen.digest,
        )
    assert not Release.objects.exists()


def test_who_wrote_the_text_does_not_approve_it_though_another_saved_it_last(desk: Desk) -> None:
    paper = desk.begin("specialist", "note", text="By the specialist.")
    desk.place("director", paper, "committee", opened=True)
    frozen = desk.freeze("director", paper)
    assert frozen.writer_id == desk.cast.people["director"].pk
    with pytest.raises(Unacceptable, match="You wrote this text"):
        desk.approve("specialist", frozen)


def test_a_second_person_in_the_same_seat_does_not_do(desk: Desk) -> None:
    seat = desk.cast.actor("director").seats[0].number
    Mandate.objects.create(person=desk.cast.people["finance"], seat_id=seat, since=TODAY)
    frozen = desk.freeze("director", desk.begin("director"))
    with pytest.raises(Unacceptable, match="another seat has to approve it"):
        desk.approve("finance", frozen)


def test_other_content_than_that_on_the_screen_is_a_conflict(desk: Desk) -> None:
    paper = desk.begin("director")
    frozen = desk.freeze("director", paper)
    with pytest.raises(Conflict, match="not the one that was on your screen"):
        desk.approve("president", frozen, digest="0" * 64)
    desk.approve("president", frozen)
    with pytest.raises(Conflict, match="not the one that was approved"):
        desk.release("president", frozen, digest="0" * 64)
    with pytest.raises(Conflict, match="no longer waiting"):
        desk.approve("president", frozen)
    assert not Release.objects.exists()


@pytest.mark.parametrize("change", ["text", "class", "language"])
@pytest.mark.parametrize("approved", [True, False])
def test_any_edit_makes_it_void(desk: Desk, change: str, approved: bool) -> None:
    paper = desk.begin("director")
    frozen = desk.freeze("director", paper)
    if approved:
        desk.approve("president", frozen)
    if change == "text":
        desk.save("specialist", paper, "One, and more.")
    elif change == "class":
        desk.place("specialist", paper, "committee", opened=True)
    else:
        desk.save("specialist", paper, "One.", language="fr")
    assert stage(frozen) == "withdrawn"
    assert Withdrawn.objects.get(frozen=frozen).reason == "The paper was changed."
    for verb in (desk.approve, desk.release):
        with pytest.raises(Conflict):
            verb("president", frozen)


def test_a_file_that_was_added_past_all_verbs_still_holds_the_release_back(desk: Desk) -> None:
    paper = desk.begin("director")
    frozen = desk.freeze("director", paper)
    desk.approve("president", frozen)
    Paper.objects.filter(pk=paper.pk).update(language="fr")
    with pytest.raises(Conflict, match="not the one that was approved"):
        desk.release("president", frozen)
    Paper.objects.filter(pk=paper.pk).update(language="en")
    Original.objects.create(paper=paper, name="a.pdf", kind="application/pdf", size=1, sha256="a" * 64, kept=NOW)
    with pytest.raises(Conflict, match="not the one that was approved"):
        desk.release("president", frozen)
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        Original.objects.all().delete()


def test_an_approved_text_that_is_as_it_was_again_may_leave(desk: Desk) -> None:
    paper = desk.begin("director")
    frozen = desk.freeze("director", paper)
    desk.approve("president", frozen)
    Paper.objects.filter(pk=paper.pk).update(language="fr")
    Paper.objects.filter(pk=paper.pk).update(language="en")
    assert desk.release("president", frozen).entry


def test_whoever_approved_must_still_hold_the_seat(desk: Desk) -> None:
    frozen = desk.freeze("director", desk.begin("director"))
    desk.approve("specialist", frozen)
    Mandate.objects.filter(person=desk.cast.people["specialist"].pk).update(until=YESTERDAY)
    with pytest.raises(Conflict, match="no longer holds that seat"):
        desk.release("director", frozen)
    Mandate.objects.filter(person=desk.cast.people["specialist"].pk).update(until=None)
    Mandate.objects.filter(person=desk.cast.people["director"].pk).update(until=YESTERDAY)
    with pytest.raises(NotThere):
        desk.release("director", frozen)
    assert desk.release("president", frozen).by_id == desk.cast.people["president"].pk


@pytest.mark.parametrize("role", ["presidency", "member", "coordinator", "focal-point", "observer", "finance"])
def test_only_a_seat_that_publishes_releases(desk: Desk, role: str) -> None:
    frozen = desk.freeze("director", desk.begin("director"))
    desk.approve("president", frozen)
    with pytest.raises(NotThere):
        desk.release(role, frozen)
    assert stage(frozen) == "approved"


def test_a_refusal_has_its_reason_and_ends_it(desk: Desk) -> None:
    paper = desk.begin("director")
    frozen = desk.freeze("director", paper)
    with pytest.raises(Unacceptable, match="why it is refused"):
        desk.refuse("president", frozen, "  ")
    desk.refuse("president", frozen, "The second paragraph is not agreed.")
    assert (stage(frozen), Approval.objects.get().reason) == ("refused", "The second paragraph is not agreed.")
    with pytest.raises(Conflict):
        desk.approve("specialist", frozen)
    with pytest.raises(Conflict, match="cannot leave"):
        desk.release("president", frozen)
    assert stage(desk.freeze("director", paper)) == "waits", "it can be frozen anew"


def test_the_stop_button(desk: Desk) -> None:
    paper = desk.begin("director", "minutes", theme="clearance")
    frozen = desk.freeze("director", paper, "minutes", "committee")
    desk.approve("president", frozen)
    with pytest.raises(NotThere):
        desk.stop("member", frozen)
    with pytest.raises(Unacceptable, match="why it is stopped"):
        desk.stop("coordinator", frozen, "")
    desk.stop("coordinator", frozen, "A State asked for a correction.")
    assert stage(frozen) == "withdrawn"
    with pytest.raises(Conflict, match="cannot leave"):
        desk.release("president", frozen)
    with pytest.raises(Conflict, match="nothing to stop"):
        desk.stop("president", frozen)


def test_once_it_has_left_it_cannot_leave_again_nor_be_stopped(desk: Desk) -> None:
    frozen = desk.freeze("director", desk.begin("director"))
    desk.approve("president", frozen)
    desk.release("president", frozen)
    for verb in (desk.release, desk.stop, desk.approve):
        with pytest.raises(Conflict):
            verb("president", frozen)
    assert (Release.objects.count(), Withdrawn.objects.count()) == (1, 0)


def test_a_letter_can_be_approved_and_not_sent_yet(desk: Desk) -> None:
    paper = desk.begin("director", "letter")
    with pytest.raises(Unacceptable, match="to whom the letter goes"):
        desk.freeze("director", paper, "letter")
    with pytest.raises(Unacceptable, match="named twice"):
        desk.freeze("director", paper, "letter", addressees=["TCD", "TCD"])
    frozen = desk.freeze("director", paper, "letter", addressees=["TCD", " ", "ZAF"])
    assert json.loads(frozen.content)["addressees"] == ["TCD", "ZAF"]
    desk.approve("president", frozen)
    with pytest.raises(Unacceptable, match="cannot be sent from here yet"):
        desk.release("president", frozen)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"purpose": "poem"}, "leave the house as"),
        ({"voice": "nobody"}, "in whose name"),
        ({"addressees": ["TCD"]}, "goes to the public"),
    ],
)
def test_what_cannot_be_frozen_is_told(desk: Desk, asked: dict[str, str], says: str) -> None:
    with pytest.raises(Unacceptable, match=says):
        desk.freeze("director", desk.begin("director"), **asked)


def test_what_is_frozen_once_is_not_frozen_twice_nor_from_an_old_form_nor_a_delegations_own(desk: Desk) -> None:
    paper = desk.begin("director")
    desk.save("director", paper, "Two.")
    with pytest.raises(Conflict, match="changed in the meantime"):
        desk.freeze("director", paper, base=1)
    desk.freeze("director", paper)
    with pytest.raises(Conflict, match="frozen already"):
        desk.freeze("specialist", paper)
    with pytest.raises(Unacceptable, match="own draft"):
        desk.freeze("focal-point", desk.begin("focal-point", "own"))
    with pytest.raises(NotThere):
        desk.freeze("member", paper)


def test_a_command_a_job_and_one_without_second_factor_are_refused_with_the_reason(desk: Desk) -> None:
    frozen = desk.freeze("director", desk.begin("director"))
    for actor in (NOBODY, Actor(), desk.cast.actor("president", second_factor=False)):
        who = {"actor": actor, "by": PROGRAM, "now": NOW, "number": frozen.pk, "digest": frozen.digest}
        with pytest.raises(NeedsSecondFactor, match="a person who has signed in with a second factor"):
            clearance.approve(**who)
        with pytest.raises(NeedsSecondFactor):
            clearance.refuse(**who, reason="No.")
        with pytest.raises(NeedsSecondFactor):
            clearance.release(**who, today=TODAY)
        with pytest.raises(NotThere):
            clearance.withdraw(actor=actor, by=PROGRAM, now=NOW, number=frozen.pk, reason="Stop.")
        with pytest.raises(NotThere):
            clearance.freeze(
                actor=actor, by=PROGRAM, now=NOW, number=frozen.paper_id, base=1, purpose="statement", voice="president"
            )
    assert stage(frozen) == "waits"


def test_what_was_frozen_for_few_is_not_seen_by_those_to_whom_the_paper_was_opened(desk: Desk) -> None:
    paper = desk.begin("director", "succession", text="Names.")
    frozen = desk.freeze("director", paper)
    desk.save("director", paper, "No names.")
    desk.place("director", paper, "presidency", opened=True)
    assert reading.of_paper(desk.cast.actor("specialist"), paper.pk) == ()
    with pytest.raises(NotThere):
        reading.frozen(desk.cast.actor("specialist"), frozen.pk)
    assert [each.row.pk for each in reading.of_paper(desk.cast.actor("president"), paper.pk)] == [frozen.pk]


def test_who_waits_for_whom(desk: Desk) -> None:
    frozen = desk.freeze("director", desk.begin("director"))

    def of(role: str) -> tuple[int, int, int, int]:
        found = reading.waiting(desk.cast.actor(role))
        return len(found.mine), len(found.others), len(found.ready), len(found.past)

    assert (of("director"), of("president"), of("specialist"), of("member")) == (
        (0, 1, 0, 0),
        (1, 0, 0, 0),
        (1, 0, 0, 0),
        (0, 0, 0, 0),
    )
    desk.approve("president", frozen)
    assert (of("director"), of("president"), of("focal-point")) == ((0, 0, 1, 0), (0, 0, 1, 0), (0, 0, 0, 0))
    assert reading.cleared(desk.cast.actor("presidency"), frozen).may_release is False
    assert reading.cleared(desk.cast.actor("director"), frozen).may_release is True
    desk.release("director", frozen)
    assert of("director") == (0, 0, 0, 1)


def test_two_who_approve_or_release_at_the_same_moment_do_so_once(own_database: OwnDatabase) -> None:
    who = Desk(people_of_the_test())
    frozen = who.freeze("director", who.begin("director"))
    outcome = on_threads(*((lambda role=role: who.approve(role, frozen)) for role in ("president", "specialist")))
    assert sorted(type(each).__name__ for each in outcome) == ["Approval", "Conflict"]
    outcome = on_threads(*((lambda role=role: who.release(role, frozen)) for role in ("president", "director")))
    assert sorted(type(each).__name__ for each in outcome) == ["Conflict", "Release"]
    assert Release.objects.count() == 1


def test_an_edit_and_a_release_at_the_same_moment_never_let_another_text_out(own_database: OwnDatabase) -> None:
    who = Desk(people_of_the_test())
    paper = who.begin("director")
    frozen = who.freeze("director", paper)
    who.approve("president", frozen)
    released, saved = on_threads(
        lambda: who.release("president", frozen),
        lambda: who.save("specialist", Paper.objects.get(pk=paper.pk), "Changed.", base=1),
    )
    assert not isinstance(saved, Exception)
    if isinstance(released, Conflict):
        assert stage(frozen) == "withdrawn"
        assert not Release.objects.exists()
    else:
        assert stage(frozen) == "released"
        assert json.loads(released.frozen.content)["text"] == "One."


def test_content_that_was_changed_past_all_guards_does_not_leave(own_database: OwnDatabase) -> None:
    who = Desk(people_of_the_test())
    waits, frozen = (who.freeze("director", who.begin("director")) for _ in range(2))
    who.approve("president", frozen)
    with own_database.raw() as raw:
        drop_guards(own_database.vendor, raw)
        raw.execute('UPDATE servanda_frozen SET content = REPLACE(content, \'"text":"One."\', \'"text":"Two."\')')
    frozen.refresh_from_db()
    assert '"text":"Two."' in frozen.content
    with pytest.raises(Conflict, match="not the one that was approved"):
        who.release("president", frozen)
    with pytest.raises(Conflict):
        who.approve("president", waits)
    assert not Release.objects.exists()
