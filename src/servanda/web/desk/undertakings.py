"""Pages of the desk: what was promised by whom, until when, and what became of it."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from servanda.config import clock
from servanda.core.access import Actor
from servanda.core.errors import Conflict, NotThere, Unacceptable
from servanda.core.offices import CLASSES, DRAFT, PUBLIC
from servanda.core.reasons import N_
from servanda.queries import library, undertakings
from servanda.queries.desk import words
from servanda.queries.undertakings import Promise
from servanda.services import undertakings as writing
from servanda.services.audit import Doer, doer
from servanda.services.undertakings import Wording
from servanda.web.desk.within import SEATED, shown, within
from servanda.web.paper_words import theme_of
from servanda.web.sentences import said
from servanda.web.tags import by_name, law, speaking_of, state_name

CLASS_WORDS = {
    "public": N_("everybody"),
    "parties": N_("the States Parties"),
    "committee": N_("the Coordination Committee"),
    "presidency": N_("the Presidency and the support unit"),
    "one-to-one": N_("the Presidency, the support unit and one State or organisation"),
    "principals": N_("the President and the Director"),
    "own": N_("one State or organisation alone"),
}
_FIELDS = ("text", "words", "due", "made_on", "source")


def _row(promise: Promise) -> dict[str, Any]:
    """A promise with its codes in words."""
    treaty = library.treaty(promise.treaty)
    with speaking_of(treaty):
        theme = theme_of(promise.theme, promise.treaty) if promise.theme else ""
    return {
        "promise": promise,
        "owner": words.seat_of(promise.treaty, *promise.owner, day=clock.today()),
        "theme": theme,
        "state": _(undertakings.STATES[promise.state]),
        "seen_by": _(CLASS_WORDS[promise.classification]),
    }


@within(SEATED)
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list, narrowed by owner, theme and standing; without a standing, what is open."""
    asked = {name: request.GET.get(name, "") for name in ("owner", "theme", "state")}
    everything = undertakings.listed(actor, day=clock.today())
    narrowed = undertakings.listed(actor, day=clock.today(), **asked)
    if not asked["state"]:
        narrowed = [each for each in narrowed if each.state in (undertakings.OPEN, undertakings.LATE)]
    holders = {each.owner[1]: words.holder_name(library.treaty(each.treaty), each.owner[1]) for each in everything}
    themes = {each.theme: _row(each)["theme"] for each in everything if each.theme}
    return shown(
        request,
        "desk/undertakings/list.html",
        actor,
        _("Undertakings"),
        saw=narrowed,
        rows=[_row(each) for each in narrowed],
        number=len(narrowed),
        closed=sum(each.state in (undertakings.DONE, undertakings.DROPPED) for each in everything),
        asked=asked,
        owners=sorted(holders.items(), key=lambda pair: pair[1]),
        themes=sorted(themes.items(), key=lambda pair: pair[1]),
        states=[(code, _(says)) for code, says in undertakings.STATES.items()],
    )


@within(DRAFT, methods=("GET", "HEAD", "POST"))
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Writes down a promise."""
    owners = undertakings.owners(actor, day=clock.today())
    if not owners:
        raise NotThere
    if request.method != "POST":
        start = {"made_on": clock.today().isoformat(), "classification": "", "owner": str(owners[0][0])}
        return _new(request, actor, owners, start, "", 200)
    asked = request.POST
    try:
        chosen = next((each for each in owners if str(each[0]) == asked.get("owner", "")), None)
        if chosen is None:
            raise Unacceptable(N_("Choose who promised it."))
        number, treaty, _parts = chosen
        made = writing.add(
            actor=actor,
            by=_by(actor, treaty, number),
            now=clock.now(),
            treaty=treaty,
            owner=number,
            wording=_wording(asked),
            classification=asked.get("classification", ""),
            theme=asked.get("theme", ""),
            holder=asked.get("holder", ""),
        )
    except Unacceptable as error:
        return _new(request, actor, owners, asked.dict(), said(error), 422)
    return redirect("undertaking", made.pk)


def _new(
    request: HttpRequest,
    actor: Actor,
    owners: list[tuple[int, str, tuple[str, str, str]]],
    given: dict[str, str],
    error: str,
    status: int,
) -> HttpResponse:
    treaties = sorted({treaty for _number, treaty, _parts in owners})
    themes: dict[str, str] = {}
    holders = [(code, state_name(code)) for code in sorted(library.state_codes(), key=by_name)]
    for code in treaties:
        treaty = library.treaty(code)
        with speaking_of(treaty):
            themes |= {each.code: law(each.title) for each in treaty.themes if each.valid_on(clock.today())}
            holders += [(each.code, law(each.title)) for each in treaty.organisations]
    return shown(
        request,
        "desk/undertakings/new.html",
        actor,
        _("A new undertaking"),
        status=status,
        given=given,
        error=error,
        owners=[(str(number), words.seat_of(treaty, *parts, day=clock.today())) for number, treaty, parts in owners],
        classes=[(code, _(CLASS_WORDS[code])) for code in CLASSES if code != PUBLIC] + [(PUBLIC, _("everybody"))],
        themes=themes.items(),
        holders=holders,
    )


@within(SEATED)
def one(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One promise, and for whoever keeps it the forms to change it and to say what became of it."""
    return _one(request, actor, undertakings.one(actor, number, day=clock.today()))


def _one(
    request: HttpRequest,
    actor: Actor,
    promise: Promise,
    *,
    given: dict[str, str] | None = None,
    error: str = "",
    clash: bool = False,
    status: int = 200,
) -> HttpResponse:
    now = {name: getattr(promise, name) for name in _FIELDS}
    now = {name: each.isoformat() if isinstance(each, date) else each or "" for name, each in now.items()}
    return shown(
        request,
        "desk/undertakings/one.html",
        actor,
        _("Undertaking"),
        status=status,
        saw=[promise],
        given={**now, **(given or {})},
        error=error,
        clash=clash,
        closed=promise.state in (undertakings.DONE, undertakings.DROPPED),
        became="now" in request.GET,
        **_row(promise),
    )


def _kept(request: HttpRequest, actor: Actor, number: int) -> tuple[Promise, dict[str, Any]]:
    """The promise, and what every change of it takes. A promise that may not be seen is not there."""
    promise = undertakings.one(actor, number, day=clock.today())
    try:
        version = int(request.POST.get("version", ""))
    except ValueError:
        raise Unacceptable(N_("This form is not complete. Go back to your desk and try again.")) from None
    by = _by(actor, promise.treaty, promise.seat)
    return promise, {"actor": actor, "by": by, "now": clock.now(), "number": number, "version": version}


@within(DRAFT, methods=("POST",))
def change(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Changes what is written. Where somebody else did meanwhile, both wordings are shown and nothing is lost."""
    promise, known = _kept(request, actor, number)
    given = {name: request.POST.get(name, "") for name in _FIELDS}
    try:
        writing.change(**known, wording=_wording(request.POST))
    except Conflict as error:
        newest = undertakings.one(actor, number, day=clock.today())
        return _one(request, actor, newest, given=given, error=said(error), clash=True, status=409)
    except NotThere:
        raise
    except Unacceptable as error:
        return _one(request, actor, promise, given=given, error=said(error), status=422)
    return redirect("undertaking", number)


@within(DRAFT, methods=("POST",))
def done(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """It was done."""
    _promise, known = _kept(request, actor, number)
    writing.done(**known, on=_day(request.POST, "on") or clock.today())
    return _became(number)


@within(DRAFT, methods=("POST",))
def drop(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """It is no longer to be kept."""
    _promise, known = _kept(request, actor, number)
    writing.drop(**known, reason=request.POST.get("reason", ""))
    return _became(number)


@within(DRAFT, methods=("POST",))
def reopen(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """It is open again."""
    _promise, known = _kept(request, actor, number)
    writing.reopen(**known)
    return redirect("undertaking", number)


def _became(number: int) -> HttpResponse:
    """To the promise itself, which says what became of it."""
    return redirect(f"{reverse('undertaking', args=[number])}?now=told")


def _by(actor: Actor, treaty: str, owner: int) -> Doer:
    held = undertakings.keeps(actor, treaty, owner)
    return doer(actor, seat=0 if held is None else held.number)


def _wording(asked: QueryDict) -> Wording:
    return Wording(
        text=asked.get("text", ""),
        words=asked.get("words", ""),
        due=_day(asked, "due"),
        made_on=_day(asked, "made_on") or clock.today(),
        source=asked.get("source", ""),
    )


def _day(asked: QueryDict, name: str) -> date | None:
    written = asked.get(name, "").strip()
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Unacceptable(N_("“{day}” is not a day. Write it as 2026-11-24."), day=written) from None


URLS: list[URLPattern] = [
    path("", index, name="undertakings"),
    path("new/", new, name="undertaking-new"),
    path("<int:number>/", one, name="undertaking"),
    path("<int:number>/change/", change, name="undertaking-change"),
    path("<int:number>/done/", done, name="undertaking-done"),
    path("<int:number>/drop/", drop, name="undertaking-drop"),
    path("<int:number>/reopen/", reopen, name="undertaking-reopen"),
]
