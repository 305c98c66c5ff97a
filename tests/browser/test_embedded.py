"""A figure on a page of others: in a frame of the height that is offered, nothing of it is cut off."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tests.browser.test_walks import APRIL

pytestmark = pytest.mark.browser

NAMES = ["map", "growth", "regions", "by-year", "waits", "reports-art7-annual", "deadlines-art4-clearance"]
LOOSE = 1.6  # a frame has one height for every width, but is not to be mostly empty where it is full


def _held(body: str, route: Any) -> None:
    route.fulfill(body=body, content_type="text/html")


@pytest.mark.parametrize("tongue", ["", "/fr"])
@pytest.mark.parametrize("name", NAMES)
def test_a_frame_of_the_offered_height_shows_the_figure_whole(
    window: Callable[..., Any], site: str, name: str, tongue: str
) -> None:
    needed = {}
    with window(width=1100, height=900, script=True) as page:
        page.set_default_timeout(4000)
        page.goto(f"{tongue}/ccm/figures/{name}/?{APRIL}")
        snippet = page.locator("#snippet").input_value()
        [height] = re.findall(r'height="(\d+)"', snippet)
        for width in (320, 360, 400, 640, 641, 700, 760, 1000):
            shown = snippet.replace('width="100%"', f'width="{width}"').replace('loading="lazy"', "")
            held = f"<!doctype html><html lang=en><title>Somebody’s page</title><body>{shown}</body></html>"
            page.unroute_all()
            page.route("**/somebody", partial(_held, held))
            page.goto("/somebody")
            frame = page.frame_locator("iframe")
            frame.locator("figure").wait_for()
            source = frame.get_by_role("link", name="Servanda · CC BY 4.0").bounding_box()
            drawn = frame.locator("figure").bounding_box()
            holder = page.locator("iframe").bounding_box()
            assert source["y"] + source["height"] <= drawn["y"] < holder["y"] + holder["height"]
            needed[width] = frame.locator("html").evaluate("e => e.ownerDocument.body.scrollHeight")
            assert frame.locator("html").evaluate("e => e.scrollWidth <= e.clientWidth"), width
            if name == "map":
                note = frame.locator(".on-boundaries").bounding_box()
                land = frame.locator("figure > svg").bounding_box()
                legend = frame.locator(".legend").bounding_box()
                assert land["y"] + land["height"] <= note["y"] < note["y"] + note["height"] <= legend["y"]
                assert note["y"] + note["height"] <= holder["y"] + holder["height"]
    assert max(needed.values()) <= int(height) <= LOOSE * max(needed.values()), (height, needed)


def test_a_drawing_for_a_telephone_is_not_blown_up(window: Callable[..., Any]) -> None:
    with window(width=640, height=900) as page:
        page.goto(f"/ccm/figures/by-year/embed/?{APRIL}")
        assert page.locator(".on-narrow svg").bounding_box()["width"] == 416
