"""How many States are in, on real data, for days on which the numbers were published or can be counted by hand."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from servanda.definitions import places
from servanda.queries import answers
from servanda.queries.standpoint import standpoint
from tests.demo import MEETING

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]

SIGNATORIES = [
    *("AGO", "BEN", "CAF", "COD", "CYP", "DJI", "GMB", "HTI", "IDN", "JAM"),
    *("KEN", "LBR", "MDG", "NAM", "NGA", "PHL", "STP", "TZA", "UGA"),
]
NOT_UN_MEMBERS = {"COK", "NIU", "PSE", "VAT"}


def status(day: date | str, treaty: str = "ccm") -> dict[str, Any]:
    return answers.status(standpoint(treaty, date.fromisoformat(day) if isinstance(day, str) else day))


def values(day: date | str, treaty: str = "ccm") -> tuple[int, ...]:
    """Deposited, in force, signatories only, joined, UN Members outside, all States outside."""
    counts = status(day, treaty)["counts"]
    assert list(counts) == [
        "deposited",
        "in_force",
        "signatories_not_party",
        "joined",
        "outside_un_members",
        "outside_all_states",
    ]
    assert all(len(count["states"]) == count["value"] for count in counts.values())
    return tuple(count["value"] for count in counts.values())


def states(day: date | str, name: str) -> list[str]:
    return list(status(day)["counts"][name]["states"])


def participation() -> list[dict[str, str]]:
    path: Path = places.shipped() / "treaties" / "ccm" / "record" / "ccm_participation.csv"
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_answer_says_from_where_it_is_seen() -> None:
    answer = status(MEETING)
    assert set(answer) == {"treaty", "as_of", "known_by", "record_head", "remark", "counts", "contradictions"}
    assert (answer["treaty"], answer["as_of"], answer["known_by"]) == ("ccm", "2016-04-28", None)
    number, _, chained = answer["record_head"].partition(":")
    assert int(number) > 3000
    assert len(chained) == 64
    for count in answer["counts"].values():
        assert set(count) == {"value", "title", "definition", "universe", "states"}


def test_on_the_day_of_the_meeting_of_april_2016() -> None:
    assert values(MEETING) == (100, 98, 19, 119, 96, 97)


def test_the_states_behind_each_number_of_april_2016() -> None:
    rows = participation()
    deposited = sorted(r["state"] for r in rows if r["instrument_date"] and r["instrument_date"] <= "2016-04-28")
    assert states(MEETING, "deposited") == deposited
    assert sorted(set(deposited) - set(states(MEETING, "in_force"))) == ["CUB", "PLW"]
    assert states(MEETING, "signatories_not_party") == SIGNATORIES
    assert states(MEETING, "joined") == sorted(deposited + SIGNATORIES)
    outside = set(states(MEETING, "outside_all_states"))
    assert outside.isdisjoint(deposited)
    assert {"USA", "RUS", "CHN", "NIU", *SIGNATORIES} <= outside
    assert outside - set(states(MEETING, "outside_un_members")) == {"NIU"}


def test_the_universe_stands_beside_the_number() -> None:
    counts = status(MEETING)["counts"]
    assert counts["outside_un_members"]["universe"] == "un-members (193)"
    assert counts["outside_all_states"]["universe"] == "all-states (197)"
    assert "whether or not the Convention is yet in force" in counts["deposited"]["definition"]
    assert set(states(MEETING, "deposited")) & NOT_UN_MEMBERS == {"COK", "PSE", "VAT"}


@pytest.mark.parametrize(
    ("day", "count", "published"),
    [
        ("2010-11-12", "deposited", 46),
        ("2014-03-20", "deposited", 84),
        ("2014-04-07", "deposited", 84),
        ("2014-04-07", "signatories_not_party", 29),
        ("2014-04-07", "joined", 113),
        ("2016-08-15", "deposited", 100),
        ("2016-09-05", "deposited", 100),
        ("2018-08-01", "deposited", 103),
        ("2019-07-31", "deposited", 106),
        ("2020-08-06", "deposited", 109),
        ("2020-09-15", "deposited", 110),
        ("2022-08-01", "deposited", 110),
        ("2024-01-01", "deposited", 112),
        ("2025-06-22", "deposited", 111),
        ("2025-09-08", "deposited", 112),
    ],
)
def test_published_numbers_come_out(day: str, count: str, published: int) -> None:
    assert status(day)["counts"][count]["value"] == published


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2008-12-02", (0, 0, 0, 0, 192, 197)),
        ("2008-12-04", (4, 0, 90, 94, 189, 193)),  # 94 signed at Oslo; the Holy See is one of the four that deposited
        ("2010-02-15", (28, 0, 76, 104, 165, 169)),
        ("2010-02-16", (30, 0, 74, 104, 163, 167)),  # the thirtieth instrument
        ("2010-07-31", (38, 0, 70, 108, 155, 159)),
        ("2010-08-01", (38, 30, 70, 108, 155, 159)),
        ("2025-03-05", (112, 112, 12, 124, 85, 85)),
        ("2025-03-06", (111, 111, 12, 123, 86, 86)),  # Lithuania's withdrawal takes effect
        ("2026-02-28", (112, 111, 12, 124, 85, 85)),
        ("2026-03-01", (112, 112, 12, 124, 85, 85)),  # in force for Vanuatu
    ],
)
def test_days_on_which_the_numbers_move(day: str, expected: tuple[int, ...]) -> None:
    assert values(day) == expected


def test_lithuania_is_in_until_the_day_before_its_withdrawal_takes_effect() -> None:
    assert "LTU" in states("2025-03-05", "in_force")
    assert "LTU" not in states("2025-03-05", "outside_un_members")
    for name in ("deposited", "in_force", "joined", "signatories_not_party"):
        assert "LTU" not in states("2025-03-06", name)
    assert "LTU" in states("2025-03-06", "outside_un_members")


def test_the_united_nations_grow() -> None:
    before, after = status("2011-07-13")["counts"], status("2011-07-14")["counts"]
    assert before["outside_un_members"]["universe"] == "un-members (192)"
    assert after["outside_un_members"]["universe"] == "un-members (193)"
    assert set(after["outside_un_members"]["states"]) - set(before["outside_un_members"]["states"]) == {"SSD"}


def test_another_treaty_is_a_folder() -> None:
    assert values("2013-01-01", "apmbc") == (161, 160, 1, 162, 35, 36)
    assert status("2013-01-01", "apmbc")["counts"]["signatories_not_party"]["states"] == ["MHL"]
