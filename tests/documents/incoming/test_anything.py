"""Whatever comes in, it is either read or refused with a message: no other error, and never a part of it."""

import atexit
import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.core.entries import Proposal
from servanda.core.errors import Unacceptable
from servanda.documents.incoming import SHAPES
from tests.documents.incoming.setting import DEPOSITARY, RECORD, proposals

REAL = {path.name: path.read_bytes() for path in (*sorted(RECORD.glob("*.csv")), *sorted(DEPOSITARY.iterdir()))}
FOLDER = Path(tempfile.mkdtemp(prefix="servanda-incoming-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
WORDS = """
ZAF AUT South_Africa 2016-04-28 2016 2015/2016 ../2013-02-28 9999-12-31 0001-01-01 true false yes abstain 3 4
initial annual submitted overdue plenary ratification succession memory 2016-2018 0.364 1e999 -1 signature
meeting retraction published-vote-total completeness
"""
CELLS = st.one_of(
    st.sampled_from([word.replace("_", " ") for word in WORDS.split()]),
    st.just(""),
    st.text(max_size=12),
)


def read_or_refused(content: bytes) -> list[Proposal]:
    """What comes of some content: proposals, or none after a message that names the file."""
    path = FOLDER / "anything"
    path.write_bytes(content)
    found: list[Proposal] = []
    message = "anything"
    try:
        found = proposals(path)
    except Unacceptable as error:
        message = str(error)
    assert message.startswith("anything")
    assert all(p.source and p.where.startswith("anything:") for p in found)
    return found


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes(content: bytes):
    read_or_refused(content)


@given(st.text(max_size=200).map(lambda text: f"<Document>{text}</Document>"))
@settings(max_examples=100, deadline=None)
def test_any_text_in_a_document(text: str):
    assert read_or_refused(text.encode("utf-8", "surrogatepass")) == []


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_any_cells_under_known_headings(data: st.DataObject):
    shape = data.draw(st.sampled_from(SHAPES))
    more = data.draw(st.lists(st.sampled_from(shape.may), unique=True)) if shape.may else []
    columns = [*shape.must, *more]
    if shape.particulars:
        columns += ["particular:type", "particular:yes", "particular:as_of", "particular:opens"]
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(columns), max_size=len(columns)), max_size=3))
    quoted = [",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows]
    read_or_refused("\n".join([",".join(columns), *quoted]).encode("utf-8", "surrogatepass"))


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_real_file_with_a_wound(data: st.DataObject):
    content = REAL[data.draw(st.sampled_from(sorted(REAL)))][:6000]
    place = data.draw(st.integers(0, len(content)))
    length = data.draw(st.integers(0, 40))
    read_or_refused(content[:place] + data.draw(st.binary(max_size=20)) + content[place + length :])
