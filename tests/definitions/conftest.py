"""Copies of the shipped treaty folders, so that a test can break one."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from servanda.definitions.places import shipped

Edit = Callable[[str, str, str], int]


@pytest.fixture
def ccm() -> Path:
    return shipped() / "treaties" / "ccm"


@pytest.fixture
def own_ccm(tmp_path: Path, ccm: Path) -> Path:
    """A copy of the Convention's folder without the large CSV files."""
    return Path(shutil.copytree(ccm, tmp_path / "ccm", ignore=shutil.ignore_patterns("*.csv")))


@pytest.fixture
def edit(own_ccm: Path) -> Edit:
    """Replaces a text of a file, once, and tells the line on which it stood."""

    def replace(name: str, old: str, new: str) -> int:
        path = own_ccm / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    return replace
