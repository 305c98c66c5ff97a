"""What programs ask for at the root: which pages a search engine may fetch."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from servanda.web.pages import PUBLIC

# Pages of other days are endless and say the same as the page of today; files and feeds are no pages.
_ROBOTS = """User-agent: *
Disallow: /*?*as-of=
Disallow: /*?*known-by=
Disallow: /*/changes/
Disallow: /*/search/
Disallow: /*/tables/
Disallow: /api/
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """The rules for search engines."""
    return HttpResponse(_ROBOTS, content_type="text/plain; charset=utf-8")


robots.audience = PUBLIC  # type: ignore[attr-defined]
