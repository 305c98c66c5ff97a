"""The commands that keep the record trustworthy: verify, head, doctor, check, new-treaty."""

import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.cli import options
from servanda.config.installation import find
from servanda.core.errors import Unacceptable

if TYPE_CHECKING:
    from servanda.definitions.wording import Wording
    from servanda.queries.ledger import Verification

_LEFT = (
    "TO" + "DO"
)  # how a new treaty's skeleton marks what to replace; in parts, since our own code carries no such mark


@click.command()
@click.option(
    "--head", "kept", metavar="LINE", help="A line of “servanda head” that was kept: the record must contain it."
)
@click.option(
    "--file",
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An exported ledger (ledger.jsonl) instead of the database.",
)
@options.data
def verify(kept: str | None, path: Path | None, data_folder: str | None) -> None:
    """Checks the whole ledger, entry by entry, and the audit log, line by line.

    Names the first entry or line that does not fit its chain of hashes, or that names a head which the other chain does
    not have. An exported ledger is checked by itself.
    """
    options.open_installation(data_folder)
    from servanda.queries import chains, export, ledger

    heads = None if kept is None else chains.kept_heads(kept)
    if path is not None:
        found = ledger.verify_rows(export.read_ledger(path), kept_head=None if heads is None else heads[0])
        sys.exit(0 if _told("entry", "entries", found) else 1)
    checked = chains.verify(kept=heads)
    entries = _told("entry", "entries", checked.ledger)
    lines = _told("line", "lines of the audit log", checked.audit)
    if checked.misfit is not None:
        kind = "entry" if checked.misfit.kind == chains.ENTRY else "line"
        click.echo(f"NOT GOOD: {kind} {checked.misfit.number}: {checked.misfit.why}.")
    elif entries and lines:
        click.echo("good: ledger and audit log name one another")
    if not checked.good:
        sys.exit(1)


def _told(one: str, several: str, found: "Verification") -> bool:
    """Says what came of checking a chain, and gives whether it is good."""
    if found.good:
        click.echo(f"good: {found.checked} {several} fit, head {found.head}")
    else:
        rest = f"The {found.checked} {several} before it fit."
        click.echo(f"NOT GOOD: {one} {found.bad_entry}: {found.why}. {rest}")
    return found.good


@click.command()
@options.data
def head(data_folder: str | None) -> None:
    """Prints a line that identifies ledger and audit log, for others to keep."""
    options.open_installation(data_folder)
    from servanda.config import clock
    from servanda.core.entries import instant
    from servanda.queries import chains

    click.echo(f"servanda-head {chains.heads_line()} {instant(clock.now())}")


@click.command()
@click.option("--deploy", is_flag=True, help="Also what must not be so where others can reach the server.")
@options.data
def doctor(deploy: bool, data_folder: str | None) -> None:
    """Says what is not as it should be in an installation.

    The exit status is 1 where anything is not. With --deploy it is asked whether people may work with it over the
    internet; run it with the very environment that the server has.
    """
    options.open_installation(data_folder, with_accounts=True)
    from servanda.config import clock
    from servanda.queries import deploy as deployed
    from servanda.queries import health

    installation, now = find(data_folder), clock.now()
    troubles = 0
    findings = (health.examine(installation, now), deployed.examine(installation, clock.today()) if deploy else ())
    for finding in chain(*findings):
        click.echo(f"{'ok   ' if finding.good else 'NOT OK'} {finding.about}: {finding.says}")
        troubles += not finding.good
    if troubles:
        sys.exit(1)


@click.command()
@click.argument("treaty", required=False)
@options.data
def check(treaty: str | None, data_folder: str | None) -> None:
    """Reads the treaty folders and runs their situations.

    TREATY is a code or a folder; without it, all are read.
    """
    from servanda.definitions import places, situations, treaties, wording

    own = find(data_folder).folder / "treaties"
    known = places.treaty_folders(own.parent)
    shipped = places.treaty_folders()
    if treaty is not None and treaty not in known and not Path(treaty).is_dir():
        raise Unacceptable(f"there is no treaty “{treaty}”. Known: {', '.join(sorted(known))}")
    folders = known if treaty is None else {treaty: known.get(treaty, Path(treaty))}
    failed = 0
    for code, folder in sorted(folders.items()):
        treaties.load(folder)
        results = situations.run(folder)
        bad = [result for result in results if not result.ok]
        click.echo(f"{code}: {len(results) - len(bad)} of {len(results)} expectations hold")
        if folder.parent == own:
            click.echo(f"  read from {folder}" + (", which hides the one that ships" if code in shipped else ""))
        if number := _left_to_do(folder):
            click.echo(f"  {number} {'place still says' if number == 1 else 'places still say'} {_LEFT}")
        for result in bad:
            click.echo(
                f"  {result.where}: {result.name}\n    expected: {result.expected}\n    found:    {result.found}"
            )
        failed += len(bad) + _words(wording.of_treaty(folder))
    if treaty is None:
        failed += _words(wording.of_reference())
    if failed:
        sys.exit(1)


def _words(found: "Wording") -> int:
    """Tells what is wrong with glossary and words, and what has no words yet; gives the number of what is wrong."""
    for error in found.wrong:
        click.echo(f"  {error}")
    for language, texts in sorted(found.missing.items()):
        number = "1 text has" if len(texts) == 1 else f"{len(texts)} texts have"
        click.echo(f"  note: {number} no words in “{language}” yet, the first in {texts[0].where}")
    return len(found.wrong)


def _left_to_do(folder: Path) -> int:
    """How many lines of a treaty's data still carry that mark; lines of explanation do not count."""
    files = [path for path in folder.rglob("*") if path.suffix in (".yaml", ".csv") and path.is_file()]
    lines = (line for path in files for line in path.read_text(encoding="utf-8", errors="replace").splitlines())
    return sum(_LEFT in line and not line.lstrip().startswith("#") for line in lines)


@click.command(name="new-treaty")
@click.argument("code")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to make it in (else the installation’s).",
)
@options.data
def new_treaty(code: str, into: Path | None, data_folder: str | None) -> None:
    """Starts the folder of another treaty.

    Every part of it is explained, and a first situation passes.
    """
    from servanda.definitions import new, places

    own = find(data_folder).folder
    if into is None and code in places.treaty_folders(own):
        raise Unacceptable(f"there is a treaty “{code}” already, which a new one would hide. Take another code")
    folder = new.start(code, into or own / "treaties")
    click.echo(f"started: {folder}\nEdit its files, then run: servanda check {folder}")


COMMANDS = (verify, head, doctor, check, new_treaty)
