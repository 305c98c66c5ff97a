"""Reads the offices of a treaty's work and the organisations that can hold one."""

from servanda.core.offices import CLASSES, HOLDERS, OWN, RIGHTS, Office, Organisation
from servanda.definitions.files import Sheet
from servanda.definitions.forms import OfficeForm, OfficesForm

_SEES = [name for name in CLASSES if name != OWN]  # whoever holds a seat sees what is its delegation's own


def offices(sheet: Sheet | None) -> tuple[tuple[Office, ...], tuple[Organisation, ...]]:
    """The offices and organisations of `offices.yaml`, in its order. Raises Unacceptable with file and line."""
    if sheet is None:
        return (), ()
    form = sheet.fill(OfficesForm)
    found = tuple(_office(sheet, code, each) for code, each in form.offices.items())
    return found, tuple(Organisation(code, each.title, each.source) for code, each in form.organisations.items())


def _office(sheet: Sheet, code: str, form: OfficeForm) -> Office:
    at = ("offices", code)
    sheet.among(form.holder, HOLDERS, "a kind of holder", *at, "holder")
    sees = _codes(sheet, form.sees, _SEES, *at, "sees")
    sees_in_theme = _codes(sheet, form.sees_in_theme, _SEES, *at, "sees-in-theme")
    writes = _codes(sheet, form.writes, sorted(sees), *at, "writes")
    writes_in_theme = _codes(sheet, form.writes_in_theme, sorted(sees | sees_in_theme), *at, "writes-in-theme")
    if (sees_in_theme or writes_in_theme) and not form.themed:
        raise sheet.refuse("an office that is not “themed” has no theme of its own", *at)
    return Office(
        code=code,
        title=form.title,
        holder=form.holder,
        themed=form.themed,
        on_record=form.on_record,
        several=form.several,
        sees=sees,
        sees_in_theme=sees_in_theme,
        writes=writes,
        writes_in_theme=writes_in_theme,
        may=_codes(sheet, form.may, list(RIGHTS), *at, "may"),
        source=form.source,
        note=form.note,
    )


def _codes(sheet: Sheet, given: list[str], known: list[str], *at: str) -> frozenset[str]:
    for index, code in enumerate(given):
        sheet.among(code, known, f"one of what “{at[-1]}” can name here", *at, index)
    return frozenset(given)
