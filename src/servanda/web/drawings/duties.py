"""The charts of duties: reports due and received by year, and deadlines over time."""

from collections import Counter
from datetime import date

from django.utils.translation import gettext, gettext_noop

from servanda.core.reporting import CATEGORIES, Reporting
from servanda.core.spans import Span, Spans
from servanda.documents.figures import bars, timelines
from servanda.documents.figures.svg import Drawing
from servanda.queries.owed import CERTAINLY
from servanda.web.doubts import may_be_met
from servanda.web.drawings.frame import Frame
from servanda.web.tags import cited, day, standing, state_name

STANDINGS = {
    "met": (gettext_noop("On record by State, not late"), "deep"),
    "met-late": (gettext_noop("On record by State, late"), "hatched"),
    "overdue": (gettext_noop("Overdue, on record"), "alarm"),
    "not-known": (gettext_noop("Not known"), "dotted"),
    "contested": (gettext_noop("Contested"), "crossed"),
    "not-yet-due": (gettext_noop("Not yet due"), "open"),
}
_ENDINGS = {
    "met": timelines.MET,
    "met-late": timelines.MET,
    "overdue": timelines.LATE,
    "not-known": timelines.UNKNOWN,
}


def reports(frame: Frame, data: Reporting) -> Drawing:
    """A bar for each year in which reports fall due, by how they stand."""
    says = gettext("Due in {year}, {standing}: {number} of {due}")
    names = {category: gettext(STANDINGS[category][0]) for category in CATEGORIES}
    columns = []
    for year in data.years:
        segments = []
        for category in CATEGORIES:
            number = year.number(category)
            words = says.format(year=year.year, standing=names[category], number=number, due=year.due)
            there = frame.link("duties", **of_year(data.obligation, category, year.year))
            segments.append(bars.Segment(number, words, there))
        columns.append(bars.Bar(str(year.year), segments, str(year.due or "")))
    categories = [bars.Category(names[category], STANDINGS[category][1]) for category in CATEGORIES]
    return bars.standing(frame.name, frame.title, frame.description, categories, columns, width=frame.width)


def of_year(obligation: str, standing: str, year: int) -> dict[str, str]:
    """What the list of duties is asked for those that fall due in a year and stand so; not for those that are owed only
    if the State is concerned."""
    first, last = date(year, 1, 1).isoformat(), date(year, 12, 31).isoformat()
    return {"obligation": obligation, "standing": standing, "from": first, "to": last, "concerned": CERTAINLY}


def deadlines(frame: Frame, data: Spans) -> Drawing:
    """A row for each State, by current deadline."""
    rows_of = Counter(span.state for span in data.spans)
    return timelines.timelines(
        frame.name,
        frame.title,
        frame.description,
        [_row(frame, span, numbered=rows_of[span.state] > 1) for span in data.spans],
        today=frame.point.day,
        today_label=day(frame.point.day),
        legend=timelines.Legend(
            gettext("Time by the treaty"),
            gettext("Extension"),
            gettext("Done at some time in here"),
            gettext("Not needed"),
            gettext("Done"),
            gettext("Overdue, on record"),
            gettext("Past, not known whether done"),
            gettext("From memory, to be checked"),
        ),
        width=frame.width,
    )


def _row(frame: Frame, span: Span, *, numbered: bool) -> timelines.Timeline:
    name, ended = state_name(span.state), span.ended
    label = f"{name}, {cited(span.duty.article)}" if numbered else name
    by_treaty, extended = gettext("{state}: by the treaty until {day}"), gettext("{state}: extended until {day}")
    says = gettext("{state}: {standing}").format(state=name, standing=standing(span.duty.standing))
    if span.maybe is not None:
        says = f"{says}, {may_be_met(span.maybe)}"
    return timelines.Timeline(
        label,
        span.start,
        timelines.Stretch(span.original, by_treaty.format(state=name, day=day(span.original))),
        [timelines.Stretch(e.until, extended.format(state=name, day=day(e.until))) for e in span.extended],
        _ENDINGS.get(span.duty.standing, timelines.RUNNING),
        says if ended is None else f"{says}, {day(ended)}",
        note=day(span.due),
        met=None if ended is None else ended.latest,
        met_from=None if ended is None or ended.exact else ended.earliest or span.start,
        address=frame.link("state", span.state),
        unsourced=frame.point.rests_on_memory(span.duty),
    )
