"""The commands of mail and jobs: mail on, off, status, list, show, release, drop, retry, settle; and tick."""

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from servanda.cli import options
from servanda.config import clock
from servanda.config import mail as servers
from servanda.config.installation import find

if TYPE_CHECKING:
    from servanda.store.models import Message

_STATES = ("unknown", "refused", "sending", "waiting", "held", "dropped", "sent")


@click.group()
def mail() -> None:
    """Mail: whether it is sent, what waits, and what became of it."""


@mail.command()
@options.data
def on(data_folder: str | None) -> None:
    """Lets this installation send mail.

    Messages that are held stay held: release or drop them one by one.
    """
    installation = find(data_folder)
    options.open_installation(data_folder)
    installation.prepare()  # one that was made before installations had an identity gets one
    from servanda.services import post

    post.switch(on=True, now=clock.now())
    click.echo(f"mail is on, by {servers.from_environment()}")
    _held()


@mail.command()
@options.data
def off(data_folder: str | None) -> None:
    """Stops this installation from sending mail; what waits is held."""
    options.open_installation(data_folder)
    from servanda.services import post

    post.switch(on=False, now=clock.now())
    click.echo("mail is off")


@mail.command()
@options.data
def status(data_folder: str | None) -> None:
    """Says whether mail is on, by which server, and how many messages are in which state."""
    installation = options.open_installation(data_folder)
    from servanda.queries import post

    server = servers.from_environment()
    click.echo(f"mail is {'on' if installation.mail_is_on else 'off'}")
    click.echo(f"server: {server or 'none named'}")
    for state, number in post.counts().items():
        click.echo(f"{state}: {number}")


@mail.command(name="list")
@click.option("--state", type=click.Choice(_STATES), multiple=True, help="Only messages in this state.")
@options.data
def list_(state: tuple[str, ...], data_folder: str | None) -> None:
    """Lists the messages, the newest first."""
    options.open_installation(data_folder)
    from servanda.queries import post

    rows = [
        (each.pk, each.state, options.moment(each.made), each.address, each.subject, each.says)
        for each in post.messages(states=state or _STATES)
    ]
    options.print_rows(("number", "state", "made", "to", "subject", "says"), rows, "table", "mail")


@mail.command()
@click.argument("number", type=int)
@options.data
def show(number: int, data_folder: str | None) -> None:
    """Shows one message whole."""
    options.open_installation(data_folder)
    from servanda.queries import post

    found = post.message(number)
    click.echo(f"Message {found.pk}: {found.state}{f' ({found.says})' if found.says else ''}")
    click.echo(f"Key: {found.key}\nMade: {options.moment(found.made)}")
    if found.tried is not None:
        click.echo(f"Tried: {options.moment(found.tried)}")
    click.echo(f"To: {found.address}\nSubject: {found.subject}\n\n{found.text}")


@mail.command()
@click.argument("number", type=int)
@options.data
def release(number: int, data_folder: str | None) -> None:
    """Lets one message that is held leave with the next delivery."""
    options.open_installation(data_folder)
    from servanda.services import post

    _told(post.release(number=number, now=clock.now()))


@mail.command()
@click.argument("number", type=int)
@options.data
def drop(number: int, data_folder: str | None) -> None:
    """Says that one message is not to be sent at all."""
    options.open_installation(data_folder)
    from servanda.services import post

    _told(post.drop(number=number, now=clock.now()))


@mail.command()
@click.argument("number", type=int)
@options.data
def retry(number: int, data_folder: str | None) -> None:
    """Tries a message that was refused once more, to the address that its person has now."""
    options.open_installation(data_folder)
    from servanda.services import post

    _told(post.retry(number=number, now=clock.now()))


@mail.command()
@click.argument("number", type=int)
@click.option("--was-sent/--send-again", "was_sent", required=True, default=None, help="What you found out.")
@options.data
def settle(number: int, was_sent: bool, data_folder: str | None) -> None:
    """Says of a message of which nobody knows whether it was sent that it was, or that it is to be sent again."""
    options.open_installation(data_folder)
    from servanda.services import post

    _told(post.settle(number=number, was_sent=was_sent, now=clock.now()))


def _told(message: "Message") -> None:
    click.echo(f"message {message.pk} is {message.state}")


def _held() -> None:
    from servanda.queries import post

    if number := post.counts()["held"]:
        click.echo(f"{number} held: “servanda mail list --state held” shows them; release or drop each")


@click.command()
@click.option("--again", nargs=2, metavar="JOB DAY", help="Let a job that stopped run once more, for that day.")
@options.data
def tick(again: tuple[str, str] | None, data_folder: str | None) -> None:
    """Runs the jobs that are due. To be called every few minutes, by cron or a systemd timer.

    Safe to call twice, or by two at once.
    """
    options.open_installation(data_folder, with_accounts=True)
    from servanda.services import jobs

    if again is not None:
        jobs.again(job=again[0], day=_day(again[1]))
    failed = 0
    for ran in jobs.tick(now=clock.now(), today=clock.today()):
        click.echo(f"{'ok   ' if ran.good else 'NOT OK'} {ran.job}{f': {ran.says}' if ran.says else ''}")
        failed += not ran.good
    if failed:
        sys.exit(1)


def _day(text: str) -> date:
    from servanda.core.days import parse_day

    return parse_day(text)


COMMANDS = (mail, tick)
