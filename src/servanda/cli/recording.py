"""The commands that write the record: record, correct, retract, import."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from servanda.cli import options
from servanda.config import clock
from servanda.core.acts import KINDS, ReportReceived, dump, parse
from servanda.core.days import parse_when
from servanda.core.entries import Entry, Proposal
from servanda.core.errors import Unacceptable


def _particulars(pairs: Sequence[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise Unacceptable(f"“{pair}” is not a particular. Write name=value, for example type=accession")
        if name.strip() in found:
            raise Unacceptable(f"“{name.strip()}” is given twice. Give each particular once")
        found[name.strip()] = value
    return found


def _told(entry: Entry) -> str:
    return f"recorded as entry {entry.number}: {entry.state} {entry.act.kind} on {entry.on}".replace("  ", " ")


def _old_values(old: Entry, new: Entry) -> str:
    """What the entry had that is replaced: (on 2026-11-20, type accession); its source where that is all."""
    from servanda.queries.entries import differences

    changed = differences(old, new)
    facts = [(name, was) for name, was, _ in changed if name != "source"] or [(name, was) for name, was, _ in changed]
    return "(" + ", ".join(f"{name} {was}" if was else f"no {name}" for name, was in facts) + ")"


def _kinds() -> str:
    return "KIND is one of: " + ", ".join(sorted(kind for kind in KINDS if kind != "retraction")) + "."


@click.command(epilog=_kinds())
@click.argument("treaty")
@click.argument("kind")
@click.argument("particulars", nargs=-1, metavar="[NAME=VALUE]...")
@click.option("--state", metavar="STATE", default="", help="The State: its code (ZAF) or name.")
@click.option(
    "--on", "when", required=True, metavar="WHEN", help="When it happened: 2016-04-28, 2016-04, ../2013-02-28."
)
@click.option("--source", required=True, help="Where this is printed.")
@click.option("--confidence", default="", help="two-source, one-source or memory.")
@click.option("--note", default="", help="What a reader should know besides.")
@options.recorder
@options.data
def record(
    treaty: str,
    kind: str,
    particulars: tuple[str, ...],
    state: str,
    when: str,
    source: str,
    confidence: str,
    note: str,
    by: str,
    data_folder: str | None,
) -> None:
    """Records one act in the ledger.

    An act is of a KIND and has particulars, NAME=VALUE; one that is wrong is answered with those that there are.
    """
    options.open_installation(data_folder)
    from servanda.queries import library
    from servanda.services import record as verbs

    law = library.treaty(treaty)
    code = library.state(state) if state else ""
    proposal = Proposal(
        law.code, parse(kind, _particulars(particulars)), parse_when(when), source, code, confidence, note
    )
    states = library.state_codes()
    done = verbs.record_acts([proposal], treaty=law, states=states, by=by, now=clock.now(), today=clock.today())
    [entry] = done.entries
    click.echo(_told(entry))
    if isinstance(entry.act, ReportReceived) and not entry.act.obligation:
        click.echo(
            "filed for no obligation, so it discharges nothing; if it answers one: "
            f"servanda correct {law.code} {entry.number} obligation=CODE period=YEAR …"
        )


@click.command()
@click.argument("treaty")
@click.argument("number", type=int)
@click.argument("particulars", nargs=-1, metavar="[NAME=VALUE]...")
@click.option("--reason", required=True, help="Why it is corrected.")
@click.option("--source", required=True, help="Where the right fact is printed.")
@click.option("--on", "when", metavar="WHEN", help="The right day.")
@click.option("--state", metavar="STATE", help="The right State.")
@click.option("--confidence", help="two-source, one-source or memory (else as it was).")
@click.option("--note", default="", help="What a reader should know besides.")
@options.recorder
@options.data
def correct(
    treaty: str,
    number: int,
    particulars: tuple[str, ...],
    reason: str,
    source: str,
    when: str | None,
    state: str | None,
    confidence: str | None,
    note: str,
    by: str,
    data_folder: str | None,
) -> None:
    """Corrects an entry by a new one that names it.

    What is not given stays as it was, the confidence too; a correction that would change nothing is refused. Both
    entries stay in the ledger.
    """
    options.open_installation(data_folder)
    from servanda.queries import library
    from servanda.services import record as verbs

    law = library.treaty(treaty)
    old = verbs.find(number, law)
    changes = replace(
        verbs.as_proposal(old),
        act=parse(old.act.kind, {**dump(old.act), **_particulars(particulars)}),
        on=parse_when(when) if when else old.on,
        state=library.state(state) if state else old.state,
        source=source,
        confidence=old.confidence if confidence is None else confidence,
        note=note or old.note,
    )
    proposal = verbs.correction(old, changes, reason)
    states = library.state_codes()
    done = verbs.record_acts([proposal], treaty=law, states=states, by=by, now=clock.now(), today=clock.today())
    [entry] = done.entries
    click.echo(f"{_told(entry)}; it replaces entry {number} {_old_values(old, entry)}")


@click.command()
@click.argument("treaty")
@click.argument("number", type=int)
@click.option("--reason", required=True, help="Why it should not have been recorded.")
@click.option("--source", required=True, help="On what this rests.")
@options.recorder
@options.data
def retract(treaty: str, number: int, reason: str, source: str, by: str, data_folder: str | None) -> None:
    """Takes an entry back by a new one that names it.

    Both entries stay in the ledger.
    """
    options.open_installation(data_folder)
    from servanda.queries import library
    from servanda.services import record as verbs

    entry = verbs.retract(
        number,
        treaty=library.treaty(treaty),
        states=library.state_codes(),
        source=source,
        reason=reason,
        by=by,
        now=clock.now(),
        today=clock.today(),
    )
    click.echo(f"recorded as entry {entry.number}: entry {number} is retracted")


@click.command(name="import")
@click.argument("treaty")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--accept", is_flag=True, help="Record what the files propose. Without it nothing is written.")
@options.recorder
@options.data
def import_files(treaty: str, paths: tuple[Path, ...], accept: bool, by: str, data_folder: str | None) -> None:
    """Proposes what files say, and records it with --accept.

    It reads CSV files of the known shapes, and the depositary’s status table as XML or CSV. Without --accept it only
    shows what would be recorded; with it all of that is recorded, or nothing. What is already on record is left out,
    so a file can be imported again.
    """
    options.open_installation(data_folder)
    from servanda.queries import library
    from servanda.services import imports

    law = library.treaty(treaty)
    proposals = imports.read(paths, treaty=law, find_state=library.reference().find)
    outcome = imports.propose(proposals, treaty=law, states=library.state_codes(), today=clock.today())
    for line in outcome.lines():
        click.echo(line)
    if not outcome.new:
        return
    if not accept:
        click.echo("\nNothing was written. Run it again with --accept to record these.")
        return
    states = library.state_codes()
    done = imports.accept(outcome, treaty=law, states=states, by=by, now=clock.now(), today=clock.today())
    click.echo(f"\nrecorded as entries {done[0].number} to {done[-1].number}")


COMMANDS = (record, correct, retract, import_files)
