"""The command by which people first come in: invite."""

import click

from servanda.cli import options
from servanda.config import address, clock
from servanda.core.errors import Unacceptable

_FIRST = "the first person of this installation: the Director, named by whoever runs it"


@click.command()
@click.argument("email")
@click.option("--name", default="", help="The person’s name (needed for the first person).")
@click.option("--treaty", default="ccm", show_default=True, help="Whose Director the first person is.")
@click.option("--holder", default="", help="The organisation that holds the seat (else the first one of the treaty).")
@click.option("--at", default="", help="The address of the installation (else SERVANDA_ADDRESS, else this machine).")
@options.data
def invite(email: str, name: str, treaty: str, holder: str, at: str, data_folder: str | None) -> None:
    """Prints a link with which a person chooses how to sign in.

    In an installation without people, EMAIL becomes the Director of TREATY. Otherwise it is somebody who is known
    already: whatever their account had before (password, second factor, sessions) ends when they use the link.
    """
    options.open_installation(data_folder, with_accounts=True)
    from servanda.queries import accounts as asking
    from servanda.services import accounts, loading

    loading.migrate()
    person = _first_director(email, name, treaty, holder) if asking.is_empty() else _known(email)
    token = accounts.invite_by_command(person=person, now=clock.now())
    click.echo(f"Hand this link over to {email}. It works once, within seven days:")
    click.echo(f"{at.rstrip('/') or address.address()}/account/invitation/{token}/")


def _known(email: str) -> int:
    from servanda.queries import accounts

    found = accounts.person_with_email(email)
    if found is None:
        raise Unacceptable(f"nobody here has the address “{email}”. Whoever keeps people adds them on the desk")
    return found.pk


def _first_director(email: str, name: str, treaty: str, holder: str) -> int:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.db import transaction

    from servanda.queries import library
    from servanda.services import people
    from servanda.services.audit import PROGRAM

    try:
        validate_email(email)
    except ValidationError:
        raise Unacceptable(f"“{email}” is not an e-mail address") from None
    if not name.strip():
        raise Unacceptable("there is nobody here yet. Name the Director: --name “…”")
    organisations = library.treaty(treaty).organisations
    if not holder and not organisations:
        raise Unacceptable(f"the treaty “{treaty}” knows no organisation that could hold the Director’s seat")
    now, today = clock.now(), clock.today()
    with transaction.atomic():
        person = people.add_person(name=name, email=email.strip().lower(), by=PROGRAM, now=now)
        seat = people.open_seat(
            treaty=treaty,
            office="director",
            holder=holder or organisations[0].code,
            since=today,
            basis=_FIRST,
            by=PROGRAM,
            now=now,
        )
        people.give_mandate(person=person, seat=seat, since=today, by=PROGRAM, now=now)
    return person.pk


COMMANDS = (invite,)
