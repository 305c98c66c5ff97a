"""The commands about papers: a command has no person, so it lists numbers and stages, and approves nothing."""

import click

from servanda.cli import options


@click.group()
def papers() -> None:
    """Lists what is frozen to leave the house, by number and stage, and nothing that anybody wrote."""


@papers.command(name="list")
@options.formats
@options.data
def listed(form: str, data_folder: str | None) -> None:
    """Lists what was frozen: number, paper, purpose, stage."""
    options.open_installation(data_folder, with_accounts=True)
    from servanda.queries import clearance

    rows = clearance.stages()
    columns = ("number", "paper", "purpose", "stage")
    if form == "json":
        options.print_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        options.print_rows(columns, rows, form, "Frozen content")


@papers.command()
@click.argument("number", type=int)
@options.data
def approve(number: int, data_folder: str | None) -> None:
    """Is refused: approving needs a person who has signed in with a second factor."""
    options.open_installation(data_folder, with_accounts=True)
    from servanda.config import clock
    from servanda.core.access import NOBODY
    from servanda.services import clearance
    from servanda.services.audit import PROGRAM

    clearance.approve(actor=NOBODY, by=PROGRAM, now=clock.now(), number=number, digest="")


@papers.command()
@click.argument("number", type=int)
@options.data
def release(number: int, data_folder: str | None) -> None:
    """Is refused, likewise."""
    options.open_installation(data_folder, with_accounts=True)
    from servanda.config import clock
    from servanda.core.access import NOBODY
    from servanda.services import clearance
    from servanda.services.audit import PROGRAM

    today, now = clock.today(), clock.now()
    clearance.release(actor=NOBODY, by=PROGRAM, now=now, today=today, number=number, digest="")


COMMANDS = (papers,)
