"""Three published reports of whole cities, retyped: 淮安 (2024) and 宿迁 (2023, 2024), each a government's.

Nothing is left out or rounded.
"""

from xlreport.forms import Form
from xlreport.submissions import Value
from xlreport.writing import values_for

# Table 2: 规章 and 规范性文件 (制发, 废止, 现行有效), 许可, 处罚, 强制, 收费 (万元).
# Table 3, one line a row, columns 自然人 to 总计; rows of zeros only are given by their 总计 alone.
# Table 4: 复议, 直接起诉, 复议后起诉, each 维持, 纠正, 其他, 未审结, 总计.
PUBLISHED = {
    "淮安-2024": (
        "1 0 11  8 26 66  447228 3985758 88283 96171.6",
        """
        3001 53 0 0 61 4 3119
        34 0 0 0 0 0 34
        1288 21 0 0 50 3 1362
        447 7 0 0 0 0 454
        2 0 0 0 0 0 2
        30 1 0 0 0 0 31
        5 0 0 0 0 0 5
        6 0 0 0 0 0 6
        7 1 0 0 0 0 8
        12 0 0 0 0 0 12
        9 0 0 0 0 0 9
        105 0 0 0 0 0 105
        746 12 0 0 10 1 769
        11 0 0 0 0 0 11
        1 0 0 0 0 0 1
        56 6 0 0 0 0 62
        25 0 0 0 0 0 25
        0
        0
        1 0 0 0 0 0 1
        67 3 0 0 1 0 71
        6 0 0 0 0 0 6
        108 2 0 0 0 0 110
        2932 53 0 0 61 4 3050
        103 0 0 0 0 0 103
        """,
        "72 64 178 37 351  13 4 8 1 26  12 1 1 6 20",
    ),
    "宿迁-2023": (
        "2 0 11  109 489 597  1808595 2822652 20163 59237.2449",
        """
        3402 99 0 4 5 1 3511
        91 3 0 0 2 0 96
        1175 12 0 3 1 0 1191
        319 7 0 0 2 0 328
        0
        27 0 0 0 0 0 27
        6 0 0 0 0 0 6
        38 0 0 0 0 0 38
        20 0 0 0 0 0 20
        9 0 0 0 0 0 9
        21 0 0 0 0 0 21
        20 1 0 0 0 0 21
        968 74 0 1 3 1 1047
        26 2 0 0 0 0 28
        3 0 0 0 0 0 3
        305 0 0 0 0 0 305
        39 0 0 0 0 0 39
        0
        58 0 0 0 0 0 58
        4 0 0 0 0 0 4
        40 0 0 0 0 0 40
        10 0 0 0 0 0 10
        287 3 0 0 1 0 291
        3375 99 0 4 7 1 3486
        118 3 0 0 0 0 121
        """,
        "309 17 88 26 440  1 1 16 6 24  13 0 67 9 89",
    ),
    "宿迁-2024": (
        "2 1 12  50 227 420  1573179 2676474 29351 72701.2578",
        """
        3440 75 0 1 6 3 3525
        118 3 0 0 0 0 121
        1408 21 0 0 2 0 1431
        462 9 0 0 0 0 471
        2 0 0 0 0 0 2
        1 0 0 0 0 0 1
        4 0 0 0 0 0 4
        16 1 0 0 0 0 17
        21 0 0 0 0 0 21
        10 1 0 0 0 0 11
        21 2 0 0 0 0 23
        13 0 0 0 0 0 13
        859 33 0 0 3 2 897
        35 1 0 0 0 0 36
        8 0 0 0 0 0 8
        86 1 0 0 0 0 87
        26 1 0 0 0 0 27
        0
        3 0 0 0 0 0 3
        0
        75 1 0 1 0 0 77
        38 0 0 0 0 0 38
        352 2 0 0 0 0 354
        3440 73 0 1 5 2 3521
        118 5 0 0 1 1 125
        """,
        "88 18 28 36 170  7 0 11 7 25  33 0 6 13 52",
    ),
}


def published(name: str, form: Form) -> dict[str, str]:
    """Give a report's 200 published figures by field id, totals included."""
    second, third, fourth = PUBLISHED[name]
    rows = [line.split() for line in third.strip().splitlines()]
    texts = [*second.split(), *(text for row in rows for text in (row if len(row) == 7 else row * 7)), *fourth.split()]
    return dict(zip((field.id for field in form.numbers), texts, strict=True))


def answered(name: str, form: Form) -> dict[str, Value]:
    """Give the report as the values of a return: what is typed, not what is computed."""
    typed = {field: text for field, text in published(name, form).items() if field not in form.computed}
    return values_for(form, {**typed, "cover.unit_kind": "government", "cover.year": int(name[-4:])})
