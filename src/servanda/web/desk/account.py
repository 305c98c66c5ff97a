"""A person's own account: ways to sign in, devices, language; the screens themselves are those of allauth."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from servanda.core.access import Actor
from servanda.web.desk.within import SIGNED_IN, shown, within


@within(SIGNED_IN)
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What a person can set for themselves."""
    return shown(request, "desk/base.html", actor, "Your account")


URLS: list[URLPattern | URLResolver] = [
    path("", index, name="account"),
    path("", include("allauth.account.urls")),
    path("second-factor/", include("allauth.mfa.urls")),
    path("devices/", include("allauth.usersessions.urls")),
    path("organisation/", include("allauth.socialaccount.urls")),
    path("organisation/", include("allauth.socialaccount.providers.openid_connect.urls")),
]
