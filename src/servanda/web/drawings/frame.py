"""What every drawing is given: the standpoint, its name and words, its width, and where its parts lead."""

from collections.abc import Callable
from typing import NamedTuple

from servanda.queries.standpoint import Standpoint


class Frame(NamedTuple):
    """`link(name, *args, **query)` gives the address of a page of the treaty, empty where there are to be no links."""

    point: Standpoint
    name: str
    title: str
    description: str
    width: int
    link: Callable[..., str]
