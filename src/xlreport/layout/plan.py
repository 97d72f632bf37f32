"""Lays a form out on sheets, deterministically. Decides places; never looks at values or at a workbook."""

from xlreport.errors import FormError
from xlreport.forms import Form
from xlreport.layout.own_sheets import check_lines, checks_sheet, guide_sheet, with_progress
from xlreport.layout.records import MANIFEST_SHEET, Layout
from xlreport.layout.section_sheets import section_sheet


def plan(form: Form) -> Layout:
    """Lay a form out; raises FormError when two things would share a cell or a sheet's name."""
    first, *sections = (section_sheet(section) for section in form.sections)
    cover, progress, state = with_progress(first, form)
    sheets = (cover, guide_sheet(form), *sections, checks_sheet(form))
    places = {place.field: place for sheet in sheets for place in sheet.places}
    layout = Layout(form=form, sheets=sheets, places=places, lines=check_lines(form), progress=progress, status=state)
    _refuse_overlaps(layout)
    return layout


def _refuse_overlaps(layout: Layout) -> None:
    names = [sheet.name for sheet in layout.sheets] + [MANIFEST_SHEET]
    if len({name.casefold() for name in names}) < len(names):
        raise FormError(f"{layout.form.id}: 位置重叠 (overlapping places): 工作表名重复 {names}")
    for sheet in layout.sheets:
        taken: dict[object, str] = {}
        boxes = [(label.text or "·", label.area) for label in sheet.labels]
        boxes += [(place.field, place.area) for place in sheet.places]
        for name, area in boxes:
            for cell in area:
                if cell in taken:
                    place = f"{layout.form.id}: {sheet.name}!{cell}"
                    raise FormError(f"{place}: 位置重叠 (overlapping places): {taken[cell]}, {name}")
                taken[cell] = name
