"""Runs the command line as a person does: in this process, which is quick, or as a program of its own."""

import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from click.testing import CliRunner

from servanda.cli.main import servanda_command
from tests.demo import kept_environment


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a command: exit status, and what it said on each channel."""

    status: int
    out: str
    err: str


def run(*arguments: object, **environment: str) -> Ran:
    """Runs a command in this process. An error that is Servanda's own fails the test, as does a trace."""
    with kept_environment():
        result = CliRunner(env=dict(environment)).invoke(
            servanda_command, [str(argument) for argument in arguments], prog_name="servanda"
        )
    return _checked(Ran(result.exit_code, result.stdout, result.stderr), result.exception)


def told(*arguments: object, **environment: str) -> str:
    """What a person is told of a command that is refused: one sentence, and nothing else anywhere."""
    ran = run(*arguments, **environment)
    assert ran.status == 2, ran
    assert ran.out == ""
    [line] = ran.err.splitlines()
    assert line.startswith("servanda: ")
    return line.removeprefix("servanda: ")


def good(*arguments: object, **environment: str) -> str:
    """What a command prints that succeeds."""
    ran = run(*arguments, **environment)
    assert (ran.status, ran.err) == (0, ""), ran
    return ran.out


def program(*arguments: object, environment: dict[str, str], **options: Any) -> Ran:
    """Runs a command as a program of its own."""
    command = [sys.executable, "-m", "servanda", *map(str, arguments)]
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment, timeout=60, check=False, encoding="utf-8", **options
    )
    return _checked(Ran(done.returncode, done.stdout, done.stderr), None)


def _checked(ran: Ran, exception: BaseException | None) -> Ran:
    assert ran.status != 70, ran.err
    assert exception is None or isinstance(exception, SystemExit), repr(exception)
    assert "Traceback" not in ran.err
    return ran
