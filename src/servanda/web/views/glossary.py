"""The words of the treaty and of treaty practice, explained."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from servanda.core.alphabet import alphabetical
from servanda.queries import library
from servanda.queries.standpoint import Standpoint
from servanda.web.pages import PUBLIC, page, shown
from servanda.web.tags import language


@page(PUBLIC)
def index(request: HttpRequest, point: Standpoint) -> HttpResponse:
    """Every term in the order of the alphabet, with what it means, its article and its source."""
    lang, terms = language(), library.glossary(point.treaty.code)
    names = {term.code: term.name(lang) for term in terms}
    told = [
        {
            "code": term.code,
            "name": term.name(lang),
            "means": term.meaning(lang),
            "lang": lang if lang in term.meanings else "en",
            "article": term.article,
            "source": term.source,
            "see": [(code, names[code]) for code in term.see if code in names],
            "english": "" if lang == "en" or term.name("en") == term.name(lang) else term.name("en"),
        }
        for term in terms
    ]
    told.sort(key=lambda term: alphabetical(str(term["name"])))
    return shown(request, "treaty/glossary.html", point, _("Glossary"), terms=told)
