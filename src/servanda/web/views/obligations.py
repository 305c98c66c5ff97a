"""The obligations of a treaty, and each as a matrix: State by period, with the standing of every duty."""

from collections import Counter
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from servanda.core.duties import STANDINGS, Duty
from servanda.core.matrix import Matrix, by_obligation, by_period
from servanda.core.treaty import Obligation
from servanda.core.yearly import recurs
from servanda.queries.owed import CERTAINLY, ONCE
from servanda.queries.standpoint import Standpoint
from servanda.web.addresses import address
from servanda.web.doubts import dagger, from_memory
from servanda.web.pages import PUBLIC, NoSuchThing, page, shown
from servanda.web.tags import by_name, day, law, standing, state_name


class Summary(NamedTuple):
    """One obligation with its duties by standing; those that are owed only if the State is concerned stand apart."""

    obligation: Obligation
    recurs: bool
    standings: list[tuple[str, int]]
    number: int
    if_concerned: int


@page(PUBLIC)
def index(request: HttpRequest, point: Standpoint) -> HttpResponse:
    """Every obligation with its article and how its duties stand; and what is owed once, State by obligation."""
    certain: dict[str, Counter[str]] = {o.code: Counter() for o in point.treaty.obligations}
    for duty in point.unconditional:
        certain[duty.obligation][duty.standing] += 1
    everything = Counter(duty.obligation for duty in point.duties)
    summaries = [
        Summary(
            o,
            recurs(o),
            [(name, certain[o.code][name]) for name in STANDINGS if certain[o.code][name]],
            certain[o.code].total(),
            everything[o.code] - certain[o.code].total(),
        )
        for o in point.treaty.obligations
    ]
    matrix = by_obligation(point.treaty, point.unconditional)
    heads = [_obligation_head(request, point, code) for code in matrix.columns]
    return shown(
        request,
        "treaty/obligations.html",
        point,
        _("Obligations"),
        summaries=summaries,
        heads=heads,
        rows=_rows(request, point, matrix, with_days=True),
        standings=STANDINGS,
        file_asks={"concerned": CERTAINLY, "recurring": ONCE},
    )


@page(PUBLIC)
def obligation(request: HttpRequest, point: Standpoint, code: str) -> HttpResponse:
    """One obligation: what it asks, by which article, and its duties State by period."""
    found = point.treaty.obligation(code)
    if found is None:
        known = ", ".join(o.code for o in point.treaty.obligations)
        says = _("There is no obligation “%(code)s” in this treaty. There are: %(known)s.")
        raise NoSuchThing(says % {"code": code, "known": known})
    duties = [d for d in point.unconditional if d.obligation == code]
    matrix = by_period(duties, code) if recurs(found) else None
    totals = [(name, number) for name in STANDINGS if (number := sum(d.standing == name for d in duties))]
    duties.sort(key=lambda d: (by_name(d.state), d.due is None, d.due))
    return shown(
        request,
        "treaty/obligation.html",
        point,
        law(found.title),
        obligation=found,
        totals=totals,
        number=len(duties),
        if_concerned=sum(d.obligation == code for d in point.duties) - len(duties),
        columns=matrix.columns if matrix else (),
        sums=_sums(matrix) if matrix else "",
        rows=_rows(request, point, matrix, with_days=False) if matrix else "",
        duties=[] if matrix else [(duty, point.rests_on_memory(duty)) for duty in duties],
        daggers=bool(matrix) and any(map(point.rests_on_memory, duties)),
    )


def _obligation_head(request: HttpRequest, point: Standpoint, code: str) -> SafeString:
    found = point.treaty.obligation(code)
    assert found is not None
    there = address(request, "obligation", point.treaty.code, code)
    return format_html('<a href="{}">{}</a>', there, law(found.title))


def _rows(request: HttpRequest, point: Standpoint, matrix: Matrix, *, with_days: bool) -> SafeString:
    """The body of a matrix. Made here and not by a template, which would take a tenth of a second for it."""
    words = {name: standing(name) for name in STANDINGS}
    lines = []
    for row in sorted(matrix.rows, key=lambda row: by_name(row.state)):
        there = address(request, "state", point.treaty.code, row.state)
        head = format_html('<th scope="row"><a href="{}">{}</a></th>', there, state_name(row.state))
        lines.append(f"<tr>{head}{''.join(_cell(point, duty, words, with_days) for duty in row.cells)}</tr>\n")
    return mark_safe("".join(lines))  # noqa: S308 (every part was escaped when it was made)


def _cell(point: Standpoint, duty: Duty | None, words: dict[str, str], with_days: bool) -> str:
    if duty is None:
        return '<td class="none"></td>'
    says = words[duty.standing]
    when = duty.met_on if duty.met_on is not None else duty.due
    if with_days:
        small = "" if when is None else format_html(" <small>{}</small>", day(when))
        doubt = from_memory(point.rests_on_memory(duty))
        return format_html('<td><span class="mark {}">{}</span>{}{}</td>', duty.standing, says, small, doubt)
    doubt = dagger(point.rests_on_memory(duty))
    mark = '<td><span class="mark {}" title="{}"><i>{}</i></span>{}</td>'
    return format_html(mark, duty.standing, day(when), says, doubt)


def _sums(matrix: Matrix) -> list[list[tuple[str, int]]]:
    """How many duties of each column have which standing."""
    found = [matrix.standings(place) for place in range(len(matrix.columns))]
    return [[(name, counted[name]) for name in STANDINGS if counted[name]] for counted in found]
