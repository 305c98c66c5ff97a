"""Addresses of every kind of page of the public face, and the days from which it is seen."""

APRIL = "as-of=2016-04-28"
MAY = "as-of=2016-05-26"
DAYS = ["", APRIL, "as-of=1800-01-01", "as-of=2200-01-01", f"{APRIL}&known-by=2026-11-23"]
PAGES = [
    "/",
    "/ccm/",
    "/ccm/counts/in_force/",
    "/ccm/states/",
    "/ccm/states/?group=WEOG&position=party&sort=deposited",
    "/ccm/states/?theme=clearance&sort=overdue",
    "/ccm/states/?q=ivoire",
    "/ccm/states/?q=nowhere",
    "/ccm/states/ZAF/",
    "/ccm/states/GIN/",
    "/ccm/states/LTU/",
    "/ccm/states/USA/",
    "/ccm/states/VAT/",
    "/ccm/obligations/",
    "/ccm/obligations/art7-annual/",
    "/ccm/obligations/art4-clearance/",
    "/ccm/duties/",
    "/ccm/duties/?standing=overdue&obligation=art7-initial&from=2010-01-01&to=2020-01-01",
    "/ccm/deadlines/",
    "/ccm/meetings/",
    "/ccm/meetings/?series=msp",
    "/ccm/offices/",
    "/apmbc/offices/",
    "/ccm/votes/",
    "/ccm/figures/",
    "/ccm/changes/",
    "/ccm/changes/?from=2016-04-28&to=2016-05-26",
    "/ccm/contradictions/",
    "/ccm/completeness/",
    "/ccm/record/",
    "/ccm/record/?from=3000",
    "/ccm/record/35/",
    "/ccm/glossary/",
    "/ccm/reuse/",
    "/ccm/search/",
    "/ccm/search/?q=C%C3%B4te+d%E2%80%99Ivoire",
    "/ccm/search/?q=%E5%8D%97%E9%9D%9E",
    "/ccm/search/?q=70%2F54",
    "/ccm/search/?q=qqq",
    "/apmbc/",
    "/apmbc/counts/in_force/",
    "/apmbc/states/",
    "/apmbc/states/ZAF/",
    "/apmbc/obligations/",
    "/apmbc/obligations/art5-clearance/",
    "/apmbc/duties/",
    "/apmbc/deadlines/",
    "/apmbc/meetings/",
    "/apmbc/votes/",
    "/apmbc/figures/",
    "/apmbc/changes/?from=2016-04-28&to=2016-05-26",
    "/apmbc/contradictions/",
    "/apmbc/completeness/",
    "/apmbc/record/",
    "/apmbc/record/1704/",
    "/apmbc/glossary/",
    "/apmbc/reuse/",
    "/apmbc/search/?q=mine",
]
# Only on days on which they are on record.
DATED = [
    f"/ccm/figures/map/?{APRIL}",
    "/ccm/figures/growth/",
    f"/ccm/figures/growth/?{APRIL}&known-by=2026-11-23",
    "/ccm/votes/a-res-70-54/?as-of=2016-04-28",
    "/ccm/votes/a-res-70-54/",
    f"/ccm/votes/a-res-70-54/?{APRIL}&known-by=2026-11-23",
]
TABLES = ["states", "duties", "counts", "contradictions", "record", "meetings", "votes", "offices"]
FEEDS = ["calendar.ics", "news.atom", "states/ZAF/calendar.ics", "states/ZAF/news.atom"]


def on(address: str, day: str) -> str:
    """The address seen from a day; `day` is a piece of a query, or empty."""
    return f"{address}{'&' if '?' in address else '?'}{day}" if day else address


def tongue(lang: str, address: str) -> str:
    """The address in another language."""
    return address if lang == "en" else f"/{lang}{address}"
