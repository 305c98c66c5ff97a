"""The example of the README is what the program prints."""

from pathlib import Path

import pytest

from tests.cli.running import good
from tests.demo import Demo

pytestmark = pytest.mark.database
README = Path(__file__).resolve().parents[2] / "README.md"


def example() -> list[str]:
    """The lines of the README's example, from its command on."""
    lines = README.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("    $ ") and "servanda brief" in line)
    block = []
    for line in lines[start + 1 :]:
        if line and not line.startswith("    "):
            break
        block.append(line.removeprefix("    "))
    return block


def test_the_example_is_the_real_output_but_for_what_it_marks_as_left_out(demo: Demo) -> None:
    printed = iter(good("brief", "ccm", "--as-of", "2016-04-28", "--data", demo.folder).splitlines())
    shown = [line for line in example() if line and not line.startswith("[")]
    assert len(shown) > 60
    for line in shown:
        if line.startswith("Record head"):  # it differs for each installation
            assert any(other.startswith("Record head") for other in printed)
            continue
        assert line in printed, f"the README has a line that the program does not print there: {line}"
