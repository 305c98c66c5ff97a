"""Where the shipped folders lie: in a wheel inside the package, in a checkout at its root."""

from pathlib import Path

import pytest

from servanda.core.errors import Unacceptable
from servanda.definitions import places


def test_a_wheel_carries_its_folders_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "lib" / "servanda"
    monkeypatch.setattr(places, "__file__", str(package / "definitions" / "places.py"))
    with pytest.raises(Unacceptable, match="Install it again"):
        places.shipped()
    for name in ("treaties/ccm", "reference"):
        (package / "shipped" / name).mkdir(parents=True)
    assert places.shipped() == package / "shipped"
    assert places.treaty_folders() == {"ccm": package / "shipped" / "treaties" / "ccm"}


def test_a_checkout_has_them_at_its_root() -> None:
    assert places.shipped() == Path(__file__).resolve().parents[2]
