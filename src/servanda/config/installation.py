"""An installation: a folder with the database, the key, own treaties and caches."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from servanda.core.errors import Unacceptable

_DEMO = "demo"  # the name of the file that marks a demo


@dataclass(frozen=True, slots=True)
class Installation:
    """The places of an installation. Nothing is created until `prepare` is called."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "servanda.sqlite3"

    @property
    def key(self) -> Path:
        return self.folder / "secret.key"

    @property
    def cache(self) -> Path:
        return self.folder / "cache"

    @property
    def exists(self) -> bool:
        """True where an installation has been made here (its key is written last, and whole or not at all)."""
        return self.key.is_file() and self.key.stat().st_size > 0

    @property
    def is_demo(self) -> bool:
        """True where `servanda demo` has built it: there, and only there, roles can be tried without a password."""
        return (self.folder / _DEMO).is_file()

    def mark_as_demo(self) -> None:
        """Says that this is a demo. Raises Unacceptable where the folder cannot be written."""
        try:
            (self.folder / _DEMO).touch()
        except OSError as error:
            raise Unacceptable(f"the folder {self.folder} cannot be used ({error.strerror})") from None

    def prepare(self) -> None:
        """Makes the folders and the secret key. Raises Unacceptable where the folder cannot be written."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for name in ("treaties", "cache", "files"):
                (self.folder / name).mkdir(exist_ok=True)
            if not self.exists:
                import secrets  # only here: it and what it brings would slow the start of every command

                handle, beside = tempfile.mkstemp(prefix=".secret.key.", dir=self.folder)  # only its owner can read it
                with os.fdopen(handle, "w") as file:
                    file.write(secrets.token_urlsafe(48))
                Path(beside).replace(self.key)
        except OSError as error:
            raise Unacceptable(
                f"the folder {self.folder} cannot be used ({error.strerror}). Choose another with --data"
            ) from None


def find(given: str | None = None) -> Installation:
    """The installation that was asked for: the option, else SERVANDA_DATA, else the user's data folder."""
    named = given or os.environ.get("SERVANDA_DATA") or _own_folder()
    try:
        return Installation(Path(named).expanduser().resolve())
    except (OSError, RuntimeError, ValueError) as error:  # “~nobody-here”, a loop of links, a NUL
        raise Unacceptable(f"“{named}” is not a folder that can be used ({error}). Choose another") from None


def _own_folder() -> str:
    import platformdirs  # only here: most commands are told where to look

    return platformdirs.user_data_dir("servanda")
