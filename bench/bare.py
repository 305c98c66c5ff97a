"""The floor for pages: a Django application that answers every address with one fixed page of the same size."""

import gzip
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import re_path

PAGE = gzip.compress(os.urandom(4000), mtime=0)


def page(request: HttpRequest) -> HttpResponse:
    """A page that costs nothing to make."""
    return HttpResponse(PAGE, headers={"Content-Encoding": "gzip"})


urlpatterns = [re_path("", page)]
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="bench", MIDDLEWARE=[])
application = get_wsgi_application()
