"""Calendars and news as they are fetched: where they are, what they say in words, and that they can be kept."""

from xml.etree import ElementTree

import icalendar
import pytest
from django.test import Client

from tests.demo import LOADED
from tests.documents.test_atom import A, well_formed
from tests.queries.writing import correct, record, retract
from tests.web.well_made import HOSTILE

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]

PLACES = ["/ccm", "/ccm/states/ZAF", "/ccm/themes/clearance", "/apmbc", "/apmbc/states/LTU"]
SITE = "http://testserver"


def events(client: Client, address: str) -> dict[str, icalendar.Event]:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    found = icalendar.Calendar.from_ical(response.content)
    return {str(event["UID"]): event for event in found.walk("VEVENT")}  # type: ignore[union-attr]


def entries(client: Client, address: str) -> tuple[ElementTree.Element, list[ElementTree.Element]]:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = well_formed(response.content)
    return feed, feed.findall(f"{A}entry")


def test_south_africa_s_calendar_of_april_2016_in_words(client: Client) -> None:
    found = events(client, "/ccm/states/ZAF/calendar.ics?as-of=2016-04-28")
    assert sorted(found) == [
        "ccm.ZAF.art7-annual.2016@servanda",
        "ccm.ZAF.art7-initial@servanda",
        "ccm.ZAF.entry-into-force@servanda",
    ]
    report = found["ccm.ZAF.art7-initial@servanda"]
    assert report["SUMMARY"] == "South Africa: Initial transparency report"
    assert report["DTSTART"].dt.isoformat() == "2016-04-29"
    assert report["DESCRIPTION"] == (
        "Due on 29 April 2016 under article 7(1)\nStanding on 28 April 2016: not yet due\n"
        f"On record: entries {report['SEQUENCE']}"
    )
    assert report["URL"] == f"{SITE}/ccm/states/ZAF/?as-of=2016-04-28"
    assert report["DTSTAMP"].dt == report["LAST-MODIFIED"].dt == LOADED


def test_the_treaty_s_calendar_names_states_and_meetings(client: Client) -> None:
    found = events(client, "/ccm/calendar.ics?as-of=2025-09-01")
    assert found["ccm.meeting.13MSP@servanda"]["SUMMARY"] == "13MSP (Meeting of States Parties), Geneva"
    assert "Opens: 16 September 2025\nCloses: 19 September 2025" in found["ccm.meeting.13MSP@servanda"]["DESCRIPTION"]
    assert "Opens: September 2026\nCloses: not known" in found["ccm.meeting.3RC@servanda"]["DESCRIPTION"]
    reports = found["ccm.art7-annual.2024.2025-04-30@servanda"]
    assert "contested (1): Lithuania" in reports["DESCRIPTION"]
    assert "Cook Islands, Costa Rica, Côte d’Ivoire, Croatia" in reports["DESCRIPTION"].replace("'", "’")
    assert "\N{NO-BREAK SPACE}" not in reports["DESCRIPTION"]
    assert reports["URL"] == (
        f"{SITE}/ccm/duties/?as-of=2025-09-01&obligation=art7-annual&from=2025-04-30&to=2025-04-30"
    )


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "day", ["", "?as-of=2016-04-28", "?as-of=1800-01-01", "?as-of=2200-01-01", "?known-by=2016-04-28"]
)
def test_every_feed_is_there_on_any_day_and_leads_to_pages_that_are(client: Client, place: str, day: str) -> None:
    leads = {str(event["URL"]) for event in events(client, f"{place}/calendar.ics{day}").values()}
    feed, items = entries(client, f"{place}/news.atom{day}")
    leads |= {str(link.get("href")) for each in (feed, *items[:5]) for link in each.findall(f"{A}link")}
    for address in sorted(leads)[:12]:
        assert address.startswith(SITE)
        assert client.get(address.removeprefix(SITE)).status_code == 200, address


@pytest.mark.parametrize("name", ["calendar.ics", "news.atom"])
def test_a_feed_that_did_not_change_is_not_sent_again(client: Client, name: str) -> None:
    first = client.get(f"/ccm/{name}")
    assert first["Content-Disposition"] == f'inline; filename="ccm-{name}"'
    assert client.get(f"/ccm/{name}").content == first.content
    again = client.get(f"/ccm/{name}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    record("instrument", "TUV", "2026-11-20", type="accession")
    assert client.get(f"/ccm/{name}", headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert client.post(f"/ccm/{name}").status_code == 405


@pytest.mark.parametrize("name", ["calendar.ics", "news.atom"])
@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("/ccm/states/XXX", "“XXX” is not the name or code of a State"),
        ("/ccm/themes/peace", "Its themes on that day: general-status, universalization"),
        ("/apmbc/themes/clearance", "this treaty has no themes on record"),
        ("/nowhere", "There is no treaty “nowhere” here."),
    ],
)
def test_what_there_is_not_is_told(client: Client, place: str, says: str, name: str) -> None:
    response = client.get(f"{place}/{name}")
    assert response.status_code == 404
    assert says in response.content.decode()


def test_a_correction_says_what_it_corrects_and_a_retraction_what_it_takes_back(client: Client) -> None:
    old = record("declaration", "ZAF", "2016-04-28", about="Interpretation of article 21")
    new = correct(old.number, "The day was misread", on="2016-04-27")
    gone = retract(new.number, "It was about another treaty")
    _, items = entries(client, "/ccm/states/ZAF/news.atom")
    titles = [item.findtext(f"{A}title") for item in items[:3]]
    assert titles == [
        f"South Africa: Takes back entry {new.number}",
        "Correction: South Africa: Declaration or communication: Interpretation of article 21",
        "South Africa: Declaration or communication: Interpretation of article 21",
    ]
    corrected = (items[1].findtext(f"{A}content") or "").splitlines()
    assert corrected == [
        "Happened: 27 April 2016",
        "Source: C.N.1.2026",
        f"Corrects entry {old.number}: South Africa: Declaration or communication: Interpretation of article 21 (28 April 2016)",
        "Reason: The day was misread",
    ]
    assert f"Takes back entry {new.number}: South Africa: Declaration" in (items[0].findtext(f"{A}content") or "")
    assert items[0].findtext(f"{A}updated") == "2026-11-24T09:00:00Z"
    assert (items[0].findtext(f"{A}id") or "").startswith(f"tag:servanda,2026:entry/ccm/{gone.number}/")


def test_what_is_recorded_stays_text(client: Client) -> None:
    record("declaration", "ZAF", "2016-04-28", source=HOSTILE, about=HOSTILE)
    record("meeting", "", "2026-11-20", source=HOSTILE, code="A%0D/B", series="msp", opens="2027-09-08", place=HOSTILE)
    _, items = entries(client, "/ccm/states/ZAF/news.atom")
    assert items[0].findtext(f"{A}title") == f"South Africa: Declaration or communication: {HOSTILE}"
    found = events(client, "/ccm/calendar.ics")
    assert found["ccm.meeting.A%250D%2FB@servanda"]["SUMMARY"] == f"A%0D/B (Meeting of States Parties), {HOSTILE}"
