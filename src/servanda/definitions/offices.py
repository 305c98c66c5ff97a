"""Reads the offices of a treaty's work and the organisations that can hold one."""

import re

from servanda.core.offices import APPROVE, CLASSES, DRAFT, HOLDERS, OWN, RIGHTS, Office, Organisation
from servanda.definitions.files import Sheet
from servanda.definitions.forms import OfficeForm, OfficesForm

_CODE = re.compile(r"[a-z][a-z0-9-]{1,39}")  # in small letters, so that no organisation is taken for a State
_SEES = [name for name in CLASSES if name != OWN]  # whoever holds a seat sees what is its delegation's own


def offices(sheet: Sheet | None) -> tuple[tuple[Office, ...], tuple[Organisation, ...]]:
    """The offices and organisations of `offices.yaml`, in its order. Raises Unacceptable with file and line."""
    if sheet is None:
        return (), ()
    form = sheet.fill(OfficesForm)
    for part, codes in (("offices", form.offices), ("organisations", form.organisations)):
        for code, each in codes.items():
            _named(sheet, code, each.title, part)
    found = tuple(_office(sheet, code, each) for code, each in form.offices.items())
    return found, tuple(Organisation(code, each.title, each.source) for code, each in form.organisations.items())


def _named(sheet: Sheet, code: str, title: str, part: str) -> None:
    if not _CODE.fullmatch(code):
        raise sheet.refuse(
            f"“{code}” cannot be a code here. Take 2 to 40 small letters, digits and hyphens, starting with a letter, "
            "such as “focal-point”",
            part,
            code,
        )
    if not title.strip():
        raise sheet.refuse("it needs a title, by which people know it", part, code, "title")


def _office(sheet: Sheet, code: str, form: OfficeForm) -> Office:
    at = ("offices", code)
    sheet.among(form.holder, HOLDERS, "a kind of holder", *at, "holder")
    sees = _codes(sheet, form.sees, _SEES, *at, "sees")
    sees_in_theme = _codes(sheet, form.sees_in_theme, _SEES, *at, "sees-in-theme")
    writes = _codes(sheet, form.writes, sorted(sees), *at, "writes")
    writes_in_theme = _codes(sheet, form.writes_in_theme, sorted(sees | sees_in_theme), *at, "writes-in-theme")
    if (sees_in_theme or writes_in_theme) and not form.themed:
        raise sheet.refuse("an office that is not “themed” has no theme of its own", *at)
    may = _codes(sheet, form.may, list(RIGHTS), *at, "may")
    if DRAFT not in may and (writes or writes_in_theme or APPROVE in may):
        raise sheet.refuse("whoever writes or approves needs “draft” in “may”", *at)
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
        may=may,
        source=form.source,
        note=form.note,
    )


def _codes(sheet: Sheet, given: list[str], known: list[str], *at: str) -> frozenset[str]:
    for index, code in enumerate(given):
        sheet.among(code, known, f"one of what “{at[-1]}” can name here", *at, index)
    return frozenset(given)
