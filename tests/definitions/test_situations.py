"""The situations of the shipped treaties hold; one that does not hold, or is not understood, is told."""

from pathlib import Path

import pytest

from servanda.core.errors import Unacceptable
from servanda.core.treaty import POSITIONS
from servanda.definitions import treaties
from servanda.definitions.answers import THEN
from servanda.definitions.places import treaty_folders
from servanda.definitions.sentences import CALENDAR, GIVEN, best, words
from servanda.definitions.situations import Result, run

from .conftest import Edit

RESULTS = [result for folder in treaty_folders().values() for result in run(folder)]


@pytest.mark.parametrize("result", RESULTS, ids=lambda r: f"{Path(r.where).name} {r.expected}")
def test_a_shipped_situation_holds(result: Result) -> None:
    assert result.ok, f"{result.where}: expected “{result.expected}”, found {result.found}"


def test_the_situations_speak_of_every_clock_of_both_treaties() -> None:
    for code, folder in treaty_folders().items():
        said = " ".join(r.expected for r in RESULTS if str(folder) in r.where)
        for obligation in treaties.load(folder).obligations:
            assert f"{obligation.code} of" in said, f"{code}: {obligation.code}"
        assert all(f"is {position}" in said for position in POSITIONS if code == "ccm")


def situation(folder: Path, given: list[str], then: list[str]) -> list[Result]:
    for path in (folder / "situations").iterdir():
        path.unlink()
    lines = [
        "situations:",
        "  - name: A case",
        "    from: made up",
        "    given:",
        *(f'      - "{s}"' for s in given),
    ]
    lines += ["    then:", *(f'      - "{s}"' for s in then)]
    (folder / "situations" / "case.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return run(folder)


IN_FORCE = "the treaty entered into force on 2010-08-01, decided by the deposit of 2010-02-16"
SOUTH_AFRICA = "South Africa deposits its ratification on 2015-05-28"


@pytest.mark.parametrize(
    ("then", "found"),
    [
        ("the treaty enters into force on 2010-08-02", "2010-08-01"),
        ("the treaty enters into force for South Africa on 2015-11-02", "2015-11-01"),
        ("the treaty enters into force for Norway on 2015-11-02", "no instrument"),
        ("the withdrawal of South Africa takes effect on 2020-01-01", "no withdrawal"),
        ("art7-initial of South Africa is due on 2016-04-30", "2016-04-29"),
        ("art7-initial of Norway is due on 2016-04-30", "no such duty"),
        ("art7-annual of South Africa is due on 2018-04-30", "2017-04-30 (for 2016), 2018-04-30 (for 2017)"),
        ("the day of art7-initial of South Africa cannot be told", "2016-04-29"),
        ("South Africa owes no art7-initial", "not-yet-due"),
        ("on 2016-04-28 art7-initial of South Africa is overdue", "not-yet-due"),
        ("on 2016-04-28 deposited counts 100", "1"),
        ("on 2016-04-28 deposited names Norway, South Africa", "South Africa"),
        ("on 2016-04-28 signatories_not_party names Norway", "none"),
        ("on 2016-04-28 South Africa is contracting", "party"),
        ("art7-initial of South Africa is contradicted by a source that prints 2016-04-30", "no contradiction"),
    ],
)
def test_what_does_not_hold_is_told_with_what_was_found(own_ccm: Path, then: str, found: str) -> None:
    [result] = situation(own_ccm, [IN_FORCE, SOUTH_AFRICA], [then])
    assert (result.ok, result.expected, result.name) == (False, then, "A case")
    assert result.found.startswith(found)
    assert result.where == f"{own_ccm / 'situations' / 'case.yaml'}:8"


def test_a_broken_rule_breaks_a_situation(own_ccm: Path, edit: Edit) -> None:
    edit("obligations/art7-initial.yaml", "days: 180", "days: 181")
    broken = [r for r in run(own_ccm) if not r.ok]
    assert {"art7-initial of South Africa is due on 2016-04-29"} <= {r.expected for r in broken}
    assert all("art7" in r.expected for r in broken)


@pytest.mark.parametrize(
    ("given", "then", "line", "part"),
    [
        ("South Africa joins on 2015-05-28", "", 6, "{state} deposits its {instrument} on {when}"),
        ("South Africa joins on 2015-05-28", "", 6, "a request for clarification reaches {state} on {when}"),
        ("South Afrika deposits its ratification on 2015-05-28", "", 6, "The nearest names: South Africa"),
        (
            "South Africa deposits its notification on 2015-05-28",
            "",
            6,
            "type of the act “instrument” is one of ratification",
        ),
        ("South Africa deposits its ratification on 2015-05-32", "", 6, "is not a day"),
        ("South Africa declares art4-clearence complete on 2020-01-01", "", 6, "Did you mean “art4-clearance”?"),
        ("South Africa is concerned by stocks", "", 6, "is not known here as “topic”"),
        ("1X (mps) opens on 2020-01-01", "", 6, "Did you mean “msp”?"),
        ("", "art7-initial of South Africa falls due on 2016-04-29", 8, "{obligation} of {state} is due on {day}"),
        ("", "on 2016-04-28 deposits counts 100", 8, "Did you mean “deposited”?"),
        (
            "",
            "on 2016-04-28 art7-initial of South Africa is late",
            8,
            "on {day} {obligation} of {state} is {standing}",
        ),
        ("", "art7-initial of South Africa is due on 2016-02-30", 8, "is not a day of the calendar"),
        ("", "on 2016-04-28 deposited names Norway, Atlantis", 8, "“Atlantis” is not the name"),
    ],
)
def test_a_sentence_that_is_not_understood_is_told(own_ccm: Path, given: str, then: str, line: int, part: str) -> None:
    with pytest.raises(Unacceptable) as caught:
        situation(own_ccm, [IN_FORCE, given or SOUTH_AFRICA], [then or "the treaty enters into force on 2010-08-01"])
    assert part in caught.value.message
    assert caught.value.where == f"{own_ccm / 'situations' / 'case.yaml'}:{line}"


def test_a_situation_that_expects_nothing_is_refused(own_ccm: Path) -> None:
    path = own_ccm / "situations" / "joining.yaml"
    path.write_text("situations:\n  - name: A case\n    from: made up\n    given: []\n    then: []\n")
    with pytest.raises(Unacceptable, match="“then” is empty"):
        run(own_ccm)


def test_an_event_needs_its_words(own_ccm: Path, edit: Edit) -> None:
    line = edit(
        "treaty.yaml",
        "sentence: active hostilities end in {state} on {when}",
        "sentence: hostilities end on {when}",
    )
    with pytest.raises(Unacceptable, match="the sentence needs") as caught:
        run(own_ccm)
    assert caught.value.where == f"{own_ccm / 'treaty.yaml'}:{line}"


def test_a_folder_without_situations_has_none(own_ccm: Path) -> None:
    for path in (own_ccm / "situations").iterdir():
        path.unlink()
    assert run(own_ccm) == []


def test_the_shape_that_says_most_wins() -> None:
    shapes = [shape.shape for shape in THEN]
    assert best(shapes, "art4-extension-request of Iraq for 2023-11-01 is due on 2022-12-11") == (
        "{obligation} of {state} for {period} is due on {day}",
        {"obligation": "art4-extension-request", "state": "Iraq", "period": "2023-11-01", "day": "2022-12-11"},
    )
    assert best(shapes, "nothing of the kind") is None
    assert words(CALENDAR, f"{CALENDAR}.") == {}


def test_every_given_sentence_is_used_or_covered() -> None:
    """Shapes are written by hand: each must fit itself with plausible words, and be preferred for it."""
    plain = dict.fromkeys(("day", "deposit", "until", "from", "to"), "2020-01-01")
    plain |= {"state": "South Africa", "when": "2020-01-02", "closes": "2020-01-03", "period": "2015"}
    plain |= {
        "instrument": "accession",
        "obligation": "art7-initial",
        "subject": "art7-initial",
        "topic": "stockpile",
    }
    plain |= {"series": "msp", "meeting": "11MSP"}
    shapes = [CALENDAR, *(shape.shape for shape in GIVEN)]
    for shape in shapes:
        fit = best(shapes, shape.format_map(plain))
        assert fit is not None and fit[0] == shape
