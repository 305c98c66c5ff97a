"""What differs between two texts: word by word, nothing lost on either side, and two changes put together."""

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.documents.comparing import Piece, compare, together

TEXTS = st.text(st.sampled_from("ab é\n.中ش"), max_size=60)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_pieces(old: str, new: str) -> None:
    pieces = compare(old, new)
    assert "".join(p.text for p in pieces if p.how != "added") == old
    assert "".join(p.text for p in pieces if p.how != "removed") == new
    assert all(p.text for p in pieces)


def test_whole_words_are_told() -> None:
    assert compare("The meeting opens on Monday.", "The meeting closes on Monday.") == [
        Piece("same", "The meeting "),
        Piece("removed", "opens"),
        Piece("added", "closes"),
        Piece("same", " on Monday."),
    ]
    assert compare("Same.", "Same.") == [Piece("same", "Same.")]
    assert compare("", "") == []


def test_thousands_of_different_words_stay_apart() -> None:
    old = " ".join(f"w{number}" for number in range(60_000))
    pieces = compare(old, f"{old} end")
    assert [p for p in pieces if p.how != "same"] == [Piece("added", " end")]


def test_two_changes_are_put_together_where_both_find_their_place() -> None:
    base = "Alpha beta gamma.\n\nThe last line."
    assert together(base, "Alpha BETA gamma.\n\nThe last line.", "Alpha beta gamma.\n\nThe very last line.") == (
        "Alpha BETA gamma.\n\nThe very last line.",
        True,
    )
    assert together(base, "Something else altogether", "Alpha beta delta.\n\nThe last line.") == (
        "Something else altogether",
        False,
    )
