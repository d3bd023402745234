"""Read-also lines and closing words in their usual spellings."""

import pytest

from import_scripts.parsers.lines import Closing, Line, Plain, classify
from import_scripts.parsers.phrases import ReadAlsoLine


@pytest.mark.parametrize(
    "lead_in",
    [
        "اقرأ أيضا",
        "اقرأ أيضاً",
        "اقرأ أيضًا",
        "اقرا ايضا",
        "إقرأ أيضا",
        "أقرأ أيضاً",
        "اقـرأ أيـضًا",
        "اقرأ المزيد",
        "قد يهمك",
        "قد يهمك أيضا",
        "قد يهمُّك أيضًا",
        "شاهد أيضًا",
        "انظر أيضا",
        "مقالات ذات صلة",
        "👉 اقرأ أيضا",
        "Read also",
        "READ ALSO",
        "See also",
        "Read more",
        "Related",
    ],
)
@pytest.mark.parametrize("separator", [": ", " : ", ":", " - ", " – ", " — ", " | ", "– ", ":- "])
@pytest.mark.parametrize("mark", ["", "- ", "• ", "\u200f"])
def test_read_also_lines_in_their_spellings(lead_in: str, separator: str, mark: str):
    assert classify(f"{mark}{lead_in}{separator}تصميم مواقع") == ReadAlsoLine(lead_in, "تصميم مواقع", "")


@pytest.mark.parametrize(
    ("line", "shape"),
    [
        ("اقرأ أيضا تصميم مواقع في قطر", ReadAlsoLine("اقرأ أيضا", "تصميم مواقع في قطر", "")),
        ("اقرأ أيضا:", ReadAlsoLine("اقرأ أيضا", "", "")),
        ("اقرأ أيضا:\u200f", ReadAlsoLine("اقرأ أيضا", "", "")),
        ("اقرأ أيضا", ReadAlsoLine("اقرأ أيضا", "", "")),
        ("اقرأ أيضا: [مواقع](https://a.qa/x)", ReadAlsoLine("اقرأ أيضا", "مواقع", "https://a.qa/x")),
        ("اقرأ أيضا [مواقع](/x)", ReadAlsoLine("اقرأ أيضا", "مواقع", "/x")),
        ("اقرأ أيضا: عن [مواقع](/x) قطر", ReadAlsoLine("اقرأ أيضا", "عن مواقع قطر", "/x")),
        ("اقرأ أيضا: مواقع https://a.qa/x", ReadAlsoLine("اقرأ أيضا", "مواقع", "https://a.qa/x")),
        ("اقرأ أيضا: مواقع (https://a.qa/x).", ReadAlsoLine("اقرأ أيضا", "مواقع", "https://a.qa/x")),
        ("اقرأ أيضا: https://a.qa/x", ReadAlsoLine("اقرأ أيضا", "https://a.qa/x", "")),
        (r"اقرأ أيضا: [أ \[ب\]](/x)", ReadAlsoLine("اقرأ أيضا", "أ [ب]", "/x")),
        ("اقرأ أيضا: [مع https://a.qa]()", ReadAlsoLine("اقرأ أيضا", "مع https://a.qa", "")),
    ],
)
def test_a_read_also_line_gives_text_and_address(line: str, shape: Line):
    assert classify(line) == shape


@pytest.mark.parametrize(
    "line",
    ["قد يهمك أن تعرف أن المنصات كثيرة.", "اقرأ أيضا ما كتبه الباحثون عن هذه المنصات قبل أن تختار واحدة منها."],
)
def test_a_sentence_that_begins_like_a_lead_in_is_prose(line: str):
    assert classify(line) == Plain(line)


@pytest.mark.parametrize(
    "line",
    [
        "باختصار، نص.",
        "بإختصار: نص.",
        "باختصارٍ نص.",
        "وباختصار، نص.",
        "باختصار،نص.",
        "بإيجاز، نص.",
        "خلاصة القول، نص.",
        "وخلاصة القول إن نص.",
        "في الختام، نص.",
        "في ختام هذا المقال نص.",
        "ختامًا، نص.",
        "وفي النهاية، نص.",
        "الخلاصة: نص.",
        "الخاتمة - نص.",
        "In short, text.",
        "In conclusion, text.",
        "To sum up: text.",
    ],
)
def test_closing_words_in_their_spellings(line: str):
    assert classify(line) == Closing(line)


@pytest.mark.parametrize("line", ["الخلاصة:", "باختصار:", "وفي الختام :", "Conclusion:"])
def test_closing_words_may_stand_alone_before_a_colon(line: str):
    assert classify(line) == Closing(line, is_alone=True)


@pytest.mark.parametrize(
    "line", ["الخلاصة التي نصل إليها.", "باختصارها للوقت تنجح.", "خاتمة الكتاب طويلة.", "Summary data are here."]
)
def test_a_sentence_that_begins_like_closing_words_is_prose(line: str):
    assert classify(line) == Plain(line)
