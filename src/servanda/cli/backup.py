"""The commands that keep a copy of an installation, and make an installation of a copy: backup, restore."""

import shlex
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.cli import options
from servanda.config import clock
from servanda.config.installation import Installation, find
from servanda.core.errors import Unacceptable

if TYPE_CHECKING:
    from servanda.services.backup_file import Reading


@click.command()
@click.argument("path", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@options.data
def backup(path: Path, data_folder: str | None) -> None:
    """Writes everything into one FILE.

    It holds the record, the audit log, papers, people and their ways to sign in, files, own treaties and the secret
    key, and whoever has it can read all of that. People may go on working meanwhile. Keep it where only those come who
    may read everything, encrypted, one copy in another building; and try “servanda restore” on it now and then.
    """
    installation = options.open_installation(data_folder, with_accounts=True)
    from servanda.services import backup as backups

    made = backups.make(path, installation, now=clock.now(), tell=click.echo)
    click.echo(f"written: {click.format_filename(path)} ({path.stat().st_size} bytes), for its owner alone")
    click.echo(f"it holds: servanda-head {made.heads}")
    click.echo("Keep it encrypted, one copy in another building: it holds the secret key and all that is confidential.")


@click.command()
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--head", "kept", metavar="LINE", default="", help="A line of “servanda head” that it must contain.")
@options.data
def restore(path: Path, kept: str, data_folder: str | None) -> None:
    """Makes an installation of a backup, in a new or empty folder.

    Everything is checked first. Nobody is signed in, and no mail is sent until somebody switches it on. With
    SERVANDA_DATABASE_URL, the rows go into that database, which must be empty; a backup fits either kind.
    """
    target = find(data_folder)
    if target.folder.exists() and (not target.folder.is_dir() or any(target.folder.iterdir())):
        raise Unacceptable(f"{target.folder} is not empty. Name a new folder with --data")
    from servanda.services import backup_file

    with backup_file.reading(path) as found:
        click.echo(f"{len(found.manifest['members'])} members are whole")
        _must_have_room(target.folder, sum(info.file_size for info in found.archive.infolist()))
        target.folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{target.folder.name}.", dir=target.folder.parent))
        try:
            _restored(found, beside, kept)
            beside.rename(target.folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    click.echo(f"restored: {target.folder}\nNobody is signed in, and no mail is sent until you switch it on.")
    click.echo(f"look at it: servanda doctor --data {shlex.quote(str(target.folder))}")


def _restored(found: "Reading", folder: Path, kept: str) -> None:
    from servanda.config.start import start

    files = found.unpack(folder)
    click.echo(f"{files} files, the key among them")
    installation = Installation(folder)
    installation.prepare()
    start(installation)
    from servanda.services import restoring

    restoring.fill(found, now=clock.now(), kept=kept, tell=click.echo)
    held = folder / "mail.held"
    held.write_text(restoring.held(found, clock.now()) + "\n", encoding="utf-8")
    _close()


def _close() -> None:
    """Lets go of the database, so that its folder can be given its name."""
    from django.db import connections

    connections.close_all()


def _must_have_room(folder: Path, size: int) -> None:
    place = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if shutil.disk_usage(place).free < 2 * size:
        raise Unacceptable(f"there is not enough room in {place}: {2 * size // 1_000_000 + 1} MB are needed")


COMMANDS = (backup, restore)
