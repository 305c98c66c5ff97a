"""Every kind of act can be told on a desk: one entry of a kind that nobody thought of must not shut people out."""

from datetime import timedelta

import pytest
from django.utils import translation

from servanda.core.acts import KINDS, Completeness, Retraction
from servanda.core.days import on
from servanda.core.entries import Proposal
from servanda.core.publications import Publication
from servanda.queries import ledger
from servanda.queries.desk import desk, words
from servanda.queries.desk.changed import _entry
from servanda.services import ledger as writing
from servanda.services.demo import ROLES
from tests.demo import Demo
from tests.work import NOW, TODAY, Cast

SOURCE = "Registered for a test"


def _write(*proposals: Proposal) -> None:
    writing.append(proposals, by="Implementation Support Unit", now=NOW + timedelta(minutes=1))


@pytest.mark.database
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_entry_of_the_record_can_be_told(demo: Demo, language: str) -> None:
    published = Publication(title="Guide", form="publication", language="en", sha256="0" * 64, voice="support-unit")
    _write(Proposal("ccm", published, on(TODAY), SOURCE))
    last = ledger.head().number
    _write(Proposal("ccm", Retraction(), on(TODAY), SOURCE, corrects=last, reason="It was a test"))
    seen = set()
    with translation.override(language):
        for treaty in ("ccm", "apmbc"):
            for entry in ledger.all_entries(treaty):
                line = _entry(treaty, entry)
                told = [words.said(phrase, treaty) for phrase in (line.words, *line.beside)]
                assert all(told), entry
                seen.add(entry.act.kind)
    assert set(KINDS) - seen == {"clock-started", "clock-stopped", "treaty-in-force"}  # no treaty that ships has them


@pytest.mark.database
@pytest.mark.parametrize("role", [role.code for role in ROLES])
def test_what_names_no_state_shuts_nobody_out(demo: Demo, cast: Cast, role: str) -> None:
    published = Publication(title="Guide", form="publication", language="en", sha256="0" * 64, voice="support-unit")
    _write(
        Proposal("ccm", published, on(TODAY), SOURCE),
        Proposal("ccm", Completeness(subject="membership", as_of=TODAY), on(TODAY), SOURCE),
    )
    for language in ("en", "fr"):
        with translation.override(language):
            found = desk(cast.actor(role), day=TODAY)
            for section in found.sections:
                for line in section.lines:
                    assert words.said(line.words, line.treaty)
    assert cast.client(role).get("/desk/").status_code == 200
    assert cast.client(role).get("/desk/brief/").status_code == 200
