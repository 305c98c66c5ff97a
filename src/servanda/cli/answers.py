"""The commands that answer: status, due, explain, brief."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from servanda.cli import options
from servanda.config import clock
from servanda.core.duties import STANDINGS

if TYPE_CHECKING:
    from servanda.queries.standpoint import Standpoint


@click.command()
@click.argument("treaty")
@options.as_of
@options.formats
@options.data
def status(treaty: str, as_of: date | None, known_by: datetime | None, form: str, data_folder: str | None) -> None:
    """How many States are in, on which basis, out of how many.

    Prints the counts of TREATY, each with its definition and its universe.
    """
    options.open_installation(data_folder)
    from servanda.queries import answers
    from servanda.queries.standpoint import standpoint

    point = standpoint(treaty, as_of or clock.today(), known_by)
    answer = answers.status(point)
    if form == "json":
        options.print_json(answer)
        return
    rows = [
        (
            name,
            count["value"],
            count["universe"],
            count["definition"],
            *((" ".join(count["states"]),) * (form == "csv")),
        )
        for name, count in answer["counts"].items()
    ]
    if form == "table":
        click.echo(f"{treaty} {_seen(point)}, record {answer['record_head'][:20]}…\n{_remarked(point)}")
    columns = ("count", "value", "universe", "definition", *(("states",) * (form == "csv")))
    options.print_rows(columns, rows, form, "counts")
    if form == "table" and answer["contradictions"]:
        click.echo("\nPublished otherwise:")
        for item in answer["contradictions"]:
            click.echo(f"  {item['state'] or treaty} {item['about']}: {item['why']} [entry {item['entry']}]")


@click.command()
@click.argument("treaty")
@click.option("--state", metavar="STATE", help="Only this State: its code (ZAF) or name.")
@click.option("--obligation", metavar="CODE", help="Only this obligation, for example art7-initial.")
@click.option("--standing", "standings", multiple=True, type=click.Choice(STANDINGS), help="Only these standings.")
@click.option("--from", "start", type=options.Day(), metavar="DAY", help="Only what is due on or after this day.")
@click.option("--to", "end", type=options.Day(), metavar="DAY", help="Only what is due by this day.")
@options.as_of
@options.formats
@options.data
def due(
    treaty: str,
    state: str | None,
    obligation: str | None,
    standings: tuple[str, ...],
    start: date | None,
    end: date | None,
    as_of: date | None,
    known_by: datetime | None,
    form: str,
    data_folder: str | None,
) -> None:
    """Who owes what by when, and how it stands.

    Prints the duties under TREATY. What is not known is not called late.
    """
    options.open_installation(data_folder)
    from servanda.queries import answers, library
    from servanda.queries.standpoint import standpoint

    point = standpoint(treaty, as_of or clock.today(), known_by)
    code = "" if state is None else library.state(state)
    found = answers.due(point, state=code, obligation=obligation, standings=standings, start=start, end=end)
    rows = [answers.duty(item, point) for item in found]
    if form == "json":
        options.print_json(rows)
        return
    if form == "table":
        click.echo(f"{treaty} {_seen(point)}\n{_remarked(point)}")
    columns = ("due", "state", "name", "obligation", "period", "article", "standing", "met_on", "entries", "remark")
    options.print_rows(
        columns,
        [_cells(row, library.reference().name, _remark(row)) for row in rows],
        form,
        "duties",
    )
    if form == "table":
        click.echo(f"\n{len(rows)} {'duty' if len(rows) == 1 else 'duties'} {_seen(point)}.")


def _seen(point: "Standpoint") -> str:
    """From where the record is seen, in words."""
    from servanda.documents.wording import FIRM, Wording

    day = Wording(str, str).day(point.day).replace(FIRM, " ")
    known = "" if point.known_by is None else f", as known by {options.moment(point.known_by)}"
    return f"as of {day} ({point.day}){known}"


def _remarked(point: "Standpoint") -> str:
    """A line for a record in which nothing was known, or whose memberships end before the day; empty for others."""
    from servanda.queries.completeness import remark

    says = remark(point)
    return f"{says}\n" if says else ""


def _cells(row: dict[str, Any], name: Callable[[str], str], remark: str) -> tuple[str, ...]:
    """The cells of a duty in a table."""
    return (
        row["due"] or "not known",
        row["state"],
        name(row["state"]),
        row["obligation"],
        row["period"] or "",
        row["article"],
        row["standing"],
        row["met_on"] or "",
        " ".join(map(str, row["entries"])),
        remark,
    )


def _remark(row: dict[str, Any]) -> str:
    remarks = ["only if concerned"] if row["only_if_concerned"] else []
    remarks += ["from memory"] if row["confidence"] == "memory" else []
    remarks += [f"entry {c['entry']} prints {c['printed']}" for c in row["contradicts"]]
    return "; ".join(remarks)


@click.command()
@click.argument("treaty")
@click.argument("state")
@click.argument("obligation")
@click.option("--period", metavar="PERIOD", help="The calendar year covered, or the deadline in question.")
@options.as_of
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@options.data
def explain(
    treaty: str,
    state: str,
    obligation: str,
    period: str | None,
    as_of: date | None,
    known_by: datetime | None,
    form: str,
    data_folder: str | None,
) -> None:
    """Why a duty is due on its day and stands as it does.

    Prints every step, each with the article or ledger entry that it rests on. Without --period it is the duty of
    STATE under OBLIGATION that is open, else the last that fell due.
    """
    options.open_installation(data_folder)
    from servanda.queries import answers, library
    from servanda.queries.standpoint import standpoint

    point = standpoint(treaty, as_of or clock.today(), known_by)
    answer = answers.explain(point, library.state(state), obligation, period)
    if form == "json":
        options.print_json(answer)
        return
    of_period = f" for {answer['period']}" if answer["period"] else ""
    click.echo(
        f"{library.reference().name(answer['state'])}: {answer['title']}{of_period} (article {answer['article']})"
    )
    click.echo(f"due {answer['due'] or 'not known'}, {answer['standing']} {_seen(point)}\n")
    for number, step in enumerate(answer["because"], start=1):
        cites = [f"article {step['article']}"] if step["article"] else []
        cites += [f"ledger entry {step['entry']}"] if step["entry"] else []
        click.echo(f"  {number}. {step['text']}" + (f"  [{', '.join(cites)}]" if cites else ""))
    if answer["other_periods"]:
        click.echo(f"\nOther periods: {', '.join(answer['other_periods'])}")


@click.command()
@click.argument("treaty")
@options.as_of
@click.option("--format", "form", type=click.Choice(("text", "docx", "pdf")), default="text", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
@options.data
def brief(
    treaty: str,
    as_of: date | None,
    known_by: datetime | None,
    form: str,
    output: Path | None,
    data_folder: str | None,
) -> None:
    """What a Director takes into the committee’s next meeting."""
    options.open_installation(data_folder)
    from servanda.queries import briefs
    from servanda.queries.standpoint import standpoint

    point = standpoint(treaty, as_of or clock.today(), known_by)
    content = briefs.brief(point, form)
    if form == "text" and output is None:
        click.echo(content.decode(), nl=False)
        return
    path = output or Path(f"brief-{treaty}-{point.day}.{'txt' if form == 'text' else form}")
    options.write_file(path, content)
    click.echo(f"written: {path}", err=True)


COMMANDS = (status, due, explain, brief)
