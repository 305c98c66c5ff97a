"""The command that shows one entry of the ledger: show."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import click

from servanda.cli import options


@click.command()
@click.argument("treaty")
@click.argument("number", type=int)
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@options.data
def show(treaty: str, number: int, form: str, data_folder: str | None) -> None:
    """One entry of the ledger, with all that is known of it.

    Prints the entry NUMBER in the record of TREATY: its particulars and source, who recorded it when, whether it
    stands, and what it corrects or what replaced it.
    """
    options.open_installation(data_folder)
    from servanda.queries import entries, library

    shown = entries.show(number, library.treaty(treaty).code)
    if form == "json":
        options.print_json(shown)
        return
    whose = f"{shown['state']} " if shown["state"] else ""
    click.echo(f"entry {number}: {whose}{shown['kind']} on {shown['on']}, {_standing(shown)}\n")
    lines = [*_content(shown, library.reference().name), *_story(shown)]
    width = max(len(name) for name, _ in lines)
    for name, text in lines:
        click.echo(f"  {name:<{width}}  {text}".rstrip())


def _standing(shown: dict[str, Any]) -> str:
    """Whether it stands, and if not, since which entry."""
    if shown["stands"]:
        return "stands"
    named = next((later for later in reversed(shown["replaced_by"]) if later["stands"]), None)
    if named is None:  # whatever named it was itself replaced
        return "no longer stands"
    return f"no longer stands: entry {named['entry']} {'took it back' if named['retracts'] else 'replaced it'}"


def _content(shown: dict[str, Any], name: Callable[[str], str]) -> list[tuple[str, str]]:
    """What the entry says, and who recorded it when."""
    backfilled = " (long after it happened)" if shown["backfilled"] else ""
    moment = options.moment(datetime.fromisoformat(shown["recorded"]))
    lines = [("State", f"{name(shown['state'])} ({shown['state']})" if shown["state"] else "")]
    lines += [("on", shown["on"]), *shown["particulars"].items()]
    lines += [(part, shown[part]) for part in ("source", "confidence", "note")]
    lines.append(("recorded", f"{moment} by {shown['recorded_by']}{backfilled}"))
    return [(label, text) for label, text in lines if text]


def _story(shown: dict[str, Any]) -> list[tuple[str, str]]:
    """What it corrects, and what corrected it, each with the old and the new values."""
    lines = []
    if shown["corrected"] is not None:
        verb = "takes back" if shown["corrected"]["retracts"] else "corrects"
        lines.append((verb, f"entry {shown['corrected']['entry']}: {shown['reason']}"))
        lines += _changes(shown["corrected"])
    for later in shown["replaced_by"]:
        verb = "taken back by" if later["retracts"] else "replaced by"
        since = "" if later["stands"] else " (no longer stands)"
        lines.append((verb, f"entry {later['entry']}{since}: {later['reason']}"))
        lines += _changes(later)
    return lines


def _changes(change: dict[str, Any]) -> list[tuple[str, str]]:
    return [("", f"{c['what']}: {c['old'] or '(none)'} → {c['new'] or '(none)'}") for c in change["changes"]]


COMMANDS = (show,)
