"""Writing papers: begin, save, put in another class. Every save is a version, and no text is ever lost."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from servanda.core import papers as rules
from servanda.core.access import EDIT, SEE, Actor, Guarded, HeldSeat, may
from servanda.core.errors import Conflict, NotThere, Unacceptable
from servanda.core.offices import DRAFT
from servanda.core.reasons import N_
from servanda.queries import access, library
from servanda.queries import papers as reading
from servanda.services import audit, clearance, originals
from servanda.services.audit import Doer
from servanda.services.originals import Incoming
from servanda.store.models import Original, Paper, PaperVersion, Person, Seat

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh-hans")


class KeptBeside(Conflict):
    """Somebody had saved in the meantime: what was written is kept as the version `number`, beside the text."""

    def __init__(self, number: int) -> None:
        super().__init__(
            N_("Somebody else has saved this paper since you began. Your text is kept beside it as version {number}."),
            number=str(number),
        )
        self.number = number


def drafting_seat(actor: Actor, seat: int = 0, treaty: str = "") -> HeldSeat:
    """The seat for which the actor begins a paper. Raises NotThere without any, Unacceptable where several would do."""
    able = [each for each in actor.in_force if DRAFT in each.office.may and treaty in ("", each.treaty)]
    if seat:
        able = [each for each in able if each.number == seat]
    if not able:
        raise NotThere
    if len(able) > 1:
        raise Unacceptable(N_("You hold several seats. Say for which one you write."))
    return able[0]


def begin(
    *,
    actor: Actor,
    by: Doer,
    now: datetime,
    kind: str,
    title: str,
    text: str = "",
    seat: int = 0,
    theme: str = "",
    holder: str = "",
    language: str = "en",
    due: date | None = None,
) -> Paper:
    """A new paper, in the class of its kind. Raises Unacceptable for what it cannot be, NotThere without a seat."""
    of_kind = rules.KINDS.get(kind)
    if of_kind is None:
        raise Unacceptable(N_("Choose what kind of paper it is: {known}"), known=", ".join(rules.KINDS))
    rules.check_text(title, text)
    held = drafting_seat(actor, seat)
    theme = theme or held.theme
    _known(held.treaty, theme, holder, language)
    place = rules.begins_in(held, of_kind, theme, holder)
    with transaction.atomic():
        paper = Paper.objects.create(
            treaty=place.treaty,
            classification=place.classification,
            theme=place.theme,
            holder=place.holder,
            seat_id=held.number,
            kind=kind,
            title=title.strip(),
            language=language,
            due=due,
            made=now,
            version=1,
        )
        _write(paper, actor, held, now, title=title, text=text, number=1, base=0, place=place)
        detail = {"kind": kind, "class": place.classification}
        audit.note(replace(by, seat=held.number), "paper-begun", f"paper:{paper.pk}", now=now, detail=detail)
    return paper


def save(
    *,
    actor: Actor,
    by: Doer,
    now: datetime,
    number: int,
    base: int,
    title: str,
    text: str,
    language: str = "",
    due: date | None = None,
    merges: int | None = None,
) -> PaperVersion:
    """Saves what was written from the version `base`, and gives the version that is now the paper's text.

    Raises KeptBeside where another had been saved meanwhile, and NotThere where the paper is no longer the actor's to
    change; in both cases the text is kept. `merges` names a version beside the text that this one takes in.
    """
    rules.check_text(title, text)
    with transaction.atomic():
        paper = Paper.objects.select_for_update().filter(pk=number).first()
        began = PaperVersion.objects.filter(paper=number, number=base).first()
        if paper is None or began is None:
            raise NotThere
        mine = access.allowed(actor, EDIT, paper)
        place = access.guarded(paper) if mine else reading.as_it_was(paper, began)
        if not may(actor, EDIT, place) or not may(actor, SEE, reading.as_it_was(paper, began)):
            raise NotThere  # nobody writes on from a version that they may not see, nor learns from it what it says
        seat = rules.seats_for(actor, EDIT, place)[0]
        seat = next((each for each in rules.seats_for(actor, EDIT, place) if each.number == by.seat), seat)
        if mine and paper.version == base:
            _known(paper.treaty, "", "", language or paper.language)
            if merges is not None:
                _taken_in(actor, paper, merges)
            return _current(paper, actor, seat, by, now, title, text, language or paper.language, due, merges)
        kept = _aside(paper, began, actor, seat, by, now, title, text)
    if not mine:
        raise NotThere
    if kept is None:
        return PaperVersion.objects.get(paper=paper, number=paper.version)
    raise KeptBeside(kept.number)


def _current(
    paper: Paper,
    actor: Actor,
    seat: HeldSeat,
    by: Doer,
    now: datetime,
    title: str,
    text: str,
    language: str,
    due: date | None,
    merges: int | None,
) -> PaperVersion:
    last = PaperVersion.objects.get(paper=paper, number=paper.version)
    same = _same(last, title, text) and language == paper.language and merges is None
    if same and due == paper.due:
        return last
    paper.due, paper.language, paper.title = due, language, title.strip()
    if not same:
        place = access.guarded(paper)
        last = _write(paper, actor, seat, now, title=title, text=text, base=paper.version, place=place, merges=merges)
        paper.version = last.number
        clearance.void(paper, person=actor.person, by=by, now=now)
    paper.save()
    detail = {"version": str(last.number)}
    audit.note(replace(by, seat=seat.number), "paper-saved", f"paper:{paper.pk}", now=now, detail=detail)
    return last


def _taken_in(actor: Actor, paper: Paper, number: int) -> None:
    """Raises NotThere unless the number is that of a version beside the text which the actor may see."""
    beside = PaperVersion.objects.filter(paper=paper, number=number, aside=True)
    if not list(reading.within_reach(actor, paper, beside)):
        raise NotThere


def _aside(
    paper: Paper, began: PaperVersion, actor: Actor, seat: HeldSeat, by: Doer, now: datetime, title: str, text: str
) -> PaperVersion | None:
    """Keeps a stale text beside the paper, in the class in which it was begun; None where there is nothing to keep."""
    last = PaperVersion.objects.get(paper=paper, number=paper.version)
    if _same(began, title, text) or _same(last, title, text):
        return None
    place = reading.as_it_was(paper, began)
    kept = _write(paper, actor, seat, now, title=title, text=text, base=began.number, place=place, aside=True)
    detail = {"version": str(kept.number), "base": str(began.number)}
    audit.note(replace(by, seat=seat.number), "paper-kept-beside", f"paper:{paper.pk}", now=now, detail=detail)
    return kept


def attach(*, actor: Actor, by: Doer, now: datetime, number: int, files: Sequence[Incoming]) -> list[Original]:
    """Keeps files with a paper, as they came; what is frozen of it becomes void. Raises as `originals.attach`."""

    def changed(paper: Paper) -> None:
        clearance.void(paper, person=actor.person, by=by, now=now)

    return originals.attach(paper=number, files=files, actor=actor, by=by, now=now, changed=changed)


def place(
    *,
    actor: Actor,
    by: Doer,
    now: datetime,
    number: int,
    base: int,
    classification: str,
    theme: str = "",
    holder: str = "",
    opened: bool = False,
) -> PaperVersion:
    """Puts a paper in another class or theme, or with another State.

    `opened`: whoever asks has seen who will see it then, and wants that. Raises Unacceptable where it would be opened
    to more people without, and Conflict where the paper was changed since version `base`.
    """
    with transaction.atomic():
        paper = access.visible(Paper, actor, EDIT).select_for_update().filter(pk=number).first()
        if paper is None:
            raise NotThere
        if paper.version != base:
            raise Conflict(N_("The paper was changed in the meantime. Read it again before you put it elsewhere."))
        _known(paper.treaty, theme, holder, paper.language)
        before = access.guarded(paper)
        then = Guarded(paper.treaty, classification, theme, holder, paper.seat_id)
        last = PaperVersion.objects.get(paper=paper, number=paper.version)
        if then == before:
            return last
        rules.check_place(actor, before, then)
        anew = rules.seen_anew(library.treaty(paper.treaty).offices, before, then)
        if anew and not opened:
            names = ", ".join(each.title for each in anew)
            raise Unacceptable(N_("This opens the paper to: {names}. Confirm that you want it."), names=names)
        held = rules.seats_for(actor, EDIT, before)
        seat = next((each for each in held if each.number == by.seat), held[0])
        new = _write(paper, actor, seat, now, title=last.title, text=last.text, base=base, place=then)
        paper.classification, paper.theme, paper.holder, paper.version = classification, theme, holder, new.number
        paper.save()
        clearance.void(paper, person=actor.person, by=by, now=now)
        verb = "paper-opened" if anew else "paper-moved"
        detail = {"from": before.classification, "to": classification, "version": str(new.number)}
        audit.note(replace(by, seat=seat.number), verb, f"paper:{paper.pk}", now=now, detail=detail)
    return new


def _write(
    paper: Paper,
    actor: Actor,
    seat: HeldSeat,
    now: datetime,
    *,
    title: str,
    text: str,
    base: int,
    place: Guarded,
    number: int = 0,
    aside: bool = False,
    merges: int | None = None,
) -> PaperVersion:
    last = PaperVersion.objects.filter(paper=paper).order_by("-number").values_list("number", flat=True).first()
    return PaperVersion.objects.create(
        paper=paper,
        number=number or (last or 0) + 1,
        title=title.strip(),
        text=rules.plain(text),
        base=base,
        aside=aside,
        merges=merges,
        classification=place.classification,
        theme=place.theme,
        holder=place.holder,
        person_id=actor.person,
        seat=Seat.objects.get(pk=seat.number),
        name=Person.objects.values_list("name", flat=True).get(pk=actor.person),
        saved=now,
    )


def _same(version: PaperVersion, title: str, text: str) -> bool:
    return (version.title, version.text) == (title.strip(), rules.plain(text))


def _known(treaty: str, theme: str, holder: str, language: str) -> None:
    """Raises Unacceptable for a theme, holder or language that there is not."""
    law = library.treaty(treaty)
    if theme and theme not in {each.code for each in law.themes}:
        raise Unacceptable(N_("“{theme}” is not a theme of this treaty."), theme=theme)
    if holder and holder not in library.state_codes() | {each.code for each in law.organisations}:
        raise Unacceptable(N_("“{holder}” is neither a State nor an organisation of this treaty."), holder=holder)
    if language not in LANGUAGES:
        raise Unacceptable(N_("Choose one of the six languages."))
