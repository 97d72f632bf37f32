"""Forms: what is asked, read from `templates/<form>/form.toml`. A new form is a new file, no Python."""

from xlreport.forms.charts import MOST_SERIES, Bar, Chart, Over
from xlreport.forms.drafts import Draft, Item, Paragraph, Sentence, load_draft
from xlreport.forms.fields import (
    EARLIEST,
    LARGEST,
    LATEST,
    LONGEST_LINE,
    LONGEST_PARAGRAPH,
    YES_NO,
    Field,
    Kind,
    Option,
)
from xlreport.forms.loader import load_form, read_form
from xlreport.forms.records import Block, Form, Header, Items, Relation, Section, Statement, Table, Term, Texts
from xlreport.keys import nearest

__all__ = [
    "EARLIEST",
    "LARGEST",
    "LATEST",
    "LONGEST_LINE",
    "LONGEST_PARAGRAPH",
    "MOST_SERIES",
    "YES_NO",
    "Bar",
    "Block",
    "Chart",
    "Draft",
    "Field",
    "Form",
    "Header",
    "Item",
    "Items",
    "Kind",
    "Option",
    "Over",
    "Paragraph",
    "Relation",
    "Section",
    "Sentence",
    "Statement",
    "Table",
    "Term",
    "Texts",
    "load_draft",
    "load_form",
    "nearest",
    "read_form",
]
