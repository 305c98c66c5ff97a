"""Where this machine has a Chromium that the browser tests can drive."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """The path of Chromium: SERVANDA_CHROMIUM where it is set, else the first of the usual names; None without any."""
    named = os.environ.get("SERVANDA_CHROMIUM")
    if named:
        return named
    return next((path for path in map(shutil.which, NAMES) if path), None)
