"""Forms: what is asked, read from `templates/<form>/form.toml`. A new form is a new file, no Python."""

from xlreport.forms.keys import nearest
from xlreport.forms.loader import load_form, read_form
from xlreport.forms.records import (
    LARGEST,
    LONGEST_LINE,
    LONGEST_PARAGRAPH,
    YES_NO,
    Block,
    Field,
    Form,
    Header,
    Items,
    Kind,
    Option,
    Relation,
    Section,
    Statement,
    Table,
    Term,
    Texts,
)

__all__ = [
    "LARGEST",
    "LONGEST_LINE",
    "LONGEST_PARAGRAPH",
    "YES_NO",
    "Block",
    "Field",
    "Form",
    "Header",
    "Items",
    "Kind",
    "Option",
    "Relation",
    "Section",
    "Statement",
    "Table",
    "Term",
    "Texts",
    "load_form",
    "nearest",
    "read_form",
]
