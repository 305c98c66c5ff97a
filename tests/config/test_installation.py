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
    assert sorted(path.name for path in installation.folder.iterdir()) == ["cache", "files", "secret.key", "treaties"]


@pytest.mark.parametrize("left", ["", None])
def test_a_key_that_was_cut_off_is_written_anew(tmp_path: Path, left: str | None) -> None:
    installation = Installation(tmp_path)
    if left is not None:
        installation.key.write_text(left)
    assert not installation.exists
    installation.prepare()
    assert installation.exists and len(installation.key.read_text()) == 64
