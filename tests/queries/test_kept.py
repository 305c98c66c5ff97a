"""What is kept: made once, whoever asks, and the one asked for longest ago makes room."""

from collections.abc import Callable
from threading import Barrier, Thread
from time import sleep

from servanda.queries.kept import Kept


def _counting(made: list[str], says: str) -> Callable[[], str]:
    def make() -> str:
        made.append(says)
        return says

    return make


def test_an_answer_is_made_once_and_the_one_asked_for_longest_ago_makes_room() -> None:
    made: list[str] = []
    kept: Kept[str, str] = Kept(2)
    for says in ("Norway", "Malta", "Norway", "Lesotho", "Norway", "Malta"):
        assert kept.of(says, _counting(made, says)) == says
    assert made == ["Norway", "Malta", "Lesotho", "Malta"]
    assert kept.held() == ["Norway", "Malta"]
    kept.forget()
    kept.of("Malta", _counting(made, "Malta"))
    assert made[-2:] == ["Malta", "Malta"]


def test_large_answers_make_room_sooner_and_the_newest_always_stays() -> None:
    made: list[str] = []
    kept: Kept[str, str] = Kept(9, size=len, room=10)
    for says in ("Togo", "Chad", "Bosnia and Herzegovina", "Bosnia and Herzegovina", "Chad", "Togo", "Chad"):
        kept.of(says, _counting(made, says))
    assert made == ["Togo", "Chad", "Bosnia and Herzegovina", "Chad", "Togo"]


def test_what_several_ask_for_at_once_is_made_once() -> None:
    made: list[str] = []
    kept: Kept[str, str] = Kept(2)
    together, found = Barrier(4), list[str]()

    def slowly() -> str:
        sleep(0.02)
        made.append("Norway")
        return "Norway"

    def ask() -> None:
        together.wait()
        found.append(kept.of("Norway", slowly))

    askers = [Thread(target=ask) for _ in range(4)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert (made, found) == (["Norway"], ["Norway"] * 4)
