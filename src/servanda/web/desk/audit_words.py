"""The verbs of the audit log in sentences, and the channels in words."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from servanda.core.days import parse_day
from servanda.core.reasons import N_
from servanda.queries import library, receptions
from servanda.web.paper_words import paper_class, paper_kind, purpose
from servanda.web.tags import day, is_day, state_name

# The thing itself is shown beside the sentence, so that it can be a link.
_VERBS = {
    "answer-given": N_("gave an answer by a link"),
    "answer-taken-over": N_("took an answer over"),
    "approved": N_("approved this very content"),
    "changes-seen": N_("marked what changed as seen"),
    "contact-added": N_("added a contact"),
    "contact-confirmed": N_("noted that a contact was confirmed"),
    "contact-corrected": N_("corrected a contact"),
    "contact-ended": N_("ended a contact"),
    "device-revoked": N_("signed a device out"),
    "digest-off": N_("switched the weekly digest off"),
    "digest-on": N_("switched the weekly digest on"),
    "factor-added": N_("added a second factor"),
    "factor-removed": N_("removed a second factor"),
    "file-attached": N_("attached a file"),
    "file-taken": N_("downloaded a file"),
    "frozen": N_("froze content for approval"),
    "invitation-accepted": N_("accepted an invitation"),
    "invitation-made": N_("invited a person"),
    "invitation-revoked": N_("took an invitation back"),
    "key-made": N_("made a key for a program"),
    "key-revoked": N_("took a key back"),
    "key-used": N_("used a key for the first time that day"),
    "language-chosen": N_("chose a language"),
    "link-made": N_("made a link to answer a question"),
    "link-opened": N_("opened a link to answer a question"),
    "link-revoked": N_("took a link back"),
    "mail-switched-off": N_("switched mail off"),
    "mail-switched-on": N_("switched mail on"),
    "mandate-confirmed": N_("confirmed to have spoken to the person in a seat"),
    "mandate-ended": N_("ended a person’s time in a seat"),
    "mandate-given": N_("gave a person a seat"),
    "mandate-withdrawn": N_("withdrew a seat that was given"),
    "message-dropped": N_("decided that a message is not sent"),
    "message-made": N_("prepared a message"),
    "message-refused": N_("was told by the mail server that it refuses a message"),
    "message-released": N_("let a held message leave"),
    "message-sent": N_("sent a message"),
    "message-settled": N_("said what became of a message"),
    "message-tried-again": N_("tried a refused message again"),
    "message-unknown": N_("could not find out whether a message left"),
    "paper-begun": N_("began a paper"),
    "paper-kept-beside": N_("saved a version beside that of another"),
    "paper-moved": N_("changed who may see a paper"),
    "paper-opened": N_("opened a paper to more readers"),
    "paper-saved": N_("saved a paper"),
    "password-changed": N_("changed the password"),
    "person-added": N_("added a person"),
    "person-changed": N_("changed a person’s details"),
    "question-asked": N_("asked a question"),
    "question-let-be": N_("let a question be"),
    "reception-recorded": N_("recorded what was taken in for a State"),
    "reception-taken": N_("took something in for a State"),
    "recorded": N_("recorded in the ledger"),
    "refused": N_("refused to approve this content"),
    "released": N_("let approved content leave"),
    "restored": N_("restored the installation from a backup"),
    "saw": N_("saw"),
    "seat-changed": N_("changed a seat"),
    "seat-closed": N_("closed a seat"),
    "seat-handed-over": N_("handed a seat over"),
    "seat-opened": N_("opened a seat"),
    "sign-in-failed": N_("could not sign in"),
    "signed-in": N_("signed in"),
    "signed-out": N_("signed out"),
    "stopped": N_("stopped what was about to leave"),
    "undertaking-added": N_("added an undertaking"),
    "undertaking-changed": N_("changed an undertaking"),
    "undertaking-done": N_("marked an undertaking as done"),
    "undertaking-dropped": N_("dropped an undertaking"),
    "undertaking-reopened": N_("opened an undertaking again"),
    "voided": N_("changed a paper, so that its frozen content is void"),
}
_CHANNELS = {
    "web": N_("on a page"),
    "key": N_("through the interface for programs"),
    "command": N_("by a command"),
    "job": N_("by a job"),
    "link": N_("by a link"),
}


_DETAILS = {  # what a line says besides, by the name under which it is kept
    "account": N_("account {value}"),
    "answer": N_("answer {value}"),
    "base": N_("written from version {value}"),
    "channel": N_("came by: {value}"),
    "class": N_("for {value}"),
    "contact": N_("contact {value}"),
    "days": N_("for {value} days"),
    "device": N_("device {value}"),
    "digest": N_("content {value}"),
    "entry": N_("entry {value}"),
    "files": N_("files {value}"),
    "from": N_("from {value}"),
    "kind": N_("kind: {value}"),
    "language": N_("language: {value}"),
    "link": N_("link {value}"),
    "made": N_("made {value}"),
    "of": N_("of {value}"),
    "owner": N_("seat {value}"),
    "person": N_("person {value}"),
    "purpose": N_("as: {value}"),
    "question": N_("question {value}"),
    "seat": N_("seat {value}"),
    "sha256": N_("content {value}"),
    "state": N_("for {value}"),
    "successor": N_("to person {value}"),
    "to": N_("to {value}"),
    "until": N_("until {value}"),
    "version": N_("version {value}"),
}
_CODES: dict[str, Callable[[str], str]] = {
    "channel": lambda code: _(receptions.CHANNELS.get(code, code)),
    "class": paper_class,
    "from": paper_class,
    "to": paper_class,
    "kind": paper_kind,
    "purpose": purpose,
    "state": lambda code: state_name(code) if code in library.state_codes() else code,
}


def besides(name: str, value: str) -> str:
    """What a line says besides, in the reader's language: codes by what they mean, days written out."""
    written = _CODES[name](value) if name in _CODES else value
    if is_day(written):
        written = day(parse_day(written))
    return _(_DETAILS[name]).format(value=written) if name in _DETAILS else f"{name} {written}"


def in_words(verb: str) -> str:
    """What was done, in the reader's language; a verb without words as it is."""
    return _(_VERBS[verb]) if verb in _VERBS else verb


def channel(name: str) -> str:
    """By which channel, in the reader's language."""
    return _(_CHANNELS[name]) if name in _CHANNELS else name
