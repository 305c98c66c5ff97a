"""The page of mail for who may send: what is held, refused, or not known to have been sent, and what is to be done."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from servanda.config import clock
from servanda.config.installation import find
from servanda.core.access import Actor
from servanda.core.errors import NotThere
from servanda.core.offices import PEOPLE, SEND
from servanda.queries import post as known
from servanda.services import post
from servanda.web.desk.within import shown, within

_ACTS: dict[str, Callable[..., Any]] = {
    "was-sent": lambda **rest: post.settle(was_sent=True, **rest),
    "send-again": lambda **rest: post.settle(was_sent=False, **rest),
    "retry": post.retry,
    "release": post.release,
    "drop": post.drop,
}


@within(SEND)
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Messages that ask something of a person, without their text, which is for their addressees."""
    found = known.messages(actor, states=known.OPEN)
    parts = {state: [m for m in found if m.state == state] for state in known.OPEN}
    stopped = known.stopped(clock.now()) if actor.has(PEOPLE) else []
    context: dict[str, Any] = {"parts": parts, "on": find().mail_is_on, "stopped": stopped}
    return shown(request, "desk/post/index.html", actor, _("Mail"), **context)


@within(SEND, methods=("POST",), step_up=True)
def act(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Does with one message what the person chose."""
    do = _ACTS.get(request.POST.get("act", ""))
    if do is None:
        raise NotThere
    do(number=number, now=clock.now(), actor=actor)
    return redirect("post")


URLS: list[URLPattern] = [path("", index, name="post"), path("<int:number>/", act, name="post-act")]
