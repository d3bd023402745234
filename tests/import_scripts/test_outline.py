"""The outline: its words, its text and its JSON form."""

from import_scripts.outline import (
    Heading,
    Kind,
    Outline,
    Paragraph,
    Platform,
    Point,
    ReadAlso,
    Section,
    Summary,
    outline_dict,
    outline_words,
    section_text,
)

SECTION = Section(
    "أنواع",
    Kind.TYPES,
    (
        Paragraph("نص أول"),
        Heading("فرع"),
        Point("نقطة", ("أ ب", "ج")),
        Platform("x", "تويتر", ("نص",)),
        ReadAlso("مواقع", "https://a.qa", "اقرأ أيضا"),
        ReadAlso("متاجر"),
        Summary("باختصار، نص"),
    ),
)
OUTLINE = Outline("عنوان", ("مقدمة",), (SECTION,), ("line 1: x",))


def test_words_count_all_that_the_source_wrote():
    assert outline_words(OUTLINE) == 1 + 1 + 1 + 2 + 1 + 4 + 2 + 4 + 3 + 2


def test_the_text_of_a_section_is_what_a_reader_sees():
    assert section_text(SECTION) == "\n".join(
        ["أنواع", "نص أول", "فرع", "نقطة", "أ ب", "ج", "تويتر", "نص", "مواقع", "متاجر", "باختصار، نص"]
    )


def test_the_json_form():
    assert outline_dict(OUTLINE, words_in=7, mentions=lambda text: ["x"] if "تويتر" in text else []) == {
        "title": "عنوان",
        "lead": ["مقدمة"],
        "sections": [
            {
                "title": "أنواع",
                "kind": "types",
                "blocks": [
                    {"type": "paragraph", "text": "نص أول"},
                    {"type": "heading", "text": "فرع"},
                    {"type": "point", "title": "نقطة", "paragraphs": ["أ ب", "ج"]},
                    {"type": "platform", "platform": "x", "label": "تويتر", "paragraphs": ["نص"]},
                    {"type": "read_also", "text": "مواقع", "url": "https://a.qa"},
                    {"type": "read_also", "text": "متاجر"},
                    {"type": "summary", "text": "باختصار، نص"},
                ],
                "mentions": ["x"],
            }
        ],
        "words": {"in": 7, "out": 21},
        "warnings": ["line 1: x"],
    }
