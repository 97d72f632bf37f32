"""Corruptions of what was typed: figures, choices, dates, texts, and the totals that follow from them."""

import re
from decimal import Decimal

from filled import FORM, LAYOUT, Corruption, Filled, place, put, retyped
from patching import CLEARED, Content, Patch, part_of, parts, patch_cell, patch_cells, patch_part, replace_text, typed
from xlreport.submissions import Value

REC, REC_T = "requests.received.natural", "requests.received.total"
CONCLUDED, CONCLUDED_T = "requests.concluded.natural", "requests.concluded.total"
PENALTIES, COERCION, LICENSING = (f"disclosure.{each}.decisions" for each in ("penalties", "coercion", "licensing"))
FEES, IN_FORCE = "disclosure.fees.amount", "disclosure.normative.in_force"
OPEN_REQUEST = ("T301", "T303")
REQUESTS, PROBLEMS, OVERVIEW = "三 依申请公开", "五 问题改进", "一 总体情况"
TABLE = [each.id for each in FORM.numbers if each.section == "requests" and each.id not in FORM.computed]


def _typed(name: str, changes: dict[str, Content], *told: str, **more: object) -> Corruption:
    """Give the corruption of typing values, which are read as typed unless `reads` says otherwise."""
    reads = more.pop("reads", changes)
    return Corruption(name=name, change=lambda given: retyped(given, changes), told=told, reads=reads, **more)  # type: ignore[arg-type]


def _more(name: str, by: dict[str, int], *told: str) -> Corruption:
    def changed(given: Filled) -> dict[str, Value | None]:
        return {key: given.number(key) + step for key, step in by.items()}

    return Corruption(name=name, change=lambda given: retyped(given, changed(given)), told=told, reads=changed)


def _as_text(name: str, field: str, form: str) -> Corruption:
    """Give the corruption of a number that stands as text: read as the number all the same."""
    return Corruption(
        name=name,
        change=lambda given: retyped(given, {field: form.format(given.number(field))}),
        told=(f"{field} N04 warning",),
    )


def _full_width(given: Filled) -> bytes:
    digits = str(given.number(REC)).translate({ord(str(n)): 0xFF10 + n for n in range(10)})
    return retyped(given, {REC: digits})


def _no_number(name: str, content: Content | Patch, **more: str) -> Corruption:
    return Corruption(
        name=name,
        change=lambda given: put(given.content, {REC: content}),
        told=(f"{REC} N01 error", *more.values()),
        skipped=OPEN_REQUEST,
        reads=lambda given: {REC: None, REC_T: _without(given, REC_T, REC)},
    )


def _without(given: Filled, total: str, part: str) -> int:
    return given.number(total) - given.number(part)


def _date_styled(given: Filled) -> bytes:
    sheet, cell = place(REC)
    cover, dated = place("cover.submitted_on")
    style = re.search(rf'<c r="{dated}" s="(\d+)"', _text(given, cover))
    assert style
    return patch_part(
        given.content,
        part_of(given.content, sheet),
        lambda text: re.sub(rf'(<c r="{cell}" s=")\d+"', rf'\g<1>{style[1]}"', text),
    )


def _percent_styled(given: Filled) -> bytes:
    """Dress a count as a percentage, as typing 5% into a cell does."""
    sheet, cell = place(REC)
    styles = parts(given.content)["xl/styles.xml"].decode()
    records = re.search(r"<cellXfs.*?</cellXfs>", styles, re.DOTALL)
    assert records is not None
    number = records[0].count("<xf ")
    dressed = records[0].replace("</cellXfs>", '<xf numFmtId="9" fontId="0" fillId="0" borderId="0"/></cellXfs>')
    book = replace_text(given.content, "xl/styles.xml", records[0], dressed)
    return patch_part(
        book, part_of(book, sheet), lambda text: re.sub(rf'(<c r="{cell}" s=")\d+"', rf'\g<1>{number}"', text)
    )


def _text(given: Filled, sheet: str) -> str:
    return parts(given.content)[part_of(given.content, sheet)].decode()


def _formula(given: Filled) -> bytes:
    return put(given.content, {REC: Patch(formula=f"{given.number(REC)}+0")})


def _typed_over(by: int) -> dict[str, object]:
    return {
        "change": lambda given: put(given.content, {REC_T: typed(given.number(REC_T) + by)}),
        "reads": lambda given: {REC_T: given.number(REC_T) + by},
    }


def _typed_over_and_followed(given: Filled) -> bytes:
    """Type over one total; the program works out again the total that adds it up."""
    followed = given.number(CONCLUDED_T) + 5
    return put(given.content, {CONCLUDED: typed(given.number(CONCLUDED) + 5), CONCLUDED_T: Patch(value=followed)})


def _range_shortened(given: Filled) -> bytes:
    return put(given.content, {REC_T: Patch(value=_without(given, REC_T, REC), formula="SUM(E7:I7)")})


def _other_column(given: Filled) -> bytes:
    other = given.number("requests.concluded.business")
    return put(given.content, {CONCLUDED: Patch(value=other, formula="SUM(E9:E29)")})


def _shared_formula(given: Filled) -> bytes:
    """Write two totals as one shared formula, as Excel does after filling down."""

    def shared(text: str) -> str:
        text = text.replace("<f>SUM(D7:I7)</f>", '<f t="shared" ref="J7:J8" si="0">SUM(D7:I7)</f>')
        return text.replace("<f>SUM(D8:I8)</f>", '<f t="shared" si="0"/>')

    return patch_part(given.content, part_of(given.content, REQUESTS), shared)


def _narrative(field: str, *texts: str) -> dict[str, object]:
    found = LAYOUT.places[field]
    patches = {str(cell): CLEARED for cell in found.area}
    patches |= {str(cell): Patch(value=text) for cell, text in zip(found.area, texts, strict=False)}
    return {
        "change": lambda given: patch_cells(given.content, {found.sheet: patches}),
        "reads": {field: "\n".join(texts) or None},
    }


VALUES = (
    _more("one request more", {REC: 1}, f"{REC} T301 error"),
    _more("one request carried out more", {"requests.carried_out.natural": 1}, f"{REC} T301 error"),
    _more(
        "balanced opposite changes in two columns",
        {"requests.carried_out.natural": 1, "requests.carried_in.business": 1},
        f"{REC} T301 error",
        "requests.received.business T301 error",
    ),
    _more("more concluded than came in", {"requests.granted.natural": 5000}, f"{REC} T301 error"),
    _more("one appeal more", {"disputes.review.upheld": 1}),
    _typed(
        "regulations of a department",
        {"disclosure.regulations.in_force": 3},
        "disclosure.regulations.in_force T201 error",
    ),
    _typed("more made than in force", {"disclosure.normative.made": 90}, f"{IN_FORCE} T202 error"),
    Corruption(
        name="value changed, totals not recalculated",
        change=lambda given: put(given.content, {REC: given.number(REC) + 1}),
        told=(f"{REC} T301 error", f"{REC_T} I33 warning"),
        reads=lambda given: {REC: given.number(REC) + 1},
    ),
    _typed("value to blank", {REC: None}, f"{REC} F03 error", skipped=OPEN_REQUEST),
    Corruption(
        name="whole table blank",
        change=lambda given: retyped(given, dict.fromkeys(TABLE)),
        told=(f"{REQUESTS}!D7:I29,D31:I31 F03 error",),
        skipped=("T301", "T302", "T303"),
        reads=dict.fromkeys(TABLE),
    ),
    _as_text("text number", REC, "{}"),
    _as_text("number with no-break blanks", REC, "\u00a0{}\u3000"),
    _as_text("number with a zero-width blank", REC, "{}\u200b"),
    Corruption(name="full-width digits", change=_full_width, told=(f"{REC} N04 warning",)),
    _typed("thousands separator", {LICENSING: "1,316"}, f"{LICENSING} N04 warning", reads={LICENSING: 1316}),
    _no_number("number with its unit", "3件"),
    _no_number("the word none", "无"),
    _no_number("a stroke", "/"),
    _no_number("a remark beside the number", "22（其中修订16件）"),
    _no_number("ten thousands in words", "1.2万"),
    _no_number("an error", typed("#REF!", "e")),
    _no_number("a boolean", Patch(value=True)),
    Corruption(
        name="number in a cell dressed as a date",
        change=_date_styled,
        told=(f"{REC} N01 error",),
        skipped=OPEN_REQUEST,
        reads=lambda given: {REC: None, REC_T: _without(given, REC_T, REC)},
    ),
    Corruption(
        name="number in a cell dressed as a percentage",
        change=_percent_styled,
        told=(f"{REC} N01 error",),
        skipped=OPEN_REQUEST,
        reads=lambda given: {REC: None, REC_T: _without(given, REC_T, REC)},
    ),
    _no_number("a dash", "—"),
    _no_number("a hyphen", "-"),
    _no_number("a percentage", "50%"),
    _no_number("a date in words", "2025-3-1"),
    _no_number("two numbers in one cell", "12、30"),
    _no_number("about so many", "约30件"),
    _typed("negative in full width", {PENALTIES: "－３"}, f"{PENALTIES} N01 error", reads={PENALTIES: -3}),
    _typed("amount in yuan", {FEES: "251000元"}, f"{FEES} N02 error", reads={FEES: None}),
    _typed(
        "numbers run together",
        {
            "disputes.blank_is_zero": "是",
            "disputes.review.upheld": 27318,
            **dict.fromkeys(f"disputes.review.{each}" for each in ("corrected", "other", "pending")),
        },
        "disputes.review.upheld N03 warning",
        reads={
            "disputes.blank_is_zero": True,
            "disputes.review.upheld": 27318,
            **dict.fromkeys((f"disputes.review.{each}" for each in ("corrected", "other", "pending")), 0),
        },
    ),
    _typed("negative", {PENALTIES: -3}, f"{PENALTIES} N01 error"),
    _typed("decimal", {PENALTIES: Decimal("2.5")}, f"{PENALTIES} N01 error"),
    _typed("thirteen digits", {COERCION: 1_234_567_890_123}, f"{COERCION} N01 error"),
    _typed("amount with its unit", {FEES: "43.788万元"}, f"{FEES} N02 error", reads={FEES: None}),
    _typed("negative amount", {FEES: Decimal("-0.5")}, f"{FEES} N02 error"),
    _typed("amount finer than a yuan", {FEES: Decimal("1.00005")}, f"{FEES} N02 warning"),
    Corruption(name="formula in an input", change=_formula, told=(f"{REC} N05 warning",)),
    _no_number(
        "formula in an input that fails", Patch(value="#DIV/0!", type="e", formula="1/0"), too=f"{REC} N05 warning"
    ),
    Corruption(
        name="formula without a result where blanks are 0",
        change=lambda given: put(
            given.content, {"requests.blank_is_zero": "是", REC: Patch(value=None, formula="1+1")}
        ),
        told=(f"{REC} F03 error",),
        skipped=OPEN_REQUEST,
        reads={"requests.blank_is_zero": True, REC: None},
    ),
    Corruption(
        name="formula whose result is an empty text",
        change=lambda given: put(given.content, {REC: Patch(value="", type="str", formula='A1&""')}),
        told=(f"{REC} F03 error",),
        skipped=OPEN_REQUEST,
        reads={REC: None},
    ),
    Corruption(
        name="unit's name by a formula without a result",
        change=lambda given: put(given.content, {"cover.unit_name": Patch(value=None, formula="A1")}),
        told=("cover.unit_name F06 error",),
        reads={"cover.unit_name": None},
    ),
    Corruption(name="total typed over, equal", told=(f"{REC_T} I31 warning",), **_typed_over(0)),  # type: ignore[arg-type]
    Corruption(name="total typed over, different", told=(f"{REC_T} I31 error",), **_typed_over(5)),  # type: ignore[arg-type]
    Corruption(
        name="total typed over, the next one followed",
        change=_typed_over_and_followed,
        told=(f"{CONCLUDED} I31 error",),
        reads=lambda given: {CONCLUDED: given.number(CONCLUDED) + 5},
    ),
    Corruption(
        name="total emptied",
        change=lambda given: put(given.content, {REC_T: CLEARED}),
        told=(f"{REC_T} I31 error",),
        skipped=OPEN_REQUEST,
        reads={REC_T: None},
    ),
    Corruption(
        name="total's range shortened",
        change=_range_shortened,
        told=(f"{REC_T} I32 error",),
        reads=lambda given: {REC_T: _without(given, REC_T, REC)},
    ),
    Corruption(
        name="total of another column",
        change=_other_column,
        told=(f"{CONCLUDED} I32 error",),
        reads=lambda given: {CONCLUDED: given.number("requests.concluded.business")},
    ),
    Corruption(
        name="appeals' total typed over",
        change=lambda given: put(given.content, {"disputes.review.total": typed(77)}),
        told=("disputes.review.total I31 error",),
        reads={"disputes.review.total": 77},
    ),
    Corruption(
        name="saved result stale",
        change=lambda given: put(given.content, {REC_T: given.number(REC_T) + 7}),
        told=(f"{REC_T} I33 warning",),
    ),
    Corruption(
        name="saved result missing",
        change=lambda given: put(given.content, {REC_T: None}),
        told=(f"{REC_T} I33 note",),
    ),
    Corruption(name="totals as a shared formula", change=_shared_formula),
    Corruption(
        name="total's formula with blanks and dollars",
        change=lambda given: put(given.content, {REC_T: Patch(formula="SUM( $D$7:$I$7 )")}),
    ),
    _typed(
        "answer to 空白单元格均为 0 in other words",
        {"requests.blank_is_zero": "不清楚"},
        "requests.blank_is_zero N06 error",
        reads={},
    ),
    _typed(
        "空白单元格均为 0 answered though nothing is blank",
        {"requests.blank_is_zero": "是"},
        reads={"requests.blank_is_zero": True},
    ),
    _typed(
        "date that is none",
        {"cover.submitted_on": "昨天"},
        "cover.submitted_on N06 error",
        reads={"cover.submitted_on": None},
    ),
    _typed("date in Chinese", {"cover.submitted_on": "2026年2月1日"}, reads={"cover.submitted_on": "2026-02-01"}),
    Corruption(
        name="year that is none",
        change=lambda given: put(given.content, {"cover.year": "去年"}),
        told=("cover.year N06 error",),
        reads={"cover.year": None},
    ),
    Corruption(
        name="unit name emptied",
        change=lambda given: put(given.content, {"cover.unit_name": CLEARED}),
        told=("cover.unit_name F06 error",),
        reads={"cover.unit_name": None},
    ),
    Corruption(name="problems emptied", told=("problems.issues S27 error",), **_narrative("problems.issues")),  # type: ignore[arg-type]
    Corruption(
        name="improvements say none",
        told=("problems.improvements S27 error",),
        **_narrative("problems.improvements", "无。"),  # type: ignore[arg-type]
    ),
    Corruption(
        name="narrative changed",
        **_narrative("overview.active", "今年公开信息若干。", "=1+1 也只是文字"),  # type: ignore[arg-type]
    ),
    Corruption(
        name="paragraph too long",
        told=("overview.active N06 error",),
        **_narrative("overview.active", "长" * 40_000),  # type: ignore[arg-type]
    ),
    Corruption(
        name="a line of contact changed",
        change=lambda given: patch_cell(given.content, *place("cover.contact"), value="新科室"),
        reads={"cover.contact": "新科室"},
    ),
)
