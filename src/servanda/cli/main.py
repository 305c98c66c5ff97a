"""The command `servanda`: its groups of commands, and how its errors are told."""

import os
import sys
from importlib import import_module
from typing import Any

import click

import servanda
from servanda.core.errors import Unacceptable

# Which module of this room holds a command: only that one is imported to run it.
_ROOM_OF = {
    **dict.fromkeys(("status", "due", "explain"), "answers"),
    "show": "entry",
    "brief": "answers",
    **dict.fromkeys(("record", "correct", "retract", "import"), "recording"),
    "papers": "papers",
    **dict.fromkeys(("mail", "tick"), "post"),
    **dict.fromkeys(("seat", "mandate"), "seats"),
    "invite": "people",
    "export": "files",
    "audit": "audit",
    **dict.fromkeys(("verify", "head", "doctor"), "keeping"),
    **dict.fromkeys(("backup", "restore"), "backup"),
    **dict.fromkeys(("check", "new-treaty"), "keeping"),
    **dict.fromkeys(("demo", "init", "load", "serve"), "installation"),
    "routes": "routes",
}


class Told(click.ClickException):
    """An error in one sentence for the person at the terminal: what was asked cannot be done."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"servanda: {self.message}", err=True, file=file)


class Commands(click.Group):
    """Lists the commands in the order in which people need them, and tells every error in one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_ROOM_OF)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        room = _ROOM_OF.get(cmd_name)
        if room is None:
            return None
        commands: tuple[click.Command, ...] = import_module(f"servanda.cli.{room}").COMMANDS
        return next(command for command in commands if command.name == cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:  # the reader, for example `head`, has seen enough
            _drop_output()
            ctx.exit(0)
        except Exception as error:
            if os.environ.get("SERVANDA_TRACE"):
                raise
            raise _told(error) from None


class Fault(Told):
    """An error that is Servanda's own."""

    exit_code = 70


def _told(error: Exception) -> Told:
    """What a person is told of an error. Raises nothing, imports nothing: the error may be about anything."""
    if isinstance(error, Unacceptable):
        return Told(str(error))
    database = sys.modules.get("django.db.utils")
    if database is not None and isinstance(error, database.Error):
        words = " ".join(str(error).split())
        return Told(f"the database does not do what it should ({words}). “servanda doctor” looks for the cause")
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        return Told(f"{place}{error.strerror or error}. Nothing more was done")
    says = f"{type(error).__name__}: {error}"
    return Fault(f"this is a fault of Servanda ({says}). Please report it; SERVANDA_TRACE=1 shows where")


def _drop_output() -> None:
    """Leads what is still to be printed nowhere, so that ending does not fail on the closed pipe again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(servanda.__version__, prog_name="servanda")
def servanda_command() -> None:
    """Servanda runs the secretariat of a treaty from a record of dated, sourced facts.

    Every answer can be asked for any day (--as-of) and as known by any moment (--known-by).
    """


def main() -> None:
    """Runs the command. What cannot be accepted is told in one sentence, with exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal may know fewer letters
    servanda_command(prog_name="servanda")
