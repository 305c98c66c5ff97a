"""The commands of the audit log: audit verify, audit head, audit show."""

from datetime import date

import click

from servanda.cli import keeping, options


@click.group()
def audit() -> None:
    """The log of who did and who saw what is confidential."""


@audit.command()
@click.option(
    "--person",
    type=click.IntRange(0),
    help="The number of a person; 0 is nobody by name: the program, a command, a link.",
)
@click.option("--about", default="", metavar="THING", help="What it is about, for example paper:12.")
@click.option("--day", type=options.Day(), metavar="DAY", help="The day, in UTC.")
@click.option("--before", type=click.IntRange(1), default=None, help="Only lines before this one.")
@options.formats
@options.data
def show(
    person: int | None, about: str, day: date | None, before: int | None, form: str, data_folder: str | None
) -> None:
    """Prints the last 50 lines, newest first.

    That somebody read them is told in the log itself.
    """
    options.open_installation(data_folder)
    from servanda.config import clock
    from servanda.core.entries import instant
    from servanda.queries import audit_lines
    from servanda.services import audit as log

    found = audit_lines.listed(None, person=person, about=about, day=day, before=before or 0)
    log.saw(log.PROGRAM, ["audit"], now=clock.now())
    columns = ("line", "moment", "person", "name", "seat", "channel", "verb", "about", "detail")
    rows = [
        (
            line.number,
            instant(line.moment),
            line.person,
            line.name or audit_lines.unnamed(line).format(number=line.person),
            line.seat.pk if line.seat else "",
            line.channel,
            line.verb,
            " ".join(thing.written for thing in line.things),
            ", ".join(f"{name} {value}" for name, value in sorted(line.detail.items())),
        )
        for line in found.lines
    ]
    if form == "json":
        options.print_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        options.print_rows(columns, rows, form, "audit")


audit.add_command(keeping.verify)
audit.add_command(keeping.head)

COMMANDS = (audit,)
