"""The dated facts that a treaty folder brings as YAML: its meetings, how far they are complete, and other acts."""

from pathlib import Path

from servanda.core.acts import KINDS, Completeness, Meeting, parse
from servanda.core.days import When
from servanda.core.entries import CONFIDENCES, Proposal
from servanda.core.errors import Unacceptable
from servanda.core.record import BESIDES_OBLIGATIONS
from servanda.core.treaty import ENTRY_INTO_FORCE, Treaty
from servanda.definitions import states, treaties
from servanda.definitions.files import Sheet, read, unknown_word, yaml_files
from servanda.definitions.forms import ActForm, ActsForm, CompleteForm, MeetingForm, MeetingsForm


def facts(folder: Path) -> list[Proposal]:
    """The acts of `meetings.yaml` and `record/*.yaml`, ready to be proposed for the record, in their order.

    `where` of each names its file and line. Raises Unacceptable where an act does not fit the treaty:
    nothing is proposed then. (The CSV files of `record/` are read elsewhere.)
    """
    treaty = treaties.load(folder)
    found = meetings(folder)
    for path in yaml_files(folder / "record"):
        sheet = read(path)
        found += [_act(sheet, index, form, treaty) for index, form in enumerate(sheet.fill(ActsForm).acts)]
    return found


def meetings(folder: Path) -> list[Proposal]:
    """The calendar of a treaty folder as acts, with the statement how far it is complete.

    A meeting whose fixing is not dated counts as fixed at any time up to the day on which it opened.
    """
    path = folder / "meetings.yaml"
    if not path.is_file():
        return []
    sheet = read(path)
    form = sheet.fill(MeetingsForm)
    found = [_meeting(sheet, index, meeting, folder.name) for index, meeting in enumerate(form.meetings)]
    if form.meetings_complete_until is not None:
        found.append(_calendar(sheet, form.meetings_complete_until, folder.name))
    return found


def _meeting(sheet: Sheet, index: int, form: MeetingForm, treaty: str) -> Proposal:
    at = ("meetings", index)
    _confidence(sheet, form.confidence, *at)
    opens = sheet.when(form.opens, *at, "opens")
    closes = sheet.when(form.closes, *at, "closes") if form.closes else None
    return Proposal(
        treaty=treaty,
        act=Meeting(form.code, form.series, opens, closes, form.place),
        on=sheet.when(form.fixed, *at, "fixed") if form.fixed else When(None, opens.latest),
        source=form.source,
        confidence=form.confidence,
        note=form.note,
        where=sheet.where(*at),
    )


def _calendar(sheet: Sheet, form: CompleteForm, treaty: str) -> Proposal:
    key = "meetings-complete-until"
    _confidence(sheet, form.confidence, key)
    return Proposal(
        treaty=treaty,
        act=Completeness("meetings", form.day),
        on=sheet.when(form.stated, key, "stated"),
        source=form.source,
        confidence=form.confidence,
        note=form.note,
        where=sheet.where(key),
    )


def _confidence(sheet: Sheet, word: str, *at: str | int) -> None:
    if word:
        sheet.among(word, CONFIDENCES, "a confidence", *at, "confidence")


def _act(sheet: Sheet, index: int, form: ActForm, treaty: Treaty) -> Proposal:
    at = ("acts", index)
    _confidence(sheet, form.confidence, *at)
    if not form.source.strip():
        raise sheet.refuse("an act needs its source", *at, "source")
    sheet.among(form.act, sorted(KINDS), "a kind of act", *at, "act")
    try:
        act = parse(form.act, form.particulars)
    except Unacceptable as error:
        wrong = next((name for name in form.particulars if error.message.startswith((f"{name} ", f"“{name}”"))), "")
        raise sheet.refuse(error.message, *at, "particulars", wrong) from None
    if act.of_a_state is True and not form.state:
        raise sheet.refuse(f"the act “{form.act}” is of a State: “state” is missing", *at)
    if act.of_a_state is False and form.state:
        raise sheet.refuse(f"the act “{form.act}” is of no State: take “state” out", *at, "state")
    state = states.load().code(form.state, where=sheet.where(*at, "state")) if form.state else ""
    happened = sheet.when(form.on, *at, "on")
    for name, known in codes_of(treaty).items():
        word = str(getattr(act, name, ""))
        if word and word not in known:
            message = unknown_word(word, known, f"known here as “{name}”", "Known are")
            raise sheet.refuse(message, *at, "particulars", name)
    return Proposal(
        treaty=treaty.code,
        act=act,
        on=happened,
        source=form.source,
        state=state,
        confidence=form.confidence,
        note=form.note,
        where=sheet.where(*at),
    )


def codes_of(treaty: Treaty) -> dict[str, list[str]]:
    """The codes of a treaty that the particulars of an act may name, by the name of the particular."""
    own = [obligation.code for obligation in treaty.obligations]
    return {
        "obligation": own,
        "about": [*own, ENTRY_INTO_FORCE, "withdrawal-effect"],
        "subject": [*own, *BESIDES_OBLIGATIONS],
        "topic": sorted(treaty.circumstances),
        "event": sorted(treaty.events),
        "count": [count.name for count in treaty.counts],
        "series": [series.code for series in treaty.series],
    }
