"""The entry point of the server."""

import os

from django.core.wsgi import get_wsgi_application

from servanda.config.start import calm_the_collector

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "servanda.config.settings")
application = get_wsgi_application()
calm_the_collector()
