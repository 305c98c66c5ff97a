"""The desk of each role on real data: exact lines, in order, and nothing of what others keep to themselves."""

from datetime import date, timedelta

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from servanda.core.access import Actor
from servanda.queries import ledger
from servanda.queries.desk import desk, words
from servanda.queries.desk.lines import Desk
from servanda.services import demo_undertakings, looks, undertakings
from servanda.services.audit import PROGRAM
from servanda.services.demo import ROLES
from servanda.services.undertakings import Wording
from tests.demo import Demo
from tests.desk_work import SECRET, papers
from tests.work import NOW, TODAY, Cast

pytestmark = pytest.mark.database


def said(found: Desk, code: str) -> list[str]:
    """The lines of a section as a reader has them: words, day, mark."""
    section = found.section(code)
    if section is None:
        return []
    return [
        " | ".join(
            part for part in (words.said(each.words, each.treaty), str(each.day) if each.day else "", each.mark) if part
        )
        for each in section.lines
    ]


def everything(found: Desk) -> str:
    """All that a desk says."""
    return "\n".join(
        " ".join([words.said(line.words, line.treaty), *(words.said(each, line.treaty) for each in line.beside)])
        for section in found.sections
        for line in section.lines
    )


def of(cast: Cast, role: str, day: date = TODAY) -> Desk:
    return desk(cast.actor(role, day=day), day=day)


@pytest.fixture
def work(demo: Demo, cast: Cast) -> Cast:
    """The people of the demo with their undertakings and some papers."""
    demo_undertakings.fill(cast.people, now=NOW)  # type: ignore[arg-type]
    papers(cast, now=NOW)
    return cast


def test_a_focal_point_sees_what_its_state_owes_and_what_is_not_known_is_never_late(work: Cast) -> None:
    found = of(work, "focal-point")
    assert said(found, "due") == [
        "Send the missing annexes of a report (invented) | 2026-12-10 | soon",
        "Annual transparency report 2026 | 2027-04-30",
        "Clearance and destruction of cluster munition remnants | 2024-10-01 | not-known",
        "12 yearly reports of past years: the record does not say whether they came in | not-known",
    ]
    assert said(found, "drafts") == ["Notes de la délégation (inventées)"]
    assert said(found, "papers") == ["Guidelines for reporting (invented) | 2026-11-24"]
    assert found.section("theme") is None
    assert found.section("week") is None
    leads = {(line.to.page, line.to.holds, line.to.anchor) for line in found.section("due").lines if line.to}  # type: ignore[union-attr]
    assert ("state", ("ccm", "TCD"), "art4-clearance") in leads


def test_the_state_of_another_focal_point_is_not_on_it(work: Cast) -> None:
    found = of(work, "focal-point-2")
    assert said(found, "due") == [
        "Annual transparency report 2026 | 2027-04-30",
        "Initial transparency report | 2016-04-29 | not-known",
        "10 yearly reports of past years: the record does not say whether they came in | not-known",
    ]
    assert "Chad" not in everything(found)
    assert "annexes" not in everything(found)
    assert "délégation" not in everything(found)


def test_what_is_overdue_is_told_as_that_where_the_record_says_so(demo: Demo, cast: Cast) -> None:
    # A list of the report's own day says that South Africa's initial report had not come in: on that day it is late.
    from servanda.core.acts import Completeness
    from servanda.core.days import parse_when
    from servanda.core.entries import Proposal
    from servanda.services import ledger as writing

    says = Completeness(subject="art7-initial", period="", as_of=date(2026, 11, 24))
    listed = Proposal(
        treaty="ccm", state="ZAF", act=says, on=parse_when("2026-11-24"), source="A list made for this test"
    )
    writing.append((listed,), by="Test", now=NOW)
    assert said(of(cast, "focal-point-2"), "due")[0] == "Initial transparency report | 2016-04-29 | overdue"


def test_a_signatory_is_told_that_nothing_binds_it(work: Cast) -> None:
    found = of(work, "signatory")
    assert said(found, "due") == [
        "Uganda is not bound by this treaty on this day (signatory): its page tells what is on record"
    ]
    assert "Guidelines" not in everything(found)  # for the Parties


def test_a_coordinator_sees_the_own_theme_and_promises(work: Cast) -> None:
    found = of(work, "coordinator")
    assert [section.code for section in found.sections] == ["due", "theme", "promised", "changed"]
    assert said(found, "due") == [
        "Draft the section on clearance (invented) | 2026-11-16 | overdue",
        "Gather operators for an exchange of practice (invented)",
    ]
    assert said(found, "theme") == [
        "Iraq: Clearance and destruction of cluster munition remnants | 2028-11-01",
        "Clearance and destruction of cluster munition remnants: 8 deadlines have passed of which the record does not "
        "say whether they were met | not-known",
        "Request to extend the deadline for clearance: 4 deadlines have passed of which the record does not say whether "
        "they were met | not-known",
    ]
    promised = found.section("promised")
    assert promised is not None
    assert (promised.number, promised.more) == (9, 2)
    assert said(found, "promised")[0] == "Share the table of contributions (invented) | 2026-11-23 | overdue"


def test_the_coordinator_for_reports_has_all_the_states_in_one_line(work: Cast) -> None:
    found = of(work, "transparency")
    assert said(found, "theme")[0] == "Annual transparency report 2026: 112 States | 2027-04-30"
    close = desk(work.actor("transparency", day=date(2027, 4, 25)), day=date(2027, 4, 25))
    assert said(close, "theme")[0] == "Annual transparency report 2026: 112 States | 2027-04-30 | week"


def test_the_coordinator_for_universalization_sees_who_has_signed(work: Cast) -> None:
    assert said(of(work, "universalization"), "theme") == [
        "12 States have signed and not yet deposited their instruments"
    ]


def test_the_president_sees_what_waits_and_what_the_presidency_promised(work: Cast) -> None:
    found = of(work, "president")
    assert [section.code for section in found.sections][:3] == ["presidency", "due", "approvals"]
    assert said(found, "presidency") == [
        "Write down the main points of two informal talks (invented) | 2026-11-19 | overdue"
    ]
    assert said(found, "approvals") == ["Letter on overdue reports (invented) | 2026-11-27 | week"]
    assert SECRET in everything(found)


def test_the_director_sees_the_treaty_and_the_specialist_not_what_is_between_principals(work: Cast) -> None:
    director, specialist = of(work, "director"), of(work, "specialist")
    assert said(director, "week") == ["Annual transparency report 2026: 112 States | 2027-04-30"]
    assert said(director, "approvals") == ["Letter on overdue reports (invented) | 2026-11-27 | week"]
    assert said(specialist, "approvals") == []  # the own letter
    assert SECRET in everything(director)
    assert SECRET not in everything(specialist)
    assert "Sound out a candidate" not in everything(specialist)
    assert (director.section("promised").number, specialist.section("promised").number) == (13, 12)  # type: ignore[union-attr]


def test_observer_donor_and_finance_officer_see_what_is_for_them(work: Cast) -> None:
    for role, guide in (("observer", True), ("donor", True), ("finance", False)):
        found = of(work, role)
        assert ("Guidelines for reporting (invented)" in everything(found)) is guide
        for hidden in ("Letter on overdue", SECRET, "Sound out", "Circulate ideas", "annexes", "délégation"):
            assert hidden not in everything(found), (role, hidden)
    assert of(work, "finance").section("promised").number == 1  # type: ignore[union-attr]


def test_without_a_second_factor_an_office_that_needs_one_has_an_empty_desk(work: Cast) -> None:
    found = desk(work.actor("president", second_factor=False), day=TODAY)
    assert found.sections == ()


def test_nobody_has_an_empty_desk(demo: Demo) -> None:
    assert desk(Actor(), day=TODAY).sections == ()


def test_with_the_mandate_the_desk_passes_on(work: Cast) -> None:
    from servanda.services import people
    from servanda.store.models import Mandate, Seat

    seat = Seat.objects.get(office="coordinator", holder="AUT")
    Mandate.objects.filter(seat=seat).update(until=TODAY - timedelta(days=1))
    successor = people.add_person(name="New Hand", by=PROGRAM, now=NOW)
    people.give_mandate(person=successor, seat=seat, since=TODAY, by=PROGRAM, now=NOW)
    work.people["successor"] = successor
    assert said(of(work, "successor"), "due")[0] == "Draft the section on clearance (invented) | 2026-11-16 | overdue"
    assert of(work, "coordinator").sections == ()


def test_what_changed_is_narrowed_and_hundreds_are_one_line(work: Cast) -> None:
    assert said(of(work, "focal-point"), "changed")[-1] == "46 entries were recorded at once | 2026-11-23"
    assert said(of(work, "coordinator"), "changed")[-1] == "307 entries were recorded at once | 2026-11-23"
    everyone = sum(entry.treaty == "ccm" for entry in ledger.all_entries("ccm"))
    assert everyone > 1700
    assert said(of(work, "observer"), "changed")[-1] == f"{everyone} entries were recorded at once | 2026-11-23"


def test_what_was_seen_is_gone_and_what_comes_after_is_there(work: Cast) -> None:
    from servanda.core.acts import ReportReceived
    from servanda.core.days import parse_when
    from servanda.core.entries import Proposal
    from servanda.services import ledger as writing

    actor = work.actor("focal-point")
    before = of(work, "focal-point")
    looks.seen(actor=actor, by=PROGRAM, now=NOW, entries=dict(before.heads), moment=NOW)
    assert said(of(work, "focal-point"), "changed") == []
    for state in ("TCD", "ZAF"):
        act = ReportReceived(obligation="art7-annual", period="2025")
        report = Proposal(treaty="ccm", state=state, act=act, on=parse_when("2026-11-20"), source="Made for this test")
        writing.append((report,), by="Test", now=NOW + timedelta(minutes=1))
    assert said(of(work, "focal-point"), "changed") == ["Chad: report | 2026-11-24"]
    # Nobody looks back: an older page that is sent late changes nothing.
    looks.seen(actor=actor, by=PROGRAM, now=NOW, entries={"ccm": 1}, moment=NOW - timedelta(days=3))
    assert said(of(work, "focal-point"), "changed") == ["Chad: report | 2026-11-24"]
    # And what one has seen, another has not.
    assert "46 entries" not in everything(of(work, "focal-point"))
    assert "entries were recorded" in everything(of(work, "focal-point-2"))


@pytest.mark.parametrize("role", [each.code for each in ROLES])
def test_the_questions_to_the_database_do_not_grow_with_the_lines(work: Cast, role: str) -> None:
    actor = work.actor(role)
    seat = actor.in_force[0]

    def asked() -> int:
        with CaptureQueriesContext(connections["default"]) as captured:
            desk(actor, day=TODAY)
            return len(captured)

    wording = Wording(text="One more", made_on=TODAY, source="Test", due=TODAY)
    kinds = {"public", "committee"} & (seat.office.sees | {"public"})
    asked()  # what is kept in memory is made
    counts = []
    for number in (1, 2):
        for _ in range(number):
            for classification in sorted(kinds):
                undertakings.add(
                    actor=actor,
                    by=PROGRAM,
                    now=NOW,
                    treaty="ccm",
                    owner=seat.number,
                    wording=wording,
                    classification=classification,
                )
            papers(work, now=NOW)
        counts.append(asked())
    assert counts[0] == counts[1]
    assert counts[0] <= 21


def test_the_support_unit_is_told_what_ends_is_unanswered_unconfirmed_or_held(demo: Demo, cast: Cast) -> None:
    from servanda.store.models import Answer, Contact, Link, Mandate, Message, Question, Seat

    at, last = NOW - timedelta(days=400), TODAY - timedelta(days=366)
    Mandate.objects.filter(person=cast.people["observer"]).update(until=TODAY + timedelta(days=5))
    Mandate.objects.filter(person=cast.people["donor"]).update(until=TODAY + timedelta(days=61))
    Seat.objects.filter(office="coordinator", holder="PER").update(until=TODAY + timedelta(days=60))
    chad = cast.people["focal-point"]
    contact = Contact.objects.create(
        person=chad, treaty="ccm", holder="TCD", place="capital", role="Point", since=at.date(), confirmed_on=last
    )
    Contact.objects.create(person=chad, treaty="ccm", holder="TCD", place="mission", role="Point", since=TODAY)
    asked = []
    for due in (TODAY - timedelta(days=1), TODAY + timedelta(days=20)):
        asked.append(
            Question.objects.create(
                treaty="ccm",
                classification="one-to-one",
                holder="TCD",
                seat=Seat.objects.get(office="support-unit"),
                contact=contact,
                purpose="answer",
                text="How many hectares?",
                due=due,
                made=NOW,
                person=cast.people["specialist"],
            )
        )
    link = Link.objects.create(question=asked[1], digest="d", made=NOW, expires=NOW + timedelta(days=30))
    Answer.objects.create(link=link, text="None", name="A. B.", moment=NOW, digest="e")
    for number, state in enumerate(("held", "sent", "unknown")):
        Message.objects.create(key=str(number), address="a@b.invalid", subject="", text="", state=state, made=NOW)
    week = of(cast, "specialist").section("week")
    assert week is not None
    assert said(of(cast, "specialist"), "week") == [
        "Chad has not answered yet | 2026-11-23 | overdue",
        "Hélène Favre’s mandate ends: International Committee of the Red Cross, Observer | 2026-11-29 | week",
        "Chad has answered: take the answer over | 2026-12-14 | soon",
        "The seat ends: Peru, Coordinator (Universalization) | 2027-01-23",
        "Annual transparency report 2026: 112 States | 2027-04-30",
        "1 contact not confirmed for a year",
        "1 message of which nobody knows whether it arrived, or that was refused",
    ]
    assert week.more == 1  # the message that is held
    # The focal point is asked; nobody else is told, nor anything of the week.
    assert said(of(cast, "focal-point"), "due")[:1] == ["You are asked: How many hectares? | 2026-11-23 | overdue"]
    for role in ("focal-point-2", "observer", "designate", "member"):
        told = everything(of(cast, role))
        assert "hectares" not in told
        assert of(cast, role).section("week") is None


def test_the_support_unit_is_told_whom_to_invite(demo: Demo, cast: Cast) -> None:
    """After a hand-over, until the successor has an invitation that is good, or an account."""
    from servanda.services import accounts, handover
    from servanda.store.models import Invitation, Mandate, Person, Seat

    def invites() -> list[str]:
        lines = said(of(cast, "specialist"), "week")
        return [line for line in lines if line.startswith("Invite") or "without an account" in line]

    assert invites() == []
    mandate = Mandate.objects.get(person=cast.people["coordinator"])
    day = TODAY + timedelta(days=7)
    new = handover.hand_over(
        mandate=mandate, version=1, day=day, name="Maria Novak", email="maria@demo.invalid",
        actor=cast.actor("coordinator"), by=cast.doer("coordinator"), now=NOW,
    )  # fmt: skip
    person = Person.objects.create(name="A. Point")
    Mandate.objects.create(person=person, seat=Seat.objects.filter(office="focal-point")[0], since=TODAY)
    owner = words.seat_of("ccm", mandate.seat.office, mandate.seat.holder, mandate.seat.theme)
    line, free = f"Invite Maria Novak: {owner} | 2026-12-01 | week", "1 focal point without an account, who could be"
    assert invites() == [line, f"{free} invited"]
    week = of(cast, "specialist").section("week")
    assert week is not None
    places = [each.to for each in week.lines if words.said(each.words, each.treaty).startswith("Invite")]
    assert [(to.page, to.holds) for to in places if to is not None] == [("person", (new.person_id,))]
    accounts.invite(person=new.person_id, actor=cast.actor("specialist"), now=NOW)
    assert invites() == [f"{free} invited"]
    Invitation.objects.update(expires=NOW - timedelta(days=1))
    assert invites() == [line, f"{free} invited"]
    Invitation.objects.update(used=NOW - timedelta(days=2))
    assert invites() == [f"{free} invited"]
