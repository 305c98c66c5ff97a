"""Opening and closing seats, giving and ending mandates. Nothing is deleted, and every act is in the audit log."""

from datetime import date, datetime, timedelta

from django.db import transaction

from servanda.core.access import Actor
from servanda.core.errors import NotThere, Unacceptable
from servanda.core.offices import Office
from servanda.core.reasons import N_
from servanda.core.treaty import Treaty
from servanda.queries import library, offices, people
from servanda.services import audit, keeping
from servanda.services.audit import Doer
from servanda.store.models import Mandate, Person, Seat


def open_seat(
    *,
    treaty: str,
    office: str,
    holder: str,
    by: Doer,
    now: datetime,
    actor: Actor | None = None,
    since: date | None = None,
    theme: str = "",
    until: date | None = None,
    appointment: int | None = None,
    basis: str = "",
) -> Seat:
    """A seat of a State or organisation in an office: from an entry of the record, or on a basis that is written down.

    Raises Unacceptable where the treaty knows no such thing, or the entry says another thing.
    """
    keeping.must_keep_people(actor, by, treaty)
    _must_fit(treaty, office, holder, theme)
    if appointment is not None:
        since = _appointed(treaty, office, holder, theme, appointment, now.date())
    elif not basis.strip():
        raise Unacceptable(N_("Say on what the seat rests: a ledger entry, or a note."))
    if since is None:
        raise Unacceptable(N_("Say from which day the seat is held."))
    _must_be_in_order(since, until)
    same = {"treaty": treaty, "office": office, "holder": holder, "theme": theme, "since": since}
    with transaction.atomic():
        if Seat.objects.filter(**same).exists():
            raise Unacceptable(N_("This seat is there already, from the same day."))
        seat = Seat.objects.create(**same, until=until, appointment=appointment, basis=basis.strip())
        audit.note(by, "seat-opened", f"seat:{seat.pk}", now=now)
    return seat


def _must_fit(treaty: str, office: str, holder: str, theme: str) -> None:
    law = library.treaty(treaty)
    found = law.office(office)
    if found is None:
        known = ", ".join(each.code for each in law.offices)
        raise Unacceptable(N_("“{code}” is not an office of this treaty. There are: {known}"), code=office, known=known)
    known_holders = library.state_codes() if found.holder == "state" else {o.code for o in law.organisations}
    if holder not in known_holders:
        if found.holder == "state":
            says = N_("“{holder}” is no State, and only a State can hold the office “{office}”.")
            raise Unacceptable(says, holder=holder, office=office)
        says = N_("“{holder}” cannot hold the office “{office}”. These can: {known}")
        raise Unacceptable(says, holder=holder, office=office, known=", ".join(sorted(known_holders)))
    _must_fit_theme(law, found, theme)


def _must_fit_theme(law: Treaty, office: Office, theme: str) -> None:
    if theme and not office.themed:
        raise Unacceptable(N_("The office “{office}” has no themes. Leave the theme out."), office=office.code)
    codes = dict.fromkeys(each.code for each in law.themes)
    if office.themed and theme not in codes:
        says = N_("The office “{office}” has a seat for each theme. Name one of them: {known}")
        raise Unacceptable(says, office=office.code, known=", ".join(codes))


def _appointed(treaty: str, office: str, holder: str, theme: str, appointment: int, today: date) -> date:
    """The day from which an appointment on record certainly runs. Raises Unacceptable where it tells something else."""
    term = offices.term_of(treaty, appointment, today)
    if term is None:
        raise Unacceptable(N_("Entry {number} is no appointment that stands on record."), number=str(appointment))
    if (term.state, term.office, term.theme) != (holder, office, theme):
        told = " ".join(filter(None, (term.state, term.office, term.theme)))
        raise Unacceptable(N_("Entry {number} tells of {told}."), number=str(appointment), told=told)
    return term.since.latest


def _must_be_in_order(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise Unacceptable(N_("The last day lies before the first. Check the days."))


def change_seat(
    *,
    seat: Seat,
    version: int,
    by: Doer,
    now: datetime,
    actor: Actor | None = None,
    until: date | None = None,
    appointment: int | None = None,
    basis: str = "",
) -> Seat:
    """Changes a seat's last day and what it rests on. Its holder and office stay: another holder is another seat."""
    keeping.must_keep_people(actor, by, seat.treaty)
    longer = until is None or (seat.until is not None and until > seat.until)
    if (seat.until is not None and longer) or appointment != seat.appointment:
        keeping.must_not_be_powerful(actor, by, seat)
    if appointment is not None:
        _appointed(seat.treaty, seat.office, seat.holder, seat.theme, appointment, now.date())
    elif not basis.strip():
        raise Unacceptable(N_("Say on what the seat rests: a ledger entry, or a note."))
    _must_be_in_order(seat.since, until)
    with transaction.atomic():
        found = keeping.changed(seat, version, until=until, appointment=appointment, basis=basis.strip())
        audit.note(by, "seat-changed", f"seat:{seat.pk}", now=now)
    return found


def close_seat(*, seat: Seat, version: int, until: date, by: Doer, now: datetime, actor: Actor | None = None) -> Seat:
    """Ends a seat on a day: nobody in it has a right from the day after."""
    keeping.must_keep_people(actor, by, seat.treaty)
    _must_be_in_order(seat.since, until)
    if seat.until is not None and until > seat.until:
        raise Unacceptable(N_("The seat ends on {day} already."), day=seat.until.isoformat())
    with transaction.atomic():
        found = keeping.changed(seat, version, until=until)
        audit.note(by, "seat-closed", f"seat:{seat.pk}", now=now, detail={"until": until.isoformat()})
    return found


def give_mandate(
    *,
    person: Person,
    seat: Seat,
    since: date,
    by: Doer,
    now: datetime,
    actor: Actor | None = None,
    until: date | None = None,
    instead_of: Mandate | None = None,
) -> Mandate:
    """Gives a person a seat from a day, to a day where that is known. A powerful seat nobody gives alone.

    `instead_of` is the mandate that ends on the day before. Raises Unacceptable where one alone can hold the office,
    and somebody else does on one of these days.
    """
    keeping.must_keep_people(actor, by, seat.treaty)
    keeping.must_not_be_powerful(actor, by, seat)
    _must_be_in_order(since, until)
    with transaction.atomic():
        if instead_of is not None:
            _must_make_way(instead_of, seat, since)
        _must_be_alone(seat, person, since, until, instead_of)
        given = opened(person, seat, since, until, by)
        if instead_of is not None:
            keeping.changed(
                instead_of, instead_of.version, until=day_before(since), successor=given, reason=instead_of.reason
            )
            detail = {"successor": str(given.pk), "from": since.isoformat()}
            audit.note(by, "seat-handed-over", f"mandate:{instead_of.pk}", now=now, detail=detail)
        audit.note(by, "mandate-given", f"mandate:{given.pk}", now=now, detail={"seat": str(seat.pk)})
    return given


def _must_make_way(before: Mandate, seat: Seat, since: date) -> None:
    """Raises Unacceptable where a mandate is not one of the office that can end on the day before."""
    same = (before.seat.treaty, before.seat.office, before.seat.theme) == (seat.treaty, seat.office, seat.theme)
    ended = before.until is not None and before.until < since
    if not same or before.withdrawn is not None or ended or before.since >= since:
        says = N_("Mandate {number} is not of this office on the day before {day}, so nobody can follow on it then.")
        raise Unacceptable(says, number=str(before.pk), day=since.isoformat())


def _must_be_alone(seat: Seat, person: Person, since: date, until: date | None, before: Mandate | None) -> None:
    """Raises Unacceptable where somebody else is, on one of the days, what one person alone can be.

    That is a powerful office of one State or organisation: President, Director. A Presidency’s team are several.
    """
    office = library.treaty(seat.treaty).office(seat.office)
    if office is None or office.several or not keeping.powerful(office):
        return
    others = Mandate.objects.filter(seat__treaty=seat.treaty, seat__office=seat.office, seat__theme=seat.theme)
    others = others.filter(withdrawn__isnull=True).exclude(until__lt=since).exclude(person=person)
    if until is not None:
        others = others.exclude(since__gt=until)
    for other in others.select_related("person", "seat").order_by("since", "pk"):
        held = people.as_held(other.seat, since)  # the record may end the seat of whoever is still named in it
        over = (held.until is not None and held.until < since) or (until is not None and held.since > until)
        if over or (before is not None and other.pk == before.pk):
            continue
        raise Unacceptable(
            N_(
                "One alone can hold this office, and {name} does (mandate {number}). End that mandate before the day, "
                "or give this one instead of it: “servanda mandate give {seat} --instead-of {number} …”."
            ),
            name=other.person.name,
            number=str(other.pk),
            seat=str(seat.pk),
        )


def opened(person: Person, seat: Seat, since: date, until: date | None, by: Doer) -> Mandate:
    """Writes a mandate and who gave it, within a transaction that is open. Raises Unacceptable where the person has the
    seat on any of its days."""
    own = Mandate.objects.filter(person=person, seat=seat, withdrawn__isnull=True).exclude(until__lt=since)
    if until is not None:
        own = own.exclude(since__gt=until)
    if own.exists() or Mandate.objects.filter(person=person, seat=seat, since=since).exists():
        raise Unacceptable(N_("This person has the seat on these days already."))
    return Mandate.objects.create(person=person, seat=seat, since=since, until=until, given_by=by.person)


def end_mandate(
    *,
    mandate: Mandate,
    version: int,
    until: date,
    reason: str,
    by: Doer,
    now: datetime,
    actor: Actor | None = None,
) -> Mandate:
    """Ends a mandate on a day, for a reason. Its sessions, keys and links give nothing from the day after.

    Whoever makes one longer that had a last day gives it anew, and no confirmation of before stands for that.
    """
    keeping.must_keep_people(actor, by, mandate.seat.treaty)
    _must_have(reason)
    if until < mandate.since:
        says = N_("It begins on {day} only. If it was given by mistake, withdraw it.")
        raise Unacceptable(says, day=mandate.since.isoformat())
    values: dict[str, object] = {"until": until, "reason": reason.strip()}
    if mandate.until is not None and until > mandate.until:
        keeping.must_not_be_powerful(actor, by, mandate.seat)
        values |= {"given_by": by.person, "confirmed_by": None, "confirmed": None}
    with transaction.atomic():
        found = keeping.changed(mandate, version, **values)
        audit.note(by, "mandate-ended", f"mandate:{mandate.pk}", now=now, detail={"until": until.isoformat()})
    return found


def withdraw_mandate(
    *, mandate: Mandate, version: int, reason: str, by: Doer, now: datetime, actor: Actor | None = None
) -> Mandate:
    """Takes back at once a mandate that was given by mistake, also one that has just begun or is to come."""
    keeping.must_keep_people(actor, by, mandate.seat.treaty)
    _must_have(reason)
    if mandate.withdrawn is not None:
        raise NotThere
    with transaction.atomic():
        found = keeping.changed(mandate, version, withdrawn=now, reason=reason.strip())
        audit.note(by, "mandate-withdrawn", f"mandate:{mandate.pk}", now=now)
    return found


def confirm_mandate(*, mandate: Mandate, version: int, by: Doer, now: datetime, actor: Actor | None = None) -> Mandate:
    """Says that whoever does it has spoken to the person of a mandate, so that this person may approve (see
    `core.clearance.vouched`). Raises Unacceptable for the person themself and for who gave the mandate.
    """
    keeping.must_keep_people(actor, by, mandate.seat.treaty)
    if mandate.withdrawn is not None:
        raise NotThere
    if actor is not None and by.person == mandate.person_id:
        raise Unacceptable(N_("This is your own mandate: another person who keeps people confirms it."))
    if actor is not None and by.person == mandate.given_by:
        raise Unacceptable(N_("You gave this seat yourself: another person who keeps people confirms it."))
    with transaction.atomic():
        found = keeping.changed(mandate, version, confirmed_by=by.person, confirmed=now)
        audit.note(by, "mandate-confirmed", f"mandate:{mandate.pk}", now=now)
    return found


def _must_have(reason: str) -> None:
    if not reason.strip():
        raise Unacceptable(N_("Say why."))


def day_before(day: date) -> date:
    """The last day of whoever leaves where another comes on a day."""
    return day - timedelta(days=1)
