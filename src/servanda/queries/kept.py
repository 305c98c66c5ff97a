"""Answers that cost something to make, kept in memory under all that they depend on, so that none is ever too old."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def _nothing(_: object) -> int:
    return 0


class Kept(Generic[K, V]):
    """At most `most` answers, of which the `size` is at most `room` in all; the one asked for longest ago makes room.

    They are made one at a time, so what several ask for at once is made once; whoever asks for one that is kept does
    not wait. What makes an answer must not ask the same store, and one is never None.
    """

    def __init__(self, most: int, *, size: Callable[[V], int] = _nothing, room: int = 0) -> None:
        self._most, self._size, self._room = most, size, room
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._guard, self._making = Lock(), Lock()

    def of(self, key: K, make: Callable[[], V]) -> V:
        """What is kept under a key; where there is nothing, what `make` gives, which is kept from then on."""
        found = self._found(key)
        if found is not None:
            return found
        with self._making:
            found = self._found(key)  # another may have made it in the meantime
            return self._keep(key, make()) if found is None else found

    def held(self) -> list[V]:
        """What is kept, the one asked for longest ago first."""
        with self._guard:
            return list(self._kept.values())

    def forget(self) -> None:
        """Drops what is kept (for tests, which measure)."""
        with self._guard:
            self._kept.clear()

    def _found(self, key: K) -> V | None:
        with self._guard:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def _keep(self, key: K, made: V) -> V:
        with self._guard:
            self._kept[key] = made
            while len(self._kept) > self._most or (len(self._kept) > 1 and self._taken() > self._room):
                self._kept.popitem(last=False)
        return made

    def _taken(self) -> int:
        return sum(map(self._size, self._kept.values()))
