"""The addresses of the desk. Each workstream brings its own list, so that it can be read beside its pages."""

from django.urls import URLPattern, URLResolver, include, path

from servanda.web.desk import (
    account,
    approvals,
    audit,
    contacts,
    desk,
    files,
    handover,
    keys,
    papers,
    people,
    post,
    questions,
    receptions,
    undertakings,
)

desk_pages: list[URLPattern | URLResolver] = [
    path("", include(desk.URLS)),
    path("papers/", include(papers.URLS)),
    path("approvals/", include(approvals.URLS)),
    path("undertakings/", include(undertakings.URLS)),
    path("questions/", include(questions.URLS)),
    path("receptions/", include(receptions.URLS)),
    path("files/", include(files.URLS)),
    path("people/", include(people.URLS)),
    path("contacts/", include(contacts.URLS)),
    path("handover/", include(handover.URLS)),
    path("audit/", include(audit.URLS)),
    path("post/", include(post.URLS)),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", include(desk_pages)),
    path("account/", include(account.URLS)),
    path("keys/", include(keys.URLS)),
]
