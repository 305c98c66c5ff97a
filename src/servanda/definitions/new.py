"""Starts the folder of another treaty: a commented skeleton that loads, with a situation that passes."""

import re
import shutil
import tempfile
from pathlib import Path

from servanda.core.entries import SHARED
from servanda.core.errors import Unacceptable

_CODE = re.compile(r"[a-z][a-z0-9-]{1,30}")
# What addresses begin with besides the codes of treaties: languages, the interface for programs, and files.
_ADDRESSES = ("ar", "en", "es", "fr", "ru", "zh", "zh-hans", "api", "static")


def start(code: str, into: Path) -> Path:
    """Writes the skeleton of a treaty as the folder `into/code`, all of it or nothing, and returns the folder.

    Raises Unacceptable for a code that cannot be one, and where something stands there already.
    """
    if not _CODE.fullmatch(code) or code.endswith("-") or code == SHARED:
        raise Unacceptable(
            f"“{code}” cannot be the code of a treaty. Take 2 to 31 small letters, digits and hyphens, starting "
            f"with a letter, such as “att” (“{SHARED}” stands for facts that serve every treaty)"
        )
    if code in _ADDRESSES:
        raise Unacceptable(
            f"“{code}” cannot be the code of a treaty, since the addresses of other pages begin with it. Take another"
        )
    folder = into / code
    if folder.exists() or folder.is_symlink():
        raise Unacceptable(
            "something stands there already. Take another code, or move it away first", where=str(folder)
        )
    try:
        into.mkdir(parents=True, exist_ok=True)
        half = Path(tempfile.mkdtemp(prefix=f".{code}-", dir=into))
    except OSError as error:
        raise Unacceptable(f"nothing can be written there ({error.strerror})", where=str(into)) from None
    try:
        for name, text in SKELETON.items():
            path = half / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text.replace("CODE", code), encoding="utf-8")
        half.chmod(0o755)
        half.rename(folder)
    except OSError as error:
        shutil.rmtree(half, ignore_errors=True)
        raise Unacceptable(f"the folder cannot be written ({error.strerror})", where=str(folder)) from None
    return folder


SKELETON = {
    "treaty.yaml": """\
# The law of one treaty, as data. Replace everything that is marked with TODO, and name the source of each rule.
# Check it with “servanda check CODE”: it reads this folder and runs the situations in it.
code: CODE  # the same as the folder's name
title: TODO the full title
short-title: TODO the name in use
# mtdsg: XXVI-6  # its number in the United Nations Treaty Collection, if it is deposited there
adopted: 2020-01-15  # TODO
opened: 2020-02-01  # TODO the first day on which a State could sign
depositary: TODO who keeps the instruments

signature:
  article: TODO
  until: entry-into-force  # or: open, or a day such as 2021-01-31

entry-into-force:
  instruments: 2  # TODO how many bring the treaty into force
  of-the-treaty:
    article: TODO
    # Clock words: first-day-of-month-after {months}, days-after {days}, months-after {months},
    # anniversary {years}, on-the-day {}
    when: {days-after: {days: 90}}
  for-a-state:
    article: TODO
    when: {days-after: {days: 90}}

# Take this out where the text knows no withdrawal.
leaving:
  article: TODO
  when: {months-after: {months: 12}}  # counted from the receipt by the depositary
  held-up-by-armed-conflict: false

# provisional-application: {article: "18"}

# What a duty can depend on: a dated fact for each State (the obligation says: applies-when: stockpile).
circumstances: {}
#  stockpile: The State holds stocks

# Events that start a clock, and how situations speak of them.
events: {}
#  clarification-requested:
#    title: The State received a request for clarification
#    sentence: a request for clarification reaches {state} on {when}
#    answer: "{state} answers the request for clarification of {day} on {when}"

# What the columns of the record's CSV files mean here.
csv:
  "report:initial": initial-report
  "report:annual": annual-report
  "report:voluntary": ""

source: TODO where the text is printed
""",
    "obligations/initial-report.yaml": """\
# One obligation a file; the file's name is the code.
code: initial-report
title: Initial report
article: TODO
binds: every State Party
due: {days-after: {start: entry-into-force, days: 180}}  # TODO
# Other forms: {anniversary: {start: entry-into-force, years: 8}}, or under “clocks” several with an article each
discharged-by: report-received  # or completion-declared, or clock-stopped for the answer to an event
# applies-when: stockpile
# extension: {article: TODO, years: 4}
source: TODO
""",
    "obligations/annual-report.yaml": """\
code: annual-report
title: Annual report
article: TODO
binds: every State Party
due: {yearly-on: {month: 4, day: 30}}  # TODO the day in the year after the calendar year covered
first-year: initial-report  # or entry-into-force
policy: The first one is due in the year after that in which the initial report is due (policy, not treaty).
discharged-by: report-received
source: TODO
""",
    "counts.yaml": """\
# The numbers that people quote.
# Positions: not-joined, signatory, contracting (deposited, not yet bound), party, former.
# Universes: all-states, un-members.
deposited:
  title: Membership, by deposit
  definition: States that have deposited an instrument and have not left, whether or not they are bound yet.
  universe: all-states
  positions: [contracting, party]
  source: TODO
in_force:
  title: States Parties, strictly
  definition: States for which the treaty is in force on the day.
  universe: all-states
  positions: [party]
  source: TODO
signatories_not_party:
  title: Signatories that have not joined
  definition: States that have signed and have deposited no instrument.
  universe: all-states
  positions: [signatory]
  source: TODO
joined:
  title: States that have signed or joined
  definition: States that have signed or deposited an instrument, and have not left.
  universe: all-states
  positions: [signatory, contracting, party]
  source: TODO
outside_un_members:
  title: Members of the United Nations outside the treaty
  definition: Members of the United Nations on the day that have deposited no instrument, or have left.
  universe: un-members
  positions: [not-joined, signatory, former]
  source: TODO
outside_all_states:
  title: All States outside the treaty
  definition: States that could join and have deposited no instrument, or have left.
  universe: all-states
  positions: [not-joined, signatory, former]
  source: TODO
""",
    "offices.yaml": """\
# The offices of the treaty's work: who can hold each, what its seats see and what they may do.
# Classes, from wide to narrow: public, parties, committee, presidency (the Presidency and the support unit), one-to-one
# (between them and one State or organisation), principals (the President and the Director alone). What is a delegation's
# own is no class here: its seats see it, and nobody else.
# Rights: draft, approve (what another seat froze), send, publish, record, act-for (take in for a State what came by
# e-mail), people (keep seats and contacts), audit (read who did and saw what). All but draft need a second factor.
offices:
  president:
    title: President
    on-record: true  # the record says who holds it
    several: false  # one seat at a time
    sees: [public, parties, committee, presidency, one-to-one, principals]
    writes: [public, parties, committee, presidency, one-to-one, principals]  # changes there what others began
    may: [draft, approve, send, publish]
    source: TODO
#  coordinator:  # one for each theme of themes.yaml
#    title: Coordinator
#    themed: true
#    on-record: true
#    sees: [public, parties, committee]
#    sees-in-theme: [one-to-one]
#    writes-in-theme: [public, parties, committee, one-to-one]
#    may: [draft, approve]
#    source: TODO
  focal-point:
    title: National focal point
    sees: [public, parties]  # of a State that is not party, it does not see what is for the Parties
    may: [draft]
    source: TODO
  director:
    title: Director of the support unit
    holder: organisation  # one of those below; else a State
    several: false
    sees: [public, parties, committee, presidency, one-to-one, principals]
    writes: [public, parties, committee, presidency, one-to-one, principals]
    may: [draft, approve, send, publish, record, act-for, people, audit]
    source: TODO
  support-unit:
    title: Support unit
    holder: organisation
    sees: [public, parties, committee, presidency, one-to-one]
    writes: [public, parties, committee, presidency, one-to-one]
    may: [draft, approve, send, publish, record, act-for, people]
    source: TODO
#  observer: {title: Observer, holder: organisation, sees: [public, parties], may: [draft], source: TODO}

organisations:
  unit: {title: TODO the support unit's name, source: TODO}
""",
    "meetings.yaml": """\
# The calendar. A meeting goes by its code; opens and closes as exactly as known: 2024-09-10, 2026-09, or 2026.
series:
  msp: Meeting of States Parties
meetings: []
#  - {code: 1MSP, series: msp, opens: 2021-09-06, closes: 2021-09-10, place: Geneva, source: TODO}
# How far the calendar is complete. Without it no day that depends on a meeting can be told.
# meetings-complete-until: {day: 2021-12-31, stated: 2021-01-10, source: TODO}
""",
    "record/claims.yaml": """\
# Facts that come with this folder and are in no CSV file, in the form of the ledger.
acts: []
#  - act: published-figure
#    on: 2021-09-06
#    source: TODO
#    particulars: {measure: States Parties, value: "2", count: deposited}
""",
    "situations/first.yaml": """\
# Test cases in plain words, each from a real document. A wrong sentence is answered with those that can be used.
situations:
  - name: The treaty enters into force with the second instrument
    from: TODO the document from which the days are taken (these are made up)
    given:
      - Norway signs on 2020-02-01
      - Norway deposits its ratification on 2020-03-01
      - South Africa deposits its accession on 2020-05-01
    then:
      - the treaty enters into force on 2020-07-30
      - the treaty enters into force for Norway on 2020-07-30
      - initial-report of South Africa is due on 2021-01-26
      - on 2020-05-01 deposited names Norway, South Africa
      - on 2020-07-29 in_force counts 0
""",
}
