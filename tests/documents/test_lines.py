"""Lines for the terminal."""

from hypothesis import given
from hypothesis import strategies as st

from servanda.documents.lines import breadth, columns, wrapped


def test_wide_characters_take_two_cells_and_combining_ones_none() -> None:
    assert breadth("Fiji") == 4
    assert breadth("斐济") == 4
    assert breadth("Co\u0302te") == 4


def test_a_day_is_not_divided_by_the_end_of_a_line() -> None:
    assert wrapped("due on 28\u00a0April\u00a02016 at last", 19) == ["due on", "28 April 2016 at", "last"]


@given(st.text(alphabet="ab 斐é\u00a0.-", max_size=80), st.integers(2, 30))
def test_wrapping_keeps_every_character_and_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(breadth(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.lists(st.tuples(st.text("ab ", max_size=60), st.text("cd ", max_size=60)), max_size=4), st.integers(12, 80))
def test_columns_keep_the_width_and_every_character(rows: list[tuple[str, str]], width: int) -> None:
    lines = columns(["State", "Due"], rows, ["left", "right"], width)
    assert all(breadth(line) <= width for line in lines)
    found = "".join("".join(lines[2:]).split())
    for letter in "abcd":
        assert found.count(letter) >= sum(cell.count(letter) for row in rows for cell in row)


def test_columns_stand_in_line_and_working_under_its_row() -> None:
    lines = columns(["State", "Number"], [["Niger", "3"], ["Fiji", "12"]], ["left", "right"], 30, ["by art. 7", ""])
    assert lines == [
        "State  Number",
        "─────  ──────",
        "Niger       3",
        "    by art. 7",
        "Fiji       12",
    ]
