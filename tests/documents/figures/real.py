"""Every chart drawn from the demo record, with English words: what the tests look at, and how a page may do it."""

from collections.abc import Callable
from datetime import date

from servanda.core.growth import growth
from servanda.core.regions import joining
from servanda.core.reporting import CATEGORIES, reporting
from servanda.core.spans import Span, spans
from servanda.core.waits import waits
from servanda.documents.figures import bars, lines, strips, timelines
from servanda.documents.figures.axes import WIDE
from servanda.documents.figures.svg import Drawing
from servanda.queries.standpoint import Standpoint

GROUPS = {
    "African": ("African States", "deep"),
    "Asia-Pacific": ("Asia-Pacific States", "hatched"),
    "Eastern European": ("Eastern European States", "warm"),
    "GRULAC": ("Latin American and Caribbean States", "sand"),
    "WEOG": ("Western European and other States", "mid"),
    "": ("In no group", "open"),
}
STANDINGS = {
    "met": ("Received in time", "deep"),
    "met-late": ("Received late", "hatched"),
    "overdue": ("Overdue, on record", "alarm"),
    "not-known": ("Not known", "dotted"),
    "contested": ("Contested", "crossed"),
    "not-yet-due": ("Not yet due", "open"),
}
ENDINGS = {"met": "met", "met-late": "met", "overdue": "late", "not-known": "unknown"}


def written(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def growth_chart(point: Standpoint, width: int = WIDE) -> Drawing:
    definitions = {d.name: d for d in point.treaty.counts}
    both = [
        growth(definitions[name], point.states.members, point.participants, point.day)
        for name in ("deposited", "in_force")
    ]
    deposited, in_force = both
    turns = sorted({step.day for each in both for step in (*each.steps, *each.announced)})
    moments = [
        lines.Moment(day, f"{written(day)}: {deposited.on(day)} by deposit, {in_force.on(day)} in force")
        for day in turns
    ]
    force = [lines.Moment(step.day, f"Entry into force, {written(step.day)}") for step in in_force.steps[:1]]
    named = (("By deposit", "first"), ("In force", "second"))
    return lines.step_lines(
        f"growth-{width}",
        "Growth of the membership",
        "States that have deposited, and States for which the Convention is in force, since 2008.",
        [
            lines.Line(
                f"{label}: {each.value}",
                look,
                [(step.day, step.value) for step in each.steps],
                [(step.day, step.value) for step in each.announced],
            )
            for (label, look), each in zip(named, both, strict=True)
        ],
        first=point.treaty.opened,
        today=point.day,
        today_label=written(point.day),
        moments=moments,
        marks=force,
        width=width,
    )


def years_chart(point: Standpoint, width: int = WIDE) -> Drawing:
    found = joining("all-states", point.states.members, point.participants, point.treaty.opened, point.day)
    columns = []
    for year in found.years:
        joined = [group.joined.get(year, ()) for group in found.groups]
        segments = [
            bars.Segment(len(states), f"{year}, {GROUPS[group.name][0]}: {len(states)} ({', '.join(states)})")
            for states, group in zip(joined, found.groups, strict=True)
        ]
        columns.append(bars.Bar(str(year), segments, str(sum(map(len, joined)))))
    return bars.standing(
        f"joining-{width}",
        "Instruments deposited by year",
        "",
        [bars.Category(*GROUPS[group.name]) for group in found.groups],
        columns,
        width=width,
    )


def groups_chart(point: Standpoint, width: int = WIDE) -> Drawing:
    found = joining("all-states", point.states.members, point.participants, point.treaty.opened, point.day)
    places = (("In", "deep"), ("Signed, not in", "hatched"), ("Outside", "open"))
    rows = []
    for group in found.groups:
        label = GROUPS[group.name][0]
        parts = (group.members, group.signatories, group.outside)
        segments = [
            bars.Segment(len(s), f"{label}, {p[0]}: {len(s)} of {group.size}")
            for p, s in zip(places, parts, strict=True)
        ]
        rows.append(bars.Bar(label, segments, f"{len(group.members)} of {group.size}"))
    categories = [bars.Category(*place) for place in places]
    return bars.lying(f"groups-{width}", "Regional groups", "", categories, rows, width=width)


def waits_chart(point: Standpoint, width: int = WIDE) -> Drawing:
    found = waits("all-states", point.states.members, point.participants, point.day)
    name = point.states.name
    years = max((wait.months for wait in (*found.deposited, *found.waiting)), default=0) // 12 + 1
    step = 2 if width >= WIDE else 4
    middle = None
    if found.lower is not None and found.median is not None and found.upper is not None:
        middle = strips.Middle(
            found.lower,
            found.median,
            found.upper,
            f"half within {found.median:g} months",
            f"The middle half: {found.lower:g} to {found.upper:g} months",
        )
    return strips.dots(
        f"waits-{width}",
        "From signature to instrument",
        "",
        [
            strips.Strip(
                f"Deposited: {len(found.deposited)}",
                [strips.Dot(w.months, f"{name(w.state)}: {w.months} months") for w in found.deposited],
            ),
            strips.Strip(
                f"Signed and waiting: {len(found.waiting)}",
                [strips.Dot(w.months, f"{name(w.state)}: {w.months} months so far") for w in found.waiting],
                "hollow",
            ),
        ],
        ticks=[(year * 12, f"{year} y") for year in range(0, years + step, step)],
        middle=middle,
        width=width,
    )


def reports_chart(point: Standpoint, width: int = WIDE, obligation: str = "art7-annual") -> Drawing:
    found = reporting(point.duties, obligation)
    columns = [
        bars.Bar(
            str(year.year),
            [
                bars.Segment(year.number(c), f"Due in {year.year}, {STANDINGS[c][0]}: {year.number(c)} of {year.due}")
                for c in CATEGORIES
            ],
            str(year.due or ""),
        )
        for year in found.years
    ]
    return bars.standing(
        f"{obligation}-{width}",
        "Reports due and received",
        "",
        [bars.Category(*STANDINGS[c]) for c in CATEGORIES],
        columns,
        width=width,
    )


def _timeline(point: Standpoint, span: Span) -> timelines.Timeline:
    name, ended = point.states.name(span.state), span.ended
    return timelines.Timeline(
        name,
        span.start,
        timelines.Stretch(span.original, f"{name}: by the treaty until {written(span.original)}"),
        [timelines.Stretch(e.until, f"{name}: extended until {written(e.until)}") for e in span.extended],
        ENDINGS.get(span.duty.standing, "running"),
        f"{name}: {span.duty.standing}" + (f", {ended}" if ended else ""),
        note=written(span.due),
        met=None if ended is None else ended.latest,
        met_from=None if ended is None or ended.exact else ended.earliest or span.start,
        address=f"/ccm/states/{span.state}",
    )


def deadlines_chart(point: Standpoint, width: int = WIDE, place: int = 1) -> Drawing:
    found = spans(point.treaty, point.duties, point.docket)[place]
    return timelines.timelines(
        f"{found.obligation.code}-{width}",
        found.obligation.title,
        "",
        [_timeline(point, span) for span in found.spans],
        today=point.day,
        today_label=written(point.day),
        legend=timelines.Legend(
            "Time by the treaty", "Extension", "Done at some time", "Not needed", "Done", "Overdue", "Not known"
        ),
        width=width,
    )


def destruction_chart(point: Standpoint, width: int = WIDE) -> Drawing:
    return deadlines_chart(point, width, 0)


CHARTS: tuple[Callable[..., Drawing], ...] = (
    growth_chart,
    years_chart,
    groups_chart,
    waits_chart,
    reports_chart,
    deadlines_chart,
    destruction_chart,
)
