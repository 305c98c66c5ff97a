"""Who holds which office of a treaty's work: by the record, as of a standpoint."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from servanda.core import terms as terms_of_office
from servanda.core.acts import Retraction
from servanda.core.appointments import Appointment
from servanda.core.offices import Office
from servanda.core.reasons import N_
from servanda.core.terms import Term
from servanda.core.treaty import Theme
from servanda.documents.tables import Table
from servanda.queries import entries
from servanda.queries.kept import Kept
from servanda.queries.standpoint import Standpoint, standpoint

_kept: Kept[tuple[str, ...], tuple[Term, ...]] = Kept(24)
_kept_ahead: Kept[tuple[str, ...], Mapping[int, Term]] = Kept(8)


@dataclass(frozen=True, slots=True)
class Holding:
    """An office (of a theme, where it is themed) on a day: who certainly holds it, who may, and all terms before.

    Both are empty where the record says nothing of the day: then it is not known who held it, or whether anybody did.
    """

    office: Office
    theme: Theme | None
    holders: tuple[Term, ...]
    perhaps: tuple[Term, ...]
    history: tuple[Term, ...]


def terms(point: Standpoint) -> tuple[Term, ...]:
    """Every term that had begun, or may have, by the standpoint's day; the earliest first."""
    return _kept.of(point.version, lambda: tuple(terms_of_office.terms(point.view)))


def holdings(point: Standpoint) -> list[Holding]:
    """The offices of the treaty that are on record, those with themes once for each theme of the day, in its order."""
    found = terms(point)
    rows = []
    for office in point.treaty.offices:
        if not office.on_record:
            continue
        for theme in _themes(point, office, found):
            code = theme.code if theme else ""
            rows.append(
                Holding(
                    office,
                    theme,
                    tuple(terms_of_office.holders(found, office.code, code, point.day)),
                    tuple(terms_of_office.perhaps(found, office.code, code, point.day)),
                    tuple(t for t in reversed(found) if (t.office, t.theme) == (office.code, code)),
                )
            )
    return rows


def _themes(point: Standpoint, office: Office, found: tuple[Term, ...]) -> list[Theme | None]:
    if not office.themed:
        return [None]
    held = {term.theme for term in found if term.office == office.code}
    today = {theme.code: theme for theme in point.treaty.themes if theme.valid_on(point.day)}
    past = {theme.code: theme for theme in point.treaty.themes if theme.code in held}
    return [*{**past, **today}.values()]


def of_state(point: Standpoint, state: str) -> list[Term]:
    """The offices that a State has held by the day, the latest first."""
    return [term for term in reversed(terms(point)) if term.state == state]


def term_of(treaty: str, number: int, day: date) -> Term | None:
    """The term that rests on a ledger entry, by what is on record now.

    Where the entry was corrected, the term of what stands in its place; None where it was taken back or is no
    appointment of this treaty. `day` is any near the one that is asked about: it decides nothing but what is kept.
    """
    point = standpoint(treaty, day)
    known = entries.known(point)
    while number in known.gone:
        by = known.by.get(number)
        if by is None or isinstance(by.act, Retraction):
            return None
        number = by.number  # whatever undoes an entry came after it
    return appointments(point).get(number)


def appointments(point: Standpoint) -> Mapping[int, Term]:
    """Every appointment on record, those that begin after the day included, by the number of its entry."""
    return _kept_ahead.of(point.version, lambda: _appointments(point))


def _appointments(point: Standpoint) -> dict[int, Term]:
    last = max((e.day for e in point.record.entries if isinstance(e.act, Appointment)), default=point.day)
    found = terms_of_office.terms(point.record.seen_from(max(last, point.day)))
    return {term.entry.number: term for term in found}


def table(point: Standpoint, *, office: str = "", theme: str = "", state: str = "", lang: str = "en") -> Table:
    """Every term on record by the day, by office, theme and first day, with how it stands on the day."""
    order = {each.code: place for place, each in enumerate(point.treaty.offices)}
    found = [
        term
        for term in terms(point)
        if office in ("", term.office) and theme in ("", term.theme) and state in ("", term.state)
    ]
    rows = tuple(
        (
            term.office,
            title_of(point, term.office),
            term.theme,
            term.state,
            point.states.name(term.state, lang),
            str(term.since),
            term.announced,
            None if term.ended is None else str(term.ended.on),
            standing(term, point.day),
            tuple(e.number for e in (term.entry, term.ended) if e is not None),
            term.entry.source,
            term.entry.note,
            term.entry.confidence,
        )
        for term in sorted(found, key=lambda t: (order.get(t.office, 99), t.theme, t.since.latest, t.entry.number))
    )
    columns = ("office", "title", "theme", "state", "name", "since", "announced_until", "left", "standing")
    says = N_("Each term of office on record by the day: not listed is not known, which does not mean vacant")
    names = (*columns, "entries", "source", "note", "confidence")
    return Table("offices", names, rows, N_("Offices"), says)


def title_of(point: Standpoint, code: str) -> str:
    """An office by its title, in the language of the treaty's files; its code where the treaty lacks it."""
    office = point.treaty.office(code)
    return code if office is None else office.title


def standing(term: Term, day: date) -> str:
    """How a term stands on a day: `held`, `open` (the sources do not tell), `past` or `ahead`."""
    if term.held_on(day):
        return "held"
    if term.may_be_held_on(day):
        return "open"
    return "ahead" if term.since.earliest is not None and term.since.earliest > day else "past"
