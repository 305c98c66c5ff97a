"""How an answer is cited: the treaty, what it is, the day, the record that it was computed from, and the licence."""

from django.utils.translation import gettext as _

from servanda.queries.licence import LICENCE
from servanda.queries.standpoint import Standpoint
from servanda.web.tags import day, law, moment


def citation(point: Standpoint, title: str) -> str:
    """One line that says what was read, for which day, from which record, in the reader's language."""
    values = {
        "treaty": law(point.treaty.title),
        "title": title,
        "day": day(point.day),
        "number": point.last_entry,
        "hash": point.head.hash[:12],
        "licence": LICENCE,
    }
    if point.known_by is None:
        says = _(
            "%(treaty)s: %(title)s, as of %(day)s. Servanda, record up to entry %(number)s (%(hash)s). %(licence)s."
        )
    else:
        values["known"] = moment(point.known_by)
        says = _(
            "%(treaty)s: %(title)s, as of %(day)s, as known on %(known)s. Servanda, record up to entry %(number)s. "
            "%(licence)s."
        )
    return (says % values).replace("\N{NO-BREAK SPACE}", " ")
