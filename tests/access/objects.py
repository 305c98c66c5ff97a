"""A thing of every kind, in every class, theme, holder and state that there is.

A test says which table of the work has no factory here (`makes`); what addresses take and show stands in `addresses`.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count

from django.apps import apps
from django.db.models import Model

from servanda.core import clearance as rules
from servanda.queries import originals
from servanda.store.models import (
    Account,
    Answer,
    Approval,
    Contact,
    Frozen,
    Invitation,
    Key,
    Link,
    Mandate,
    Message,
    Original,
    Paper,
    PaperVersion,
    Person,
    Question,
    Reception,
    Release,
    Seat,
    Undertaking,
    Withdrawn,
)
from servanda.store.models.guarded import GuardedRow
from tests.access import table
from tests.access.table import COMMITTEE, ONE_TO_ONE, OWN, PARTIES, PRESIDENCY, PRINCIPALS, PUBLIC, Seated, Thing
from tests.access.walking import Visitor
from tests.work import NOW, TODAY, Cast

DAY = timedelta(days=1)
FIRST = 500_000  # numbers of what is made here begin after it, so that they are the same in every world
EARLIER = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

# Tables that hold nothing of which a visitor could see more or less, each with the reason.
BESIDES = {
    "Account": "what a person signs in with: no page shows another's",
    "AuditRow": "the log, for those with the right “audit” alone",
    "JobRun": "what the program ran",
    "LedgerRow": "the record, which is public",
    "Look": "up to where a person has looked: no page shows another's",
}


@dataclass
class Made:
    """A thing that was made: its marker stands in each of its texts, `numbers` are those by which addresses ask."""

    kind: str
    marker: str
    numbers: dict[str, object]
    thing: Thing | None = None
    seen: Callable[[Visitor], bool] | None = None
    works: bool = False  # whoever has its link may see it
    paper: Thing | None = None  # the paper on which it hangs
    facts: dict[str, object] = field(default_factory=dict)  # what decides besides who may do something with it
    reads: Visitor | None = None  # for whom it is read by whoever has its link

    def open_to(self, visitor: Visitor, action: str = "see") -> bool:
        """What the rights table says of this thing and a visitor."""
        if self.thing is None:
            assert self.seen is not None
            own = self.paper is None or action == "see" or table.expected(action, visitor.seats, self.paper)
            return self.seen(visitor) and own
        if action == "see" and self.thing.classification == PUBLIC:
            return True
        return table.expected(action, visitor.seats, self.thing, second_factor=visitor.second_factor)


VARIANTS = (
    Thing(PUBLIC),
    Thing(PUBLIC, "clearance"),
    Thing(PARTIES),
    Thing(PARTIES, "clearance"),
    Thing(PARTIES, treaty="apmbc"),
    Thing(COMMITTEE),
    Thing(COMMITTEE, "transparency"),
    Thing(PRESIDENCY),
    Thing(PRESIDENCY, "clearance"),
    Thing(ONE_TO_ONE, holder="TCD"),
    Thing(ONE_TO_ONE, "clearance", "TCD"),
    Thing(ONE_TO_ONE, "universalization", "UGA"),
    Thing(PRINCIPALS),
    Thing(PRINCIPALS, "clearance", "TCD"),
    Thing(OWN, holder="TCD"),
    Thing(OWN, "clearance", "AUT"),
    Thing(OWN, holder="isu"),
    Thing(OWN, holder="icrc"),
)
_OFFICE = {"place": "capital", "role": "Desk officer", "since": TODAY}
_STAGES = ("waits", "approved", "refused", "withdrawn", "released")
_makers: dict[str, "Maker"] = {}
_covered: set[str] = set()


def makes(kind: str, *children: str) -> "Callable[[Maker], Maker]":
    """Declares the factory of a kind of thing, and the tables below it in which it writes rows as well."""

    def declare(maker: "Maker") -> "Maker":
        _makers[kind] = maker
        _covered.update((kind, *children))
        return maker

    return declare


@dataclass
class World:
    """What was made for a test, in the database at hand: every thing for which `wanted` is true."""

    cast: Cast
    wanted: Callable[[Made], bool] = lambda made: True
    made: list[Made] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(FIRST))
    _rows: list[Model] = field(default_factory=list)
    _others: Iterator[int] = field(default_factory=lambda: count(2 * FIRST))
    _seats: dict[str, int] = field(default_factory=dict)

    def fill(self) -> "World":
        """Makes everything."""
        for kind, maker in sorted(_makers.items()):
            for number, variant in enumerate(_variants(kind)):
                seat = self.seat("focal-point" if number % 4 == 3 else "specialist")
                self._rows = []
                for made in maker(self, replace(variant, seat=seat) if _is_guarded(kind) else variant, number):
                    rows, self._rows = self._rows, []
                    if self.wanted(made):
                        self.made.append(made)
                        for row in rows:
                            row.save(force_insert=True)
        return self

    def add(self, model: type[Model], **columns: object) -> Model:
        """A row to be written if the thing is wanted. Its number is the same in every world."""
        row = model(pk=next(self._numbers), **columns)
        self._rows.append(row)
        return row

    def always(self, model: type[Model], **columns: object) -> Model:
        """A row on which others hang and of which nothing is asked: it is in every world, once."""
        found = model._default_manager.filter(**columns).first()
        return found or model._default_manager.create(pk=next(self._others), **columns)

    def seat(self, role: str) -> int:
        """The number of the seat of a role."""
        if role not in self._seats:
            self._seats[role] = Mandate.objects.get(person=self.person(role)).seat_id
        return self._seats[role]

    def person(self, role: str) -> Person:
        """The person in a role."""
        return self.cast.people[role]  # type: ignore[return-value]


Maker = Callable[[World, Thing, int], Iterator[Made]]  # each with the rows that were added before it


def _is_guarded(kind: str) -> bool:
    return issubclass(apps.get_model("servanda", kind), GuardedRow)


def _variants(kind: str) -> tuple[Thing, ...]:
    if kind == "Paper":  # what is public is a release: no verb puts a paper into that class
        return tuple(each for each in VARIANTS if each.classification != PUBLIC)
    return VARIANTS if _is_guarded(kind) else tuple(Thing(OWN, holder=code) for code in ("TCD", "UGA", "ZAF", "isu"))


def without_a_factory() -> list[str]:
    """The tables for which nothing is made here and of which nothing says that this is right."""
    names = {model.__name__ for model in apps.get_app_config("servanda").get_models()}
    return sorted(names - _covered - set(BESIDES))


def _columns(variant: Thing) -> dict[str, object]:
    return {
        "treaty": variant.treaty,
        "classification": variant.classification,
        "theme": variant.theme,
        "holder": variant.holder,
        "seat_id": variant.seat,
    }


def _marker(kind: str, number: int) -> str:
    return f"zq{kind.lower()}{number:02d}qz"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@makes("Paper", "PaperVersion", "Original", "Frozen", "Approval", "Withdrawn", "Release")
def _paper(world: World, variant: Thing, number: int) -> Iterator[Made]:
    """A paper with what hangs on it: an earlier version, one beside the text, and what was frozen of it.

    Every third was opened from the Presidency to more people: what was written and frozen before, those do not see.
    """
    marker = _marker("paper", number)
    paper = world.add(
        Paper, kind="note", title=f"Paper {marker}", made=EARLIER, version=2, due=TODAY, **_columns(variant)
    )
    _version(world, paper, 2, f"Paper {marker}", f"Text of {marker}", variant)
    original = _original(world, marker, paper=paper)
    yield Made("Paper", marker, {"paper": paper.pk, "original": original.pk}, variant)
    narrow = variant.classification in (PARTIES, COMMITTEE) and number % 3 == 0
    before = replace(variant, classification=PRESIDENCY) if narrow else variant
    for kind, which, place in (("Version", 1, before), ("Beside", 3, variant)):
        marker_of = _marker(kind, number)
        _version(world, paper, which, f"{kind} {marker_of}", f"{kind}: {marker_of}", place, aside=which == 3)
        name = "aside" if which == 3 else "version"
        numbers = {f"{name}-of": paper.pk, name: which}
        yield Made(kind, marker_of, numbers, seen=_both(variant, place), paper=variant)
    if variant.classification != OWN:
        yield _frozen(world, paper, original, number, variant, before)


def _both(first: Thing, second: Thing) -> Callable[[Visitor], bool]:
    def seen(visitor: Visitor) -> bool:
        return all(
            table.expected("see", visitor.seats, each, second_factor=visitor.second_factor) for each in (first, second)
        )

    return seen


def _version(
    world: World, paper: Model, number: int, title: str, text: str, place: Thing, *, aside: bool = False
) -> Model:
    author = world.person("specialist")
    return world.add(
        PaperVersion,
        paper=paper,
        number=number,
        title=title,
        text=text,
        base=1,
        aside=aside,
        classification=place.classification,
        theme=place.theme,
        holder=place.holder,
        person=author,
        seat_id=world.seat("specialist"),
        name=author.name,
        saved=EARLIER,
    )


def _frozen(world: World, paper: Model, original: Model, number: int, variant: Thing, before: Thing) -> Made:
    marker, stage = _marker("frozen", number), _STAGES[number % len(_STAGES)]
    shown = _marker("paper", number) if before == variant else marker
    content = rules.content(
        treaty=variant.treaty,
        paper=paper.pk,
        version=2,
        kind="note",
        classification=before.classification,
        theme=before.theme,
        holder=before.holder,
        title=f"Paper {shown}",
        text=f"Text of {shown}",
        language="en",
        originals=[{"name": original.name, "sha256": original.sha256}],  # type: ignore[attr-defined]
        purpose="letter",
        audience="",
        addressees=(marker,),
        voice="support-unit",
        before="",
    )
    author, seat, director = world.person("specialist"), world.seat("specialist"), world.person("director")
    frozen = world.add(
        Frozen,
        paper=paper,
        version=2,
        purpose="letter",
        content=content,
        digest=rules.digest(content),
        writer=author,
        by=author,
        seat_id=seat,
        name=author.name,
        moment=EARLIER,
    )
    by = {"by": director, "moment": EARLIER}
    if stage in ("approved", "refused", "released"):
        approval = world.add(
            Approval,
            frozen=frozen,
            digest=rules.digest(content),
            granted=stage != "refused",
            reason=f"Not yet: {marker}" if stage == "refused" else "",
            writer=author.pk,
            frozen_by=author.pk,
            frozen_seat=seat,
            seat_id=world.seat("director"),
            name=director.name,
            **by,
        )
        if stage == "released":
            world.add(Release, frozen=frozen, approval=approval, seat_id=world.seat("director"), **by)
    if stage == "withdrawn":
        world.add(Withdrawn, frozen=frozen, reason=f"Taken back: {marker}", **by)
    facts: dict[str, object] = {"stage": stage, "open": stage in ("waits", "approved")}
    facts |= {"author": author.pk, "seat": seat, "digest": rules.digest(content)}
    if before != variant:  # what is frozen is no longer what the paper is, so that nobody can approve it
        facts["stage"] = "stale"
    seen = _both(variant, before)
    return Made("Frozen", marker, {"frozen": frozen.pk}, seen=seen, paper=variant, facts=facts)


def _original(world: World, marker: str, **parent: object) -> Model:
    """A file that lies there, with the marker for a content."""
    digest = _digest(marker)
    place = originals.place(digest)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(marker, encoding="utf-8")
    return world.add(
        Original, name=f"{marker}.txt", kind="text/plain", size=len(marker), sha256=digest, kept=EARLIER, **parent
    )


@makes("Reception", "Original")
def _reception(world: World, variant: Thing, number: int) -> Iterator[Made]:
    marker, variant = _marker("reception", number), replace(variant, holder=variant.holder or "TCD")
    reception = world.add(
        Reception,
        channel="e-mail",
        received=TODAY,
        sender=f"Sender {marker}",
        says=f"It says {marker}",
        person=world.person("specialist"),
        taken=EARLIER,
        **_columns(variant),
    )
    original = _original(world, marker, reception=reception)
    yield Made("Reception", marker, {"reception": reception.pk, "original": original.pk}, variant)


@makes("Undertaking")
def _undertaking(world: World, variant: Thing, number: int) -> Iterator[Made]:
    marker = _marker("undertaking", number)
    owner = world.seat("focal-point" if number % 4 == 3 else "specialist")
    ended = ({}, {"done_on": TODAY}, {"dropped_on": TODAY, "reason": f"No more: {marker}"})[number % 3]
    row = world.add(
        Undertaking,
        owner_id=owner,
        text=f"Promised: {marker}",
        words="by tomorrow",
        due=TODAY + timedelta(days=number % 3 - 1),
        made_on=TODAY - timedelta(days=9),
        source=f"Source {marker}",
        **ended,
        **_columns(variant),
    )
    yield Made("Undertaking", marker, {"undertaking": row.pk}, variant, facts={"owner": owner, "open": not ended})


@makes("Question", "Link", "Answer", "Original")
def _question(world: World, variant: Thing, number: int) -> Iterator[Made]:
    marker, variant = _marker("question", number), replace(variant, holder=variant.holder or "TCD")
    contact = world.always(
        Contact, person=world.person("donor"), treaty=variant.treaty, holder=variant.holder, **_OFFICE
    )
    question = world.add(
        Question,
        contact=contact,
        purpose="answer",
        text=f"Asked: {marker}",
        made=EARLIER,
        person=world.person("specialist"),
        settled=EARLIER if number % 3 == 2 else None,
        **_columns(variant),
    )
    days, revoked, token = number % 5 - 1, number % 7 == 6, f"token-of-{marker}"
    link = world.add(
        Link,
        question=question,
        digest=_digest(token),
        made=EARLIER,
        expires=NOW + timedelta(days=days, seconds=1),
        revoked=EARLIER if revoked else None,
    )
    works = days >= 0 and not revoked and number % 3 != 2
    numbers = {"question": question.pk, "link": link.pk, "token": token}
    if number % 2:
        answer = world.add(
            Answer,
            link=link,
            text=f"Answered: {marker}",
            name=f"N {marker}",
            moment=EARLIER,
            digest=_digest(marker),
            once=_digest(token),
        )
        numbers |= {"answer": answer.pk, "original": _original(world, marker, answer=answer).pk}
    settled = number % 3 == 2
    facts = {"settled": settled, "to-take-over": number % 2 and not settled}
    yield Made("Question", marker, numbers, variant, works=works, facts=facts)


@makes("Contact", "Person")
def _contact(world: World, variant: Thing, number: int) -> Iterator[Made]:
    """A contact: seen by those who keep people, and by the seats in which the State whose it is acts for itself."""
    marker = _marker("contact", number)
    person = world.add(Person, name=f"Contact {marker}", phone=f"+0 {marker}", email=f"{marker}@demo.invalid")
    days = ({}, {"until": TODAY}, {"until": TODAY - DAY})[number % 3]
    row = world.add(
        Contact,
        person=person,
        treaty="ccm",
        holder=variant.holder,
        place="capital",
        role=f"R {marker}",
        since=TODAY - DAY,
        **days,
    )

    def seen(visitor: Visitor) -> bool:
        return visitor.has("people") or any(
            seat.holder == variant.holder and seat.office in table.FOR_ITSELF for seat in visitor.counting
        )

    yield Made("Contact", marker, {"contact": row.pk}, seen=seen)


def _keeps_people(visitor: Visitor) -> bool:
    return visitor.has("people")


@makes("Mandate", "Person")
def _mandate(world: World, variant: Thing, number: int) -> Iterator[Made]:
    """A person's particulars (telephone, address) and mandate, past, present, to come or withdrawn: those who keep
    people alone; one that was withdrawn is not handed over any more."""
    marker = _marker("person", number)
    person = world.add(Person, name="A person of the work", phone=f"+0 {marker}", email=f"{marker}@demo.invalid")
    days = (
        {"since": TODAY},
        {"since": TODAY - 9 * DAY, "until": TODAY - DAY},
        {"since": TODAY + DAY},
        {"since": TODAY, "withdrawn": EARLIER, "reason": "a slip"},
    )[number]
    row = world.add(Mandate, person=person, seat_id=world.seat("donor"), **days)
    numbers: dict[str, object] = {"mandate": row.pk, "person": person.pk}
    if "withdrawn" not in days:
        numbers["mandate-to-hand-over"] = row.pk
    facts: dict[str, object] = {"withdrawn": "withdrawn" in days, "current": number in (0, 2)}
    yield Made("Person", marker, numbers, seen=_keeps_people, facts=facts)


@makes("Seat")
def _seat(world: World, variant: Thing, number: int) -> Iterator[Made]:
    """A seat and the basis on which it was opened, past, present or to come: those who keep people."""
    marker = _marker("seat", number)
    days = ((-9, None), (-8, -1), (1, None), (0, 0))[number]
    since, until = (None if n is None else TODAY + n * DAY for n in days)
    row = world.add(
        Seat, treaty="ccm", office="observer", holder="cmc", since=since, until=until, basis=f"Basis {marker}"
    )
    yield Made("Seat", marker, {"seat": row.pk}, seen=_keeps_people)


@makes("Invitation", "Account")
def _invitation(world: World, variant: Thing, number: int) -> Iterator[Made]:
    """An invitation, good, used, revoked or expired: whoever has the link of a good one comes in by it."""
    marker = _marker("invitation", number)
    account = world.add(Account, email=f"{marker}@demo.invalid", password="!")
    person = world.add(Person, name=f"Invited {marker}", email=f"{marker}@demo.invalid", account=account)
    ended = ({}, {"used": EARLIER}, {"revoked": EARLIER}, {"expires": NOW})[number]
    row = {"made": EARLIER, "expires": NOW + timedelta(seconds=1), **ended}
    world.add(Invitation, person=person, digest=_digest(f"token-of-{marker}"), **row)
    numbers = {"invitation-token": f"token-of-{marker}", "person": person.pk}
    yield Made("Invitation", marker, numbers, seen=_keeps_people, works=not ended)


@makes("Key")
def _key(world: World, variant: Thing, number: int) -> Iterator[Made]:
    """A key of the focal point, good, revoked, expired or of a mandate that ended: nobody else sees it."""
    marker, token = _marker("key", number), f"cal-{number}"
    owner = world.person("focal-point")
    own = Mandate.objects.get(person=owner)
    mandate: Model = own
    if number == 3:
        mandate = world.add(Mandate, person=owner, seat_id=own.seat_id, since=TODAY, withdrawn=EARLIER, reason="a slip")
    ended = ({}, {"revoked": EARLIER}, {"expires": NOW}, {})[number]
    row = world.add(
        Key,
        mandate=mandate,
        purpose="calendar",
        label=f"Phone {marker}",
        digest=_digest(token),
        **{"made": EARLIER, "expires": NOW + timedelta(days=30), **ended},
    )
    seat = Seated(own.seat_id, "focal-point", "TCD")
    yield Made(
        "Key",
        marker,
        {"key": row.pk, "calendar-token": token},
        seen=lambda visitor: visitor.person == owner.pk and not visitor.key,
        works=number == 0,
        reads=Visitor("a calendar", person=owner.pk, seats=(seat,), second_factor=False, calendar=True),
    )


@makes("Message")
def _message(world: World, variant: Thing, number: int) -> Iterator[Made]:
    """A letter to somebody of the treaty: that it is there, those know who may send; what stands in it, nobody else.

    One to somebody who has no part in the treaty is seen by nobody here.
    """
    for which, state in enumerate(("held", "waiting", "sending", "sent", "refused", "unknown", "dropped")):
        marker, inner = _marker("message", number * 10 + which), _marker("letter", number * 10 + which)
        person = world.person("donor")
        if number == 3:
            person = world.always(Person, name="Nobody of ours")  # type: ignore[assignment]
            world.always(Contact, person=person, treaty="apmbc", holder="DEU", **_OFFICE)
        row = world.add(
            Message,
            key=marker,
            person=person,
            address=f"{inner}@demo.invalid",
            subject=f"S {marker}",
            text=f"T {inner}",
            state=state,
            made=EARLIER,
        )
        kind = "Message" if state not in ("sent", "dropped") else "What was sent"
        ours = number != 3
        yield Made(
            kind,
            marker,
            {"message": row.pk},
            seen=lambda visitor, ours=ours: ours and visitor.has("send"),
            facts={"state": state},
        )
        yield Made("What stands in a letter", inner, {}, seen=lambda visitor: False)
