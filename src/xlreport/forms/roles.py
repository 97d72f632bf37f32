"""What fields and sections of a form are for, where the program has to know: whose report it is, what is carried over.

Generic code asks for a role, never for a field by its id; of a role that a form leaves out nothing is checked.
"""

from collections.abc import Collection, Mapping
from dataclasses import field
from fnmatch import fnmatchcase

from xlreport.forms.fields import Field
from xlreport.keys import Keys, nearest
from xlreport.language import either
from xlreport.plain_records import dataclass

IDENTITY = ("unit_code", "unit_name", "unit_kind", "region", "year", "submitted_on")
"""What a report says of itself; without a word in `[roles]` it is the field of this name in the first section."""
_PREFIXES = ("carried_in", "carried_out", "counted_documents")
_FIELDS = ("told_once",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The roles of a form; empty where it has none."""

    identity: Mapping[str, str] = field(default_factory=dict)
    """the field that says each word of IDENTITY, of those that the form asks"""
    carried_in: str = ""
    """the row that continues last year's `carried_out`: field ids without their column"""
    carried_out: str = ""
    counted_documents: str = ""
    """the row of documents made, repealed and in force that another office keeps a list of"""
    told_once: str = ""
    """a figure that two units must not both report"""
    own_words: tuple[str, ...] = ()
    """the sections whose text every unit writes itself"""
    own_words_limit: str = ""
    """the key of [limits] with the likeness above which two units' own words are told"""

    def field(self, word: str) -> str:
        """Give the field that says a word of IDENTITY; one that no form has where it is not asked."""
        return self.identity.get(word, f"?{word}")


def roles_of(keys: Keys, sections: tuple[str, ...], fields: Mapping[str, Field], limits: Collection[str]) -> Roles:
    """Read `[roles]`; raises FormError where a role names what the form does not have."""
    first = sections[0] if sections else ""
    table = Keys(keys.take("roles", dict, {}), file=keys.file, at="roles")
    usual = {word: f"{first}.{word}" for word in IDENTITY}
    identity = {word: table.take(word, str, usual[word]) for word in IDENTITY}
    for word, named in identity.items():
        if named not in fields and named != usual[word]:
            table.fail(f"{named!r}: {either('没有此栏', 'no such field')}; {nearest(named, fields)}", key=word)
    rows = {word: table.take(word, str, "") for word in _PREFIXES}
    for word, row in rows.items():
        if row and not any(fnmatchcase(each, f"{row}.*") for each in fields):
            table.fail(f"{row!r}: {either('没有此行', 'no such row')}", key=word)
    told = {word: table.take(word, str, "") for word in _FIELDS}
    for word, named in told.items():
        if named and named not in fields:
            table.fail(f"{named!r}: {either('没有此栏', 'no such field')}; {nearest(named, fields)}", key=word)
    own_words, own_words_limit = _own_words(table, sections, limits)
    table.done()
    return Roles(
        identity={word: named for word, named in identity.items() if named in fields},
        carried_in=rows["carried_in"],
        carried_out=rows["carried_out"],
        counted_documents=rows["counted_documents"],
        told_once=told["told_once"],
        own_words=own_words,
        own_words_limit=own_words_limit,
    )


def _own_words(table: Keys, sections: tuple[str, ...], limits: Collection[str]) -> tuple[tuple[str, ...], str]:
    """Read which sections are every unit's own words, and the limit on how alike they may be."""
    words, limit = table.strings("own_words"), table.take("own_words_limit", str, "")
    for named in words:
        if named not in sections:
            table.fail(
                f"{named!r}: {either('没有此部分', 'no such section')}; {nearest(named, sections)}", key="own_words"
            )
    if limit and limit not in limits:
        table.fail(
            f"{either(f'[limits] 中没有此项 {limit!r}', 'not in [limits]')}; {nearest(limit, limits)}",
            key="own_words_limit",
        )
    return words, limit
