"""The addresses of the public face. A treaty's pages lie under its code; the as-of day is a parameter of every page.

English pages have no language in their address, the others begin with theirs: /fr/ccm/.
"""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from servanda.web import answering
from servanda.web.views import (
    changes,
    deadlines,
    duties,
    feeds,
    figures,
    front,
    glossary,
    listings,
    meetings,
    obligations,
    offices,
    plain,
    record,
    reuse,
    searching,
    state,
    states,
    votes,
)

of_a_treaty = [
    path("", front.front, name="front"),
    path("counts/<slug:name>/", front.counted, name="count"),
    path("states/", states.index, name="states"),
    path("states/<str:code>/", state.state, name="state"),
    path("obligations/", obligations.index, name="obligations"),
    path("obligations/<slug:code>/", obligations.obligation, name="obligation"),
    path("duties/", duties.index, name="duties"),
    path("deadlines/", deadlines.index, name="deadlines"),
    path("meetings/", meetings.index, name="meetings"),
    path("offices/", offices.index, name="offices"),
    path("votes/", votes.index, name="votes"),
    path("votes/<slug:resolution>/", votes.resolution, name="resolution"),
    path("figures/", figures.index, name="figures"),
    path("figures/<slug:name>/", figures.figure, name="figure"),
    path("figures/<slug:name>/embed/", figures.embedded, name="embedded"),
    path("figures/<slug:name>.<str:form>", figures.file, name="figure-file"),
    path("changes/", changes.index, name="changes"),
    path("record/", record.index, name="record"),
    path("record/<int:number>/", record.entry, name="entry"),
    path("contradictions/", record.contradictions, name="contradictions"),
    path("completeness/", record.completeness, name="completeness"),
    path("glossary/", glossary.index, name="glossary"),
    path("reuse/", reuse.index, name="reuse"),
    path("search/", searching.index, name="search"),
    path("calendar.ics", feeds.calendar, name="calendar"),
    path("news.atom", feeds.news, name="news"),
    path("states/<str:code>/calendar.ics", feeds.calendar, name="calendar-of-state"),
    path("states/<str:code>/news.atom", feeds.news, name="news-of-state"),
    path("themes/<slug:theme>/calendar.ics", feeds.calendar, name="calendar-of-theme"),
    path("themes/<slug:theme>/news.atom", feeds.news, name="news-of-theme"),
    path("tables/<slug:name>.<str:form>", listings.file, name="listing"),
]

urlpatterns = [path("robots.txt", plain.robots, name="robots")]
urlpatterns += i18n_patterns(  # type: ignore[arg-type]
    path("", front.treaties, name="treaties"),
    path("", include("servanda.web.desk.urls")),
    path("answer/<str:token>/", answering.answer, name="answer"),
    path("<slug:treaty>/", include(of_a_treaty)),
    prefix_default_language=False,
)
