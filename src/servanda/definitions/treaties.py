"""Reads a treaty folder into the treaty that the rules work on, and checks that its parts fit together."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from servanda.core import rules
from servanda.core.errors import Unacceptable
from servanda.core.treaty import (
    POSITIONS,
    CountDefinition,
    EntryIntoForce,
    Leaving,
    Series,
    Theme,
    Treaty,
)
from servanda.definitions import kept, offices, words
from servanda.definitions.files import At, Sheet, read, unknown_word, yaml_files
from servanda.definitions.forms import CountForm, MeetingsForm, Rule, ThemesForm, TreatyForm
from servanda.definitions.glossary import terms
from servanda.definitions.obligations import Known, numbers, obligations

UNIVERSES = ("all-states", "un-members")
FILES = ("treaty.yaml", "counts.yaml", "themes.yaml", "meetings.yaml", "offices.yaml", "glossary.yaml")
LAST = date(9999, 12, 31)


def load(folder: Path, cache: Path | None = None) -> Treaty:
    """The treaty of a folder. Its code is the folder's name, its digest that of all files in the folder.

    `cache` is a folder in which the plain content may be kept, since YAML takes a tenth of a second
    to read; without it, or where it is damaged, the files are read. Raises Unacceptable with the file
    and line of whatever is wrong, and with what is allowed there.
    """
    if not (folder / "treaty.yaml").is_file():
        raise Unacceptable(
            "a treaty folder needs a file treaty.yaml. “servanda new-treaty” starts one", where=str(folder)
        )
    digest = kept.digest_of(folder)
    if cache is not None:
        content = kept.get(cache, folder.name, digest)
        if content is not None:
            try:
                return build({name: Sheet(name, part) for name, part in content.items()}, folder, digest)
            except (Unacceptable, TypeError, LookupError):
                pass  # kept by a version that allowed it: the files decide
    sheets = sheets_of(folder)
    treaty = build(sheets, folder, digest)
    if cache is not None and kept.digest_of(folder) == digest:  # else somebody is editing the files right now
        kept.put(cache, folder.name, digest, {name: sheet.content for name, sheet in sheets.items()})
    return treaty


def sheets_of(folder: Path) -> dict[str, Sheet]:
    """The files of a folder that define the law, by their names inside it."""
    for path in yaml_files(folder):
        if path.name not in FILES:
            raise Unacceptable(
                unknown_word(path.name, list(FILES), "a file of a treaty folder", "The files"), where=str(path)
            )
    found = {name: read(folder / name) for name in FILES if (folder / name).is_file()}
    for inner in ("obligations", "words"):
        found |= {f"{inner}/{path.name}": read(path) for path in yaml_files(folder / inner)}
    return found


def build(sheets: Mapping[str, Sheet], folder: Path, digest: str) -> Treaty:
    """The treaty that the sheets of a folder define. Raises Unacceptable where they do not fit together."""
    sheet = sheets["treaty.yaml"]
    form = sheet.fill(TreatyForm)
    if form.code != folder.name:
        raise sheet.refuse(
            f"the code is “{form.code}”, but the folder is called “{folder.name}”. Make them the same", "code"
        )
    series = _series(sheets.get("meetings.yaml"))
    themes = _themes(sheets.get("themes.yaml"))
    held, organisations = offices.offices(sheets.get("offices.yaml"))
    known = Known(
        circumstances=list(form.circumstances),
        events=list(form.events),
        themes=[theme.code for theme in themes],
        series=[one.code for one in series],
    )
    own = obligations({n: s for n, s in sheets.items() if n.startswith("obligations/")}, known)
    sheet.among(form.universe, UNIVERSES, "a universe", "universe")
    if form.steering:
        sheet.among(form.steering, known.series, "a series of meetings.yaml", "steering")
    if form.signature.until not in ("entry-into-force", "open"):
        sheet.day(form.signature.until, "signature", "until")
    if form.opened < form.adopted:
        raise sheet.refuse("the treaty was opened for signature before it was adopted. Check the days", "opened")
    for column, code in form.csv.items():
        codes = [*(o.code for o in own), *form.circumstances, ""]
        sheet.among(code, codes, "an obligation or circumstance of this treaty", "csv", column)
    return Treaty(
        code=form.code,
        title=form.title,
        short_title=form.short_title,
        digest=digest,
        adopted=form.adopted,
        opened=form.opened,
        signature_until=form.signature.until,
        entry_into_force=_entry_into_force(sheet, form),
        leaving=_leaving(sheet, form),
        provisional_article=form.provisional_application.article if form.provisional_application else "",
        obligations=own,
        counts=_counts(sheets.get("counts.yaml")),
        themes=themes,
        series=series,
        universe=form.universe,
        steering=form.steering,
        depositary=form.depositary,
        citation="; ".join(part for part in (form.mtdsg and f"MTDSG {form.mtdsg}", form.citation) if part),
        signature_article=form.signature.article,
        csv_codes=dict(form.csv),
        topics=form.circumstances | {code: event.title for code, event in form.events.items()},
        glossary=terms(sheets.get("glossary.yaml")),
        words=words.of_treaty(sheets),
        offices=held,
        organisations=organisations,
    )


def _start_rule(sheet: Sheet, rule: Rule, at: At) -> rules.StartRule:
    """A rule that counts from a day, as entry into force and withdrawal need one."""
    if len(rule) != 1:
        raise sheet.refuse("here stands one clock word with what it takes, such as {months-after: {months: 6}}", *at)
    [(word, content)] = rule.items()
    try:
        found = rules.rule(word, numbers(content))
    except Unacceptable as error:
        raise sheet.refuse(error.message, *at, word) from None
    if not isinstance(found, rules.StartRule):
        raise sheet.refuse(f"“{word}” does not count from the day of an instrument", *at, word)
    return found


def _entry_into_force(sheet: Sheet, form: TreatyForm) -> EntryIntoForce:
    force = form.entry_into_force
    at = ("entry-into-force",)
    if force.instruments < 1:
        raise sheet.refuse("at least one instrument brings a treaty into force", *at, "instruments")
    return EntryIntoForce(
        instruments=force.instruments,
        treaty_article=force.of_the_treaty.article,
        treaty_rule=_start_rule(sheet, force.of_the_treaty.when, (*at, "of-the-treaty", "when")),
        state_article=force.for_a_state.article,
        state_rule=_start_rule(sheet, force.for_a_state.when, (*at, "for-a-state", "when")),
    )


def _leaving(sheet: Sheet, form: TreatyForm) -> Leaving | None:
    if form.leaving is None:
        return None
    rule = _start_rule(sheet, form.leaving.when, ("leaving", "when"))
    return Leaving(form.leaving.article, rule, form.leaving.held_up_by_armed_conflict)


def _counts(sheet: Sheet | None) -> tuple[CountDefinition, ...]:
    if sheet is None:
        return ()
    found = []
    for name, form in sheet.fill(dict[str, CountForm]).items():
        sheet.among(form.universe, UNIVERSES, "a universe", name, "universe")
        if not form.positions:
            raise sheet.refuse("a count needs at least one position", name, "positions")
        for index, position in enumerate(form.positions):
            sheet.among(position, POSITIONS, "a position of a State", name, "positions", index)
        positions = frozenset(form.positions)
        found.append(CountDefinition(name, form.title, form.definition, form.universe, positions, form.source))
    return tuple(found)


def _themes(sheet: Sheet | None) -> tuple[Theme, ...]:
    if sheet is None:
        return ()
    found: list[Theme] = []
    for index, form in enumerate(sheet.fill(ThemesForm).themes):
        if form.since and form.until and form.until < form.since:
            raise sheet.refuse("the theme ends before it begins. Check the days", "themes", index, "until")
        for other in found:
            if other.code == form.code and _overlap(other, form.since, form.until):
                raise sheet.refuse(f"“{form.code}” stands here twice for the same days", "themes", index, "code")
        found.append(Theme(form.code, form.title, form.since, form.until, form.articles, form.source))
    return tuple(found)


def _overlap(theme: Theme, since: date | None, until: date | None) -> bool:
    return (theme.since or date.min) <= (until or LAST) and (since or date.min) <= (theme.until or LAST)


def _series(sheet: Sheet | None) -> tuple[Series, ...]:
    """The series of meetings; the meetings themselves go into the record (`facts.py`), but are checked here."""
    if sheet is None:
        return ()
    form = sheet.fill(MeetingsForm)
    first: dict[str, int] = {}
    for index, meeting in enumerate(form.meetings):
        at = ("meetings", index)
        sheet.among(meeting.series, form.series, "a series of this file", *at, "series")
        if first.setdefault(meeting.code, index) != index:
            raise sheet.refuse(f"“{meeting.code}” stands here twice. Keep one", *at, "code")
        opens = sheet.when(meeting.opens, *at, "opens")
        if meeting.closes:
            closes = sheet.when(meeting.closes, *at, "closes")
            if opens.earliest is not None and closes.latest < opens.earliest:
                raise sheet.refuse("the meeting closes before it opens. Check the days", *at, "closes")
        if meeting.fixed:
            sheet.when(meeting.fixed, *at, "fixed")
    if form.meetings_complete_until is not None:
        sheet.when(form.meetings_complete_until.stated, "meetings-complete-until", "stated")
    return tuple(Series(code, title) for code, title in form.series.items())
