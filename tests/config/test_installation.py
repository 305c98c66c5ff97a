"""An installation is made whole: its key, which says that it exists, is written last."""

from pathlib import Path

import pytest

from servanda.config.installation import Installation


def test_the_key_is_its_owners_alone_and_stays(tmp_path: Path) -> None:
    installation = Installation(tmp_path / "new")
    assert not installation.exists
    installation.prepare()
    key = installation.key.read_text()
    assert len(key) == 64 and installation.key.stat().st_mode & 0o077 == 0
    installation.prepare()
    assert installation.key.read_text() == key
    assert sorted(path.name for path in installation.folder.iterdir()) == [
        "cache",
        "files",
        "installation.id",
        "secret.key",
        "treaties",
    ]


@pytest.mark.parametrize("left", ["", None])
def test_a_key_that_was_cut_off_is_written_anew(tmp_path: Path, left: str | None) -> None:
    installation = Installation(tmp_path)
    if left is not None:
        installation.key.write_text(left)
    assert not installation.exists
    installation.prepare()
    assert installation.exists and len(installation.key.read_text()) == 64


def test_mail_is_off_until_it_is_switched_on_for_this_very_installation(tmp_path: Path) -> None:
    installation = Installation(tmp_path / "own")
    installation.prepare()
    assert len(installation.identity) == 32 and not installation.mail_is_on
    installation.switch_mail(True)
    assert installation.mail_is_on
    installation.prepare()  # safe to run again: the identity stays
    assert installation.mail_is_on
    copy = Installation(tmp_path / "copy")
    copy.prepare()
    copy.mail_switch.write_text(installation.mail_switch.read_text())
    assert not copy.mail_is_on
    installation.switch_mail(False)
    installation.switch_mail(False)
    assert not installation.mail_is_on


@pytest.mark.parametrize("wrong", [b"", b"\n", b"\xff\xfe"])
def test_an_installation_without_a_readable_identity_sends_nothing(tmp_path: Path, wrong: bytes) -> None:
    (tmp_path / "installation.id").write_bytes(wrong)
    (tmp_path / "mail.on").write_bytes(wrong)
    assert not Installation(tmp_path).mail_is_on
