"""Lays a form out on sheets, deterministically. Decides places; never looks at values or at a workbook."""

from dataclasses import replace

from xlreport.errors import FormError
from xlreport.forms import Form
from xlreport.language import either
from xlreport.layout.cover_sheet import cover_sheet
from xlreport.layout.layouts import MANIFEST_SHEET, Layout, Role, Sheet
from xlreport.layout.own_lines import lines_of
from xlreport.layout.own_sheets import checks_sheet, guide_sheet
from xlreport.layout.section_sheets import section_sheet


def plan(form: Form) -> Layout:
    """Lay a form out; raises FormError when two things would share a cell or a sheet's name."""
    first, *others = form.sections
    cover, progress, state, whom, notice = cover_sheet(first, form)
    sections = tuple(_leading_back(section_sheet(section, form), cover.name) for section in others)
    own, lines = lines_of(form, (cover, *sections))
    sheets = (cover, guide_sheet(form), *sections, checks_sheet(form, own, lines))
    layout = Layout(
        form=form,
        sheets=sheets,
        places={place.field: place for sheet in sheets for place in sheet.places},
        lines=lines,
        own_lines=own,
        progress=progress,
        status=state,
        whom=whom,
        notice=notice,
    )
    _refuse_overlaps(layout)
    return layout


def _leading_back(sheet: Sheet, cover: str) -> Sheet:
    labels = (replace(label, link=cover) if label.role is Role.BACK else label for label in sheet.labels)
    return replace(sheet, labels=tuple(labels))


def _refuse_overlaps(layout: Layout) -> None:
    names = [sheet.name for sheet in layout.sheets] + [MANIFEST_SHEET]
    if len({name.casefold() for name in names}) < len(names):
        raise FormError(
            f"{layout.form.id}: {either('位置重叠：工作表同名', 'overlapping places: sheets of one name')} {names}"
        )
    for sheet in layout.sheets:
        taken: dict[object, str] = {}
        boxes = [(label.text or "·", label.area) for label in sheet.labels]
        boxes += [(place.field, place.merged) for place in sheet.places]
        for name, area in boxes:
            for cell in area:
                if cell in taken:
                    place = f"{layout.form.id}: {sheet.name}!{cell}"
                    raise FormError(f"{place}: {either('位置重叠', 'overlapping places')}: {taken[cell]}, {name}")
                taken[cell] = name
