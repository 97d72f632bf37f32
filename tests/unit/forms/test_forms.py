"""The form of 〔2021〕30号 as data, and the strict loader that reads forms."""

from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from small_form import SMALL_FORM, TEXTS, small_form
from xlreport.errors import FormError
from xlreport.findings import Severity
from xlreport.forms import Form, Kind, load_form
from xlreport.forms.loader import read_form

KINDS_OF_APPLICANT = ("natural", "business", "research", "public_interest", "legal_service", "other_org")
OUTCOMES = (
    "granted",
    "partly_granted",
    *(
        f"refused.{each}"
        for each in (
            "state_secret",
            "law_forbids",
            "security_stability",
            "third_party",
            "internal_affairs",
            "process_information",
            "enforcement_file",
            "administrative_query",
        )
    ),
    *(f"unavailable.{each}" for each in ("not_held", "needs_creation", "unclear_after_correction")),
    *(
        f"not_processed.{each}"
        for each in (
            "petition",
            "repeated",
            "publication",
            "abusive_volume",
            "confirm_or_reissue",
        )
    ),
    *(f"closed.{each}" for each in ("not_corrected_in_time", "fee_not_paid", "other")),
)
REQUEST_ROWS = ("received", "carried_in", *OUTCOMES, "concluded", "carried_out")
RESULTS = ("upheld", "corrected", "other", "pending", "total")
TABLE_2 = (
    *(f"disclosure.{a}.{b}" for a, b in product(("regulations", "normative"), ("made", "repealed", "in_force"))),
    *(f"disclosure.{each}.decisions" for each in ("licensing", "penalties", "coercion")),
    "disclosure.fees.amount",
)
TABLE_3 = tuple(f"requests.{a}.{b}" for a, b in product(REQUEST_ROWS, (*KINDS_OF_APPLICANT, "total")))
TABLE_4 = tuple(f"disputes.{a}.{b}" for a, b in product(("review", "direct_suit", "suit_after_review"), RESULTS))
REVIEWERS = ("department_head", "deputy_leader", "chief_leader")
THE_REST = (
    *(
        f"cover.{each}"
        for each in (
            "unit_code",
            "unit_name",
            "unit_kind",
            "region",
            "year",
            "contact",
            "phone",
            "submitted_on",
            "published_on",
            "published_at",
        )
    ),
    *(f"cover.{a}.{b}" for a, b in product(REVIEWERS, ("name", "date", "opinion"))),
    *(f"cover.answer_{number}.{each}" for number in range(1, 13) for each in ("rule", "reason")),
    *(
        f"overview.{each}"
        for each in (
            "active",
            "on_request",
            "management",
            "platform",
            "supervision",
            "website_items",
            "new_media_items",
        )
    ),
    *(f"{table}.blank_is_zero" for table in ("disclosure", "requests", "disputes")),
    "problems.issues",
    "problems.improvements",
    "matters.text",
    "matters.fee_cases",
    "matters.fee_yuan",
)


@pytest.fixture(scope="module")
def form() -> Form:
    """The form that ships."""
    return load_form()


def test_the_form_has_exactly_the_fields_of_the_vocabulary(form: Form) -> None:
    """Each id is there once, none else is but last year's figures of what is carried on."""
    last = {f"last.{each}" for each in (*TABLE_2, *TABLE_3) if ".in_force" in each or ".carried_out." in each}
    assert sorted(form.fields) == sorted((*TABLE_2, *TABLE_3, *TABLE_4, *THE_REST, *last))


def test_200_number_cells_of_which_166_are_typed(form: Form) -> None:
    """The tables hold 10, 175 and 15 number cells in ledger order; 34 of them are totals."""
    assert tuple(field.id for field in form.numbers) == (*TABLE_2, *TABLE_3, *TABLE_4)
    assert len(form.numbers) == 200
    totals = {name for name in (*TABLE_3, *TABLE_4) if name.endswith(".total") or ".concluded." in name}
    assert set(form.computed) == totals
    assert len(form.numbers) - len(totals) == 166


def test_number_cells_are_counts_but_for_the_fee(form: Form) -> None:
    """Only 行政事业性收费 is an amount, in 万元 with four decimals."""
    assert [field.id for field in form.numbers if field.kind is not Kind.COUNT] == ["disclosure.fees.amount"]
    assert form.fields["disclosure.fees.amount"].decimals == 4
    assert form.fields["matters.fee_yuan"].decimals == 2


def test_six_sections_in_the_official_order_and_wording(form: Form) -> None:
    """封面 and then one to six, as the form prints them."""
    assert [section.heading for section in form.sections] == [
        "政府信息公开工作年度报告",
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]


def test_a_field_is_called_what_the_form_prints(form: Form) -> None:
    """A label names row and column."""
    assert form.fields["requests.received.natural"].label == "一、本年新收政府信息公开申请数量 · 自然人"
    assert form.fields["disputes.direct_suit.upheld"].path[-1] == "结果维持"


def test_relations_have_the_agreed_codes_and_weights(form: Form) -> None:
    """T301–T303, T401–T403, T201, T202, X01 and X02, each with as many lines as it runs over."""
    lines = {relation.code: len(relation.statements) for relation in form.relations}
    assert lines == {
        "T201": 3,
        "T202": 2,
        "T301": 7,
        "T302": 7,
        "T303": 25,
        "T401": 1,
        "T402": 1,
        "T403": 1,
        "X01": 2,
        "X02": 7,
    }
    warnings = {relation.code for relation in form.relations if relation.rule.severity is Severity.WARNING}
    assert warnings == {"X01", "X02"}
    others = {r.code: r.rule.level for r in form.relations if r.rule.level != "A"}
    assert others == {"T202": "D", "X01": "C", "X02": "D"}


def test_table_3_adds_up_the_21_outcomes_in_every_column(form: Form) -> None:
    """T302 takes each outcome once, and the total of every row is the sum of its six columns."""
    for column in KINDS_OF_APPLICANT:
        terms = form.computed[f"requests.concluded.{column}"].right
        assert Counter(term.field for term in terms) == Counter(f"requests.{row}.{column}" for row in OUTCOMES)
        assert {term.sign for term in terms} == {1}
    for row in REQUEST_ROWS:
        terms = form.computed[f"requests.{row}.total"].right
        assert [term.field for term in terms] == [f"requests.{row}.{column}" for column in KINDS_OF_APPLICANT]


def test_who_may_make_regulations(form: Form) -> None:
    """T201 binds departments, townships and subdistricts, not governments."""
    relation = next(relation for relation in form.relations if relation.code == "T201")
    assert relation.kinds == ("department", "township", "subdistrict")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_relation_speaks_both_languages(form: Form, language: str) -> None:
    """No text is empty, the message names both sides and the difference, no place is left from `over`."""
    for relation in form.relations:
        for name in ("source", "title", "meaning", "message", "advice"):
            text = getattr(getattr(relation.rule, name), language)
            assert text.strip(), (relation.code, name)
        assert "{left}" in relation.rule.message.zh
        assert "{group}" not in relation.rule.title.zh + relation.rule.message.zh + relation.rule.meaning.en


def test_an_unknown_form_is_named_with_those_there_are() -> None:
    """The message says which forms can be used."""
    with pytest.raises(FormError, match=r"gkbg-2020.*gkbg-2021"):
        load_form("gkbg-2020")


def test_a_small_form_loads(tmp_path: Path) -> None:
    """Another trade's form needs no Python."""
    form = small_form(tmp_path)
    assert len(form.numbers) == 16
    assert set(form.computed) == {f"loans.total.{each}" for each in ("lent", "returned", "lost", "paid")}
    assert form.fields["loans.books.paid"].kind is Kind.AMOUNT
    assert form.fields["loans.films.lost"].row == ("films",)
    constants = [(s.left_constant, s.right_constant) for s in form.relations[-2].statements]
    assert constants == [(0, 0), (-2, 10)]


ACCIDENTS = (
    ("unknown key at the top", 'title = "图书馆年报"', 'titel = "图书馆年报"', ("title",)),
    ("unknown key in the file", 'edition = "3"', 'edition = "3"\ntitel = "x"', ("titel", "'title'")),
    ("unknown key in a section", "blank_is_zero = true", "blank_is_zer = true", ("section[2]", "'blank_is_zero'")),
    (
        "unknown key in an item",
        'label = "馆名"',
        'label = "馆名", requird = true',
        ("items[1]", "requird", "'required'"),
    ),
    ("unknown key in a header", 'label = "借出"', 'label = "借出", knd = "count"', ("columns[1].knd", "'kind'")),
    ("unknown key in an option", 'label = "小"', 'label = "小", labl = "x"', ("options[1].labl", "'label'")),
    ("unknown key in a text", "paragraphs = 4", "paragraf = 4", ("texts[1].paragraf", "'paragraphs'")),
    ("unknown key in a relation", 'level = "C"', 'level = "C"\nlevl = "C"', ("relation[3].levl", "'level'")),
    (
        "unknown language",
        'advice = { zh = "请核对。", en = "Check." }',
        'advice = { zh = "请核对。", en = "Check.", fr = "x" }',
        ("relation[1].advice.fr",),
    ),
    ("missing key", 'sheet = "借阅"\n', "", ("section[2].sheet", "missing")),
    (
        "missing language",
        'advice = { zh = "请核对。", en = "Check." }',
        'advice = { zh = "请核对。" }',
        ("relation[1].advice.en", "missing"),
    ),
    ("missing code", 'code = "L2"\n', "", ("relation[2].code", "missing")),
    ("missing id of a leaf", '{ id = "lent", label = "借出" }', '{ label = "借出" }', ("columns[1].id",)),
    ("wrong type: number for text", 'label = "馆名"', "label = 5", ("items[1].label", "5", "text")),
    ("wrong type: text for number", "paragraphs = 4", 'paragraphs = "4"', ("texts[1].paragraphs", "whole number")),
    ("wrong type: bool for number", "first_year = 2020", "first_year = true", ("first_year", "whole number")),
    ("wrong type: text for bool", "computes = true", 'computes = "true"', ("relation[1].computes", "true or false")),
    ("wrong type: text for list", 'guide = ["请填写。"]', 'guide = "请填写。"', ("guide", "a list")),
    ("wrong type: a list of numbers", 'guide = ["请填写。"]', "guide = [1]", ("guide", "text")),
    (
        "wrong type: texts in one language",
        'title = { zh = "相符", en = "they fit" }',
        'title = "相符"',
        ("relation[1].title", "a table"),
    ),
    (
        "wrong kind",
        'label = "文中遗失数", kind = "count"',
        'label = "文中遗失数", kind = "cont"',
        ("kind", "'cont'", "'count'"),
    ),
    (
        "wrong kind of a table",
        'corner = "项目"\nkind = "count"',
        'corner = "项目"\nkind = "amonut"',
        ("kind", "'amount'"),
    ),
    ("wrong severity", 'severity = "warning"', 'severity = "warnin"', ("relation[2].severity", "'warning'")),
    ("wrong level", 'level = "C"', 'level = "F"', ("relation[3].level", "'F'")),
    ("duplicate section", 'id = "story"', 'id = "loans"', ("section id", "'loans'")),
    ("duplicate sheet", 'sheet = "说明"', 'sheet = "借阅"', ("sheet", "overlapping places", "'借阅'")),
    ("duplicate field", 'id = "opened_on"', 'id = "unit_name"', ("field id", "'front.unit_name'")),
    ("duplicate column", '{ id = "lost"', '{ id = "lent"', ("field id", "'loans.books.lent'")),
    ("duplicate code", 'code = "L2"', 'code = "L1"', ("relation code", "'L1'")),
    ("bad id", 'id = "opened_on"', 'id = "Opened-On"', ("items[2].id", "'Opened-On'")),
    (
        "choice without options",
        'label = "开馆日期", kind = "date"',
        'label = "开馆日期", kind = "choice"',
        ("items[2].options",),
    ),
    (
        "options without choice",
        'label = "规模", kind = "choice"',
        'label = "规模", kind = "line"',
        ("items[3].options",),
    ),
    ("two kinds of block", "texts = [", "items = []\ntexts = [", ("block[1]", "exactly one")),
    (
        "a block of nothing",
        'texts = [{ id = "text", label = "说明", paragraphs = 4 }]',
        'caption = "x"',
        ("block[1]", "exactly one"),
    ),
    (
        "unknown field in a relation",
        "story.lost_told = loans",
        "story.lost_tolt = loans",
        ("relation[3].says", "'story.lost_told'"),
    ),
    (
        "a field that is no number",
        "story.lost_told = loans",
        "story.text = loans",
        ("relation[3].says", "'story.text'"),
    ),
    (
        "a pattern without fields",
        "loans.films.{column} +",
        "loans.fims.{column} +",
        ("relation[1].says", "'loans.films.lent'"),
    ),
    ("no relation sign", "story.lost_told = loans", "story.lost_told + loans", ("says", "exactly one relation sign")),
    ("two relation signs", "story.lost_told = loans", "story.lost_told = 0 = loans", ("says", "exactly one")),
    ("a sum cut short", "- loans.music.lent", "-", ("says", "incomplete sum")),
    ("a strange sign", "- loans.music.lent", "* loans.music.lent", ("relation[3].says",)),
    ("over a section there is not", "rows of loans", "rows of loan", ("relation[2].over", "'loans'")),
    ("over nothing known", "rows of loans", "lines of loans", ("relation[2].over", "columns of")),
    (
        "a kind of unit there is not",
        'code = "L2"',
        'code = "L2"\nkinds = ["museum"]',
        ("relation[2].kinds", "'museum'"),
    ),
    (
        "computes needs one total",
        "loans.total.{column} = loans",
        "loans.total.{column} + 1 = 1 + loans",
        ("L1", "one total"),
    ),
    (
        "computes needs the total as it is",
        "loans.total.{column} = loans",
        "-loans.total.{column} = loans",
        ("L1", "one total"),
    ),
    (
        "a total that rests on itself",
        "+ loans.music.{column}",
        "+ loans.total.{column}",
        ("computes", "rest on themselves", "loans.total.lent"),
    ),
    (
        "computes needs an equation",
        "loans.total.{column} = loans",
        "loans.total.{column} <= loans",
        ("L1", "one total"),
    ),
)


@pytest.mark.parametrize(("old", "new", "words"), [case[1:] for case in ACCIDENTS], ids=[case[0] for case in ACCIDENTS])
def test_what_is_wrong_is_named(old: str, new: str, words: tuple[str, ...], tmp_path: Path) -> None:
    """The error names the file, the key, and the nearest right word where there is one."""
    assert old in SMALL_FORM
    with pytest.raises(FormError) as error:
        small_form(tmp_path, SMALL_FORM.replace(old, new, 1))
    for word in ("small.toml", *words):
        assert word in str(error.value)


def test_codes_are_given_for_each_group(tmp_path: Path) -> None:
    """`codes` without one of the rows it runs over is told."""
    text = SMALL_FORM.replace('code = "L2"', 'codes = { books = "L2", films = "L4", music = "L5" }')
    with pytest.raises(FormError, match=r"relation\[2\].codes.*'total'"):
        small_form(tmp_path, text)


@pytest.mark.parametrize("text", ["id = ", "\x00", 'id = "a"\nid = "b"'])
def test_a_file_that_is_no_toml_is_named(text: str, tmp_path: Path) -> None:
    """Broken TOML is a form error with the file's name, not a traceback."""
    with pytest.raises(FormError, match=r"small\.toml"):
        small_form(tmp_path, text)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A missing file is a form error too."""
    with pytest.raises(FormError, match=r"none\.toml"):
        read_form(tmp_path / "none.toml")


def test_the_texts_of_the_small_form_are_those_of_its_relations() -> None:
    """The accidents above meet each of the three relations' texts."""
    assert SMALL_FORM.count(TEXTS) == 4
