"""The commands by which whoever keeps the machine opens seats and gives mandates, the powerful ones among them."""

from datetime import date

import click

from servanda.cli import options
from servanda.config import clock
from servanda.core.errors import Unacceptable


@click.group()
def seat() -> None:
    """Lists, opens and closes seats."""


@click.group()
def mandate() -> None:
    """Puts a person in a seat, and ends that.

    A seat that can give others seats, reads the audit log or sees what is the President's and Director's alone is given
    here only: somebody asks for it, and whoever keeps the machine does it.
    """


@seat.command("list")
@click.option("--treaty", default="", help="Only those of a treaty.")
@options.data
def list_seats(treaty: str, data_folder: str | None) -> None:
    """Prints the seats with who holds them today."""
    options.open_installation(data_folder)
    from servanda.queries import seated

    rows = []
    for held in seated.every_seat(clock.today(), treaty):
        who = "; ".join(f"{m.person.name} (person {m.person_id}, mandate {m.pk})" for m in held.holders)
        s = held.seat
        days = f"{held.since} – {held.until or ''}".rstrip()
        rows.append((s.pk, s.treaty, s.office, s.theme, s.holder, days, held.standing, who))
    columns = ("seat", "treaty", "office", "theme", "holder", "days", "standing", "persons today")
    options.print_rows(columns, rows, "table", "seats")


@seat.command("open")
@click.argument("treaty")
@click.argument("office")
@click.argument("holder")
@click.option("--theme", default="", help="The theme, for an office that has one.")
@click.option("--since", type=options.Day(), help="The first day (else that of the appointment).")
@click.option("--until", type=options.Day(), help="The last day, where it is known.")
@click.option("--appointment", type=int, metavar="ENTRY", help="The ledger entry on which the seat rests.")
@click.option("--basis", default="", help="Else on what it rests, in words.")
@options.data
def open_seat(
    treaty: str,
    office: str,
    holder: str,
    theme: str,
    since: date | None,
    until: date | None,
    appointment: int | None,
    basis: str,
    data_folder: str | None,
) -> None:
    """Opens a seat of HOLDER (a State by its code or name, or an organisation by its code) in an OFFICE of a TREATY."""
    options.open_installation(data_folder)
    from servanda.queries import library
    from servanda.services import people
    from servanda.services.audit import PROGRAM

    made = people.open_seat(
        treaty=treaty,
        office=office,
        holder=library.reference().find(holder) or holder,
        theme=theme,
        since=since,
        until=until,
        appointment=appointment,
        basis=basis,
        by=PROGRAM,
        now=clock.now(),
    )
    click.echo(f"opened: seat {made.pk}")


@seat.command("close")
@click.argument("number", type=int)
@click.argument("until", type=options.Day())
@options.data
def close_seat(number: int, until: date, data_folder: str | None) -> None:
    """Ends seat NUMBER on the day UNTIL."""
    options.open_installation(data_folder)
    from servanda.queries import seated
    from servanda.services import people as verbs
    from servanda.services.audit import PROGRAM

    found = seated.any_seat(number)
    verbs.close_seat(seat=found, version=found.version, until=until, by=PROGRAM, now=clock.now())
    click.echo(f"closed: seat {number} on {until}")


@mandate.command("give")
@click.argument("number", type=int)
@click.option("--person", type=int, help="The number of a person that there is.")
@click.option("--name", default="", help="The name of a new person.")
@click.option("--email", default="", help="The address of a new person.")
@click.option("--since", type=options.Day(), help="The first day (else today).")
@click.option("--until", type=options.Day(), help="The last day, where it is known.")
@click.option("--instead-of", type=int, metavar="MANDATE", help="Ends the mandate with this number on the day before.")
@options.data
def give(
    number: int,
    person: int | None,
    name: str,
    email: str,
    since: date | None,
    until: date | None,
    instead_of: int | None,
    data_folder: str | None,
) -> None:
    """Puts a person in seat NUMBER.

    Where one alone can hold an office, say with --instead-of whom the person follows.
    """
    options.open_installation(data_folder)
    from django.db import transaction

    from servanda.queries import seated
    from servanda.services import people as verbs
    from servanda.services.audit import PROGRAM

    if (person is None) == (not name):
        raise Unacceptable("give either --person NUMBER, or --name (and --email) of a new person")
    now, found = clock.now(), seated.any_seat(number)
    before = None if instead_of is None else seated.any_mandate(instead_of)
    with transaction.atomic():
        if person is None:
            who = verbs.add_person(name=name, email=email, by=PROGRAM, now=now)
        else:
            who = seated.any_person(person)
        made = verbs.give_mandate(
            person=who,
            seat=found,
            since=since or clock.today(),
            until=until,
            instead_of=before,
            by=PROGRAM,
            now=now,
        )
    if before is not None:
        click.echo(f"ended: mandate {before.pk} on {verbs.day_before(made.since)}")
    click.echo(f"given: mandate {made.pk} of person {who.pk} in seat {number}")


@mandate.command("confirm")
@click.argument("number", type=int)
@options.data
def confirm(number: int, data_folder: str | None) -> None:
    """Says that whoever keeps the machine has spoken to the person of mandate NUMBER, who may then approve."""
    options.open_installation(data_folder)
    from servanda.queries import seated
    from servanda.services import people as verbs
    from servanda.services.audit import PROGRAM

    found = seated.any_mandate(number)
    verbs.confirm_mandate(mandate=found, version=found.version, by=PROGRAM, now=clock.now())
    click.echo(f"confirmed: mandate {number}")


@mandate.command("end")
@click.argument("number", type=int)
@click.option("--until", type=options.Day(), help="The last day; without it, the mandate is withdrawn at once.")
@click.option("--reason", required=True, help="Why.")
@options.data
def end(number: int, until: date | None, reason: str, data_folder: str | None) -> None:
    """Ends mandate NUMBER on a day, or withdraws it at once where it was given by mistake."""
    options.open_installation(data_folder)
    from servanda.queries import seated
    from servanda.services import people as verbs
    from servanda.services.audit import PROGRAM

    found, now = seated.any_mandate(number), clock.now()
    if until is None:
        verbs.withdraw_mandate(mandate=found, version=found.version, reason=reason, by=PROGRAM, now=now)
        click.echo(f"withdrawn: mandate {number}")
        return
    verbs.end_mandate(mandate=found, version=found.version, until=until, reason=reason, by=PROGRAM, now=now)
    click.echo(f"ended: mandate {number} on {until}")


COMMANDS = (seat, mandate)
