"""The entry point of the server."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from servanda.config import build
from servanda.config.start import calm_the_collector

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "servanda.config.settings")
application = get_wsgi_application()
list(get_resolver().url_patterns)  # all views are imported now, not while the first reader waits
build.digest()
calm_the_collector()
