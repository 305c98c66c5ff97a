"""The sentences of which situations are made: their shapes, and the act that each puts on record."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from servanda.core.duties import STANDINGS
from servanda.core.treaty import POSITIONS

_DAY = r"\d{4}-\d{2}-\d{2}"
_CODE = r"[a-z][a-z0-9_-]*"
# What can stand for a word in braces. States are looked up afterwards, so that a wrong name is told as such.
_PLACES: Mapping[str, str] = {
    "state": r".+?",
    "states": r".+?",
    "day": _DAY,
    "deposit": _DAY,
    "until": _DAY,
    "from": _DAY,
    "to": _DAY,
    "when": r"\d{4}[\d/-]*|\.\./[\d-]+",
    "closes": r"\d{4}[\d/-]*",
    "period": r"\d{4}(?:-\d{2}-\d{2})?",
    "instrument": r"[a-z ]+?",
    "obligation": _CODE,
    "topic": _CODE,
    "subject": _CODE,
    "series": _CODE,
    "count": _CODE,
    "meeting": r"[A-Za-z0-9.-]+",
    "number": r"\d+",
    "standing": "|".join(STANDINGS),
    "position": "|".join(POSITIONS),
}


@dataclass(frozen=True, slots=True)
class Given:
    """A sentence that puts an act on record; `particulars` of the act are made from its words."""

    shape: str
    kind: str
    particulars: Mapping[str, str]


GIVEN: tuple[Given, ...] = (
    Given(
        "the treaty entered into force on {when}, decided by the deposit of {deposit}",
        "treaty-in-force",
        {"decisive_deposit": "{deposit}"},
    ),
    Given("{state} signs on {when}", "signature", {}),
    Given(
        "{state} deposits its succession on {when}, taking effect on {day}",
        "instrument",
        {"type": "succession", "takes_effect": "{day}"},
    ),
    Given("{state} deposits its {instrument} on {when}", "instrument", {"type": "{instrument}"}),
    Given("{state} applies the treaty provisionally from {when}", "provisional-application", {}),
    Given("{state} withdraws on {when}", "withdrawal", {}),
    Given("{state} withdraws on {when}, in an armed conflict", "withdrawal", {"in_armed_conflict": "true"}),
    Given(
        "{state} withdraws on {when}, in an armed conflict that ends on {day}",
        "withdrawal",
        {"in_armed_conflict": "true", "conflict_ended": "{day}"},
    ),
    Given("{state} is concerned by {topic}", "circumstance", {"topic": "{topic}", "holds": "yes"}),
    Given("{state} is concerned by {topic} as of {when}", "circumstance", {"topic": "{topic}", "holds": "yes"}),
    Given("{state} is not concerned by {topic}", "circumstance", {"topic": "{topic}", "holds": "no"}),
    Given("{state} is not concerned by {topic} as of {when}", "circumstance", {"topic": "{topic}", "holds": "no"}),
    Given(
        "it is unclear whether {state} is concerned by {topic}",
        "circumstance",
        {"topic": "{topic}", "holds": "unclear"},
    ),
    Given("{state} finishes the work of {obligation} on {when}", "completed", {"obligation": "{obligation}"}),
    Given("{state} declares {obligation} complete on {when}", "completion-declared", {"obligation": "{obligation}"}),
    Given(
        "{state} requests an extension of {obligation} on {when}",
        "extension-requested",
        {"obligation": "{obligation}"},
    ),
    Given(
        "{state} requests an extension of {obligation} until {until} on {when}",
        "extension-requested",
        {"obligation": "{obligation}", "until": "{until}"},
    ),
    Given(
        "{state} receives an extension of {obligation} until {until}, granted on {when}",
        "extension-granted",
        {"obligation": "{obligation}", "until": "{until}"},
    ),
    Given("{state} reports under {obligation} on {when}", "report-received", {"obligation": "{obligation}"}),
    Given(
        "{state} reports under {obligation} for {period} on {when}",
        "report-received",
        {"obligation": "{obligation}", "period": "{period}"},
    ),
    Given(
        "{state} reports under {obligation} on {when}, covering {from} to {to}",
        "report-received",
        {"obligation": "{obligation}", "covers_from": "{from}", "covers_to": "{to}"},
    ),
    Given("{state} reports voluntarily on {when}", "report-received", {}),
    Given(
        "a source prints {day} for {obligation} of {state}",
        "published-date",
        {"about": "{obligation}", "date": "{day}"},
    ),
    Given(
        "a source prints {day} for {obligation} of {state} for {period}",
        "published-date",
        {"about": "{obligation}", "date": "{day}", "period": "{period}"},
    ),
    Given(
        "{meeting} ({series}) opens on {when}",
        "meeting",
        {"code": "{meeting}", "series": "{series}", "opens": "{when}"},
    ),
    Given(
        "{meeting} ({series}) opens on {when} and closes on {closes}",
        "meeting",
        {"code": "{meeting}", "series": "{series}", "opens": "{when}", "closes": "{closes}"},
    ),
    Given(
        "the record of {subject} is complete as of {day}",
        "completeness",
        {"subject": "{subject}", "as_of": "{day}"},
    ),
    Given(
        "the record of {subject} for {period} is complete as of {day}",
        "completeness",
        {"subject": "{subject}", "period": "{period}", "as_of": "{day}"},
    ),
    Given(
        "the record of {subject} of {state} is complete as of {day}",
        "completeness",
        {"subject": "{subject}", "as_of": "{day}"},
    ),
)
CALENDAR = "the calendar of meetings is on record"


@lru_cache(maxsize=512)
def _pattern(shape: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", shape)
    places = {name: f"(?P<{name}>{_PLACES[name]})" for name in parts[1::2]}
    text = "".join(places[part] if index % 2 else re.escape(part) for index, part in enumerate(parts))
    return re.compile(text)


def words(shape: str, sentence: str) -> dict[str, str] | None:
    """The words of a sentence that stand in the braces of a shape; None where it is not of that shape."""
    found = _pattern(shape).fullmatch(" ".join(sentence.removesuffix(".").split()))
    return found.groupdict() if found else None


def best(shapes: Iterable[str], sentence: str) -> tuple[str, dict[str, str]] | None:
    """The shape that a sentence is of, with its words; of several, the one that says most itself."""
    fitting = [(shape, found) for shape in shapes if (found := words(shape, sentence)) is not None]
    return max(fitting, key=lambda fit: len(re.sub(r"\{\w+\}", "", fit[0])), default=None)


def places_known(shape: str) -> bool:
    """True where every word in braces of a shape is one that sentences know."""
    return all(name in _PLACES for name in re.findall(r"\{(\w+)\}", shape))


def spoken(shapes: Iterable[str]) -> str:
    """A list of sentences for an error message, one a line."""
    return "".join(f"\n  {shape}" for shape in shapes)
