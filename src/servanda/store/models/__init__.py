"""The tables: the ledger and the audit log, which only grow, and the work, which people change."""

from servanda.store.models.audit import AuditRow
from servanda.store.models.clearance import Approval, Frozen, Release, Withdrawn
from servanda.store.models.ledger import LedgerRow
from servanda.store.models.links import Answer, Link, Question
from servanda.store.models.papers import Original, Paper, PaperVersion, Reception
from servanda.store.models.people import Account, Contact, Invitation, Key, Look, Mandate, Person, Seat
from servanda.store.models.post import JobRun, Message
from servanda.store.models.promises import Undertaking

__all__ = [
    "Account",
    "Answer",
    "Approval",
    "AuditRow",
    "Contact",
    "Frozen",
    "Invitation",
    "JobRun",
    "Key",
    "LedgerRow",
    "Link",
    "Look",
    "Mandate",
    "Message",
    "Original",
    "Paper",
    "PaperVersion",
    "Person",
    "Question",
    "Reception",
    "Release",
    "Seat",
    "Undertaking",
    "Withdrawn",
]
