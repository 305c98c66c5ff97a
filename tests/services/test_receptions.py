"""What is taken in for a State: who sees it, how it becomes record, and that its originals stay what they were."""

from typing import Any

import pytest

from servanda.core.errors import Conflict, NotThere, Unacceptable
from tests.demo import Demo
from tests.services.test_questions import ROLES
from tests.work import NOW, TODAY, Cast

pytestmark = pytest.mark.database


def take(cast: Cast, role: str = "specialist", **more: Any) -> int:
    from servanda.services import receptions

    given = {
        "treaty": "ccm",
        "state": "TCD",
        "channel": "e-mail",
        "received": TODAY.replace(day=3),
        "sender": "the Permanent Mission of Chad",
        "says": "Will send its report in spring.",
    }
    return receptions.take_in(**(given | more), actor=cast.actor(role), by=cast.doer(role), now=NOW, today=TODAY)


def made(cast: Cast, number: int, version: int = 1, role: str = "specialist", **more: Any) -> Any:
    from servanda.services import receptions

    given = {
        "kind": "declaration",
        "on": "2026-11-03",
        "particulars": {"about": "An invented declaration", "period": ""},
    }
    return receptions.make_record(
        number=number,
        version=version,
        **(given | more),
        actor=cast.actor(role),
        by=cast.doer(role),
        now=NOW,
        today=TODAY,
    )


def files_seen(cast: Cast, number: int) -> list[str]:
    from servanda.queries import originals

    seen = []
    for role in ROLES:
        try:
            originals.find(cast.actor(role), number)
        except NotThere:
            continue
        seen.append(role)
    return seen


def test_the_state_itself_sees_what_was_taken_in_for_it(cast: Cast) -> None:
    from servanda.queries import receptions
    from servanda.services.originals import Incoming

    number = take(cast, files=[Incoming("mail.eml", b"From: x@example.org\nSubject: y\n\nhello\n")])
    seen = [role for role in ROLES if [each.number for each in receptions.listed(cast.actor(role))] == [number]]
    assert seen == ["director", "specialist", "president", "presidency", "focal-point"]
    [file] = receptions.one(cast.actor("focal-point"), number).files
    assert files_seen(cast, file.number) == seen


def test_a_file_of_an_answer_is_seen_by_whoever_sees_the_question(cast: Cast) -> None:
    from servanda.services.originals import Incoming
    from servanda.store.models import Original
    from tests.asking import give, link, question

    give(link(cast, question(cast)), files=[Incoming("a.txt", b"from the capital")])
    assert files_seen(cast, Original.objects.get().pk) == [
        "director",
        "specialist",
        "president",
        "presidency",
        "focal-point",
    ]


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("director", "specialist")])
def test_nobody_else_takes_in_or_records(cast: Cast, role: str) -> None:
    number = take(cast)
    with pytest.raises(NotThere):
        take(cast, role)
    with pytest.raises(NotThere):
        made(cast, number, role=role)


def test_without_a_second_factor_nothing_is_taken_in(cast: Cast) -> None:
    from servanda.services import receptions
    from servanda.services.audit import doer

    actor = cast.actor("specialist", second_factor=False)
    with pytest.raises(NotThere):
        receptions.take_in(
            treaty="ccm", state="TCD", channel="e-mail", received=TODAY, sender="x", says="y",
            actor=actor, by=doer(actor), now=NOW, today=TODAY,
        )  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "XXX"}, {"channel": "pigeon"}, {"received": TODAY.replace(day=25)}, {"sender": " "}, {"says": ""},
        {"sender": "x" * 201}, {"classification": "own"}, {"classification": "secret"}, {"classification": "public"},
        {"classification": "principals"},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(cast: Cast, wrong: dict[str, Any]) -> None:
    from servanda.store.models import Reception

    with pytest.raises(Unacceptable):
        take(cast, **wrong)
    assert not Reception.objects.exists()


def test_what_becomes_record_names_its_source_and_the_unit(cast: Cast) -> None:
    from servanda.queries import receptions

    number = take(cast)
    entry = made(cast, number)
    assert entry.source == f"e-mail of the Permanent Mission of Chad, 3 November 2026 (reception {number})"
    assert (entry.state, entry.recorded_by, entry.recorded, entry.act.kind) == (
        "TCD",
        "Implementation Support Unit",
        NOW,
        "declaration",
    )
    second = made(cast, number, 2, kind="circumstance", particulars={"topic": "retention", "holds": "no"})
    found = receptions.one(cast.actor("director"), number)
    assert (found.entries, found.version) == ((entry.number, second.number), 3)


def test_the_log_names_the_person_and_seat_that_recorded(demo: Demo, cast: Cast) -> None:
    from servanda.store.models import AuditRow

    entry = made(cast, take(cast))
    line, by = AuditRow.objects.get(about=f"ledger:{entry.number}"), cast.doer("specialist")
    assert (line.person, line.seat, line.channel) == (by.person, by.seat, "web")


def test_a_stale_reception_is_not_recorded_twice(cast: Cast) -> None:
    from servanda.queries import ledger

    number = take(cast)
    made(cast, number)
    head = ledger.head()
    with pytest.raises(Conflict):
        made(cast, number, particulars={"about": "Another"})
    with pytest.raises(Unacceptable, match="already on record"):
        made(cast, number, 2)
    assert ledger.head() == head


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "extension-granted", "particulars": {"obligation": "art4-clearance", "until": "2027-01-01"}},
        {"kind": "report-received", "particulars": {"obligation": "no-such"}},
        {"kind": "declaration", "particulars": {"about": ""}},
        {"on": "2027-01-01"},
        {"on": "yesterday"},
    ],
)
def test_what_the_record_would_refuse_is_refused_before(cast: Cast, wrong: dict[str, Any]) -> None:
    from servanda.queries import ledger, receptions
    from servanda.services import receptions as verbs

    number = take(cast)
    head = ledger.head()
    given = {"kind": "declaration", "on": "2026-11-03", "particulars": {"about": "x"}} | wrong
    with pytest.raises(Unacceptable):
        verbs.preview(
            number=number, actor=cast.actor("specialist"), by=cast.doer("specialist"), now=NOW, today=TODAY, **given
        )
    with pytest.raises(Unacceptable):
        made(cast, number, **wrong)
    assert ledger.head() == head
    assert receptions.one(cast.actor("director"), number).version == 1


def test_the_preview_shows_what_recording_does(cast: Cast) -> None:
    """The trial is held against the real thing: the duties after recording are those that were foretold."""
    from servanda.queries import ledger
    from servanda.queries.standpoint import standpoint
    from servanda.services import receptions

    number = take(cast)
    asked = {
        "kind": "report-received",
        "on": "2026-11-03",
        "particulars": {"obligation": "art7-annual", "period": "2025"},
    }
    head, before = ledger.head(), standpoint("ccm", TODAY).duties_of("TCD")
    seen = receptions.preview(
        number=number, actor=cast.actor("specialist"), by=cast.doer("specialist"), now=NOW, today=TODAY, **asked
    )
    assert ledger.head() == head
    [change] = seen.changes
    assert (change.obligation, change.period, change.after) == ("art7-annual", "2025", "met-late")
    assert seen.by == "Implementation Support Unit"
    made(cast, number, **asked)
    after = standpoint("ccm", TODAY).duties_of("TCD")
    changed = {(duty.obligation, duty.period, duty.standing) for duty in after} - {
        (duty.obligation, duty.period, duty.standing) for duty in before
    }
    assert changed == {(change.obligation, change.period, change.after)}


def test_the_same_content_is_stored_once_and_told_when_altered(cast: Cast, demo: Demo) -> None:
    from servanda.queries import originals, receptions
    from servanda.services.originals import Incoming

    who = cast.actor("director")
    content = b"one content in two letters"
    files = [
        receptions.one(who, take(cast, files=[Incoming(name, content)])).files[0]
        for name in ("first.txt", "second.txt")
    ]
    path = originals.place(files[0].sha256)
    assert [file.name for file in files] == ["first.txt", "second.txt"]
    assert [each for each in path.parent.iterdir() if each.name.startswith(path.name)] == [path]
    assert originals.content(files[1]) == content
    path.write_bytes(b"one content in two letterz")
    with pytest.raises(originals.Altered, match="not what was received"):
        originals.content(files[0])
    path.unlink()
    with pytest.raises(originals.Altered, match="not what was received"):
        originals.content(files[0])
    take(cast, files=[Incoming("again.txt", content)])
    assert originals.content(files[0]) == content


def test_a_paper_gets_a_file_from_whoever_may_change_it(cast: Cast) -> None:
    from servanda.queries import originals as reading
    from servanda.services import originals
    from servanda.services.originals import Incoming
    from servanda.store.models import Paper

    seat = cast.actor("coordinator").seats[0].number
    paper = Paper.objects.create(
        treaty="ccm", classification="committee", theme="clearance", kind="note", title="A note", seat_id=seat, made=NOW
    )
    told: list[Paper] = []

    def attach(role: str) -> list[Any]:
        return originals.attach(
            paper=paper.pk,
            files=[Incoming("annex.txt", b"an annex")],
            actor=cast.actor(role),
            by=cast.doer(role),
            now=NOW,
            changed=told.append,
        )

    for role in ("member", "focal-point"):
        with pytest.raises(NotThere):
            attach(role)
    assert told == []
    [file] = attach("coordinator")
    assert told == [paper]
    assert reading.find(cast.actor("member"), file.pk).about == f"paper:{paper.pk}"
    with pytest.raises(NotThere):
        reading.find(cast.actor("focal-point"), file.pk)


def test_an_answer_becomes_a_reception(cast: Cast) -> None:
    """The name of whoever answered stays in the reception: what the public record names is the contact of the State."""
    from servanda.queries import receptions
    from servanda.services import questions
    from servanda.services.originals import Incoming
    from tests.asking import give, link, question

    number = question(cast)
    receipt = give(link(cast, number), files=[Incoming("a.txt", b"an answer as a file")])
    taken = questions.take_over_answer(
        question=number, version=1, answer=receipt.number, says="Will send it tomorrow.",
        actor=cast.actor("specialist"), by=cast.doer("specialist"), now=NOW, today=TODAY,
    )  # fmt: skip
    found = receptions.one(cast.actor("focal-point"), taken)
    assert (found.channel, found.sender, found.question, found.received) == ("answer-link", "A. Essai", number, TODAY)
    assert [file.name for file in found.files] == ["a.txt"]
    assert found.source == f"answer by link of the contact of Chad, 24 November 2026 (reception {taken})"
    with pytest.raises(Conflict):
        questions.take_over_answer(
            question=number, version=2, answer=receipt.number, says="Twice",
            actor=cast.actor("specialist"), by=cast.doer("specialist"), now=NOW, today=TODAY,
        )  # fmt: skip
