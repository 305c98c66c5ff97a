"""Starts Django for an installation, once, and only when a command needs the database."""

import gc
import os

from servanda.config.installation import Installation
from servanda.core.errors import Unacceptable

_ACCOUNTS = "SERVANDA_ACCOUNTS"


def accounts() -> bool:
    """False in a command that asks or writes the record alone: loading accounts would take it half as long again."""
    return os.environ.get(_ACCOUNTS) != "no"


def start(installation: Installation, *, must_exist: bool = True, with_accounts: bool = True) -> None:
    """Sets Django up for an installation. Raises Unacceptable where there is none.

    Without accounts, nobody can sign in and tables cannot be brought up to date.
    """
    if must_exist and not installation.exists:
        raise Unacceptable(
            f"there is no installation in {installation.folder}. Make one with “servanda demo --no-serve --data DIR” "
            "or “servanda init --data DIR”, or name another folder with --data or SERVANDA_DATA"
        )
    if with_accounts:
        os.environ.pop(_ACCOUNTS, None)
    else:
        os.environ[_ACCOUNTS] = "no"
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
