"""The layers of the package, enforced: imports go down only, third parties stay in their places."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from types import ModuleType

import pytest

import xlreport
import xlreport.merging
from xlreport.forms import Form, load_form
from xlreport.resources import templates_folder
from xlreport.rules import every_worded

SOURCE = Path(__file__).resolve().parents[2] / "src" / "xlreport"

ARCHITECTURE = (Path(__file__).resolve().parents[2] / "docs" / "architecture.md").read_text(encoding="utf-8")


def floors_of(page: str) -> dict[str, int]:
    """First name of a module below xlreport -> its floor, as the page's table has it; "" is the package itself."""
    rows = re.findall(r"^\| (\d) \| ([^|]+) \|", page, re.MULTILINE)
    named = [(name, int(floor)) for floor, cells in rows for name in re.findall(r"`(\w+)`", cells)]
    floors = {"" if name == "xlreport" else name: floor for name, floor in named}
    assert len(floors) == len(named), "a module has two floors"
    return floors


FLOORS = floors_of(ARCHITECTURE)
TOP_FLOOR = 5

# The few imports inside one floor: who -> whom.
NEIGHBOURS = {
    ("cells", "errors"),
    ("numbers", "errors"),
    ("number_formats", "numbers"),
    ("resources", "errors"),
    ("storage", "errors"),
    ("language", "escapes"),
    ("errors", "language"),
    ("storage", "language"),
    ("structured", "errors"),
    ("structured", "language"),
    ("drawing", "language"),
    ("forms", "findings"),
    ("forms", "rules"),
    ("rules", "findings"),
    ("keys", "errors"),
    ("keys", "language"),
    ("consequences", "layout"),
    ("relations", "layout"),
    ("relations", "figures"),
    ("submissions", "figures"),
    ("formulas", "figures"),
    ("formulas", "layout"),
    ("formulas", "relations"),
    ("formulas", "submissions"),
    ("manifest", "formulas"),
    ("manifest", "layout"),
    ("manifest", "submissions"),
    ("drawing", "layout"),
    ("background", "rounds"),
    ("background", "submissions"),
    ("disclosure", "checks"),
    ("proof", "merging"),
    ("office", "rulebooks"),
    ("bundles", "office"),
    ("round_work", "bundles"),
    ("round_work", "office"),
    ("bundles", "outputs"),
    ("bundles", "rulebooks"),
}

TOOLS = {"lazy", "plain_records"}
"""What stands below every floor: how a class is made, how an expression waits."""

# Third party -> the modules that may import it.
THIRD_PARTIES = {
    "xlsxwriter": ("drawing", "drawing.*"),
    "openpyxl": ("proof.*", "reading.ooxml*"),
    "typer": ("commands", "commands.*", "program"),
    "rich": ("commands", "commands.*", "outputs.terminal*"),
    "cattrs": ("merging.book.seal",),
    "pyarrow": ("outputs.ledger_parquet",),
    "stdnum": ("rounds.unit_words", "disclosure.text.wording"),
    "cn2an": ("disclosure.sentences.chinese",),
    "rapidfuzz": ("likeness",),
    "jinja2": ("outputs", "outputs.*", "publishing.web_report", "publishing.comparison_page"),
    "docx": ("publishing.word_report",),
    "cryptography": ("bundles.signing",),
    "distributed": ("office.cluster",),
    "fsspec": ("office.taking_in.remote_files",),
    "gmalg": ("bundles.sm2_keys",),
    "lxml": ("publishing.from_web", "publishing.from_word"),
}

VAGUE_NAMES = {
    *("utils", "util", "helpers", "helper", "common", "core", "constants"),
    *("models", "model", "base", "manager", "managers", "misc"),
}
LINE_LIMIT = 400

Sources = Mapping[str, str]  # module name below xlreport, such as "reading.ooxml" -> source text


def package_sources() -> Sources:
    """Every module of the package by its name below xlreport; a folder's __init__ has the folder's name."""
    return {_name(path): path.read_text(encoding="utf-8") for path in sorted(SOURCE.rglob("*.py"))}


def _name(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(text: str) -> ast.Module:
    """What Python makes of a module's text: several tests ask."""
    return ast.parse(text)


@cache
def import_lines(text: str) -> tuple[ast.stmt, ...]:
    """Each import of a module, wherever in it it stands."""
    return tuple(node for node in ast.walk(tree_of(text)) if isinstance(node, ast.Import | ast.ImportFrom))


def imports(module: str, sources: Sources) -> Iterator[str]:
    """The full names of what a module imports, wherever in it the import stands."""
    is_folder = not module or any(other.startswith(f"{module}.") for other in sources)
    package = ["xlreport", *filter(None, module.split("."))][: None if is_folder else -1]
    for node in import_lines(sources[module]):
        match node:
            case ast.Import():
                yield from (alias.name for alias in node.names)
            case ast.ImportFrom():
                start = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
                origin = ".".join(filter(None, (start, node.module)))
                yield from (_meant(origin, alias.name, sources) for alias in node.names)


def _meant(origin: str, name: str, sources: Sources) -> str:
    """`from origin import name` imports a module if there is one of that name, else what holds the name."""
    deeper = f"{origin}.{name}"
    return deeper if deeper.removeprefix("xlreport.") in sources else origin


def inner_imports(module: str, sources: Sources) -> set[str]:
    """The modules of the package, by their name below xlreport, that a module imports."""
    found = {name for name in imports(module, sources) if name.partition(".")[0] == "xlreport"}
    return {name.partition(".")[2] for name in found}


def upward_imports(sources: Sources) -> list[str]:
    """Every import that does not go down, and every module without a floor."""
    unknown = [f"{module}: no floor" for module in sources if _part(module) not in FLOORS]
    pairs = sorted((module, target) for module in sources for target in inner_imports(module, sources))
    return unknown + [f"{module} -> {target}" for module, target in pairs if not _goes_down(module, target)]


def _part(module: str) -> str:
    return module.partition(".")[0]


def _goes_down(module: str, target: str) -> bool:
    here, there = _part(module), _part(target)
    if here == there or (here, there) in NEIGHBOURS or (there in TOOLS and here not in TOOLS):
        return True
    floor = FLOORS.get(here, -1)
    return floor == TOP_FLOOR or FLOORS.get(there, TOP_FLOOR) < floor


def strangers(sources: Sources) -> list[str]:
    """Every import of a third party where it has no place."""
    return sorted(
        f"{module} -> {party}"
        for module in sources
        for party in {name.partition(".")[0] for name in imports(module, sources)} - {"xlreport"}
        if party not in sys.stdlib_module_names
        and not any(fnmatchcase(module, place) for place in THIRD_PARTIES.get(party, ()))
    )


def cycle(sources: Sources) -> list[str]:
    """The modules of an import cycle, or nothing."""
    graph = {module: inner_imports(module, sources) - {module} for module in sources}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return [str(module) for module in error.args[1]]
    return []


def test_imports_go_down_only() -> None:
    """Every module has a floor and imports only from floors below its own."""
    assert upward_imports(package_sources()) == []


def test_third_parties_stay_in_their_places() -> None:
    """A third party is imported only where the design names it."""
    assert strangers(package_sources()) == []


def test_every_floor_of_the_page_is_there() -> None:
    """The page names no module that is gone, and the files that its value passes by are in the package."""
    present = {_part(name) for name in package_sources()}
    assert FLOORS.keys() - present == set()
    named = re.findall(r"`([a-z_]+/[a-z_/]+\.py)`", ARCHITECTURE)
    assert named
    assert [name for name in named if not ((SOURCE / name).exists() or (SOURCE.parents[1] / name).exists())] == []


def test_no_import_cycle() -> None:
    """No chain of imports comes back to where it began."""
    assert cycle(package_sources()) == []


def test_no_long_module() -> None:
    """No module is longer than the hard limit; the target is shorter still."""
    lengths = {module: len(text.splitlines()) for module, text in package_sources().items()}
    assert {module: length for module, length in lengths.items() if length > LINE_LIMIT} == {}


def test_no_vague_module_name() -> None:
    """No module or folder has a name under which anything could be filed."""
    assert [module for module in package_sources() if VAGUE_NAMES & set(module.split("."))] == []


def test_a_name_stands_for_one_thing() -> None:
    """No module name is used twice, and no name of a class: whoever looks for one finds one."""
    sources = package_sources()
    folders = {each.rpartition(".")[0] for each in sources}
    modules = Counter(each.rpartition(".")[2] for each in sources if each not in folders)
    classes = Counter(
        node.name for text in sources.values() for node in tree_of(text).body if isinstance(node, ast.ClassDef)
    )
    twice = {name for name, count in (modules + classes).items() if count > 1}
    assert twice == set()
    assert {name for name in {each.rpartition(".")[2] for each in folders} if name in modules} == {
        "book",  # of a workbook that is read, and that is drawn
        "register",  # a wing, and the command
        "sheets",  # likewise
    }


def test_the_package_is_seen() -> None:
    """The tests above look at the real package: its resources are among the modules."""
    assert {"", "errors", "resources"} <= set(package_sources())


@pytest.mark.parametrize(
    ("module", "line", "told"),
    [
        ("cells", "from xlreport.forms import Form", "cells -> forms"),
        ("findings", "from xlreport import forms", "findings -> forms"),
        ("figures", "from xlreport.layout import Layout", "figures -> layout"),
        ("layout", "import xlreport.relations", "layout -> relations"),
        ("reading.reader", "from xlreport.writing.styles import INPUT", "reading.reader -> writing.styles"),
        ("reading.reader", "from ..checks import examine", "reading.reader -> checks"),
        ("reading", "from ..checks import examine", "reading -> checks"),
        ("outputs.json", "def late():\n    from xlreport import office", "outputs.json -> office"),
        ("checks.tables", "from xlreport import __version__", "checks.tables -> "),
        ("checks.tables", "import xlreport.extras", "checks.tables -> extras"),
    ],
)
def test_an_import_upward_is_told(module: str, line: str, told: str) -> None:
    """An import up or sideways is told, in whichever way it is written."""
    assert upward_imports(_invented() | {module: line}) == [told]


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("relations", "from xlreport.layout import Layout"),
        ("numbers", "from .errors import Refusal"),
        ("forms", "from xlreport.findings import Severity"),
        ("reading.reader", "from . import container\nfrom .ooxml import cells\nfrom ..forms import Form"),
        ("", "from xlreport.office.taking_in.intake import receive"),
        ("commands.merge", "from xlreport.cli import app"),
    ],
)
def test_an_import_downward_is_silent(module: str, line: str) -> None:
    """An import down, inside one folder, or from the top floor is fine."""
    assert upward_imports(_invented() | {module: line}) == []


def test_a_module_without_floor_is_told() -> None:
    """A new module must be given a floor before it may exist."""
    assert upward_imports(_invented() | {"extras": ""}) == ["extras: no floor"]


@pytest.mark.parametrize(
    ("module", "line", "told"),
    [
        ("reading.reader", "import openpyxl", ["reading.reader -> openpyxl"]),
        ("merging.ledger", "from xlsxwriter.utility import xl_range", ["merging.ledger -> xlsxwriter"]),
        ("errors", "import numpy as np", ["errors -> numpy"]),
        ("outputs.html", "from rich.table import Table", ["outputs.html -> rich"]),
        ("reading.ooxml", "import openpyxl.formula.translate", []),
        ("merging.consolidated", "import xlsxwriter", ["merging.consolidated -> xlsxwriter"]),
        ("writing.template", "import xlsxwriter", ["writing.template -> xlsxwriter"]),
        ("drawing.book", "import xlsxwriter", []),
        ("cells", "import re\nfrom xml.parsers import expat", []),
    ],
)
def test_third_parties_are_told(module: str, line: str, told: list[str]) -> None:
    """A third party out of place is told; in its place, or from the standard library, it is not."""
    assert strangers(_invented() | {module: line}) == told


@pytest.mark.parametrize("package", [xlreport, xlreport.merging], ids=lambda package: package.__name__)
def test_a_name_given_when_asked_for_is_no_module(package: ModuleType) -> None:
    """A module that is loaded takes its name in the package: what is given by the same name would be gone."""
    folder = Path(str(package.__file__)).parent
    beside = {path.stem for path in folder.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert package.__all__
    assert beside & set(package.__all__) == set()


def test_a_cycle_is_told() -> None:
    """Two modules of one folder that import each other are told, although neither leaves the folder."""
    loop = {"checks.tables": "from . import text", "checks.text": "from xlreport.checks.tables import T301"}
    assert set(cycle(_invented() | loop)) == {"checks.tables", "checks.text"}


def _invented() -> dict[str, str]:
    folders = {"reading.container": "", "reading.ooxml": "", "checks.text": "", "writing.styles": ""}
    return dict.fromkeys(FLOORS, "") | folders


# The wings of single forms: what stands there may name the form's fields.
WINGS = ("disclosure",)
_FIELD_ID = re.compile(r"[a-z_0-9]+(?:\.[a-z_0-9]+)+")


def field_ids(text: str, known: frozenset[str]) -> set[str]:
    """The fields and rows of the shipped forms that a module's strings name, docstrings and messages included."""
    strings = (node.value for node in ast.walk(tree_of(text)) if isinstance(node, ast.Constant))
    return {found for said in strings if isinstance(said, str) for found in _FIELD_ID.findall(said) if found in known}


@pytest.fixture(scope="module")
def shipped_ids() -> frozenset[str]:
    """The ids of every shipped form's fields, and those of their rows."""
    names = [path.parent.name for path in templates_folder().glob("*/form.toml")]
    ids = {field for name in names for field in load_form(name).fields}
    return frozenset(ids | {row for field in ids if "." in (row := field.rpartition(".")[0])})


def test_generic_code_names_no_field_of_a_form(shipped_ids: frozenset[str]) -> None:
    """What a field is for is asked of the form by its role; only a form's own wing knows its fields."""
    generic = {name: text for name, text in package_sources().items() if _part(name) not in WINGS}
    assert {name: found for name, text in generic.items() if (found := field_ids(text, shipped_ids))} == {}
    wing = "".join(text for name, text in package_sources().items() if name == "disclosure.tables.outcomes")
    assert field_ids(wing, shipped_ids)


def key_words(form: Form) -> set[str]:
    """The keys and ids that a form's own rosters, settings and rules have."""
    units, (row, columns) = form.units, form.listed
    ids = {*(kind.id for kind in units.kinds), *units.deadlines, *units.powers, *units.published, *units.listed}
    return {row, *columns, *ids, *units.tiers, *units.wholes, *form.limits} - _WORDS_OF_EVERYBODY


_WORDS_OF_EVERYBODY = {"", "other", "made", "fees", "county", "本级", "下级", "全部"}
"""Ids of the national form that are plain words; `county` is the sample of `demo`, the last three any form's."""


def words_in_code(text: str) -> set[str]:
    """Every word of a module by itself: a whole text, a field, a keyword, an attribute."""
    found: set[str] = set()
    for node in ast.walk(tree_of(text)):
        match node:
            case (
                ast.Constant(value=str(word))
                | ast.Attribute(attr=word)
                | ast.keyword(arg=str(word))
                | ast.Name(id=word)
            ):
                found.update(word.split("."))
    return found


def test_generic_code_names_no_key_of_a_form() -> None:
    """Kinds of unit, powers, days, limits and lists are the form's: what generic code says is in the form's file."""
    forms = [load_form(path.parent.name) for path in templates_folder().glob("*/form.toml")]
    known = set().union(*map(key_words, forms))
    assert {"township", "licensing", "likeness_units", "normative", "in_force", "全县", "乡镇街道"} <= known
    generic = {name: text for name, text in package_sources().items() if _part(name) not in WINGS}
    assert {name: found for name, text in generic.items() if (found := words_in_code(text) & known)} == {}
    assert words_in_code("""a = policies.likeness_units""") & known
    assert words_in_code("""f(government=1)""") & known


def test_words_of_a_wing_stand_in_its_folder() -> None:
    """A rule that only a wing decides is told of no other form: its words are not among those of any form."""
    deciding: dict[str, set[str]] = {}
    for name, text in package_sources().items():
        for code in re.findall(r"""\brule\("([A-Z]\d+)\"""", text):
            deciding.setdefault(code, set()).add(_part(name))
    of_a_wing = {code for code, parts in deciding.items() if parts <= set(WINGS)}
    assert {"S22", "T307", "F10"} <= of_a_wing
    assert of_a_wing & {each.code for each in every_worded()} == set()


FORBIDDEN = (
    ("merging.book", "merging.deciding"),
    ("checks", "disclosure"),
    ("disclosure.sentences", "checks"),
    ("disclosure.sentences", "disclosure.text"),
    ("disclosure.tables", "disclosure.text"),
    ("disclosure.tables", "disclosure.sentences"),
    *(("office.registers", f"office.{other}") for other in ("taking_in", "adding_up", "sending_out", "making_public")),
    *(("office.taking_in", f"office.{other}") for other in ("adding_up", "sending_out", "making_public")),
    *(("office.adding_up", f"office.{other}") for other in ("sending_out", "making_public")),
    ("office.sending_out", "office.making_public"),
    ("office.making_public", "office.sending_out"),
)


@pytest.mark.parametrize(("here", "there"), FORBIDDEN)
def test_within_a_folder_some_do_not_know_others(here: str, there: str) -> None:
    """What is proven cannot ask its proof, the text is read by who judges nothing, the figures know no text."""
    sources = package_sources()
    inside = [module for module in sources if module.startswith(f"{here}.")]
    assert inside
    wrong = [
        (each, target)
        for each in inside
        for target in inner_imports(each, sources)
        if target.startswith(there) and not target.startswith(here)
    ]
    assert wrong == []
