"""Single lines: each row of the table in `parsers.lines`."""

import pytest

from import_scripts.outline import Kind
from import_scripts.parsers.lines import Break, Closing, Entry, Line, Mark, Plain, classify, content
from import_scripts.words import word_count


@pytest.mark.parametrize(
    "mark",
    [
        "- ",
        "– ",
        "— ",
        "− ",
        "-",
        "–",
        "• ",
        "•",
        "* ",
        "1. ",
        "1) ",
        "1.",
        "1)",
        "12. ",
        "(1) ",
        "1 - ",
        "1- ",
        "١- ",
        "١-",
        "١. ",
        "١) ",
        "(١) ",
        "(١)",
        "۱۲- ",
        "\u200f- ",
        "-\u200f ",
        "\u200f١- ",
        "  - ",
        "-\t",
    ],
)
def test_list_marks_begin_an_entry(mark: str):
    assert classify(f"{mark}وصول واسع: نص هنا.") == Entry("وصول واسع", "نص هنا.")


@pytest.mark.parametrize(
    "text",
    [
        "2026. كان عامًا حافلًا.",
        "3.5 ملايين.",
        "٣٫٥ ملايين.",
        "10 - 15 دقيقة.",
        "10-15 دقيقة.",
        "-5 درجات.",
        "100. سطر.",
        "*ملاحظة.",
        "**عريض.**",
        "#رمضان.",
        "5 طرق.",
        "3-D printing.",
        "1.",
        "-",
        "•",
        "(2026) عام.",
    ],
)
def test_what_only_resembles_a_mark_is_prose(text: str):
    assert classify(text) == Plain(text)


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("- عنوان:", Entry("عنوان", "")),
        ("- عنوان :  نص.", Entry("عنوان", "نص.")),
        ("- عنوان：نص.", Entry("عنوان", "نص.")),
        ("- عنوان:نص.", Entry("عنوان", "نص.")),
        ("- عنوان:- نص.", Entry("عنوان", "نص.")),
        ("- عنوان:\u200f", Entry("عنوان", "")),
        ("- عنوان:-", Entry("عنوان", "")),
        ("- عنوان وحده", Entry("عنوان وحده", None)),
        ("- الساعة 10:30: موعد", Entry("الساعة 10:30", "موعد")),
        ("- https://example.com", Entry("https://example.com", None)),
        (r"- أ\: ب: نص", Entry("أ: ب", "نص")),
        (r"- أ\\: نص", Entry("أ\\", "نص")),
        ("- : نص", Entry(": نص", None)),
        ("- {facebook} فيس: نص", Entry("فيس", "نص", slug="facebook")),
        ("- {} فيس: نص", Entry("فيس", "نص", slug="")),
        (r"- \Facebook: نص", Entry("Facebook", "نص", is_literal=True)),
        (r"- \{a} b: نص", Entry("{a} b", "نص", is_literal=True)),
        ("- Facebook\u200f: نص", Entry("Facebook\u200f", "نص")),
    ],
)
def test_an_entry_is_split_at_its_label_colon(line: str, entry: Entry):
    assert classify(line) == entry


@pytest.mark.parametrize(
    ("line", "shape"),
    [
        ("# عنوان", Mark(1, "عنوان")),
        ("## قسم", Mark(2, "قسم")),
        ("##   قسم", Mark(2, "قسم")),
        ("\u200f## قسم", Mark(2, "قسم")),
        ("## {types} قسم", Mark(2, "قسم", Kind.TYPES)),
        ("## {غريب} قسم", Mark(2, "{غريب} قسم")),
        ("### فرع", Mark(3, "فرع")),
        ("#### فرع", Mark(4, "فرع")),
        ("###### فرع", Mark(4, "فرع")),
        ("##", Mark(2, "")),
        ("## \u200f", Mark(2, "")),
        ("#= خلاصة ما سبق", Closing("خلاصة ما سبق")),
        ("---", Break()),
        ("*****", Break()),
        ("___", Break()),
        ("===", Break()),
        ("--", Plain("--")),
    ],
)
def test_marks_and_breaks(line: str, shape: Line):
    assert classify(line) == shape


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (r"\# نص", "# نص"),
        (r"\- نص", "- نص"),
        (r"\1. نص", "1. نص"),
        (r"\---", "---"),
        (r"\اقرأ أيضا: نص", "اقرأ أيضا: نص"),
        (r"\باختصار، نص", "باختصار، نص"),
        (r"\عنوان قصير", "عنوان قصير"),
        (r"\\عنوان قصير", "\\عنوان قصير"),
        ("\u200f\\- نص", "\u200f- نص"),
        (r"\هذه فقرة.", r"\هذه فقرة."),
        ("\\", "\\"),
        ("\\\\\\", "\\\\\\"),
    ],
)
def test_a_leading_backslash_makes_a_paragraph_of_what_would_be_more(line: str, text: str):
    assert classify(line) == Plain(text)


@pytest.mark.parametrize(
    ("line", "may_be_heading"),
    [
        ("ما هي أنواع الشبكات؟", True),
        ("What are they?", True),
        ("الخلاصة", True),
        ("كلمة " * 11 + "كلمة", True),
        ("كلمة " * 12 + "كلمة", False),
        ("ط" * 120, True),
        ("ط" * 121, False),
        ("نعم.", False),
        ("نعم!", False),
        ("وهي:", False),
        ("أولًا،", False),
        ("أولًا؛", False),
        ("وهكذا…", False),
        ("وهكذا...", False),
        ("قال «نعم.»", False),
        ("نعم.\u200f", False),
        ("2026", False),
    ],
)
def test_short_lines_that_end_no_sentence_could_be_headings(line: str, may_be_heading: bool):
    assert classify(line) == Plain(line, may_be_heading)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("- أ: ب ج", 3),
        ("1. أ ب", 2),
        ("(١) أ:ب", 2),
        ("## {types} أ", 1),
        ("#= أ", 1),
        (r"\1. أ", 2),
        ("- {facebook} أ: ب", 2),
        (r"- أ\: ب: ج", 3),
        ("---", 0),
        ("2026. أ", 2),
        ("[أ](b) ج", 3),
        ("– & —", 0),
        ("الساعة 10:30", 2),
        ("https://a.b/c", 1),
    ],
)
def test_the_words_of_a_line_leave_out_its_marks(line: str, words: int):
    assert word_count(content(line)) == words
