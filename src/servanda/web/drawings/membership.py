"""The charts of membership: its growth, the deposits by year, the regional groups, and the waits of signatories."""

from math import ceil

from django.utils.translation import gettext, gettext_noop, ngettext

from servanda.core import words
from servanda.core.growth import Growth
from servanda.core.regions import Group, Joining
from servanda.core.waits import Wait, Waits
from servanda.documents.figures import bars, lines, strips
from servanda.documents.figures.axes import WIDE
from servanda.documents.figures.svg import Drawing
from servanda.web.drawings.frame import Frame
from servanda.web.tags import by_name, day, state_name

_FILLS = {
    "African": "deep",
    "Asia-Pacific": "hatched",
    "Eastern European": "warm",
    "GRULAC": "sand",
    "WEOG": "mid",
    "": "open",
}
PLACES = (
    (gettext_noop("Joined"), "deep"),
    (gettext_noop("Signed, not joined"), "hatched"),
    (gettext_noop("Outside"), "open"),
)


def growth(frame: Frame, data: tuple[Growth, Growth]) -> Drawing:
    """Two lines: by deposit, and in force."""
    deposited, in_force = data
    turns = sorted({step.day for each in data for step in (*each.steps, *each.announced)})
    says = gettext("{day}: {deposited} by deposit, {in_force} in force")
    moments = [
        lines.Moment(turn, says.format(day=day(turn), deposited=deposited.on(turn), in_force=in_force.on(turn)))
        for turn in turns
    ]
    began = gettext("Entry into force, {day}")
    marks = [lines.Moment(step.day, began.format(day=day(step.day))) for step in in_force.steps[:1]]
    named = ((gettext("By deposit: {number}"), "first"), (gettext("In force: {number}"), "second"))
    return lines.step_lines(
        frame.name,
        frame.title,
        frame.description,
        [
            lines.Line(
                label.format(number=each.value),
                look,
                [(step.day, step.value) for step in each.steps],
                [(step.day, step.value) for step in each.announced],
            )
            for (label, look), each in zip(named, data, strict=True)
        ],
        first=min(frame.point.treaty.opened, turns[0]),
        today=frame.point.day,
        today_label=day(frame.point.day),
        moments=moments,
        marks=marks,
        width=frame.width,
    )


def group_words(group: Group) -> str:
    """A regional group in words, as a heading."""
    said = gettext(words.GROUPS[group.name]) if group.name in words.GROUPS else group.name
    return said[:1].upper() + said[1:]


def by_year(frame: Frame, data: Joining) -> Drawing:
    """A bar for each year, by regional group."""
    says = gettext("{year}, {group}: {number} ({states})")
    columns = []
    for year in data.years:
        segments = []
        for group in data.groups:
            states = sorted(group.joined.get(year, ()), key=by_name)
            names = ", ".join(map(state_name, states))
            segments.append(
                bars.Segment(
                    len(states), says.format(year=year, group=group_words(group), number=len(states), states=names)
                )
            )
        columns.append(bars.Bar(str(year), segments, str(sum(s.value for s in segments) or "")))
    categories = [bars.Category(group_words(group), _FILLS.get(group.name, "dotted")) for group in data.groups]
    return bars.standing(frame.name, frame.title, frame.description, categories, columns, width=frame.width)


def regions(frame: Frame, data: Joining) -> Drawing:
    """A bar for each regional group: who is in, who has signed, who is outside."""
    says, total = gettext("{group}, {place}: {number} of {size}"), gettext("{number} of {size}")
    rows = []
    for group in data.groups:
        parts = (group.members, group.signatories, group.outside)
        there = frame.link("states", group=group.name) if group.name else ""
        segments = [
            bars.Segment(
                len(states),
                says.format(group=group_words(group), place=gettext(place), number=len(states), size=group.size),
                there,
            )
            for (place, _fill), states in zip(PLACES, parts, strict=True)
        ]
        rows.append(bars.Bar(group_words(group), segments, total.format(number=len(group.members), size=group.size)))
    categories = [bars.Category(gettext(place), fill) for place, fill in PLACES]
    return bars.lying(frame.name, frame.title, frame.description, categories, rows, width=frame.width)


def waits(frame: Frame, data: Waits) -> Drawing:
    """A dot for each signatory, by the months from its signature."""
    years = max((wait.months for wait in (*data.deposited, *data.waiting)), default=0) // 12 + 1
    step = (2 if years > 8 else 1) if frame.width >= WIDE else (4 if years > 8 else 2)
    shown = range(0, years + step, step)
    middle = None
    if data.lower is not None and data.median is not None and data.upper is not None:
        middle = strips.Middle(
            data.lower,
            data.median,
            data.upper,
            _half_within(data.median),
            ngettext(
                "The middle half: {lower} to {upper} month",
                "The middle half: {lower} to {upper} months",
                ceil(data.upper),
            ).format(lower=f"{data.lower:g}", upper=f"{data.upper:g}"),
        )

    def dot(wait: Wait) -> strips.Dot:
        return strips.Dot(wait.months, _waited(wait), frame.link("state", wait.state))

    rows = [
        strips.Strip(gettext("Deposited: {number}").format(number=len(data.deposited)), list(map(dot, data.deposited))),
        strips.Strip(
            gettext("Signed and waiting: {number}").format(number=len(data.waiting)),
            list(map(dot, data.waiting)),
            "hollow",
        ),
    ]
    return strips.dots(
        frame.name,
        frame.title,
        frame.description,
        [row for row in rows if row.dots],
        ticks=[*((year * 12, str(year)) for year in shown[:-1]), (shown[-1] * 12, _years(shown[-1]))],
        middle=middle,
        width=frame.width,
    )


def _waited(wait: Wait) -> str:
    """How long a State took, or has waited so far."""
    says = (
        ngettext("{state}: {months} month so far", "{state}: {months} months so far", wait.months)
        if wait.deposited is None
        else ngettext("{state}: {months} month", "{state}: {months} months", wait.months)
    )
    return says.format(state=state_name(wait.state), months=wait.months)


def _half_within(months: float) -> str:
    """The median in words; half a month more than one counts as several."""
    says = ngettext("half within {months} month", "half within {months} months", ceil(months))
    return says.format(months=f"{months:g}")


def _years(number: int) -> str:
    return ngettext("%(number)d year", "%(number)d years", number) % {"number": number}
