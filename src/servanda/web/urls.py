"""The addresses of the public face. A treaty's pages lie under its code; the as-of day is a parameter of every page."""

from django.urls import path

from servanda.web.views import duties, front, record, states

urlpatterns = [
    path("", front.treaties, name="treaties"),
    path("<slug:treaty>/", front.front, name="front"),
    path("<slug:treaty>/counts/<slug:name>/", front.counted, name="count"),
    path("<slug:treaty>/states/", states.index, name="states"),
    path("<slug:treaty>/states/<str:code>/", states.state, name="state"),
    path("<slug:treaty>/duties/", duties.index, name="duties"),
    path("<slug:treaty>/contradictions/", record.contradictions, name="contradictions"),
    path("<slug:treaty>/record/", record.index, name="record"),
    path("<slug:treaty>/record/<int:number>/", record.entry, name="entry"),
]
