"""Papers in work: their kinds, the class in which each begins, and who would see one put in another class."""

from collections.abc import Iterable
from dataclasses import dataclass

from servanda.core.access import EDIT, SEE, Actor, Guarded, HeldSeat, may
from servanda.core.errors import Unacceptable
from servanda.core.offices import COMMITTEE, ONE_TO_ONE, OWN, PRESIDENCY, PRINCIPALS, PUBLIC, Office
from servanda.core.reasons import N_

LONGEST_TITLE = 300  # as the table has it
LONGEST_TEXT = 200_000  # characters


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper: its code, what it is called, and the class in which it begins."""

    code: str
    title: str
    begins: str


KINDS = {
    kind.code: kind
    for kind in (
        Kind("note", N_("Note"), PRESIDENCY),
        Kind("letter", N_("Letter"), PRESIDENCY),
        Kind("statement", N_("Statement"), PRESIDENCY),
        Kind("minutes", N_("Minutes"), COMMITTEE),
        Kind("publication", N_("Publication"), PRESIDENCY),
        Kind("bilateral", N_("Bilateral talk with a State"), ONE_TO_ONE),
        Kind("allegation", N_("Allegation"), PRESIDENCY),
        Kind("succession", N_("Search for a successor"), PRINCIPALS),
        Kind("recruitment", N_("Recruitment"), PRINCIPALS),
        Kind("sponsorship", N_("Sponsorship"), COMMITTEE),
        Kind("own", N_("Own draft of a delegation"), OWN),
    )
}
CLASS_TITLES = {
    "public": N_("Public"),
    "parties": N_("States Parties"),
    "committee": N_("Coordination Committee"),
    "presidency": N_("Presidency and support unit"),
    "one-to-one": N_("One-to-one with a State or organisation"),
    "principals": N_("President and Director alone"),
    "own": N_("The delegation’s own"),
}


@dataclass(frozen=True, slots=True)
class Viewers:
    """Seats that would see a thing: those of an office, or (`office` None) all of one holder; `in_theme` those of its
    theme alone."""

    office: str | None
    title: str
    in_theme: bool = False


def begins_in(seat: HeldSeat, kind: Kind, theme: str, holder: str) -> Guarded:
    """A new paper of a kind as the seat would begin it: in the kind's class where the seat writes there, else its own.

    A paper between the Presidency and a State names the State. Raises Unacceptable where it does not.
    """
    if kind.begins == ONE_TO_ONE and not holder:
        raise Unacceptable(N_("Say with which State or organisation the paper is."))
    thing = Guarded(seat.treaty, kind.begins, theme, holder, seat.number)
    if kind.begins != OWN and _writes(seat, thing):
        return thing
    return Guarded(seat.treaty, OWN, theme, seat.holder, seat.number)


def _writes(seat: HeldSeat, thing: Guarded) -> bool:
    return may(Actor(1, (seat,), True), EDIT, thing)


def seats_for(actor: Actor, action: str, thing: Guarded) -> tuple[HeldSeat, ...]:
    """The actor's seats of which each alone may do this with the thing."""
    return tuple(
        seat for seat in actor.in_force if may(Actor(actor.person, (seat,), actor.second_factor), action, thing)
    )


def check_place(actor: Actor, now: Guarded, then: Guarded) -> None:
    """Raises Unacceptable for a class into which the actor cannot put the thing by editing it."""
    if then.classification == PUBLIC:
        raise Unacceptable(N_("Nothing becomes public by editing: freeze it, have it approved, and release it."))
    if then.classification == OWN and now.classification != OWN:
        raise Unacceptable(N_("What others have seen cannot become a delegation’s own again."))
    if then.classification in (ONE_TO_ONE, OWN) and not then.holder:
        raise Unacceptable(N_("Say with which State or organisation the paper is."))
    if not (may(actor, SEE, then) and may(actor, EDIT, then)):
        raise Unacceptable(
            N_("You do not write in that class, theme or with that State, so you cannot put a paper there.")
        )


def places(actor: Actor, thing: Guarded, classes: Iterable[str]) -> list[str]:
    """The classes among some into which the actor can put the thing as it stands, its own included."""
    found = []
    for code in classes:
        then = Guarded(thing.treaty, code, thing.theme, thing.holder, thing.seat)
        if code == thing.classification or (
            code not in (PUBLIC, OWN) and (then.holder or code != ONE_TO_ONE) and may(actor, EDIT, then)
        ):
            found.append(code)
    return found


def viewers(offices: Iterable[Office], thing: Guarded) -> tuple[Viewers, ...]:
    """Whose seats see a thing, by office; last those of its holder, where it is theirs or between them and others."""
    found = []
    for office in offices:
        if _sees(office, thing, ""):
            found.append(Viewers(office.code, office.title))
        elif office.themed and thing.theme and _sees(office, thing, thing.theme):
            found.append(Viewers(office.code, office.title, in_theme=True))
    if thing.classification in (OWN, ONE_TO_ONE):
        found.append(Viewers(None, thing.holder))
    return tuple(found)


def _sees(office: Office, thing: Guarded, theme: str) -> bool:
    seat = HeldSeat(0, thing.treaty, office, "?", theme)
    return may(Actor(1, (seat,), True), SEE, thing)


def seen_anew(offices: Iterable[Office], now: Guarded, then: Guarded) -> tuple[Viewers, ...]:
    """Who would see the thing that does not see it now; empty where it is not opened to anybody more."""
    known = tuple(offices)
    before = viewers(known, now)
    wide = {each.office for each in before if each.office and not each.in_theme}
    return tuple(
        each
        for each in viewers(known, then)
        if each.office not in wide and (each not in before or (each.in_theme and now.theme != then.theme))
    )


def check_text(title: str, text: str) -> None:
    """Raises Unacceptable for a title or text that cannot be kept as it is."""
    if not title.strip():
        raise Unacceptable(N_("Give the paper a title."))
    if len(title.strip()) > LONGEST_TITLE:
        raise Unacceptable(N_("The title is longer than {most} characters. Shorten it."), most=str(LONGEST_TITLE))
    if len(text) > LONGEST_TEXT:
        raise Unacceptable(N_("The text is longer than {most} characters. Split it."), most=f"{LONGEST_TEXT:,}")
    if any((letter < " " and letter not in "\t\n\r") or "\ud800" <= letter <= "\udfff" for letter in title + text):
        raise Unacceptable(N_("The text holds a control character. Type it anew."))


def plain(text: str) -> str:
    """A text as it is kept: lines end alike wherever it was typed, and nothing hangs at its end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip()
