"""The cache of a treaty folder: used where it fits, ignored where it is damaged, never needed."""

import os
from pathlib import Path

import msgspec
import pytest

from servanda.core.errors import Unacceptable
from servanda.definitions import kept, treaties

from .conftest import Edit


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def only(cache: Path) -> Path:
    [path] = cache.iterdir()
    return path


def no_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise AssertionError(f"{path} was read")

    monkeypatch.setattr(treaties, "read", refuse)


def test_the_second_time_no_yaml_is_read(own_ccm: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = treaties.load(own_ccm, cache)
    no_yaml(monkeypatch)
    assert treaties.load(own_ccm, cache) == first
    with pytest.raises(AssertionError):
        treaties.load(own_ccm)


def test_a_change_of_any_file_changes_the_digest(own_ccm: Path, cache: Path, edit: Edit) -> None:
    first = treaties.load(own_ccm, cache)
    edit("obligations/art7-initial.yaml", "days: 180", "days: 181")
    second = treaties.load(own_ccm, cache)
    initial = second.obligation("art7-initial")
    assert second.digest != first.digest and initial is not None
    assert initial.clocks[0].rule.days == 181  # type: ignore[union-attr]
    assert only(cache).name == f"ccm-{second.digest}.json"
    (own_ccm / "record" / "more.csv").write_text("state\n")
    third = treaties.load(own_ccm, cache)
    assert third.digest not in (first.digest, second.digest)
    (own_ccm / "record" / "more.csv").rename(own_ccm / "record" / "other.csv")
    assert kept.digest_of(own_ccm) != third.digest


def test_hidden_files_do_not_count(own_ccm: Path) -> None:
    before = kept.digest_of(own_ccm)
    (own_ccm / ".DS_Store").write_bytes(b"x")
    assert kept.digest_of(own_ccm) == before


@pytest.mark.parametrize("damage", ["empty", "cut", "changed", "garbage", "folder", "other"])
def test_a_damaged_cache_is_ignored_and_mended(own_ccm: Path, cache: Path, damage: str) -> None:
    first = treaties.load(own_ccm, cache)
    path = only(cache)
    whole = path.read_bytes()
    if damage == "folder":
        path.unlink()
        path.mkdir()
    else:
        spoilt = {
            "empty": b"",
            "cut": whole[:-200],
            "changed": whole.replace(b"180", b"200"),
            "garbage": os.urandom(300),
            "other": whole.split(b"\n")[0] + b"\n[]",
        }[damage]
        path.write_bytes(spoilt)
    assert treaties.load(own_ccm, cache) == first
    if damage != "folder":
        assert path.read_bytes() == whole


def test_what_was_kept_is_validated_again(own_ccm: Path, cache: Path) -> None:
    """Content that carries a right check sum, but that the forms refuse, does not come through."""
    first = treaties.load(own_ccm, cache)
    content = kept.get(cache, "ccm", first.digest)
    assert content is not None
    for spoil in ({"treaty.yaml": {"code": "ccm"}}, {"obligations/x.yaml": {"code": "x"}}, {"counts.yaml": 3}):
        kept.put(cache, "ccm", first.digest, content | spoil)
        assert treaties.load(own_ccm, cache) == first
    kept.put(cache, "ccm", first.digest, {})
    assert treaties.load(own_ccm, cache) == first


def test_a_place_that_cannot_be_written_does_not_matter(own_ccm: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert treaties.load(own_ccm, blocked / "cache").code == "ccm"
    assert treaties.load(own_ccm, blocked).code == "ccm"
    assert blocked.read_text() == "not a folder"


def test_nothing_half_written_stays(own_ccm: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert treaties.load(own_ccm, cache).code == "ccm"
    assert list(cache.iterdir()) == []


def test_a_wrong_file_is_told_with_its_line_though_a_cache_stands(own_ccm: Path, cache: Path, edit: Edit) -> None:
    treaties.load(own_ccm, cache)
    line = edit("counts.yaml", "universe: all-states", "universe: all")
    with pytest.raises(Unacceptable) as caught:
        treaties.load(own_ccm, cache)
    assert caught.value.where == f"{own_ccm / 'counts.yaml'}:{line}"


def test_the_check_sum_belongs_to_the_digest(own_ccm: Path, cache: Path) -> None:
    kept.put(cache, "ccm", "a" * 64, {"treaty.yaml": {}})
    only(cache).rename(cache / f"ccm-{'b' * 64}.json")
    assert kept.get(cache, "ccm", "b" * 64) is None
    assert msgspec.json.decode((cache / f"ccm-{'b' * 64}.json").read_bytes().partition(b"\n")[2]) == {"treaty.yaml": {}}
