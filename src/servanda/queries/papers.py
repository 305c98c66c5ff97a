"""Papers in work as an actor sees them: lists, one paper, its versions and what differs between two of them."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import F, QuerySet

from servanda.core.access import CLEAR, EDIT, SEE, Actor, Guarded, covered, reaches
from servanda.core.errors import NotThere
from servanda.core.papers import Viewers, seen_anew, viewers
from servanda.documents.comparing import Piece, compare, together
from servanda.queries import access, library
from servanda.store.models import Original, Paper, PaperVersion

FILTERS = ("treaty", "kind", "classification", "theme", "holder")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of papers is narrowed by; empty: by nothing. `q` is looked for in title and text."""

    treaty: str = ""
    kind: str = ""
    classification: str = ""
    theme: str = ""
    holder: str = ""
    q: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A paper in a list: its row, who saved it last and when."""

    row: Paper
    last: PaperVersion


@dataclass(frozen=True, slots=True)
class PaperList:
    """What was found, and what there is of each value of a filter among all that the actor may see."""

    found: tuple[Listed, ...]
    number: int
    of: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Work:
    """One paper: its row, its current version, what else of it the actor may see, and what the actor may do with it."""

    row: Paper
    current: PaperVersion
    versions: tuple[PaperVersion, ...]
    originals: tuple[Original, ...]
    may_edit: bool
    may_clear: bool

    @property
    def beside(self) -> tuple[PaperVersion, ...]:
        """What was saved beside the text and was not taken in since."""
        merged = {each.merges for each in self.versions}
        return tuple(each for each in self.versions if each.aside and each.number not in merged)


def listed(actor: Actor, asked: Asked) -> PaperList:
    """The papers that an actor may see, the last saved first. Counts are of those alone."""
    current = {v.paper_id: v for v in _current(access.visible(Paper, actor))}
    rows = [current[number].paper for number in current]
    found = [row for row in rows if _fits(row, current[row.pk], asked)]
    found.sort(key=lambda row: (current[row.pk].saved, row.pk), reverse=True)
    of = {name: Counter(getattr(row, name) for row in rows if getattr(row, name)) for name in FILTERS}
    return PaperList(tuple(Listed(row, current[row.pk]) for row in found), len(rows), of)


def _current(papers: "QuerySet[Paper]") -> "QuerySet[PaperVersion]":
    found = PaperVersion.objects.filter(paper__in=papers, number=F("paper__version"))
    return found.select_related("paper", "paper__seat")


def _fits(row: Paper, version: PaperVersion, asked: Asked) -> bool:
    if any(getattr(asked, name) not in ("", getattr(row, name)) for name in FILTERS):
        return False
    words = _folded(asked.q).split()
    told = _folded(f"{version.title}\n{version.text}") if words else ""
    return all(word in told for word in words)


def _folded(text: str) -> str:
    """A text without the difference of capitals and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def paper(actor: Actor, number: int, action: str = SEE) -> Work:
    """One paper with what the actor may see of it. Raises NotThere."""
    row = access.find(Paper, actor, number, action)
    everything = PaperVersion.objects.filter(paper=row).order_by("-number").select_related("seat")
    versions = tuple(within_reach(actor, row, everything))
    current = next((each for each in versions if each.number == row.version), None)
    if current is None:  # it was put elsewhere between the two questions
        raise NotThere
    return Work(
        row,
        current,
        versions,
        tuple(Original.objects.filter(paper=row).order_by("pk")),
        access.allowed(actor, EDIT, row),
        access.allowed(actor, CLEAR, row),
    )


def within_reach(actor: Actor, row: Paper, versions: Iterable[PaperVersion]) -> Iterable[PaperVersion]:
    """Of some versions, those that were written in a class that the actor sees: a paper that was opened to more people
    does not open what was written before."""
    seen = reaches(actor, SEE)
    return (each for each in versions if covered(seen, as_it_was(row, each)))


def as_it_was(row: Paper, version: PaperVersion) -> Guarded:
    """What decides who may see a version: where the paper stood when it was saved."""
    return Guarded(row.treaty, version.classification, version.theme, version.holder, row.seat_id)


def version(work: Work, number: int) -> PaperVersion:
    """A version of a paper by its number. Raises NotThere, also for one from a class that is not the actor's."""
    found = next((each for each in work.versions if each.number == number), None)
    if found is None:
        raise NotThere
    return found


def differences(old: PaperVersion, new: PaperVersion) -> tuple[list[Piece], list[Piece]]:
    """What differs between two versions: in their titles, and in their texts, word by word."""
    return compare(old.title, new.title), compare(old.text, new.text)


def opening(work: Work, classification: str, theme: str, holder: str) -> tuple[Viewers, ...]:
    """Who would see a paper that does not see it now, were it put elsewhere."""
    row = work.row
    then = Guarded(row.treaty, classification, theme, holder, row.seat_id)
    return seen_anew(library.treaty(row.treaty).offices, access.guarded(row), then)


def who_sees(row: Paper) -> tuple[Viewers, ...]:
    """Whose seats see a paper as it stands."""
    return viewers(library.treaty(row.treaty).offices, access.guarded(row))


def made_one(work: Work, beside: PaperVersion) -> tuple[str, bool]:
    """The paper's text with what a version beside it changed put in, and whether all of that found its place."""
    base = next((each.text for each in work.versions if each.number == beside.base), "")
    return together(base, work.current.text, beside.text)
