"""Forms: what is asked, read from `templates/<form>/form.toml`. A new form is a new file, no Python."""

from xlreport.forms.charts import MOST_SERIES, Bar, Chart, KeyFigure, Over
from xlreport.forms.fields import (
    EARLIEST,
    LARGEST,
    LATEST,
    LONGEST_CELL,
    LONGEST_LINE,
    LONGEST_PARAGRAPH,
    YES_NO,
    Advice,
    Field,
    Kind,
    Option,
)
from xlreport.forms.loader import FORM_FILE, USUAL_FORM, load_form, read_form
from xlreport.forms.records import (
    Block,
    Form,
    Header,
    Items,
    Relation,
    Section,
    Statement,
    Table,
    Term,
    Texts,
)
from xlreport.forms.roles import IDENTITY, Roles
from xlreport.forms.units import Example, Level, UnitKind, Units
from xlreport.keys import nearest

__all__ = [
    "EARLIEST",
    "FORM_FILE",
    "IDENTITY",
    "LARGEST",
    "LATEST",
    "LONGEST_CELL",
    "LONGEST_LINE",
    "LONGEST_PARAGRAPH",
    "MOST_SERIES",
    "USUAL_FORM",
    "YES_NO",
    "Advice",
    "Bar",
    "Block",
    "Chart",
    "Example",
    "Field",
    "Form",
    "Header",
    "Items",
    "KeyFigure",
    "Kind",
    "Level",
    "Option",
    "Over",
    "Relation",
    "Roles",
    "Section",
    "Statement",
    "Table",
    "Term",
    "Texts",
    "UnitKind",
    "Units",
    "load_form",
    "nearest",
    "read_form",
]
