"""The commands that make and serve an installation: demo, serve, init, load."""

import errno
import gc
import os
import shlex
import socket
from pathlib import Path

import click

from servanda.cli import options
from servanda.config import clock
from servanda.config.installation import Installation, find
from servanda.core.errors import Unacceptable

DEMO_TREATIES = ("ccm", "apmbc")
PORT, LAST_PORT = 8642, 65535
_TRIES = 20


def _init(installation: Installation) -> None:
    from servanda.config.start import start

    installation.prepare()
    start(installation)
    from servanda.services import loading

    loading.migrate()


def _load(code: str, by: str) -> tuple[int, int]:
    from servanda.queries import library
    from servanda.services import loading

    done = loading.load(
        library.folders()[code],
        treaty=library.treaty(code),
        states=library.state_codes(),
        find_state=library.reference().find,
        by=by,
        now=clock.now(),
        today=clock.today(),
    )
    return len(done.entries), len(done.already)


@click.command()
@options.data
def init(data_folder: str | None) -> None:
    """Makes an empty installation: folders, key, tables. Safe to run again."""
    installation = find(data_folder)
    there = installation.key.exists()
    _init(installation)
    says = "already there, brought up to date:" if there else "installation ready in"
    click.echo(f"{says} {installation.folder}")


@click.command()
@click.argument("treaty")
@options.recorder
@options.data
def load(treaty: str, by: str, data_folder: str | None) -> None:
    """Records the facts that a treaty’s folder brings along.

    What is on record already is left out.
    """
    options.open_installation(data_folder)
    from servanda.queries import library

    library.treaty(treaty)
    new, already = _load(treaty, by)
    click.echo(f"{treaty}: {new} entries recorded, {already} were on record already")


@click.command()
@click.option("--no-serve", is_flag=True, help="Build it, but do not serve it.")
@click.option(
    "--port", type=click.IntRange(1, LAST_PORT), help=f"Where to serve it (else {PORT}, or the next that is free)."
)
@options.data
def demo(no_serve: bool, port: int | None, data_folder: str | None) -> None:
    """Builds the demo installation and serves it.

    It holds the Convention on Cluster Munitions and the mine-ban convention, with what is public of both.
    """
    installation = find(data_folder)
    if port is not None and not no_serve:
        _must_be_free("127.0.0.1", port)
    _init(installation)
    for code in DEMO_TREATIES:
        click.echo(f"{code}: reading its record …", nl=False)
        new, already = _load(code, "Servanda demo")
        click.echo(f" {new} entries recorded, {already} were on record already")
    installation.mark_as_demo()
    from servanda.services import demo as demo_people

    demo_people.whole(now=clock.now())
    if no_serve:
        click.echo(f"ready: servanda brief ccm --as-of 2016-04-28 --data {shlex.quote(str(installation.folder))}")
        return
    if port is None:
        port = next_free("127.0.0.1", PORT)
        if port != PORT:
            click.echo(f"port {PORT} is taken, so it is served on port {port}")
    click.echo(f"the pages: http://localhost:{port}/  to try a role: http://localhost:{port}/account/demo/")
    _serve(installation, "127.0.0.1", port)


@click.command()
@click.option("--port", type=click.IntRange(1, LAST_PORT), default=PORT, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@options.data
def serve(port: int, host: str, data_folder: str | None) -> None:
    """Serves the pages of an installation."""
    installation = options.open_installation(data_folder, with_accounts=True)
    from servanda.queries import health
    from servanda.services import loading

    health.must_keep_writes()
    loading.migrate()
    _serve(installation, host, port)


def _trouble(host: str, port: int) -> OSError | None:
    """Why a port cannot be listened on; None where it can."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error
    return None


def _must_be_free(host: str, port: int) -> None:
    error = _trouble(host, port)
    if error is not None:
        other = port + 1 if port < LAST_PORT else port - 1
        raise Unacceptable(f"port {port} cannot be used ({error.strerror}). Try another, for example --port {other}")


def next_free(host: str, first: int) -> int:
    """The first port from `first` on that nobody listens on, of 20; where none is free, `first`, which is refused."""
    for port in range(first, min(first + _TRIES, LAST_PORT + 1)):
        error = _trouble(host, port)
        if error is None or error.errno != errno.EADDRINUSE:
            return port
    return first


def _serve(installation: Installation, host: str, port: int) -> None:
    """Runs one server process until it is interrupted."""
    _must_be_free(host, port)
    os.environ["SERVANDA_DATA"] = str(installation.folder)
    gc.enable()
    from granian import Granian
    from granian.constants import Interfaces

    click.echo(f"Servanda is at http://{host}:{port}/  (stop it with Ctrl-C)")
    server = Granian(
        "servanda.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_access=False,
        working_dir=Path.cwd(),
    )
    server.serve()


COMMANDS = (demo, serve, init, load)
