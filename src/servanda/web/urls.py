"""The addresses of the public face. A treaty's pages lie under its code; the as-of day is a parameter of every page."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from servanda.web.views import duties, front, record, states

# English pages have no language in their address, the others begin with theirs: /fr/ccm/.
urlpatterns = i18n_patterns(
    path("", front.treaties, name="treaties"),
    path("<slug:treaty>/", front.front, name="front"),
    path("<slug:treaty>/counts/<slug:name>/", front.counted, name="count"),
    path("<slug:treaty>/states/", states.index, name="states"),
    path("<slug:treaty>/states/<str:code>/", states.state, name="state"),
    path("<slug:treaty>/duties/", duties.index, name="duties"),
    path("<slug:treaty>/contradictions/", record.contradictions, name="contradictions"),
    path("<slug:treaty>/record/", record.index, name="record"),
    path("<slug:treaty>/record/<int:number>/", record.entry, name="entry"),
    prefix_default_language=False,
)

handler404 = "servanda.web.views.errors.not_found"
handler500 = "servanda.web.views.errors.failed"
