"""Starts Django for an installation, once, and only when a command needs the database."""

import gc
import os

from servanda.config.installation import Installation
from servanda.core.errors import Unacceptable


def start(installation: Installation, *, must_exist: bool = True) -> None:
    """Sets Django up for an installation. Raises Unacceptable where there is none."""
    if must_exist and not installation.exists:
        raise Unacceptable(
            f"there is no installation in {installation.folder}. Make one with “servanda demo --no-serve --data DIR” "
            "or “servanda init --data DIR”, or name another folder with --data or SERVANDA_DATA"
        )
    os.environ["SERVANDA_DATA"] = str(installation.folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "servanda.config.settings")
    import django  # here, since setting up takes longer than all that --help needs

    django.setup()


def calm_the_collector() -> None:
    """Lets Python look for cycles less often, and never again among what was loaded so far.

    An answer makes thousands of small objects that live and hold no cycles; at the usual pace the collector
    takes two fifths of the time of the whole answer.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
