"""The offices of a treaty's work: who can hold each, what its seats see and what they may do."""

from dataclasses import dataclass

# Who may see a thing of the work. Narrower is not always higher: what is a delegation's own, nobody else sees.
PUBLIC = "public"
PARTIES = "parties"
COMMITTEE = "committee"
PRESIDENCY = "presidency"  # the Presidency and the support unit
ONE_TO_ONE = "one-to-one"  # between the Presidency and support unit and one State or organisation
PRINCIPALS = "principals"  # the President and the Director alone
OWN = "own"  # the State or organisation whose it is, and nobody else
CLASSES = (PUBLIC, PARTIES, COMMITTEE, PRESIDENCY, ONE_TO_ONE, PRINCIPALS, OWN)

# What a seat may do besides seeing.
DRAFT = "draft"  # write and change papers
APPROVE = "approve"  # clear the exact content that another seat has frozen
SEND = "send"  # let a letter, note or digest leave
PUBLISH = "publish"  # make public what was cleared
RECORD = "record"  # write into the ledger
ACT_FOR = "act-for"  # take in, on behalf of a State, what came by e-mail, letter or word of mouth
PEOPLE = "people"  # keep seats, mandates and contacts
AUDIT = "audit"  # read who did and saw what
RIGHTS = (DRAFT, APPROVE, SEND, PUBLISH, RECORD, ACT_FOR, PEOPLE, AUDIT)
NEED_SECOND_FACTOR = frozenset({APPROVE, SEND, PUBLISH, RECORD, ACT_FOR, PEOPLE, AUDIT})

HOLDERS = ("state", "organisation")


@dataclass(frozen=True, slots=True)
class Office:
    """An office as a treaty's people know it.

    `holder` says whether a State or an organisation holds it, `themed` whether there is one for each theme, `on_record`
    whether the record says who holds it (a focal point is named by note verbale and stands in no report). `sees` are
    the classes of what its seats see, `sees_in_theme` those that they see besides in their own theme, `writes` and
    `writes_in_theme` those in which they may change what others began, `may` their rights.
    """

    code: str
    title: str
    holder: str
    themed: bool = False
    on_record: bool = False
    several: bool = True
    sees: frozenset[str] = frozenset()
    sees_in_theme: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()
    writes_in_theme: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation that holds offices of a treaty: the support unit, its host, an observer."""

    code: str
    title: str
    source: str = ""
