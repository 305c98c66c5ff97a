"""Files that were kept: handed out as they came, to be saved and never shown, through the door of their parent."""

import unicodedata
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from servanda.config import clock
from servanda.core.access import Actor
from servanda.queries import originals
from servanda.services import originals as verbs
from servanda.services.audit import doer
from servanda.web.desk.within import SEATED, within


@within(SEATED)
def file(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One file, as a download."""
    kept = originals.find(actor, number)
    content = originals.content(kept)
    if request.method == "GET":
        verbs.taken(number=number, about=kept.about, by=doer(actor), now=clock.now())
    response = HttpResponse(content, content_type=kept.kind)
    response["Content-Disposition"] = disposition(kept.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Content-Length"] = str(kept.size)
    return response


def disposition(name: str) -> str:
    """The header that has a file saved under its name: plain letters for old programs, the name itself for others."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    safe = "".join(sign if sign.isalnum() or sign in "._- " else "_" for sign in plain).strip(" .") or "file"
    return f"attachment; filename=\"{safe}\"; filename*=UTF-8''{quote(name, safe='')}"


URLS: list[URLPattern] = [path("<int:number>/", file, name="file")]
