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
    def files(self) -> Path:
        return self.folder / "files"

    @property
    def identity(self) -> str:
        """The random name of this very installation, which no copy of it has; empty before `prepare` was called."""
        return _read(self.folder / "installation.id")

    @property
    def mail_is_on(self) -> bool:
        """True where mail may leave: somebody has switched it on (`mail.on`) for this very installation.

        A new installation sends nothing, nor does one that was restored: the switch names the one it was set for.
        """
        return bool(self.identity) and _read(self.mail_switch) == self.identity

    @property
    def mail_switch(self) -> Path:
        return self.folder / "mail.on"

    @property
    def mail_held(self) -> str:
        """Why mail is held back, where a restored copy says so; else empty."""
        return _read(self.folder / "mail.held")

    @property
    def exists(self) -> bool:
        """True where an installation has been made here (its key is written last, and whole or not at all)."""
        return self.key.is_file() and self.key.stat().st_size > 0

    def prepare(self) -> None:
        """Makes the folders and the secret key. Raises Unacceptable where the folder cannot be written."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for name in ("treaties", "cache", "files"):
                (self.folder / name).mkdir(exist_ok=True)
            import secrets  # only here: it and what it brings would slow the start of every command

            if not self.identity:
                self._write("installation.id", secrets.token_hex(16))
            if not self.exists:
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
        """Writes a small file whole or not at all, readable for its owner only."""
        handle, beside = tempfile.mkstemp(prefix=f".{name}.", dir=self.folder)
        with os.fdopen(handle, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(self.folder / name)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
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
