"""Walks every address as a visitor and tells each cell in which the answer is not what the rights table says."""

from dataclasses import dataclass, field, replace

from tests.access.objects import LISTS, NOWHERE, Made, Takes, World, rule
from tests.access.walking import Answer, Door, Route, Visitor

OPEN = (200, 302, 303, 405, 409, 422)  # the answers to whoever may come: shown, done, refused with a reason


@dataclass
class Walk:
    """One visitor's way through every address: how many cells were tried, and what was wrong in which."""

    visitor: Visitor
    door: Door
    cells: int = 0
    wrong: list[str] = field(default_factory=list)

    def blame(self, method: str, path: str, what: str) -> None:
        """Writes down a cell that is wrong."""
        self.wrong.append(f"{self.visitor.name}: {method} {path}: {what}")

    def things(self, routes: list[Route], world: World) -> None:
        """Every address that takes a thing, for every thing that it can take, and for one that is not there."""
        for route in routes:
            taken = _taken(route)
            if not taken:
                continue
            fitting = [m for m in world.made if all(takes.number in m.numbers for takes in taken.values())]
            if not fitting:
                names = sorted(takes.number for takes in taken.values())
                self.blame("", route.text, f"no thing of tests/access/objects.py has the numbers {names}")
            for method in ("GET", "POST"):
                nothing = self._ask(route, dict.fromkeys(taken, NOWHERE), method)
                for made in fitting:
                    values = {name: made.numbers[takes.number] for name, takes in taken.items()}
                    self._one(route, taken, made, method, self._ask(route, values, method), nothing, world)

    def _one(
        self,
        route: Route,
        taken: dict[str, Takes],
        made: Made,
        method: str,
        found: Answer,
        nothing: Answer,
        world: World,
    ) -> None:
        self.cells += 1
        place = f"{route.text} of {made.marker} ({made.thing})"
        comes = self.visitor.comes(route.audience)
        mine = made.works if route.audience == "link" else comes and made.open_to(self.visitor)
        if not mine:
            if found != nothing:
                self.blame(
                    method, place, f"not theirs to see, and yet not as what is not there ({_differs(found, nothing)})"
                )
        elif found.status not in OPEN and (self._can(made, taken) if route.audience != "link" else method == "GET"):
            self.blame(method, place, f"theirs, and yet {found.status}")
        self._secrets(method, place, found, world, comes, made if route.audience == "link" and mine else None)

    def _can(self, made: Made, taken: dict[str, Takes]) -> bool:
        return all(takes.action and made.open_to(self.visitor, takes.action) for takes in taken.values())

    def _secrets(
        self, method: str, place: str, found: Answer, world: World, comes: bool, own: Made | None = None
    ) -> None:
        if found.status >= 500:
            self.blame(method, place, f"answered {found.status} ({found.cause})")
        text = found.body + repr(found.headers).encode()
        for made in world.made if b"zq" in text else ():
            if made is not own and made.marker.encode() in text and not (comes and made.open_to(self.visitor)):
                self.blame(method, place, f"tells of {made.kind} {made.marker} ({made.thing})")

    def lists(self, routes: list[Route], world: World, *, complete: bool = True) -> dict[tuple[str, str], Answer]:
        """Every address that takes no thing, asked plainly and with searches; gives the answers to compare.

        `complete`: all of the world's things are there, so that lists must show them.
        """
        answers = {}
        for route in routes:
            if _taken(route) or not (complete or route.ours):  # a library knows nothing of the work: once is enough
                continue
            comes = self.visitor.comes(route.audience)
            self._ask_all(route, world, comes, answers)
        if complete:
            self._complete(answers, routes, world)
        return answers

    def _ask_all(self, route: Route, world: World, comes: bool, answers: dict[tuple[str, str], Answer]) -> None:
        words = _searches(world, self.visitor) if route.ours and route.audience != "public" else []
        for method, word in [("GET", ""), ("POST", ""), *(("GET", word) for word in words)]:
            asked = f"?q={word}" if word else ""
            found = self._ask(route, {}, method, asked)
            answers[route.text + asked, method] = found
            self.cells += 1
            if word:  # a page repeats what it was asked; whether it found it, the other world shows
                found = replace(found, headers=(), body=found.body.replace(word.encode(), b""))
            self._secrets(method, route.text + asked, found, world, comes)

    def _complete(self, answers: dict[tuple[str, str], Answer], routes: list[Route], world: World) -> None:
        """What an address that shows all of a kind must show."""
        for route in routes:
            kind = LISTS.get(route.text, "")
            for made in world.made if kind and self.visitor.comes(route.audience) else ():
                if made.kind != kind:
                    continue
                self.cells += 1
                shown = made.marker.encode() in answers[route.text, "GET"].body
                if shown != made.open_to(self.visitor):
                    self.blame("GET", route.text, f"{made.marker} ({made.thing}) is {'' if shown else 'not '}there")

    def _ask(self, route: Route, values: dict[str, object], method: str, search: str = "") -> Answer:
        own = {name: rule(route, name) for name in route.parameters if name not in values}
        return self.door.ask(self.visitor, route.path({**own, **values}) + search, method)


def _taken(route: Route) -> dict[str, Takes]:
    found = ((name, rule(route, name)) for name in route.parameters)
    return {name: takes for name, takes in found if isinstance(takes, Takes)}


def _searches(world: World, visitor: Visitor) -> list[str]:
    """What to search for: a word that all things have, and of each kind one that is not theirs to see."""
    hidden = {m.kind: m.marker for m in world.made if m.thing is not None and not m.open_to(visitor)}
    return ["zq", *hidden.values()]


def _differs(found: Answer, nothing: Answer) -> str:
    if found.status != nothing.status:
        return f"{found.status} and not {nothing.status}"
    return "the headers are others" if found.headers != nothing.headers else "the page is another"
