"""The bulk table of actions: the lines of this treaty, and what is passed over."""

from collections import Counter
from pathlib import Path

import pytest

from servanda.core.errors import Unacceptable
from servanda.documents.incoming import proposals
from tests.documents.incoming.setting import APMBC, CCM, find_state

BULK = Path(__file__).resolve().parents[3] / "bench" / "data" / "actions.csv"


def test_the_convention_as_the_bulk_copy_of_2015_has_it() -> None:
    found = proposals(BULK, treaty=CCM, find_state=find_state)
    assert Counter(p.act.kind for p in found) == {"signature": 108, "instrument": 84, "provisional-application": 3}
    assert {p.treaty for p in found} == {"ccm"}
    assert all("XXVI-6" in p.source and "bulk copy" in p.note and p.where.startswith("actions.csv:") for p in found)
    norway = [(p.act.kind, str(p.on)) for p in found if p.state == "NOR"]
    assert ("instrument", "2008-12-03") in norway


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("XXVI-6,Tonga,TON,joined,2012-05-01,", "actions.csv:2: “joined” is not an action"),
        ("XXVI-6,Nowhere,NOW,signature,2009-05-01,", "actions.csv:2: “NOW” is not the code of a State"),
        ("XXVI-6,Tonga,TON,signature,2009-02-30,", "actions.csv:2: .*2009-02-30"),
        ("XXVI-4,Tonga,TON,signature,1996-09-24,", "actions.csv: no line is of this treaty, which is XXVI-6"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, rows: str, message: str) -> None:
    path = tmp_path / "actions.csv"
    path.write_text(f"treaty,participant,iso3,action,date,mark\n{rows}\n", encoding="utf-8")
    with pytest.raises(Unacceptable, match=message):
        proposals(path, treaty=CCM, find_state=find_state)


def test_an_organisation_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "actions.csv"
    lines = ("XXVI-5,European Union,EU,signature,1997-12-03,", "XXVI-5,Norway,NOR,signature,1997-12-03,")
    path.write_text("treaty,participant,iso3,action,date,mark\n" + "\n".join(lines) + "\n", encoding="utf-8")
    assert [p.state for p in proposals(path, treaty=APMBC, find_state=find_state)] == ["NOR"]
