"""A comparison as one web page that needs nothing else. Everything that came in a file is escaped."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from xlreport.escapes import visible_value
from xlreport.language import Language, Text
from xlreport.publishing.comparing import Comparison, as_data

_WORDS = {
    "title": Text("公布的与报送的对照", "The published page against the return"),
    "where": Text("位置", "Where"),
    "published": Text("公布的", "Published"),
    "returned": Text("报送的", "Handed in"),
}
_NOTHING = Text("（没有）", "(nothing)")


def counted(result: Comparison) -> Text:
    """Give the result in one line."""
    others = len(result.differences) - (result.compared - result.same)
    if not result.differences:
        count = result.compared
        return Text(f"√ {count} 个数、标题和文字都相同。", f"√ all {count} figures, headings and text are the same.")
    return Text(
        f"× {result.compared} 个数中 {result.same} 个相同；标题和文字有 {others} 处不同。",
        f"× {result.same} of {result.compared} figures are the same; headings and text differ in {others} places.",
    )


def comparison_page(result: Comparison, page: str, given: str, language: Language) -> bytes:
    """Give the page as UTF-8; `page` and `given` name the two files."""
    environment = Environment(
        loader=PackageLoader("xlreport", "publishing"),
        autoescape=True,
        finalize=visible_value,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    rows = as_data(result, language)["differences"]
    for row in rows:
        row |= {key: row[key] or _NOTHING[language] for key in ("published", "returned")}
    made = environment.get_template("comparison.html.j2").render(
        lang=language,
        words={name: text[language] for name, text in _WORDS.items()},
        page=page,
        given=given,
        counted=counted(result)[language],
        rows=rows,
    )
    return made.encode()
