"""What every kind of act shares."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Act:
    """What happened, apart from who, when and by which source: those stand on the entry."""

    kind: ClassVar[str] = ""
    choices: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    of_a_state: ClassVar[bool | None] = True  # None: with or without a State
