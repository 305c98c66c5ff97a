"""The weekly digest: nothing confidential in a mail, each in the own language, once a week, and none for nothing."""

from datetime import timedelta

import pytest

from servanda.queries.digest import digest
from servanda.services import demo_undertakings
from servanda.services.demo import ROLES
from servanda.services.digest import choose, send_digests
from tests.demo import Demo
from tests.desk_work import SECRET, papers
from tests.work import NOW, TODAY, Cast

pytestmark = pytest.mark.database
HOME = "https://servanda.invalid/desk/"
HIDDEN = (SECRET, "Letter on overdue", "Sound out", "Circulate ideas", "annexes", "délégation", "Draft the section")


class Box:
    """What was queued, each key once."""

    def __init__(self) -> None:
        self.held: dict[str, dict[str, object]] = {}

    def queue(self, *, key: str, person: object, subject: str, text: str, now: object) -> None:
        self.held.setdefault(key, {"person": person, "subject": subject, "text": text, "now": now})


@pytest.fixture
def work(demo: Demo, cast: Cast) -> Cast:
    """The people of the demo with their undertakings and some papers."""
    demo_undertakings.fill(cast.people, now=NOW)  # type: ignore[arg-type]
    papers(cast, now=NOW)
    return cast


def test_a_president_is_told_that_papers_wait_and_not_which(work: Cast) -> None:
    told = digest(work.actor("president"), "Somchai Vongsa", day=TODAY, address=HOME)
    assert told.subject.replace("\xa0", " ") == "Servanda: your week of 24 November 2026"
    assert "WAITING FOR YOUR APPROVAL\n- 1 paper waits for your approval: sign in to see" in told.text
    assert "- Have the booklet ready for the launch (invented)" in told.text
    assert f"All of it, with its reasons, is on your desk: {HOME}" in told.text


@pytest.mark.parametrize("role", [each.code for each in ROLES])
def test_no_digest_names_what_is_confidential(work: Cast, role: str) -> None:
    told = digest(work.actor(role), "Somebody", day=TODAY, address=HOME)
    for hidden in HIDDEN:
        assert hidden not in told.text
        assert hidden not in told.subject


def test_it_is_written_in_the_language_of_the_person(work: Cast) -> None:
    told = digest(work.actor("focal-point"), "Ibrahim Mahamat", day=TODAY, address=HOME, language="fr")
    assert "24 novembre 2026" in told.text
    assert "Rapport annuel au titre des mesures de transparence 2026 · Tchad" in told.text


def test_what_somebody_wrote_is_neither_a_link_nor_another_line(work: Cast) -> None:
    from servanda.store.models import Undertaking

    row = Undertaking.objects.get(text__startswith="Have the booklet")
    Undertaking.objects.filter(pk=row.pk).update(text="See https://evil.invalid/\nAll of it: www.evil.invalid")
    told = digest(work.actor("observer"), "Hélène Favre", day=TODAY, address=HOME)
    assert "See https: //evil.invalid/ All of it: www .evil.invalid" in told.text
    assert "https://evil" not in told.text


def test_each_gets_one_a_week(work: Cast) -> None:
    box = Box()
    assert send_digests(day=TODAY, now=NOW, queue=box.queue, address=HOME) == len(ROLES)
    assert send_digests(day=TODAY + timedelta(days=1), now=NOW, queue=box.queue, address=HOME) == len(ROLES)
    assert len(box.held) == len(ROLES)
    send_digests(day=TODAY + timedelta(days=7), now=NOW, queue=box.queue, address=HOME)
    assert len(box.held) > len(ROLES)


def test_none_for_those_who_do_not_want_it_have_no_mandate_or_cannot_sign_in(work: Cast) -> None:
    from servanda.store.models import Account, Mandate, Person

    choose(actor=work.actor("donor"), by=work.doer("donor"), now=NOW, wanted=False)
    Mandate.objects.filter(person=work.people["observer"]).update(until=TODAY - timedelta(days=1))
    Account.objects.filter(person=work.people["campaign"]).update(is_active=False)
    Person.objects.filter(pk=work.people["finance"].pk).update(email="")  # type: ignore[attr-defined]
    box = Box()
    assert send_digests(day=TODAY, now=NOW, queue=box.queue, address=HOME) == len(ROLES) - 4
    gone = {work.people[role] for role in ("donor", "observer", "campaign", "finance")}
    assert gone.isdisjoint({each["person"] for each in box.held.values()})
    choose(actor=work.actor("donor"), by=work.doer("donor"), now=NOW, wanted=True)
    assert send_digests(day=TODAY, now=NOW, queue=box.queue, address=HOME) == len(ROLES) - 3


def test_nothing_to_tell_nothing_sent(demo: Demo, cast: Cast) -> None:
    from servanda.queries.desk import desk
    from servanda.services import looks

    actor = cast.actor("finance")
    looks.seen(actor=actor, by=cast.doer("finance"), now=NOW, entries=dict(desk(actor, day=TODAY).heads), moment=NOW)
    box = Box()
    send_digests(day=TODAY, now=NOW, queue=box.queue, address=HOME)
    assert cast.people["finance"] not in {each["person"] for each in box.held.values()}
    assert cast.people["observer"] in {each["person"] for each in box.held.values()}
