"""Walks every address as a visitor and tells each cell in which the answer is not what the rights table says."""

from dataclasses import dataclass, field, replace
from urllib.parse import quote
from zlib import crc32

from tests.access import table
from tests.access.addresses import BY_TOKEN, DOES, LISTS, NOWHERE, SEARCHES, Takes, rule
from tests.access.objects import Made, World
from tests.access.walking import Answer, Door, Route, Visitor

SHOWN = (200, 302, 303)
REFUSED = (405, 409, 422)  # told to whoever may come, with a reason
SOME = {"GET": 3, "POST": 8}  # of things that are not theirs, every so many are tried by each visitor
SAMPLE = 13  # of what lies behind an address to which a visitor does not come at all, every so many things are tried


@dataclass
class Walk:
    """One visitor's way through every address: how many cells were tried, and what was wrong in which."""

    visitor: Visitor
    door: Door
    cells: int = 0
    wrong: list[str] = field(default_factory=list)
    _nothings: dict[tuple[object, ...], Answer] = field(default_factory=dict)

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
                for made in self._sample(fitting, route, method):
                    values = {name: made.numbers[takes.number] for name, takes in taken.items()}
                    does = DOES.get(route.text) if method == "POST" else None
                    body = does.body(made) if does else {}
                    found = self._ask(route, values, method, SEARCHES.get(route.text, ""), body)
                    self._one(route, taken, made, method, found, body, world)

    def _sample(self, fitting: list[Made], route: Route, method: str) -> list[Made]:
        """All things where the visitor may come and the method is one of the address's; else some, others for each."""
        by_token = bool(BY_TOKEN & {takes.number for takes in _taken(route).values()})
        if by_token and method == "GET":
            return fitting if self.visitor.name in ("stranger", "observer", "director:key") else fitting[:4]
        if self.visitor.comes(route.audience) and method in route.methods and not by_token:
            theirs = [made for made in fitting if made.open_to(self.visitor)]
            others = [made for made in fitting if not made.open_to(self.visitor)]
            all_of_them = method == "GET" or route.text in DOES
            return [
                *(theirs if all_of_them else self._every(SOME[method], theirs, route)),
                *self._every(SOME[method], others, route),
            ]
        return self._every(SAMPLE, fitting, route)

    def _every(self, step: int, fitting: list[Made], route: Route) -> list[Made]:
        """Every so many things, beginning with another for each visitor and address."""
        start = crc32(f"{self.visitor.name}{route.text}".encode()) % step
        return fitting[start % max(len(fitting), 1) :: step]

    def _one(
        self,
        route: Route,
        taken: dict[str, Takes],
        made: Made,
        method: str,
        found: Answer,
        body: dict[str, str],
        world: World,
    ) -> None:
        self.cells += 1
        place = f"{route.text} of {made.marker} ({made.thing or made.paper or made.kind})"
        comes = self.visitor.comes(route.audience)
        by_token = bool(BY_TOKEN & {takes.number for takes in taken.values()})
        mine = made.works if by_token else comes and made.open_to(self.visitor)
        if not mine:
            nothing = self._nothing(route, taken, method, body)
            if found != nothing:
                self.blame(
                    method, place, f"not theirs to see, and yet not as what is not there ({_differs(found, nothing)})"
                )
        elif method in route.methods and (method == "GET" or not by_token):
            self._as_the_table_says(route, taken, made, method, found, place)
        elif method not in route.methods and found.status != 405:
            self.blame(method, place, f"not a method of this address, and yet {found.status}")
        own = made if by_token and mine else None
        self._secrets(method, place, found, world, comes, own)

    def _nothing(self, route: Route, taken: dict[str, Takes], method: str, body: dict[str, str]) -> Answer:
        """The answer to the same about a thing that is not there."""
        asked = (route.text, method, *body.items())
        if asked not in self._nothings:
            none = dict.fromkeys(taken, NOWHERE)
            self._nothings[asked] = self._ask(route, none, method, SEARCHES.get(route.text, ""), body)
        return self._nothings[asked]

    def _as_the_table_says(
        self, route: Route, taken: dict[str, Takes], made: Made, method: str, found: Answer, place: str
    ) -> None:
        does = DOES.get(route.text) if method == "POST" else None
        if does is not None:
            able: bool | None = does.may(made, self.visitor)
        else:
            able = made.works or all(made.open_to(self.visitor, takes.action) for takes in taken.values())
        done = found.status in SHOWN and not found.asks_who_is_there
        refused = method == "POST" and does is None and found.status in REFUSED
        if able is None:
            return
        if able and not (done or refused):
            self.blame(method, place, f"theirs, and yet {found.status}")
        elif not able and found.status in SHOWN:
            self.blame(method, place, f"not theirs to do, and yet {found.status}")

    def _secrets(
        self, method: str, place: str, found: Answer, world: World, comes: bool, own: Made | None = None
    ) -> None:
        if found.status >= 500:
            self.blame(method, place, f"answered {found.status} ({found.cause})")
        text = found.body + repr(found.headers).encode()
        reader = self.visitor if own is None or own.reads is None else own.reads
        for made in world.made if b"zq" in text else ():
            if made is own or made.marker.encode() not in text:
                continue
            if not ((comes or reader.calendar) and _told_to(reader, made)):
                self.blame(method, place, f"tells of {made.kind} {made.marker} ({made.thing or made.paper})")

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
        for method in ("GET", "POST"):
            answers[route.text, method] = self._asked(route, world, comes, method, "")
        if not (comes and route.ours and route.audience != "public" and "GET" in route.methods):
            return
        for search in LISTS[route.text].searches if route.text in LISTS else ():
            if search:
                answers[route.text + search, "GET"] = self._asked(route, world, comes, "GET", search)
        plain, *words = _searches(world, self.visitor)
        found = self._asked(route, world, comes, "GET", f"?q={plain}")
        answers[f"{route.text}?q={plain}", "GET"] = found
        before = answers[route.text, "GET"]
        if (
            _without(found.body, f"?q={plain}") == before.body or found.status != 200
        ):  # an address that searches for nothing
            return
        for word in words:
            answers[f"{route.text}?q={word}", "GET"] = self._asked(route, world, comes, "GET", f"?q={word}")

    def _asked(self, route: Route, world: World, comes: bool, method: str, search: str) -> Answer:
        found = self._ask(route, {}, method, search)
        self.cells += 1
        told, word = found, search.removeprefix("?q=")
        if word != search:  # a page repeats what it was asked; whether it found it, the other world shows
            told = replace(found, headers=(), body=found.body.replace(word.encode(), b""))
        self._secrets(method, route.text + search, told, world, comes)
        return found

    def _complete(self, answers: dict[tuple[str, str], Answer], routes: list[Route], world: World) -> None:
        """What an address that shows all of a kind must show."""
        for route in routes:
            shows = LISTS.get(route.text)
            if shows is None or not self.visitor.comes(route.audience):
                continue
            pages = b"".join(answers[route.text + search, "GET"].body for search in shows.searches)
            for made in world.made:
                if made.kind != shows.kind:
                    continue
                self.cells += 1
                shown = shows.by(made).encode() in pages
                if shown != made.open_to(self.visitor):
                    self.blame("GET", route.text, f"{made.marker} ({made.thing}) is {'' if shown else 'not '}there")

    def _ask(
        self,
        route: Route,
        values: dict[str, object],
        method: str,
        search: str = "",
        body: dict[str, str] | None = None,
    ) -> Answer:
        own = {name: rule(route, name) for name in route.parameters if name not in values}
        return self.door.ask(self.visitor, route.path({**own, **values}) + search, method, body)


def _without(body: bytes, search: str) -> bytes:
    """A page without what it repeats of its own address."""
    for written in (search, quote(search), quote(search, safe="")):
        body = body.replace(written.encode(), b"")
    return body


def _told_to(reader: Visitor, made: Made) -> bool:
    """A calendar tells of narrower classes that there is something, and not what."""
    thing = made.thing
    narrow = thing is None or thing.classification not in (table.PUBLIC, table.PARTIES)
    return made.open_to(reader) and not (reader.calendar and narrow)


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
