"""The Director's brief: what it says on real days, in which order, and that it never calls the unknown late."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from servanda.core.acts import Completeness, ExtensionRequested
from servanda.documents import brief as laid_out
from servanda.documents import text
from servanda.documents.paper import Heading, Paper, Table, plain
from tests.documents.small import HEAD, NAMES, TREATY, brief_on, more, paper_on

GOLDEN = Path(__file__).parent / "brief-2016-04-28.txt"


def said(paper: Paper) -> str:
    """The whole text on endless lines."""
    return text.write(paper, 10_000)


def part(paper: Paper, title: str) -> str:
    """What stands under one heading of the first level."""
    after = said(paper).partition(f"\n{title}")[2]
    assert after, f"no part begins with {title}"
    return after.partition("\n\n\n")[0]


def test_the_brief_of_28_april_2016_in_full() -> None:
    assert text.write(paper_on(date(2016, 4, 28))) == GOLDEN.read_text(encoding="utf-8")


def test_no_line_is_wider_than_asked_for() -> None:
    for width in (60, 80, 96):
        assert max(map(len, text.write(paper_on(date(2021, 6, 1)), width).splitlines())) <= width


def test_the_parts_stand_in_their_order() -> None:
    titles = [b.text.replace("\u00a0", " ") for b in paper_on(date(2016, 4, 28)).blocks if isinstance(b, Heading)]
    assert [title for title in titles if not title.startswith("Destruction")] == [
        "Key figures",
        "Joined since 3 March 2016",
        "Withdrawals since 3 March 2016",
        "Fell due since 3 March 2016",
        "Falls due by the next meeting on 26 May 2016",
        "Overdue, with the working",
        "Not known",
        "Deadlines in the next 24 months (art. 3(2))",
        "Contradictions",
    ]


def test_overdue_stands_with_every_step_to_its_day() -> None:
    found = part(paper_on(date(2015, 6, 18)), "Overdue, with the working")
    assert "Initial transparency report (art. 7(1)): 2" in found
    assert (
        "Instrument of ratification received 28 May 2010 [entry 5]; in force for the State 1 November 2010, the first "
        "day of month 6 after the month of deposit [art. 17(2)]; due 30 April 2011, 180 days after 1 November 2010 "
        "[art. 7(1)]; the record is complete to 18 June 2015 and holds nothing that meets it: overdue "
        "[art. 7(1), entry 16]."
    ) in found
    assert found.index("Niger") < found.index("Fiji"), "the oldest first"


def test_what_is_not_known_is_counted_and_never_called_late() -> None:
    """A year later the record is no longer complete for Niger and Fiji: they are not known, not overdue."""
    paper = paper_on(date(2016, 4, 28))
    assert "None on record." in part(paper, "Overdue, with the working")
    found = part(paper, "Not known")
    assert "7: Bulgaria, Cabo Verde, Cook Islands, Côte d'Ivoire, Fiji, Lithuania, Niger" in found
    assert "for 2 up to 18 June 2015 (entries 15, 16); for 5 it does not say" in found
    assert "late" not in found.replace("must not be called late", "")


def test_who_left_and_what_is_contested_after() -> None:
    paper = paper_on(date(2025, 3, 10))
    found = part(paper, "Withdrawals since 26 May 2016")
    assert found.splitlines()[-1].split("  ")[0] == "Lithuania"
    assert "6 September 2024  6 March 2025" in found
    assert "art. 20(3), entry 14" in found
    assert "1 contested: Lithuania" in part(paper, "Falls due by 5 May 2025 (no next meeting is on record")


def test_a_deadline_says_by_when_to_ask_and_whether_that_was_done() -> None:
    day = date(2017, 1, 10)
    assert "no request on record" in part(paper_on(day), "Deadlines in the next 24 months")
    asked = more(ExtensionRequested("art3-destruction"), date(2016, 12, 1), "HRV", "a note verbale")
    found = part(paper_on(day, [asked]), "Deadlines in the next 24 months")
    assert "Croatia" in found
    assert "1 August 2018" in found
    assert "4 December 2016 (art. 3(3))" in found
    assert "yes, 1 December 2016" in found
    assert "entries 4, 19, 26, 90" in found


def test_what_rests_on_memory_is_marked_and_nothing_else() -> None:
    found = part(paper_on(date(2021, 6, 1)), "Deadlines in the next 24 months")
    assert "1 October 2022 (from memory)" in found
    assert "(from memory)" not in part(paper_on(date(2016, 4, 28)), "Deadlines in the next 24 months")


def test_without_a_near_deadline_the_next_ones_are_shown() -> None:
    found = part(paper_on(date(2014, 1, 15)), "Deadlines in the next 24 months")
    assert "None on record. The next ones:" in found
    assert "Croatia" in found
    assert "Bulgaria" not in found, "its deadline is a year later"


def test_a_contradiction_keeps_both_and_names_the_source() -> None:
    found = part(paper_on(date(2016, 4, 28)), "Contradictions")
    assert "28 October 2011  28 September 2011     17" in found
    assert "Source: Cluster Munition Coalition, table of overdue initial reports" in found
    assert "States yet to join                                   93               1" in found


def test_long_lists_go_to_the_annex_with_their_count_first() -> None:
    brief = brief_on(date(2016, 4, 28))
    codes = tuple(f"S{number:02}" for number in range(13))
    figure = brief.figures[0]
    many = replace(brief, figures=(replace(figure, now=replace(figure.now, states=codes)),))
    names = {**NAMES, **{code: f"State {code}" for code in codes}}
    paper = laid_out.paper(many, treaty=TREATY, name=names.__getitem__, head=HEAD, known_by=None)
    assert "Out of 12 States (annex, list 1)." in said(paper)
    listed = said(paper).partition("List 1. Membership, by deposit: 13")[2]
    assert listed.split("\n")[2].startswith("State S00, State S01, ")
    assert listed.split("\n")[2].count(",") == 12


def test_a_swap_of_two_states_does_not_look_like_no_change() -> None:
    brief = brief_on(date(2016, 4, 28))
    figure = brief.figures[0]
    before = replace(figure.before, states=(*figure.now.states[1:], "SRB"))
    swapped = replace(brief, figures=(replace(figure, before=before),))
    paper = laid_out.paper(swapped, treaty=TREATY, name=NAMES.__getitem__, head=HEAD, known_by=None)
    assert "+1: Bulgaria; −1: Serbia" in said(paper)


def test_the_head_and_what_was_known_stand_in_the_title_block() -> None:
    paper = laid_out.paper(
        brief_on(date(2016, 4, 28)),
        treaty=TREATY,
        name=NAMES.__getitem__,
        head=HEAD,
        known_by=datetime(2026, 11, 23, 12, tzinfo=UTC),
    )
    about = dict(paper.about)
    assert about["As of"].replace("\u00a0", " ") == (
        "28 April 2016, with what was recorded by 23 November 2026, 12:00 UTC"
    )
    assert about["Record head"] == HEAD
    assert paper.footer == "Record head 30:9f3c1c6be6d0…"


def test_every_table_has_as_many_cells_as_columns() -> None:
    for block in paper_on(date(2015, 6, 18)).blocks:
        if isinstance(block, Table):
            assert all(len(row.cells) == len(block.columns) for row in block.rows)
            assert all(plain(row.cells[0]) for row in block.rows)


def test_no_control_code_reaches_the_terminal() -> None:
    names = {**NAMES, "CUB": "\x1b]0;owned\x07Cuba\u202e"}
    found = text.write(paper_on(date(2016, 4, 28), names=names))
    assert "�]0;owned�Cuba�" in found
    assert "\x1b" not in found
    assert "\u202e" not in found


@pytest.mark.parametrize("day", [date(2008, 12, 3), date(2010, 8, 1), date(2018, 8, 1), date(2100, 12, 31)])
def test_every_day_has_its_brief(day: date) -> None:
    assert "Key figures" in said(paper_on(day))


def test_a_statement_of_completeness_for_all_makes_the_silent_ones_overdue() -> None:
    whole = more(Completeness("art7-initial", date(2016, 4, 28)), date(2016, 4, 28), "", "UNODA, list by State")
    found = part(paper_on(date(2016, 4, 28), [whole]), "Overdue, with the working")
    assert "Initial transparency report (art. 7(1)): 7" in found
    assert "Croatia" not in found, "its report is on record"


def test_a_brief_as_text_does_not_load_the_libraries_of_the_other_forms() -> None:
    code = (
        "import sys; from servanda.documents import brief, tables, text; "
        "print(sorted({'docx', 'typst', 'xlsxwriter', 'lxml', 'django'} & set(sys.modules)))"
    )
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=_path())
    assert made.stdout == "[]\n"


def _path() -> dict[str, str]:
    return {"PYTHONPATH": str(Path(__file__).parents[2] / "src")}
