"""Papers in work: their classes, their versions, and that no text is lost between two who write at once."""

from datetime import date

import pytest

from servanda.core.access import NOBODY
from servanda.core.errors import Conflict, NotThere, Unacceptable
from servanda.queries import papers as reading
from servanda.queries.papers import Asked
from servanda.services import papers
from servanda.services.audit import PROGRAM
from servanda.store.models import AuditRow, Mandate, Paper, PaperVersion, Person
from tests.demo import Demo
from tests.own_database import OwnDatabase
from tests.services.drafting import Desk
from tests.services.test_writers import on_threads
from tests.work import NOW, Cast
from tests.work import cast as people_of_the_test

pytestmark = pytest.mark.database


@pytest.fixture
def desk(demo: Demo, cast: Cast) -> Desk:
    return Desk(cast)


@pytest.mark.parametrize(
    ("role", "kind", "holder", "begins", "whose"),
    [
        ("director", "note", "", "presidency", ""),
        ("director", "minutes", "", "committee", ""),
        ("director", "succession", "", "principals", ""),
        ("specialist", "succession", "", "own", "isu"),  # sees nothing of the principals
        ("specialist", "allegation", "", "presidency", ""),
        ("president", "bilateral", "TCD", "one-to-one", "TCD"),
        ("universalization", "bilateral", "TCD", "one-to-one", "TCD"),
        ("coordinator", "minutes", "", "committee", ""),
        ("coordinator", "note", "", "own", "AUT"),
        ("member", "sponsorship", "", "committee", ""),
        ("focal-point", "minutes", "", "own", "TCD"),
        ("focal-point", "own", "", "own", "TCD"),
        ("finance", "statement", "", "own", "gichd"),
    ],
)
def test_a_paper_begins_in_the_class_of_its_kind_or_as_the_delegations_own(
    desk: Desk, role: str, kind: str, holder: str, begins: str, whose: str
) -> None:
    paper = desk.begin(role, kind, holder=holder)
    assert (paper.classification, paper.holder) == (begins, whose)


def test_a_talk_with_a_state_names_the_state(desk: Desk) -> None:
    with pytest.raises(Unacceptable, match="with which State"):
        desk.begin("director", "bilateral")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 301}, "longer than 300"),
        ({"text": "x" * 200_001}, "longer than 200,000"),
        ({"text": "a\0b"}, "control character"),
        ({"kind": "poem"}, "what kind of paper"),
        ({"theme": "gardening"}, "not a theme"),
        ({"kind": "bilateral", "holder": "XXX"}, "neither a State"),
        ({"language": "de"}, "six languages"),
    ],
)
def test_what_a_paper_cannot_be_is_told(desk: Desk, changes: dict[str, str], says: str) -> None:
    with pytest.raises(Unacceptable, match=says):
        desk.begin("director", **changes)
    assert not Paper.objects.exists()


def test_every_save_is_a_version_under_the_name_of_then(desk: Desk) -> None:
    paper = desk.begin("director", text="One.\r\nTwo.  \r\n")
    desk.save("specialist", paper, "One.\nTwo.\nThree.")
    Person.objects.filter(pk=desk.cast.people["director"].pk).update(name="Somebody Else")
    Mandate.objects.filter(person=desk.cast.people["director"].pk).update(until=date(2026, 11, 23))
    kept = PaperVersion.objects.filter(paper=paper).order_by("number")
    assert [(v.number, v.base, v.name, v.text) for v in kept] == [
        (1, 0, "Amara Okafor", "One.\nTwo."),
        (2, 1, "Jonas Lindqvist", "One.\nTwo.\nThree."),
    ]
    with pytest.raises(NotThere):
        desk.save("director", paper, "Four.")
    assert desk.save("specialist", paper, "One.\nTwo.\nThree.").number == 2, "nothing changed, nothing is written"
    assert [r.verb for r in AuditRow.objects.filter(about=f"paper:{paper.pk}").order_by("number")] == [
        "paper-begun",
        "paper-saved",
    ]


def test_a_stale_text_is_kept_beside_and_can_be_taken_in(desk: Desk) -> None:
    paper = desk.begin("director")
    desk.save("specialist", paper, "By the specialist.", base=1)
    with pytest.raises(papers.KeptBeside) as error:
        desk.save("director", paper, "By the Director.", base=1)
    assert error.value.number == 3
    assert error.value.message.endswith("as version 3.")
    paper.refresh_from_db()
    assert paper.version == 2
    work = reading.paper(desk.cast.actor("specialist"), paper.pk)
    assert work.current.text == "By the specialist."
    assert [(v.number, v.text, v.name, v.base) for v in work.beside] == [(3, "By the Director.", "Amara Okafor", 1)]
    desk.save("director", paper, "By both.", base=2, merges=3)
    work = reading.paper(desk.cast.actor("specialist"), paper.pk)
    assert (work.current.number, work.current.text, work.beside) == (4, "By both.", ())


def test_a_stale_form_in_which_nothing_was_written_keeps_nothing(desk: Desk) -> None:
    paper = desk.begin("director")
    desk.save("specialist", paper, "Changed.", base=1)
    assert desk.save("director", paper, "One.", base=1, title="Invented").text == "Changed."
    assert desk.save("director", paper, "Changed.", base=1, title="Invented").number == 2
    assert PaperVersion.objects.count() == 2


def test_a_text_is_kept_though_the_paper_was_put_out_of_reach_meanwhile(desk: Desk) -> None:
    paper = desk.begin("director", "minutes", theme="clearance")
    desk.place("director", paper, "principals")
    with pytest.raises(NotThere):
        desk.save("coordinator", paper, "By the coordinator.", base=1)
    [kept] = PaperVersion.objects.filter(aside=True)
    assert (kept.text, kept.classification) == ("By the coordinator.", "committee")
    with pytest.raises(NotThere):
        desk.save("focal-point", paper, "By nobody.", base=1)
    assert PaperVersion.objects.filter(aside=True).count() == 1


def test_only_a_version_beside_can_be_taken_in(desk: Desk) -> None:
    paper = desk.begin("director")
    with pytest.raises(NotThere):
        desk.save("director", paper, "Two.", merges=1)
    with pytest.raises(NotThere):
        desk.save("director", paper, "Two.", base=7)


def test_nobody_writes_on_from_a_version_that_they_may_not_see(desk: Desk) -> None:
    paper = desk.begin("director", "note", text="A frank remark.", theme="clearance")
    desk.save("specialist", paper, "A polite remark.")
    with pytest.raises(papers.KeptBeside):
        desk.save("director", paper, "Franker still.", base=1)  # kept as version 3, for the Presidency alone
    desk.place("director", paper, "committee", opened=True)
    before = PaperVersion.objects.count()
    for guess in ("A frank remark.", "Another."):  # alike: nobody finds out by guessing what was written there
        with pytest.raises(NotThere):
            desk.save("coordinator", paper, guess, base=1)
    with pytest.raises(NotThere):
        desk.save("coordinator", paper, "Taken in unseen.", merges=3)
    assert PaperVersion.objects.count() == before
    assert desk.save("coordinator", paper, "By the coordinator.").number == before + 1


def test_opening_a_paper_needs_a_word_and_opens_only_what_is_written_there(desk: Desk) -> None:
    paper = desk.begin("director", "note", text="A frank remark.")
    desk.save("director", paper, "A polite remark.")
    with pytest.raises(Unacceptable, match=r"opens the paper to: .*Coordinator, Member of the Coordination Committee"):
        desk.place("director", paper, "committee")
    desk.place("director", paper, "committee", opened=True)
    work = reading.paper(desk.cast.actor("member"), paper.pk)
    assert (work.current.text, work.may_edit) == ("A polite remark.", False)
    assert [v.number for v in work.versions] == [3], "what was written for fewer people stays with them"
    assert [v.number for v in reading.paper(desk.cast.actor("presidency"), paper.pk).versions] == [3, 2, 1]
    with pytest.raises(NotThere):
        reading.version(work, 1)
    assert AuditRow.objects.filter(verb="paper-opened", about=f"paper:{paper.pk}").count() == 1
    desk.place("director", paper, "principals")
    with pytest.raises(NotThere):
        reading.paper(desk.cast.actor("presidency"), paper.pk)


@pytest.mark.parametrize(
    ("role", "kind", "to", "error", "says"),
    [
        ("director", "note", "public", Unacceptable, "Nothing becomes public by editing"),
        ("director", "minutes", "own", Unacceptable, "cannot become a delegation’s own again"),
        ("director", "minutes", "one-to-one", Unacceptable, "with which State"),
        ("specialist", "minutes", "principals", Unacceptable, "do not write in that class"),
        ("focal-point", "own", "committee", Unacceptable, "do not write in that class"),
        ("focal-point", "own", "presidency", Unacceptable, "do not write in that class"),
        ("president", "own", "presidency", None, ""),
        ("focal-point", "own", "parties", None, ""),
        ("focal-point", "own", "one-to-one", None, ""),
        ("signatory", "own", "parties", Unacceptable, "do not write in that class"),
    ],
)
def test_a_paper_goes_only_where_its_editor_writes(
    desk: Desk, role: str, kind: str, to: str, error: type[Exception] | None, says: str
) -> None:
    paper = desk.begin(role, kind)
    if error is None:
        desk.place(role, paper, to, opened=True)
        paper.refresh_from_db()
        assert paper.classification == to
        return
    with pytest.raises(error, match=says):
        desk.place(role, paper, to, opened=True)
    paper.refresh_from_db()
    assert (paper.version, paper.classification) == (1, "own" if kind == "own" else paper.classification)


def test_whoever_cannot_edit_it_puts_it_nowhere(desk: Desk) -> None:
    paper = desk.begin("director", "minutes")
    for role in ("member", "focal-point", "donor", "finance"):
        with pytest.raises(NotThere):
            desk.place(role, paper, "parties", opened=True)
    with pytest.raises(NotThere):
        papers.place(actor=NOBODY, by=PROGRAM, now=NOW, number=paper.pk, base=1, classification="parties", opened=True)
    with pytest.raises(NotThere):
        papers.save(actor=NOBODY, by=PROGRAM, now=NOW, number=paper.pk, base=1, title="x", text="y")
    with pytest.raises(NotThere):
        papers.begin(actor=NOBODY, by=PROGRAM, now=NOW, kind="note", title="x")
    desk.save("director", paper, "Two.")
    with pytest.raises(Conflict, match="changed in the meantime"):
        desk.place("director", paper, "parties", opened=True, base=1)


def test_a_list_counts_and_finds_only_what_may_be_seen(desk: Desk) -> None:
    desk.begin("director", "minutes", title="Minutes of an invented meeting", text="Élan vital", theme="clearance")
    desk.begin("director", "succession", title="Candidates", text="élan")
    desk.begin("focal-point", "own", title="Brouillon", text="Un élan")
    everything = reading.listed(desk.cast.actor("director"), Asked())
    assert [(each.row.title, each.last.number) for each in everything.found] == [
        ("Candidates", 1),
        ("Minutes of an invented meeting", 1),
    ]
    assert (everything.number, everything.of["kind"]) == (2, {"minutes": 1, "succession": 1})
    member = reading.listed(desk.cast.actor("member"), Asked(q="ELAN"))
    assert [each.row.title for each in member.found] == ["Minutes of an invented meeting"]
    assert member.of["classification"] == {"committee": 1}
    chad = reading.listed(desk.cast.actor("focal-point"), Asked(q="elan brouillon"))
    assert ([each.row.title for each in chad.found], chad.number) == (["Brouillon"], 1)
    assert reading.listed(desk.cast.actor("finance"), Asked()).number == 0
    assert reading.listed(NOBODY, Asked()).number == 0
    assert reading.listed(desk.cast.actor("director"), Asked(theme="clearance", kind="minutes")).found[0].row.pk
    assert reading.listed(desk.cast.actor("director"), Asked(theme="clearance", kind="succession")).found == ()
    assert reading.listed(desk.cast.actor("director", second_factor=False), Asked()).number == 0


def test_two_who_save_at_the_same_moment_both_keep_their_text(own_database: OwnDatabase) -> None:
    who = Desk(people_of_the_test())
    paper = who.begin("director", text="Base.")

    def job(role: str) -> object:
        return lambda: who.save(role, Paper.objects.get(pk=paper.pk), f"By the {role}.", base=1)

    outcome = on_threads(*(job(role) for role in ("director", "specialist", "president", "presidency")))
    beside = [each for each in outcome if isinstance(each, papers.KeptBeside)]
    [current] = [each for each in outcome if isinstance(each, PaperVersion)]
    assert (len(beside), sorted(each.number for each in beside)) == (3, [3, 4, 5])
    paper.refresh_from_db()
    assert paper.version == current.number == 2
    kept = {v.text: v.aside for v in PaperVersion.objects.filter(paper=paper)}
    assert kept == {"Base.": False} | {
        f"By the {role}.": f"By the {role}." != current.text
        for role in ("director", "specialist", "president", "presidency")
    }
