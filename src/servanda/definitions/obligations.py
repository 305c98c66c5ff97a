"""Reads the obligations of a treaty, one file each, and checks that their clocks can run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from servanda.core import rules
from servanda.core.errors import Unacceptable
from servanda.core.rules import AtNextMeeting, BeforeMeeting, StartRule, YearlyOn
from servanda.core.treaty import ENTRY_INTO_FORCE, Clock, Extension, Obligation
from servanda.definitions.files import At, Sheet, unknown_word
from servanda.definitions.forms import ClockForm, ObligationForm, Rule

# What each form of clock starts from where the file does not say so, and what can discharge such a duty.
_START: dict[type, str] = {YearlyOn: ENTRY_INTO_FORCE, BeforeMeeting: "deadline", AtNextMeeting: "completion"}
_DISCHARGED: dict[type, tuple[str, ...]] = {
    YearlyOn: ("report-received",),
    BeforeMeeting: ("extension-requested",),
    AtNextMeeting: ("completion-declared",),
}
_ONCE = ("report-received", "completion-declared", "clock-stopped")


@dataclass(frozen=True, slots=True)
class Known:
    """The codes that an obligation may use, as the other files of the treaty define them."""

    circumstances: Sequence[str]
    events: Sequence[str]
    themes: Sequence[str]
    series: Sequence[str]


def obligations(sheets: Mapping[str, Sheet], known: Known) -> tuple[Obligation, ...]:
    """The obligations of the sheets, by file name; one that follows from another stands right after it."""
    found = {}
    for name, sheet in sorted(sheets.items()):
        obligation = _obligation(name, sheet, known)
        found[obligation.code] = (obligation, sheet)
    for obligation, sheet in found.values():
        _check_others(obligation, sheet, {code: other for code, (other, _) in found.items()})
    ordered = []
    for obligation, _ in found.values():
        if not obligation.of:
            ordered.append(obligation)
            ordered += [other for other, _ in found.values() if other.of == obligation.code]
    return tuple(ordered)


def _obligation(name: str, sheet: Sheet, known: Known) -> Obligation:
    form = sheet.fill(ObligationForm)
    stem = PurePath(name).stem
    if form.code != stem:
        raise sheet.refuse(f"the code is “{form.code}”, but the file is called “{stem}”. Make them the same", "code")
    if form.theme or known.themes:
        sheet.among(form.theme, known.themes, "a theme of themes.yaml", "theme")
    if form.applies_when:
        sheet.among(form.applies_when, known.circumstances, "a circumstance of treaty.yaml", "applies-when")
    clocks = _clocks(sheet, form, known)
    _check_form(sheet, form, clocks)
    return Obligation(
        code=form.code,
        title=form.title,
        article=form.article,
        theme=form.theme,
        clocks=clocks,
        discharged_by=form.discharged_by,
        applies_when=form.applies_when,
        extension=Extension(form.extension.article, form.extension.years) if form.extension else None,
        of=form.of,
        first_year=form.first_year,
        policy=form.policy,
        note=form.note,
        source=form.source,
    )


def _clocks(sheet: Sheet, form: ObligationForm, known: Known) -> tuple[Clock, ...]:
    if (form.due is None) == (not form.clocks):
        raise sheet.refuse("an obligation has either one clock under “due” or several under “clocks”", "code")
    if form.due is not None:
        return (_clock(sheet, ClockForm(article=form.article, due=form.due), ("due",), known),)
    return tuple(_clock(sheet, one, ("clocks", index, "due"), known) for index, one in enumerate(form.clocks))


def _clock(sheet: Sheet, form: ClockForm, at: At, known: Known) -> Clock:
    word, start, rule = _rule(sheet, form.due, at)
    own = _START.get(type(rule))
    if own is not None:
        if start not in ("", own):
            raise sheet.refuse(f"“{word}” starts from “{own}”. Take “start” out or write that", *at, word, "start")
        start = own
    elif not start:
        raise sheet.refuse(f"“{word}” needs its start: {ENTRY_INTO_FORCE} or an event of treaty.yaml", *at, word)
    else:
        starts = [ENTRY_INTO_FORCE, *known.events]
        sheet.among(start, starts, "the start of a clock", *at, word, "start")
    if isinstance(rule, BeforeMeeting | AtNextMeeting):
        for index, series in enumerate(rule.series):
            sheet.among(series, known.series, "a series of meetings.yaml", *at, word, "series", index)
    return Clock(form.article, start, rule)


def _rule(sheet: Sheet, due: Rule, at: At) -> tuple[str, str, rules.DueRule]:
    """The clock word, its start (empty where the file gives none) and the rule."""
    if len(due) != 1:
        raise sheet.refuse(f"here stands one clock word with what it takes. The words: {', '.join(rules.WORDS)}", *at)
    [(word, content)] = due.items()
    if word not in rules.WORDS:
        raise sheet.refuse(unknown_word(word, list(rules.WORDS), "a word for a clock", "The words"), *at, word)
    rest: dict[str, Any] = dict(content)
    start = str(rest.pop("start", ""))
    try:
        return word, start, rules.rule(word, numbers(rest))
    except Unacceptable as error:
        raise sheet.refuse(error.message, *at, word) from None


def numbers(content: Mapping[str, Any]) -> dict[str, object]:
    """What a clock word takes, with its whole numbers as numbers (files hold nothing but texts)."""
    return {
        key: int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10 else value
        for key, value in content.items()
    }


def _check_form(sheet: Sheet, form: ObligationForm, clocks: tuple[Clock, ...]) -> None:
    """What can stand together in one obligation."""
    rule = clocks[0].rule
    follows = isinstance(rule, BeforeMeeting | AtNextMeeting)
    if len(clocks) > 1 and not all(isinstance(clock.rule, StartRule) for clock in clocks):
        raise sheet.refuse(
            "only clocks that start from a day can stand beside others. Make it two obligations", "clocks"
        )
    allowed = _DISCHARGED.get(type(rule), _ONCE)
    sheet.among(form.discharged_by, allowed, "what discharges such a duty", "discharged-by")
    if form.discharged_by == "clock-stopped" and any(clock.start == ENTRY_INTO_FORCE for clock in clocks):
        raise sheet.refuse(
            "“clock-stopped” answers an event: a clock from entry into force cannot be stopped", "discharged-by"
        )
    if follows and not form.of:
        raise sheet.refuse("“of” is missing: the obligation whose deadline or completion starts this clock", "code")
    if not follows and form.of:
        raise sheet.refuse("“of” stands only where the clock is before-meeting or at-next-meeting", "of")
    if form.first_year and not isinstance(rule, YearlyOn):
        raise sheet.refuse("“first-year” stands only where the clock is yearly-on", "first-year")
    if form.extension is not None and (not isinstance(rule, StartRule) or clocks[0].start != ENTRY_INTO_FORCE):
        raise sheet.refuse("only a deadline that runs from entry into force can be extended", "extension")


def _check_others(obligation: Obligation, sheet: Sheet, others: Mapping[str, Obligation]) -> None:
    """That the other obligations which this one names exist and have a deadline that it can start from."""
    named = {"of": obligation.of, "first-year": obligation.first_year}
    for key, code in named.items():
        if not code or (key == "first-year" and code == ENTRY_INTO_FORCE):
            continue
        if code not in others:
            raise sheet.refuse(unknown_word(code, list(others), "an obligation of this treaty", "They are"), key)
        clock = others[code].clocks[0]
        if not isinstance(clock.rule, StartRule) or clock.start != ENTRY_INTO_FORCE:
            raise sheet.refuse(
                f"“{code}” has no deadline that runs from entry into force, so nothing can follow from it", key
            )
    if isinstance(obligation.clocks[0].rule, BeforeMeeting) and others[obligation.of].extension is None:
        raise sheet.refuse(f"the deadline of “{obligation.of}” cannot be extended: it has no “extension”", "of")
    if obligation.first_year not in ("", ENTRY_INTO_FORCE) and not obligation.policy:
        raise sheet.refuse(
            "a first year taken from another report is custom, not treaty: say so under “policy”", "first-year"
        )
