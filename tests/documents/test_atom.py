"""News as a file: what RFC 4287 asks for, and text that stays text."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.core.errors import Unacceptable
from servanda.documents import atom
from servanda.documents.atom import Feed, Item
from servanda.documents.paper import printable

A = f"{{{atom.NAMESPACE}}}"
LATER = datetime(2016, 4, 28, 9, 30, tzinfo=timezone(timedelta(hours=2)))
DEPOSIT = Item(
    "tag:servanda,2026:entry/ccm/527/0123456789abcdef",
    "South Africa: The depositary received its instrument of ratification",
    datetime(2015, 5, 28, 12, 0, tzinfo=UTC),
    "https://example.org/ccm/record/527/",
    ("Happened: 28 May 2015", "Source: C.N.332.2015"),
    "Implementation Support Unit",
    ("transparency",),
)
REPORT = replace(
    DEPOSIT, id="tag:servanda,2026:entry/ccm/528/0123456789abcdef", updated=LATER, author="", categories=()
)
FEED = Feed(
    "tag:servanda,2026:news/ccm/0123456789abcdef",
    "Convention on Cluster Munitions",
    "What was put on record last",
    "Servanda",
    "https://example.org/ccm/news.atom",
    "https://example.org/ccm/",
    "en",
    "CC BY 4.0",
    datetime(2008, 5, 30, tzinfo=UTC),
    (REPORT, DEPOSIT),
)
NASTY = st.text(alphabet=st.one_of(st.sampled_from("<>&'\"]]\x00\x0b\r\n\x85\ufffe\u202e"), st.characters()))


def well_formed(packed: bytes) -> ElementTree.Element:
    """The feed, held against what RFC 4287 asks for: sections 4.1.1, 4.1.2, 4.2.6, 4.2.7, 3.3."""
    feed = ElementTree.fromstring(packed)
    assert feed.tag == f"{A}feed"
    for element in (feed, *feed.findall(f"{A}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{A}{name}")) == 1, (element, name)
        assert re.fullmatch(r"tag:servanda,2026:[\w/.-]+", element.findtext(f"{A}id") or "")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", element.findtext(f"{A}updated") or "")
        links = [(link.get("rel"), link.get("type")) for link in element.findall(f"{A}link")]
        assert len(links) == len(set(links))
        assert ("alternate", "text/html") in links
        assert all((link.get("href") or "").startswith(("https://", "http://")) for link in element.findall(f"{A}link"))
        assert all(category.get("term") for category in element.findall(f"{A}category"))
    assert feed.find(f"{A}author/{A}name") is not None
    assert [link.get("rel") for link in feed.findall(f"{A}link")].count("self") == 1
    ids = [element.text for element in feed.iter(f"{A}id")]
    assert len(ids) == len(set(ids))
    return feed


def test_a_feed_has_what_the_standard_asks_for() -> None:
    feed = well_formed(atom.write(FEED))
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert feed.findtext(f"{A}updated") == "2016-04-28T07:30:00Z"
    first, second = feed.findall(f"{A}entry")
    assert first.find(f"{A}author") is None
    assert second.findtext(f"{A}author/{A}name") == "Implementation Support Unit"
    assert second.findtext(f"{A}updated") == "2015-05-28T12:00:00Z"
    assert second.findtext(f"{A}content") == "Happened: 28 May 2015\nSource: C.N.332.2015"
    assert [category.get("term") for category in second.findall(f"{A}category")] == ["transparency"]


def test_a_feed_without_news_was_updated_when_it_began() -> None:
    feed = well_formed(atom.write(replace(FEED, items=())))
    assert feed.findtext(f"{A}updated") == "2008-05-30T00:00:00Z"


def test_the_same_news_give_the_same_bytes_in_utf_8() -> None:
    assert atom.write(FEED) == atom.write(FEED)
    assert atom.write(FEED).startswith(b"<?xml version='1.0' encoding='utf-8'?>\n<feed xmlns=")


@given(title=NASTY, line=NASTY, author=NASTY, category=NASTY.filter(bool))
def test_text_stays_text(title: str, line: str, author: str, category: str) -> None:
    nasty = replace(DEPOSIT, title=title, lines=(line,), author=f"x{author}", categories=(category,))
    packed = atom.write(replace(FEED, title=title, items=(nasty,)))
    [entry] = well_formed(packed).findall(f"{A}entry")
    assert (entry.findtext(f"{A}title") or "") == printable(title)
    assert (entry.findtext(f"{A}content") or "") == printable(line)
    assert (entry.findtext(f"{A}author/{A}name") or "") == printable(f"x{author}")
    assert len(list(entry.iter())) == len(list(ElementTree.fromstring(atom.write(FEED)).findall(f"{A}entry")[1].iter()))


def test_doubles_relative_addresses_and_moments_without_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="two pieces of news"):
        atom.write(replace(FEED, items=(DEPOSIT, replace(DEPOSIT, title="Other"))))
    with pytest.raises(ValueError, match="“/ccm/” is not a whole address"):
        atom.write(replace(FEED, page="/ccm/"))
    with pytest.raises(Unacceptable, match="time zone"):
        atom.write(replace(FEED, items=(replace(DEPOSIT, updated=datetime(2016, 4, 28)),)))
