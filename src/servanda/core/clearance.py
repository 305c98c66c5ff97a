"""Four eyes: what is frozen before it leaves the house, who may approve exactly that, and what makes it void."""

import hashlib
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from servanda.core.access import Actor
from servanda.core.entries import canonical
from servanda.core.errors import Conflict, NeedsSecondFactor, Unacceptable
from servanda.core.offices import OWN, PUBLIC, PUBLISH
from servanda.core.publications import LETTER, MINUTES, PUBLICATION, STATEMENT, VOICES
from servanda.core.reasons import N_

PURPOSES = (PUBLICATION, STATEMENT, MINUTES, LETTER)
RELEASED = {PUBLICATION: PUBLISH, STATEMENT: PUBLISH, MINUTES: PUBLISH}  # and the right that lets each leave
PURPOSE_TITLES = {
    PUBLICATION: N_("Publication"),
    STATEMENT: N_("Statement"),
    MINUTES: N_("Approved minutes"),
    LETTER: N_("Letter"),
}
VOICE_TITLES = {
    "president": N_("the President"),
    "states": N_("States"),
    "committee": N_("the Coordination Committee"),
    "support-unit": N_("the support unit"),
}
CHANGED = N_("The paper was changed.")  # why the program takes back what is frozen of it
WAITS, APPROVED, REFUSED, WITHDRAWN, RELEASED_STAGE = "waits", "approved", "refused", "withdrawn", "released"
STAGES = {
    WAITS: N_("waits for approval"),
    APPROVED: N_("approved, waits to go out"),
    REFUSED: N_("refused"),
    WITHDRAWN: N_("stopped"),
    RELEASED_STAGE: N_("released"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a frozen content stands. `writers` are all who ever saved exactly its text; 0 or empty: nobody, nothing."""

    digest: str
    writers: frozenset[int]
    frozen_by: int
    frozen_seat: int
    purpose: str
    granted: bool | None = None
    approved_digest: str = ""
    withdrawn: bool = False
    released: bool = False

    @property
    def stage(self) -> str:
        """One of the five stages; what was released stays so, and what was stopped can never leave."""
        if self.released:
            return RELEASED_STAGE
        if self.withdrawn:
            return WITHDRAWN
        return WAITS if self.granted is None else APPROVED if self.granted else REFUSED

    @property
    def authors(self) -> frozenset[int]:
        """Who may not approve it: all who ever saved exactly its text, and who froze it."""
        return (self.writers | {self.frozen_by}) - {0}

    @property
    def open(self) -> bool:
        """True while it can still leave."""
        return self.stage in (WAITS, APPROVED)


@dataclass(frozen=True, slots=True)
class Opened:
    """With whose invitation a person's account was opened last, and when (0: made by a command on the machine)."""

    by: int
    used: datetime


@dataclass(frozen=True, slots=True)
class Vouching:
    """Who stands for a person's mandate: who gave it, and who said when to have spoken to the person.

    0 is a command on the machine, None nobody.
    """

    person: int
    given_by: int
    confirmed_by: int | None = None
    confirmed: datetime | None = None

    def confirmed_since(self, opened: Opened | None, hands: Set[int]) -> bool:
        """True where another person, who is not among `hands`, confirmed it after the account was opened."""
        if self.confirmed is None or self.confirmed_by is None or self.confirmed_by in {self.person, *hands}:
            return False
        return opened is None or self.confirmed > opened.used


def in_hands_of(
    authors: Collection[int], opened: Mapping[int, Opened], mandates: Collection[Vouching]
) -> frozenset[int]:
    """The authors, and everybody whose account may be one of theirs under another name: it was opened last with the
    invitation of somebody among them, and nobody else has confirmed a mandate of that person since.

    Without it, whoever invents one person could invent a second, who gives the first a seat or confirms it. At first
    everybody whose account hangs on theirs counts, so that two who do cannot confirm each other.
    """
    confirmed: frozenset[int] = frozenset()
    while True:
        hands = _opened_by(frozenset(authors) - {0}, opened, confirmed)
        known = {m.person for m in mandates if m.person in hands and m.confirmed_since(opened.get(m.person), hands)}
        if known <= confirmed:
            return hands
        confirmed |= known


def _opened_by(authors: frozenset[int], opened: Mapping[int, Opened], confirmed: Set[int]) -> frozenset[int]:
    """The authors, and all whose accounts were opened with their invitations, and so on; without who is confirmed."""
    hands = authors
    while True:
        more = {who for who, account in opened.items() if account.by in hands and who not in confirmed}
        if more <= hands:
            return hands
        hands |= more


def vouched(mandate: Vouching, opened: Opened | None, hands: Set[int]) -> bool:
    """True where somebody who did not work on a text stands for the person of a mandate, who is to approve it.

    `hands` are those who worked on it and whoever may be them (see `in_hands_of`); `opened` is how the person's account
    was opened last, None where that was without an invitation. Either none of them gave the mandate or made that
    invitation; or another person, who is not among them, confirmed the mandate after the account was opened. What a
    command on the machine did (0) nobody of the desk did.
    """
    if mandate.given_by not in hands and (opened is None or opened.by not in hands):
        return True
    return mandate.confirmed_since(opened, hands)


def content(
    *,
    treaty: str,
    paper: int,
    version: int,
    kind: str,
    classification: str,
    theme: str,
    holder: str,
    title: str,
    text: str,
    language: str,
    originals: Sequence[Mapping[str, str]],
    purpose: str,
    audience: str,
    addressees: Sequence[str],
    voice: str,
    before: str,
) -> str:
    """What is frozen, as canonical JSON. `before` is the digest of what was released of this paper before, if any."""
    return canonical(
        {
            "treaty": treaty,
            "paper": paper,
            "version": version,
            "kind": kind,
            "class": classification,
            "theme": theme,
            "holder": holder,
            "title": title,
            "text": text,
            "language": language,
            "originals": [dict(each) for each in originals],
            "purpose": purpose,
            "audience": audience,
            "addressees": list(addressees),
            "voice": voice,
            "before": before,
        }
    )


def digest(content: str) -> str:
    """The SHA-256 of a frozen content."""
    return hashlib.sha256(content.encode()).hexdigest()


def check_asked(purpose: str, audience: str, addressees: Collection[str], voice: str, classification: str) -> None:
    """Raises Unacceptable for what cannot be frozen so."""
    if purpose not in PURPOSES:
        raise Unacceptable(N_("Say what it is to leave the house as: {known}"), known=", ".join(PURPOSES))
    if voice not in VOICES:
        raise Unacceptable(N_("Say in whose name it speaks: {known}"), known=", ".join(VOICES))
    if classification == OWN:
        raise Unacceptable(
            N_("A delegation’s own draft does not leave from here, since nobody else sees it. Share it first.")
        )
    if purpose == LETTER and not addressees:
        raise Unacceptable(N_("Say to whom the letter goes, one addressee a line."))
    if purpose == LETTER and len(set(addressees)) < len(addressees):
        raise Unacceptable(N_("An addressee is named twice."))
    if purpose != LETTER and (audience != PUBLIC or addressees):
        raise Unacceptable(N_("A {purpose} goes to the public and has no addressees."), purpose=purpose)
    if purpose == LETTER and audience:
        raise Unacceptable(N_("A letter goes to its addressees, not to the public."))


def signed_in(actor: Actor) -> None:
    """Raises NeedsSecondFactor where nobody, or nobody for certain, is there: a command or a job approves nothing."""
    if not actor.person or not actor.second_factor:
        raise NeedsSecondFactor(
            N_("This needs a person who has signed in with a second factor. A command or a job cannot do it.")
        )


def check_approval(standing: Standing, *, person: int, seats: Collection[int], seen: str, current: str) -> None:
    """Raises Unacceptable or Conflict where this person, for one of these seats, cannot decide on what they have seen.

    `seen` is the digest that was on the screen, `current` that of the paper as it is now.
    """
    if standing.stage != WAITS:
        raise Conflict(N_("This is no longer waiting for approval. Load the page again to see what became of it."))
    if seen != standing.digest or current != standing.digest:
        raise Conflict(
            N_("The content is not the one that was on your screen. Read what is frozen now, and decide anew.")
        )
    if person in standing.writers:
        raise Unacceptable(N_("You wrote this text: somebody else has to approve it."))
    if person == standing.frozen_by:
        raise Unacceptable(N_("You froze this content: somebody else has to approve it."))
    if not set(seats) - {standing.frozen_seat}:
        raise Unacceptable(N_("It was frozen for this very seat: another seat has to approve it."))


def check_vouched(able: bool) -> None:
    """Raises Unacceptable where nobody but the authors stands for whoever wants to approve."""
    if not able:
        raise Unacceptable(
            N_(
                "You and somebody who worked on this text stand for one another: one gave the other a seat, or opened "
                "the account. Ask another person of the support unit to confirm that mandate."
            )
        )


def check_release(
    standing: Standing, *, seen: str, current: str, approver_in_seat: bool, approver_vouched: bool
) -> None:
    """Raises Unacceptable or Conflict unless exactly what was approved is there, may leave, and has not left yet."""
    if standing.purpose not in RELEASED:
        raise Unacceptable(N_("A letter can be approved here; it cannot be sent from here yet."))
    if standing.stage != APPROVED:
        raise Conflict(N_("This cannot leave: it is not approved, or was stopped, or has left already."))
    if not standing.digest == standing.approved_digest == seen == current:
        raise Conflict(N_("The content is not the one that was approved. Nothing has left the house."))
    if not approver_in_seat:
        raise Conflict(N_("Who approved it no longer holds that seat. Stop it, and have it approved anew."))
    if not approver_vouched:
        raise Conflict(
            N_(
                "Who approved it has the seat, or the account, from somebody who worked on this text. Ask another "
                "person of the support unit to confirm that mandate; then it can leave."
            )
        )
