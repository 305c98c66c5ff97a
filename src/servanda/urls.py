"""The addresses of a server: the interface for programs, and the pages for people."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.defaults import bad_request

from servanda.api import errors as api_errors
from servanda.web import urls as web
from servanda.web.views import errors as web_errors

API = "api/"
# The pages' own list is taken over as it is: prefixes of languages are only allowed at the root.
urlpatterns = [path(API, include("servanda.api.urls")), *web.urlpatterns]


def failed(request: HttpRequest) -> HttpResponse:
    """500, in the form that whoever asked can read."""
    return api_errors.failed(request) if _of_the_api(request) else web_errors.failed(request)


def malformed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, likewise."""
    return api_errors.malformed(request) if _of_the_api(request) else bad_request(request, exception)


def _of_the_api(request: HttpRequest) -> bool:
    return request.path_info.startswith(f"/{API}")


handler400 = "servanda.urls.malformed"
handler404 = "servanda.web.views.errors.not_found"  # the interface tells its own
handler500 = "servanda.urls.failed"
