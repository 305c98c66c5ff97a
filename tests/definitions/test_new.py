"""A new treaty folder loads, its situation passes, and nothing is overwritten or half written."""

from pathlib import Path

import pytest

from servanda.core.errors import Unacceptable
from servanda.definitions import facts, new, situations, treaties


@pytest.mark.parametrize("code", ["att", "un-water-1997"])
def test_the_skeleton_loads_and_its_situation_passes(tmp_path: Path, code: str) -> None:
    folder = new.start(code, tmp_path / "own" / "treaties")
    assert folder == tmp_path / "own" / "treaties" / code
    treaty = treaties.load(folder)
    assert treaty.code == code and len(treaty.counts) == 6
    results = situations.run(folder)
    assert len(results) == 5 and all(result.ok for result in results)
    assert facts.facts(folder) == []
    assert [path.name for path in folder.parent.iterdir()] == [code]


@pytest.mark.parametrize("code", ["", "A", "ATT", "1st", "a b", "../x", "x/y", "att-", "un", "a" * 40])
def test_a_bad_code_is_refused(tmp_path: Path, code: str) -> None:
    with pytest.raises(Unacceptable, match="cannot be the code of a treaty"):
        new.start(code, tmp_path / "treaties")
    assert not (tmp_path / "treaties").exists()


def test_what_stands_there_is_left_alone(tmp_path: Path) -> None:
    new.start("att", tmp_path)
    (tmp_path / "att" / "treaty.yaml").write_text("mine")
    with pytest.raises(Unacceptable, match="something stands there already") as caught:
        new.start("att", tmp_path)
    assert caught.value.where == str(tmp_path / "att")
    assert (tmp_path / "att" / "treaty.yaml").read_text() == "mine"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unacceptable, match="nothing can be written there"):
        new.start("att", tmp_path / "file")


def test_nothing_half_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(Unacceptable, match="No space left"):
        new.start("att", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("code", ["fr", "zh-hans", "api", "static"])
def test_a_code_with_which_other_addresses_begin_is_refused(code: str, tmp_path: Path) -> None:
    with pytest.raises(Unacceptable, match="addresses of other pages begin with it"):
        new.start(code, tmp_path)
    assert list(tmp_path.iterdir()) == []
