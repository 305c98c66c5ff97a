"""The command `servanda`: its groups of commands, and how its errors are told."""

import sys

import click

import servanda
from servanda.cli import answers, files, installation, keeping, recording
from servanda.core.errors import Unacceptable


class Commands(click.Group):
    """Lists the commands in the order in which people need them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(servanda.__version__, prog_name="servanda")
def servanda_command() -> None:
    """Servanda runs the secretariat of a treaty from a record of dated, sourced facts.

    Every answer can be asked for any day (--as-of) and as known by any moment (--known-by).
    """


for command in (*answers.COMMANDS, *recording.COMMANDS, *files.COMMANDS, *keeping.COMMANDS, *installation.COMMANDS):
    servanda_command.add_command(command)


def main() -> None:
    """Runs the command. What cannot be accepted is told in one sentence, with exit status 2."""
    try:
        servanda_command()
    except Unacceptable as error:
        click.echo(f"servanda: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:  # the reader, for example `head`, has seen enough
        sys.stderr.close()
        sys.exit(0)
