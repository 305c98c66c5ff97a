"""The general glossary and words: kept like a treaty folder, and never trusted blindly."""

import shutil
from pathlib import Path

import pytest

from servanda.core.errors import Unacceptable
from servanda.definitions import reference
from servanda.definitions.places import shipped


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return Path(shutil.copytree(shipped() / "reference", tmp_path / "reference"))


def test_the_second_time_no_yaml_is_read(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = reference.load(own, tmp_path / "cache")
    assert first == reference.load(own)

    def refuse(path: Path) -> None:
        raise AssertionError(f"{path} was read")

    monkeypatch.setattr(reference, "read", refuse)
    assert reference.load(own, tmp_path / "cache") == first


def test_a_damaged_cache_is_left_aside_and_a_change_is_seen(own: Path, tmp_path: Path) -> None:
    first = reference.load(own, tmp_path / "cache")
    (kept,) = (tmp_path / "cache").iterdir()
    kept.write_bytes(kept.read_bytes()[:-20])
    assert reference.load(own, tmp_path / "cache") == first
    path = own / "words/fr.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Groupe des États d’Afrique", "Afrique"), encoding="utf-8")
    assert reference.load(own, tmp_path / "cache").words["fr"]["African"] == "Afrique"


def test_a_broken_file_is_told_with_its_line(own: Path) -> None:
    path = own / "glossary.yaml"
    path.write_text("terms:\n  - code: duty\n    term: {en: Duty}\n    source: ours\n", encoding="utf-8")
    with pytest.raises(Unacceptable, match=r"glossary.yaml:2: “means” is missing"):
        reference.load(own)
