"""Papers of the demo installation: invented ones, of every kind of stage, that say so."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from servanda.core.access import Actor
from servanda.queries import access
from servanda.services import clearance, papers
from servanda.services.audit import Doer, doer
from servanda.services.papers import KeptBeside
from servanda.store.models import Frozen, Paper, Person

_SAYS = "Invented for the demonstration: it states nothing about any State.\n\n"
_DIT = "Inventé pour la démonstration : ne dit rien d’aucun État.\n\n"


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper as somebody of the demo begins it."""

    code: str
    role: str
    kind: str
    title: str
    text: str
    theme: str = ""
    holder: str = ""
    language: str = "en"
    due: date | None = None


DRAFTS = (
    Draft(
        "agenda",
        "director",
        "note",
        "Notes for the President before the next committee meeting",
        "Three points to settle beforehand: the order of the agenda, who introduces which theme, how long each item "
        "takes.\n\nThe Presidency may wish to speak with the Coordinators first.",
        due=date(2026, 12, 4),
    ),
    Draft(
        "statement",
        "director",
        "statement",
        "Statement of the President at the opening of the meeting",
        "Excellencies, dear colleagues,\n\nI thank you for the work of this year. We have an agenda before us "
        "that can be finished in the time that we have.\n\nI count on your cooperation.",
        due=date(2026, 12, 1),
    ),
    Draft(
        "guide",
        "specialist",
        "publication",
        "A short guide to the annual report",
        "Who reports, by when, and on what.\n\nA report can be brief where little has changed.",
        theme="transparency",
    ),
    Draft(
        "minutes",
        "specialist",
        "minutes",
        "Minutes of a committee meeting (draft)",
        "1. The agenda was adopted.\n\n2. Each Coordinator told of the plans of the theme.\n\n"
        "3. The next meeting was fixed.",
    ),
    Draft(
        "minutes-out",
        "director",
        "minutes",
        "Minutes of an earlier committee meeting",
        "1. The agenda was adopted.\n\n2. The programme of the year was agreed.",
    ),
    Draft(
        "letter",
        "specialist",
        "letter",
        "Reminder: the annual report",
        "Excellency,\n\nmay I recall that the annual report falls due on 30 April. The support unit is glad to help.",
        theme="transparency",
    ),
    Draft(
        "bilateral",
        "universalization",
        "bilateral",
        "Offer of help with a national law",
        "What the support unit can send, whom to ask for it, and how long it takes.",
        theme="universalization",
        holder="UGA",
    ),
    Draft(
        "allegation",
        "specialist",
        "allegation",
        "How the Presidency deals with a report of use",
        "Who is asked first, who speaks with whom, and what is said in public while nothing is established.",
    ),
    Draft(
        "succession",
        "director",
        "succession",
        "Who could preside after the next meeting",
        "Criteria only: a region that has not presided for long, a mission that has the people for it.",
    ),
    Draft(
        "recruitment",
        "director",
        "recruitment",
        "Recruitment of an implementation support specialist",
        "Timetable: advertisement, long list, interviews. The panel is not yet named.",
    ),
    Draft(
        "sponsorship",
        "specialist",
        "sponsorship",
        "Criteria for the sponsorship programme",
        "One delegate a State; States with deadlines of the coming two years first.",
        due=date(2027, 1, 15),
    ),
    Draft(
        "own",
        "focal-point",
        "own",
        "Projet de rapport annuel",
        "Premières lignes, à compléter par la capitale.\n\nQui confirme les chiffres ?",
        language="fr",
    ),
    Draft(
        "plan",
        "coordinator",
        "minutes",
        "Plan of work of a theme for the coming year",
        "Two expert meetings, one of them online. A questionnaire of one page.",
        theme="clearance",
    ),
)


def fill(people: Mapping[str, Person], *, now: datetime) -> dict[str, Paper]:
    """Makes the papers once, in their stages; gives them by their codes. `people` are those of the demo, by role."""
    made = {}
    with transaction.atomic():
        if Paper.objects.exists():
            return {}
        for draft in DRAFTS:
            made[draft.code] = _begun(draft, people, now)
        _stages(made, people, now)
        _beside(made["sponsorship"], people, now)
    return made


def _begun(draft: Draft, people: Mapping[str, Person], now: datetime) -> Paper:
    actor, by = _who(people[draft.role], now)
    said = _DIT if draft.language == "fr" else _SAYS
    return papers.begin(
        actor=actor,
        by=by,
        now=now,
        kind=draft.kind,
        title=draft.title,
        text=said + draft.text,
        theme=draft.theme,
        holder=draft.holder,
        language=draft.language,
        due=draft.due,
    )


def _stages(made: Mapping[str, Paper], people: Mapping[str, Person], now: datetime) -> None:
    """One waits for the President, one is approved and waits to go out, a letter is approved, one was refused."""
    director, specialist, president = people["director"], people["specialist"], people["president"]
    _frozen(made["statement"], director, "statement", "president", now)
    _approved(_frozen(made["guide"], specialist, "publication", "support-unit", now), director, now)
    letter = _frozen(made["letter"], specialist, "letter", "president", now, ("Invented addressee",))
    _approved(letter, president, now)
    refused = _frozen(made["minutes-out"], director, "minutes", "committee", now)
    actor, by = _who(president, now)
    reason = "Invented: the second point is not what was agreed."
    clearance.refuse(actor=actor, by=by, now=now, number=refused.pk, digest=refused.digest, reason=reason)


def _frozen(
    paper: Paper, person: Person, purpose: str, voice: str, now: datetime, addressees: tuple[str, ...] = ()
) -> Frozen:
    actor, by = _who(person, now)
    known = {"number": paper.pk, "base": paper.version, "addressees": addressees}
    return clearance.freeze(actor=actor, by=by, now=now, purpose=purpose, voice=voice, **known)  # type: ignore[arg-type]


def _approved(frozen: Frozen, person: Person, now: datetime) -> None:
    actor, by = _who(person, now)
    clearance.approve(actor=actor, by=by, now=now, number=frozen.pk, digest=frozen.digest)


def _beside(paper: Paper, people: Mapping[str, Person], now: datetime) -> None:
    """Two who wrote at the same time: one text is the paper's, the other is kept beside it."""
    text = paper.versions.get(number=1).text
    for role, more in (("director", "A deadline for applications."), ("specialist", "A form for applications.")):
        actor, by = _who(people[role], now)
        with suppress(KeptBeside):
            papers.save(
                actor=actor,
                by=by,
                now=now,
                number=paper.pk,
                base=1,
                title=paper.title,
                text=f"{text}\n\n{more}",
                due=paper.due,
            )


def _who(person: Person, now: datetime) -> tuple[Actor, Doer]:
    actor = access.actor(person.pk, day=now.date(), second_factor=True)
    return actor, doer(actor, channel="command")
