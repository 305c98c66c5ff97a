"""A thing of every kind, in every class, theme, holder and state that there is, and which addresses take which.

Three lists are to be kept, and the tests say what is missing in them: `makes` (a factory for every table of the work),
`PARAMETERS` (what a parameter of an address stands for), `LISTS` (the addresses that show all of a kind).
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count

from django.apps import apps
from django.db.models import Model

from servanda.core.entries import canonical
from servanda.store.models import (
    Answer,
    Approval,
    Contact,
    Frozen,
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
    Undertaking,
    Withdrawn,
)
from servanda.store.models.guarded import GuardedRow
from tests.access import table
from tests.access.table import COMMITTEE, ONE_TO_ONE, OWN, PARTIES, PRESIDENCY, PRINCIPALS, PUBLIC, Thing
from tests.access.walking import Route, Visitor
from tests.work import NOW, TODAY, Cast

NOWHERE = 987_654_321  # the number of nothing
FIRST = 500_000  # numbers of what is made here begin after it, so that they are the same in every world
EARLIER = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

# What a parameter stands for, by the beginning of the address (the longest that fits counts): either a value that is
# there, or `Takes` with the name under which a thing's number is kept in `Made.numbers`.


@dataclass(frozen=True, slots=True)
class Takes:
    """A parameter that stands for a thing. `action`: what whoever comes needs to be able to do with it (empty: more than
    the rights table says, so that nothing is asked of the answer to whoever may see it)."""

    number: str
    action: str = "see"


PARAMETERS: dict[tuple[str, str], str | Takes] = {
    ("", "treaty"): "ccm",
    ("api/v1/treaties/<treaty>/counts/", "name"): "in_force",
    ("api/v1/treaties/<treaty>/states/", "state"): "ZAF",
    ("api/v1/treaties/<treaty>/duties/", "state"): "ZAF",
    ("api/v1/treaties/<treaty>/duties/", "obligation"): "art7-initial",
    ("api/v1/treaties/<treaty>/figures/", "name"): "membership",
    ("api/v1/treaties/<treaty>/record/", "number"): "35",
    ("<slug:treaty>/counts/", "name"): "in_force",
    ("<slug:treaty>/states/", "code"): "ZAF",
    ("<slug:treaty>/obligations/", "code"): "art7-initial",
    ("<slug:treaty>/votes/", "resolution"): "70-54",
    ("<slug:treaty>/figures/", "name"): "membership",
    ("<slug:treaty>/figures/", "form"): "svg",
    ("<slug:treaty>/record/", "number"): "35",
    ("<slug:treaty>/themes/", "theme"): "clearance",
    ("<slug:treaty>/tables/", "name"): "states",
    ("<slug:treaty>/tables/", "form"): "csv",
    ("desk/brief.", "form"): "docx",
    ("desk/undertakings/", "number"): Takes("undertaking"),
    ("desk/undertakings/<int:number>/change/", "number"): Takes("undertaking", ""),
    ("desk/undertakings/<int:number>/done/", "number"): Takes("undertaking", ""),
    ("desk/undertakings/<int:number>/drop/", "number"): Takes("undertaking", ""),
    ("desk/undertakings/<int:number>/reopen/", "number"): Takes("undertaking", ""),
    ("desk/questions/", "number"): Takes("question"),
    ("desk/questions/<int:number>/link/", "number"): Takes("question", "edit"),
    ("desk/questions/<int:number>/let-be/", "number"): Takes("question", ""),
    ("desk/questions/<int:number>/take-over/", "number"): Takes("question", ""),
    ("desk/questions/links/", "number"): Takes("link", "edit"),
    ("desk/receptions/", "number"): Takes("reception"),
    ("desk/receptions/<int:number>/preview/", "number"): Takes("reception", "edit"),
    ("desk/receptions/<int:number>/record/", "number"): Takes("reception", ""),
    ("desk/files/", "number"): Takes("original", ""),  # the file itself may not lie there
    ("answer/", "token"): Takes("token"),
    ("account/", "key"): "no-such-key",
    ("account/", "uidb36"): "1",
    ("account/", "pk"): str(NOWHERE),
    ("account/", "provider_id"): "nowhere",
}
# Addresses that show all of a kind which whoever asks may see: the marker of each stands there if and only if.
LISTS: dict[str, str] = {}
# Tables that hold nothing of which a visitor could see more or less, each with the reason.
BESIDES = {
    "Account": "what a person signs in with: no page shows another's",
    "AuditRow": "the log, for those with the right “audit” alone",
    "Invitation": "its token is not kept, and its addresses carry a token",
    "JobRun": "what the program ran",
    "LedgerRow": "the record, which is public",
    "Look": "up to where a person has looked: no page shows another's",
    "Seat": "who holds an office is known to whoever works here",
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

    def open_to(self, visitor: Visitor, action: str = "see") -> bool:
        """What the rights table says of this thing and a visitor."""
        if self.thing is None:
            assert self.seen is not None
            return self.seen(visitor)
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
_STATES = ("frozen", "approved", "refused", "withdrawn", "released")
_makers: dict[str, "Callable[[World, Thing, int], Made]"] = {}
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
    _seats: dict[str, int] = field(default_factory=dict)

    def fill(self) -> "World":
        """Makes everything."""
        for kind, maker in sorted(_makers.items()):
            for number, variant in enumerate(_variants(kind)):
                seat = self.seat("focal-point" if number % 4 == 3 else "specialist")
                self._rows = []
                made = maker(self, replace(variant, seat=seat) if _is_guarded(kind) else variant, number)
                if self.wanted(made):
                    self.made.append(made)
                    for row in self._rows:
                        row.save(force_insert=True)
        return self

    def add(self, model: type[Model], **columns: object) -> Model:
        """A row to be written if the thing is wanted. Its number is the same in every world."""
        row = model(pk=next(self._numbers), **columns)
        self._rows.append(row)
        return row

    def seat(self, role: str) -> int:
        """The number of the seat of a role."""
        if role not in self._seats:
            self._seats[role] = Mandate.objects.get(person=self.person(role)).seat_id
        return self._seats[role]

    def person(self, role: str) -> Person:
        """The person in a role."""
        return self.cast.people[role]  # type: ignore[return-value]


Maker = Callable[[World, Thing, int], Made]


def _is_guarded(kind: str) -> bool:
    return issubclass(apps.get_model("servanda", kind), GuardedRow)


def _variants(kind: str) -> tuple[Thing, ...]:
    return VARIANTS if _is_guarded(kind) else (Thing(OWN, holder="TCD"), Thing(OWN, holder="UGA"))


def without_a_factory() -> list[str]:
    """The tables for which nothing is made here and of which nothing says that this is right."""
    names = {model.__name__ for model in apps.get_app_config("servanda").get_models()}
    return sorted(names - _covered - set(BESIDES))


def without_a_rule(found: Iterator[Route] | list[Route]) -> list[str]:
    """The addresses with a parameter of which nothing says what it stands for."""
    return [
        f"tests/access/objects.py, PARAMETERS: say what <{name}> of “{route.text}” stands for, a value or Takes(…)"
        for route in found
        for name in route.parameters
        if rule(route, name) is None
    ]


def rule(route: Route, name: str) -> str | Takes | None:
    """What a parameter of an address stands for, None where no rule says it."""
    fitting = [start for start, known in PARAMETERS if known == name and route.text.startswith(start)]
    return PARAMETERS[max(fitting, key=len), name] if fitting else None


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
def _paper(world: World, variant: Thing, number: int) -> Made:
    marker = _marker("paper", number)
    author = world.person("specialist")
    paper = world.add(
        Paper, kind="note", title=f"Paper {marker}", made=EARLIER, version=2, due=TODAY, **_columns(variant)
    )
    version = None
    for n in (1, 2):
        version = world.add(
            PaperVersion,
            paper=paper,
            number=n,
            title=f"Paper {marker}",
            text=f"Version {n} of {marker}",
            base=n - 1,
            person=author,
            seat_id=world.seat("specialist"),
            name=author.name,
            saved=EARLIER,
        )
    original = _original(world, marker, paper=paper)
    numbers = {"paper": paper.pk, "version": 2, "version-row": version.pk, "original": original.pk}  # type: ignore[union-attr]
    if number % 3:
        numbers |= _frozen(world, paper, marker, _STATES[number % len(_STATES)])
    return Made("Paper", marker, numbers, variant)


def _frozen(world: World, paper: Model, marker: str, state: str) -> dict[str, object]:
    content = canonical({"paper": paper.pk, "version": 2, "title": f"Paper {marker}", "text": f"Text of {marker}"})
    author, seat = world.person("specialist"), world.seat("specialist")
    frozen = world.add(
        Frozen,
        paper=paper,
        version=2,
        purpose="publication",
        content=content,
        digest=_digest(content),
        writer=author,
        by=author,
        seat_id=seat,
        name=author.name,
        moment=EARLIER,
    )
    numbers = {"frozen": frozen.pk}
    director = world.person("director")
    by = {"by": director, "moment": EARLIER}
    if state in ("approved", "refused", "released"):
        approval = world.add(
            Approval,
            frozen=frozen,
            digest=_digest(content),
            granted=state != "refused",
            reason=f"Not yet: {marker}" if state == "refused" else "",
            writer=author.pk,
            frozen_by=author.pk,
            frozen_seat=seat,
            seat_id=world.seat("director"),
            name=director.name,
            **by,
        )
        numbers["approval"] = approval.pk
        if state == "released":
            world.add(Release, frozen=frozen, approval=approval, seat_id=world.seat("director"), **by)
    if state == "withdrawn":
        world.add(Withdrawn, frozen=frozen, reason=f"Taken back: {marker}", **by)
    return numbers


def _original(world: World, marker: str, **parent: object) -> Model:
    return world.add(
        Original, name=f"{marker}.txt", kind="text/plain", size=5, sha256=_digest(marker), kept=EARLIER, **parent
    )


@makes("Reception", "Original")
def _reception(world: World, variant: Thing, number: int) -> Made:
    marker = _marker("reception", number)
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
    return Made("Reception", marker, {"reception": reception.pk, "original": original.pk}, variant)


@makes("Undertaking")
def _undertaking(world: World, variant: Thing, number: int) -> Made:
    marker = _marker("undertaking", number)
    ended = ({}, {"done_on": TODAY}, {"dropped_on": TODAY, "reason": f"No more: {marker}"})[number % 3]
    row = world.add(
        Undertaking,
        owner_id=world.seat("specialist"),
        text=f"Promised: {marker}",
        words="by tomorrow",
        due=TODAY + timedelta(days=number % 3 - 1),
        made_on=TODAY - timedelta(days=9),
        source=f"Source {marker}",
        **ended,
        **_columns(variant),
    )
    return Made("Undertaking", marker, {"undertaking": row.pk}, variant)


@makes("Question", "Link", "Answer", "Original")
def _question(world: World, variant: Thing, number: int) -> Made:
    marker = _marker("question", number)
    contact = world.add(
        Contact,
        person=world.person("donor"),
        treaty=variant.treaty,
        holder=variant.holder or "DEU",
        place="capital",
        role=f"Asked: {marker}",
        since=TODAY,
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
    if number % 3:
        answer = world.add(
            Answer, link=link, text=f"Answered: {marker}", name=f"N {marker}", moment=EARLIER, digest=_digest(marker)
        )
        numbers |= {"answer": answer.pk, "original": _original(world, marker, answer=answer).pk}
    return Made("Question", marker, numbers, variant, works=works)


@makes("Contact", "Person")
def _contact(world: World, variant: Thing, number: int) -> Made:
    """A contact: seen by those who keep people, and by the seats in which the State whose it is acts for itself."""
    marker = _marker("contact", number)
    person = world.add(Person, name=f"Contact {marker}", phone=f"+0 {marker}", email=f"{marker}@demo.invalid")
    row = world.add(
        Contact, person=person, treaty="ccm", holder=variant.holder, place="capital", role=f"R {marker}", since=TODAY
    )

    def seen(visitor: Visitor) -> bool:
        return visitor.has("people") or any(
            seat.holder == variant.holder and seat.office in table.FOR_ITSELF for seat in visitor.counting
        )

    return Made("Contact", marker, {"contact": row.pk}, seen=seen)


@makes("Mandate", "Person")
def _mandate(world: World, variant: Thing, number: int) -> Made:
    """A person's particulars (telephone, address) and mandate: those who keep people alone."""
    marker = _marker("mandate", number)
    person = world.add(Person, name="A person of the work", phone=f"+0 {marker}", email=f"{marker}@demo.invalid")
    row = world.add(Mandate, person=person, seat_id=world.seat("donor"), since=TODAY)
    numbers = {"mandate": row.pk, "person": person.pk}
    return Made("Mandate", marker, numbers, seen=lambda visitor: visitor.has("people"))


@makes("Key")
def _key(world: World, variant: Thing, number: int) -> Made:
    """A key of the focal point: nobody else sees it."""
    marker = _marker("key", number)
    owner = world.person("focal-point")
    row = world.add(
        Key,
        mandate=Mandate.objects.get(person=owner),
        purpose="calendar",
        label=f"Phone {marker}",
        digest=_digest(marker),
        made=EARLIER,
        expires=NOW + timedelta(days=30),
    )
    return Made("Key", marker, {"key": row.pk}, seen=lambda visitor: visitor.person == owner.pk)


@makes("Message")
def _message(world: World, variant: Thing, number: int) -> Made:
    """A letter to somebody: for those who keep people, who look at what could not be sent."""
    marker = _marker("message", number)
    row = world.add(
        Message,
        key=marker,
        address=f"{marker}@demo.invalid",
        subject=f"S {marker}",
        text=f"T {marker}",
        state=("waiting", "unknown")[number % 2],
        made=EARLIER,
    )
    return Made("Message", marker, {"message": row.pk}, seen=lambda visitor: visitor.has("people"))
