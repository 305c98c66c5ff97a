"""The language of a page is the one that its address begins with, and English where it begins with none.

Django's own middleware also looks at what the browser prefers and tells caches that the answer depends on it. Here it
never does: one address is one page.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Next = Callable[[HttpRequest], HttpResponse]


def by_address(following: Next) -> Next:
    """The middleware: speaks the language of the address while the request is answered."""

    def answered(request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            response = following(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return answered
