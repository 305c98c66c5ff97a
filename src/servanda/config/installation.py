"""An installation: a folder with the database, the key, own treaties and caches."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from servanda.core.errors import Unacceptable


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
    def identity(self) -> str:
        """What tells this installation from every other, its own copies included; empty where it has none yet."""
        return _first_line(self.folder / "installation.id")

    @property
    def mail_switch(self) -> Path:
        return self.folder / "mail.on"

    @property
    def mail_is_on(self) -> bool:
        """True where mail was switched on for this very installation: a copy of it has another identity and is off."""
        return bool(self.identity) and _first_line(self.mail_switch) == self.identity

    @property
    def exists(self) -> bool:
        """True where an installation has been made here (its key is written last, and whole or not at all)."""
        return self.key.is_file() and self.key.stat().st_size > 0

    def prepare(self) -> None:
        """Makes the folders and the secret key. Raises Unacceptable where the folder cannot be written."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for name in ("treaties", "cache", "files"):
                (self.folder / name).mkdir(exist_ok=True)
            if not self.identity:
                import secrets  # only here: it and what it brings would slow the start of every command

                self._write("installation.id", secrets.token_hex(16))
            if not self.exists:
                import secrets

                self._write("secret.key", secrets.token_urlsafe(48))
        except OSError as error:
            raise Unacceptable(
                f"the folder {self.folder} cannot be used ({error.strerror}). Choose another with --data"
            ) from None

    def switch_mail(self, on: bool) -> None:
        """Lets this installation send mail, or stops it. Raises Unacceptable where the folder cannot be written."""
        try:
            if on:
                self._write("mail.on", self.identity)
            else:
                self.mail_switch.unlink(missing_ok=True)
        except OSError as error:
            raise Unacceptable(f"{self.mail_switch} cannot be written ({error.strerror})") from None

    def _write(self, name: str, text: str) -> None:
        """Writes a file whole or not at all, for its owner alone."""
        handle, beside = tempfile.mkstemp(prefix=f".{name}.", dir=self.folder)
        with os.fdopen(handle, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(self.folder / name)


def _first_line(path: Path) -> str:
    """What a small file says, empty where it cannot be read: what cannot be read allows nothing."""
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


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
