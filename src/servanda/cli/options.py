"""Options and ways of printing that commands share."""

import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, TypeVar

import click

from servanda.config import clock
from servanda.config.installation import Installation, find
from servanda.core.days import parse_day
from servanda.core.errors import Unacceptable

Command = TypeVar("Command", bound=Callable[..., Any])

FORMATS = ("table", "json", "csv")


class Day(click.ParamType[date]):
    """A day, written 2016-04-28."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return parse_day(str(value))
        except Unacceptable as error:
            self.fail(error.message, param, ctx)


class Moment(click.ParamType[datetime]):
    """A moment with its time zone, 2016-04-28T10:00:00Z; a bare day means its end, in UTC."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        text = str(value)
        try:
            if len(text) == len("2016-04-28"):
                return datetime.combine(parse_day(text), time.max, tzinfo=clock.now().tzinfo)
            moment = datetime.fromisoformat(text)
        except (Unacceptable, ValueError):
            self.fail(f"“{text}” is not a moment. Write 2016-04-28 or 2016-04-28T10:00:00+02:00", param, ctx)
        if moment.tzinfo is None:
            self.fail(f"“{text}” lacks its time zone. Add Z for UTC, or +02:00 and the like", param, ctx)
        return moment


def data(command: Command) -> Command:
    """--data DIR: which installation."""
    text = "The folder of the installation (else SERVANDA_DATA, else your data folder)."
    return click.option("--data", "data_folder", metavar="DIR", help=text)(command)


def as_of(command: Command) -> Command:
    """--as-of DAY and --known-by MOMENT: from where the record is seen."""
    command = click.option(
        "--known-by", type=Moment(), metavar="MOMENT", help="Only what had been recorded by this moment."
    )(command)
    return click.option("--as-of", type=Day(), metavar="DAY", help="The day that is asked about (else today).")(command)


def formats(command: Command) -> Command:
    """--format table|json|csv."""
    return click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)(command)


def recorder(command: Command) -> Command:
    """--by NAME: who records."""
    text = "Who records this (else SERVANDA_BY)."
    return click.option("--by", metavar="NAME", envvar="SERVANDA_BY", default="", help=text)(command)


def open_installation(folder: str | None, *, with_accounts: bool = False) -> Installation:
    """The installation, with Django started for it; see `start`. Raises Unacceptable where there is none."""
    from servanda.config.start import start

    installation = find(folder)
    start(installation, with_accounts=with_accounts)
    return installation


def moment(value: datetime) -> str:
    """A moment as people read it: 2026-11-24 08:35 UTC."""
    return f"{value.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def print_json(value: object) -> None:
    """Prints JSON, UTF-8, for people and programs alike."""
    import msgspec  # the standard library indents ten times as slowly, which thousands of duties show

    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[Any]], form: str, name: str) -> None:
    """Prints rows as an aligned table or as CSV."""
    from servanda.documents.tables import Table, write_csv, write_text

    table = Table(name, tuple(columns), tuple(tuple(row) for row in rows))
    if form == "csv":
        sys.stdout.buffer.write(write_csv(table))
        sys.stdout.flush()
    else:
        click.echo(write_text(table, _width()), nl=False)


def _width() -> int:
    """The width of the terminal; enough for whole words where the lines go to a file or another program."""
    return max(100, shutil.get_terminal_size((160, 24)).columns) if sys.stdout.isatty() else 160


def make_folder(folder: Path) -> None:
    """Makes a folder to write into. Raises Unacceptable where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unacceptable(f"the folder {folder} cannot be made ({error.strerror})") from None


def write_file(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all: beside its place first, then moved there."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise Unacceptable(f"{path} cannot be written ({error.strerror})") from None
