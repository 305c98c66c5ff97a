"""The command that lists every address of a server with its methods and its audience: routes."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import click

from servanda.cli import options

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

UNDECLARED = "undeclared"  # a route that does not say who may come; the tests fail on one
_READ = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Route:
    """An address as it is written, its name, the methods that it answers, and who may come."""

    url: str
    name: str
    methods: tuple[str, ...]
    audience: str
    view: str


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@options.data
def routes(as_json: bool, data_folder: str | None) -> None:
    """Lists every address with its methods and its audience.

    `public` may be seen by anyone, `seated` by whoever holds a seat, `signed-in` by whoever has an account; any other
    audience is the right that one must have.
    """
    options.open_installation(data_folder, with_accounts=True)
    found = everything()
    if as_json:
        options.print_json([asdict(route) for route in found])
        return
    rows = [(route.url, " ".join(route.methods), route.audience) for route in found]
    options.print_rows(("url", "methods", "audience"), rows, "table", "routes")


def everything() -> list[Route]:
    """Every route of the server, in the order in which they are tried."""
    from django.urls import get_resolver

    return list(_below("/", "", get_resolver().url_patterns, ()))


def _below(
    prefix: str, names: str, patterns: "list[URLPattern | URLResolver]", audiences: tuple[str, ...]
) -> Iterator[Route]:
    for pattern in patterns:
        url = prefix + _written(pattern)
        below = getattr(pattern, "url_patterns", None)
        if below is not None:
            space = getattr(pattern, "namespace", None)
            yield from _below(url, f"{names}{space}:" if space else names, below, audiences)
            continue
        view: Any = pattern.callback
        yield Route(
            url=url,
            name=f"{names}{name}" if (name := getattr(pattern, "name", None)) else "",
            methods=_methods(view),
            audience=str(getattr(view, "audience", UNDECLARED)),
            view=f"{view.__module__}.{getattr(view, '__qualname__', type(view).__name__)}",
        )


def _written(pattern: "URLPattern | URLResolver") -> str:
    """A piece of an address as it stands in the program: <slug:treaty>/."""
    from django.urls.resolvers import LocalePrefixPattern

    piece = pattern.pattern
    return "" if isinstance(piece, LocalePrefixPattern) else str(piece).removeprefix("^").removesuffix(r"\Z")


def _methods(view: Any) -> tuple[str, ...]:
    declared = getattr(view, "methods", None)
    if declared:
        return tuple(declared)
    of_class = getattr(view, "view_class", None)
    if of_class is not None:
        return tuple(name.upper() for name in of_class.http_method_names if hasattr(of_class, name))
    return _READ if getattr(view, "audience", "") == "public" else ()


COMMANDS = (routes,)
