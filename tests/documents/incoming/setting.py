"""The two conventions as far as incoming files need them, the States, and small words for the tests."""

import csv
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from servanda.core.entries import Proposal
from servanda.core.rules import Anniversary, DaysAfter, FirstDayOfMonthAfter, MonthsAfter, YearlyOn
from servanda.core.treaty import ENTRY_INTO_FORCE, Clock, EntryIntoForce, Extension, Leaving, Obligation, Treaty
from servanda.documents import incoming

ROOT = Path(__file__).parents[3]
RECORD = ROOT / "treaties" / "ccm" / "record"
DEPOSITARY = ROOT / "tests" / "data" / "depositary"


def obligation(code: str, article: str, rule: object, discharged_by: str, **more: object) -> Obligation:
    clock = Clock(article, ENTRY_INTO_FORCE, rule)  # type: ignore[arg-type]
    return Obligation(code, code, article, "", (clock,), discharged_by, **more)  # type: ignore[arg-type]


CCM = Treaty(
    code="ccm",
    title="Convention on Cluster Munitions",
    short_title="CCM",
    digest="by hand",
    adopted=date(2008, 5, 30),
    opened=date(2008, 12, 3),
    signature_until="entry-into-force",
    entry_into_force=EntryIntoForce(30, "17(1)", FirstDayOfMonthAfter(6), "17(2)", FirstDayOfMonthAfter(6)),
    leaving=Leaving("20(3)", MonthsAfter(6), conflict=True),
    provisional_article="18",
    obligations=(
        obligation(
            "art3-destruction",
            "3(2)",
            Anniversary(8),
            "completed",
            applies_when="stockpile",
            extension=Extension("3(3)", 4),
        ),
        obligation(
            "art4-clearance",
            "4(1)",
            Anniversary(10),
            "completed",
            applies_when="contamination",
            extension=Extension("4(5)", 5),
        ),
        obligation("art7-initial", "7(1)", DaysAfter(180), "report-received"),
        obligation("art7-annual", "7(2)", YearlyOn(4, 30), "report-received", first_year="art7-initial"),
    ),
    counts=(),
    depositary="Secretary-General of the United Nations",
    citation="MTDSG XXVI-6",
    csv_codes={
        "report:initial": "art7-initial",
        "report:annual": "art7-annual",
        "article:3": "art3-destruction",
        "article:4": "art4-clearance",
        "circumstance:3": "stockpile",
        "circumstance:4": "contamination",
    },
)
APMBC = Treaty(
    code="apmbc",
    title="Mine-Ban Convention",
    short_title="APMBC",
    digest="by hand",
    adopted=date(1997, 9, 18),
    opened=date(1997, 12, 3),
    signature_until="entry-into-force",
    entry_into_force=EntryIntoForce(40, "17(1)", FirstDayOfMonthAfter(6), "17(2)", FirstDayOfMonthAfter(6)),
    leaving=Leaving("20(3)", MonthsAfter(6), conflict=True),
    provisional_article="18",
    obligations=(),
    counts=(),
    citation="MTDSG XXVI-5",
)


def _states() -> dict[str, str]:
    """Codes by code and by the names of the real files, with the names that the depositary has used besides."""
    found = {"Netherlands (Kingdom of the)": "NLD", "Côte d'Ivoire": "CIV"}
    for path in (RECORD / "unga_votes.csv", RECORD / "ccm_participation.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found[row["state"]] = found[row["name"]] = row["state"]
    return found


STATES = _states()


def find_state(text: str) -> str | None:
    return STATES.get(text)


def proposals(path: Path, treaty: Treaty = CCM) -> list[Proposal]:
    return incoming.proposals(path, treaty=treaty, find_state=find_state)


def written(folder: Path, text: str | bytes, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def kinds(found: Iterable[Proposal]) -> Counter[str]:
    return Counter(proposal.act.kind for proposal in found)


def of(found: Iterable[Proposal], state: str, kind: str = "") -> list[Proposal]:
    return [p for p in found if p.state == state and kind in ("", p.act.kind)]


def brief(found: Iterable[Proposal]) -> list[tuple[object, str]]:
    """The acts and their days, for comparison."""
    return [(p.act, str(p.on)) for p in found]
