"""What a person does at the pages: with the keyboard, in the dark, on paper; all without JavaScript."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

APRIL = "as-of=2016-04-28"
KINDS = [
    "/",
    f"/ccm/?{APRIL}",
    f"/ccm/counts/outside_all_states/?{APRIL}",
    f"/ccm/states/?{APRIL}&sort=deposited",
    f"/ccm/states/GIN/?{APRIL}",
    f"/ccm/states/LAO/?{APRIL}",
    f"/ccm/obligations/?{APRIL}",
    f"/ccm/obligations/art7-annual/?{APRIL}",
    f"/ccm/obligations/art4-clearance/?{APRIL}",
    f"/ccm/duties/?{APRIL}&standing=overdue",
    f"/ccm/deadlines/?{APRIL}",
    f"/ccm/meetings/?{APRIL}",
    f"/ccm/votes/?{APRIL}",
    f"/ccm/votes/a-res-70-54/?{APRIL}",
    f"/ccm/figures/?{APRIL}",
    f"/ccm/figures/map/?{APRIL}",
    f"/ccm/figures/growth/?{APRIL}",
    f"/ccm/figures/growth/embed/?{APRIL}",
    f"/ccm/changes/?from=2016-03-31&to=2016-05-26&{APRIL}",
    f"/ccm/contradictions/?{APRIL}",
    f"/ccm/completeness/?{APRIL}",
    "/ccm/record/",
    "/ccm/record/173/",
    "/ccm/glossary/",
    "/ccm/reuse/",
    f"/ccm/search/?q=70/54&{APRIL}",
    f"/apmbc/?{APRIL}",
]


def test_from_the_front_page_to_the_source_of_a_fact(window: Callable[..., Any]) -> None:
    with window() as page:
        page.goto("/")
        page.get_by_role("link", name="Convention on Cluster Munitions").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Where the treaty stands on")
        expect(page.get_by_text("today", exact=True)).to_be_visible()

        # The day is changed with the keyboard alone.
        day = page.get_by_label("As of")
        day.focus()
        page.keyboard.type("04282016")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/ccm/\?as-of=2016-04-28$"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Where the treaty stands on 28 April 2016")
        expect(page.get_by_text("a past day, by what is on record now")).to_be_visible()
        figure = page.locator(".figures > div", has_text="States Parties, strictly")
        expect(figure.locator(".number")).to_have_text("98")

        # South Africa's initial report: two clicks to its reasons.
        due = page.locator("tr", has_text="29 April 2016").filter(has_text="Initial transparency report")
        due.get_by_role("link", name="South Africa").click()
        duty = page.locator("#art7-initial")
        expect(duty).to_be_in_viewport()
        steps = duty.get_by_role("listitem")
        expect(steps.first).to_be_hidden()
        duty.get_by_text("Initial transparency report").click()
        expect(steps.nth(2)).to_contain_text("The day: 1 November 2015 and 180 days is 29 April 2016")
        expect(steps.nth(2)).to_contain_text("article 7(1)")

        # From a reason to the ledger entry, and to its source.
        steps.first.get_by_role("link", name=re.compile(r"entry \d+")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"Entry \d+"))
        expect(page.locator("dd").first).to_have_text("28 May 2015")
        expect(page.locator("dd.source")).to_contain_text("MTDSG XXVI-6")
        expect(page.get_by_label("As of")).to_have_value("2016-04-28")

        # Guinea, of which a source printed another day.
        page.get_by_role("contentinfo").get_by_role("link", name="Contradictions").click()
        row = page.get_by_role("row", name=re.compile("Guinea"))
        expect(row).to_contain_text("2015-04-19")
        expect(row).to_contain_text("2015-09-28")
        row.get_by_role("link", name="Guinea").click()
        expect(
            page.get_by_text("By the rule the day is 28 September 2015; the source prints 19 April 2015")
        ).to_be_visible()
        page.get_by_role("link", name="Go to today").click()
        expect(page).to_have_url(re.compile(r"/ccm/states/GIN/$"))


def test_the_states_behind_a_number_and_the_way_back(window: Callable[..., Any]) -> None:
    with window() as page:
        page.goto(f"/ccm/?{APRIL}")
        page.locator(".number", has_text="100").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Membership, by deposit: 100")
        expect(page.locator(".names li")).to_have_count(100)
        page.get_by_role("link", name="Cuba").click()
        expect(page.get_by_text("deposited, not yet in force")).to_be_visible()
        page.go_back()
        page.get_by_role("link", name="Convention on Cluster Munitions").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Where the treaty stands on 28 April 2016")


def test_the_list_of_duties_is_narrowed_without_losing_the_day(window: Callable[..., Any]) -> None:
    with window() as page:
        page.goto(f"/ccm/?{APRIL}")
        page.get_by_role("link", name="Obligations", exact=True).click()
        page.get_by_role("link", name="All duties as one list").click()
        page.get_by_label("Standing").select_option("overdue")
        page.locator("form.filter").get_by_role("button", name="Show").click()
        expect(page.locator("tbody tr")).to_have_count(8)
        expect(page.get_by_label("As of")).to_have_value("2016-04-28")
        expect(page.get_by_label("Standing")).to_have_value("overdue")


def _focused(page: Page) -> dict[str, Any]:
    """What has the focus, how it is marked, and where it is."""
    found: dict[str, Any] = page.evaluate(
        """() => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
        return {text: (e.textContent || '').trim(), id: e.id, tag: e.tagName, outline: s.outlineStyle,
                width: parseFloat(s.outlineWidth), left: b.left, top: b.top, right: b.right, bottom: b.bottom} }"""
    )
    return found


def test_the_keyboard_goes_through_the_page_in_order_and_is_seen(window: Callable[..., Any]) -> None:
    with window() as page:
        page.goto(f"/ccm/?{APRIL}")
        stops = []
        for _ in range(24):
            page.keyboard.press("Tab")
            stop = _focused(page)
            assert (stop["outline"], stop["width"] >= 2) == ("solid", True), stop
            assert stop["left"] >= 0
            assert 0 <= stop["top"] < stop["bottom"] <= 900
            name = stop["id"] or stop["text"]
            if not stops or stops[-1] != name:  # a field for a day has a stop for each of its parts
                stops.append(name)
        tongues = ["العربية", "English", "español", "français", "русский", "中文"]
        ways = ["States", "Obligations", "Deadlines", "Meetings", "Votes", "Figures", "Changes", "Record"]
        assert stops[:20] == [
            "Skip to the content", "Convention on Cluster Munitions", *tongues, *ways, "find", "Search", "as-of", "Show",
        ]  # fmt: skip


def test_the_header_can_be_skipped(window: Callable[..., Any]) -> None:
    with window() as page:
        page.goto(f"/ccm/?{APRIL}")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert _focused(page)["text"] == "100"


def _luminance(color: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """The contrast of two colours, 1 to 21, after WCAG 2."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _colours(element: Locator) -> tuple[str, str]:
    """The colour of an element's text, and the first one behind it that is not transparent."""
    text, behind = element.evaluate(
        """e => { const text = getComputedStyle(e).color; let at = e, paint = 'rgba(0, 0, 0, 0)';
        while (at && paint === 'rgba(0, 0, 0, 0)') { paint = getComputedStyle(at).backgroundColor; at = at.parentElement }
        return [text, paint] }"""
    )
    return text, behind


def test_the_measure_of_contrast() -> None:
    assert contrast("rgb(0, 0, 0)", "rgb(255, 255, 255)") == 21
    assert round(contrast("rgb(119, 119, 119)", "rgb(255, 255, 255)"), 2) == 4.48


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_by_day_and_by_night(window: Callable[..., Any], scheme: str) -> None:
    with window(color_scheme=scheme) as page:
        backgrounds = set()
        for address, kinds in (
            (f"/ccm/?{APRIL}", ["body", "h1", "main a", ".quiet", ".number", "th", "button", ".when"]),
            (
                f"/ccm/states/GIN/?{APRIL}",
                [".doubt", ".note", "summary", ".timeline .date", ".mark.not-known", ".mark.overdue"],
            ),
        ):
            page.goto(address)
            for kind in kinds:
                text, behind = _colours(page.locator(kind).first)
                assert contrast(text, behind) >= 4.5, (kind, text, behind)
            backgrounds.add(_colours(page.locator("body"))[1])
        [background] = backgrounds
        assert (_luminance(background) > 0.5) == (scheme == "light")


def test_on_paper_there_is_only_what_belongs_there(window: Callable[..., Any]) -> None:
    with window() as page:
        page.goto(f"/ccm/states/ZAF/?{APRIL}")
        ways = page.locator("nav, header form, footer nav, .asof button, .skip")
        assert ways.count() > 4
        expect(page.get_by_role("navigation", name="Pages")).to_be_visible()
        page.emulate_media(media="print")
        for way in ways.all():
            expect(way).to_be_hidden()
        expect(page.get_by_role("button", name="Show")).to_be_hidden()
        expect(page.get_by_role("heading", name="South Africa")).to_be_visible()
        expect(page.get_by_text("as of 28 April 2016, by the record up to entry")).to_be_visible()
        paper = page.pdf(format="A4")
        assert paper.startswith(b"%PDF-")
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) < 6


def test_what_is_not_there_is_told_on_a_page(window: Callable[..., Any], site: str) -> None:
    with pytest.raises(AssertionError, match="404"), window() as page:
        page.goto("/ccm/states/zaf/")
        expect(page.get_by_text("There is no State with the code “zaf”. Did you mean South Africa?")).to_be_visible()
        page.get_by_role("link", name="Go to the list of States").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("States")


def test_the_numbers_of_a_row_stand_on_one_line(window: Callable[..., Any]) -> None:
    with window() as page:
        page.goto(f"/ccm/?{APRIL}")
        tops = [number.bounding_box()["y"] for number in page.locator(".figures .number").all()]  # type: ignore[index]
        assert len(tops) == 6
        assert len(set(tops)) == 2


def test_the_footer_makes_no_page_of_its_own(window: Callable[..., Any]) -> None:
    with window() as page:
        page.goto(f"/ccm/contradictions/?{APRIL}")
        page.emulate_media(media="print")
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1
