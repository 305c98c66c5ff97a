"""The command that hands the record out: export."""

from datetime import date, datetime
from pathlib import Path

import click

from servanda.cli import options
from servanda.config import clock


@click.command()
@click.argument("treaty")
@click.option(
    "--to", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder to write into."
)
@click.option("--format", "form", type=click.Choice(("jsonl", "csv", "xlsx")), default="jsonl", show_default=True)
@click.option(
    "--canonical", is_flag=True, help="The same record gives the same bytes: leaves out when it was exported."
)
@options.as_of
@options.data
def export(
    treaty: str,
    folder: Path,
    form: str,
    canonical: bool,
    as_of: date | None,
    known_by: datetime | None,
    data_folder: str | None,
) -> None:
    """Writes the record and every table derived from it."""
    options.open_installation(data_folder)
    from servanda.queries import export as exports
    from servanda.queries.standpoint import standpoint

    point = standpoint(treaty, as_of or clock.today(), known_by)
    exported = None if canonical else clock.now()
    options.make_folder(folder)
    for name, content in exports.files(point, form, exported=exported):
        options.write_file(folder / name, content)
        click.echo(click.format_filename(folder / name))


COMMANDS = (export,)
