"""The parser: how lines add up to an outline, warnings and errors."""

import pytest

from import_scripts.errors import ParseError
from import_scripts.outline import (
    Block,
    Heading,
    Kind,
    Outline,
    Paragraph,
    Platform,
    Point,
    ReadAlso,
    Section,
    Summary,
    outline_words,
)
from import_scripts.parsers.text import parse, source_words

SLUGS = {"facebook": "facebook", "فيسبوك": "facebook", "twitter": "x"}


def slug(label: str) -> str | None:
    return SLUGS.get(label.casefold())


def outline_of(text: str) -> Outline:
    outline = parse(text, source="a.txt", platform_slug=slug)
    assert outline_words(outline) == source_words(text)
    return outline


def blocks_of(body: str, heading: str = "قسم") -> tuple[Block, ...]:
    (section,) = outline_of(f"عنوان\n## {heading}\n{body}\n").sections
    return section.blocks


def test_title_lead_and_sections():
    assert outline_of("عنوان\nمقدمة أولى.\nمقدمة ثانية.\nما هي؟\nنص أول.\nنص ثان.\nأهمية\nنص ثالث.") == Outline(
        "عنوان",
        ("مقدمة أولى.", "مقدمة ثانية."),
        (
            Section("ما هي؟", Kind.DEFINITION, (Paragraph("نص أول."), Paragraph("نص ثان."))),
            Section("أهمية", Kind.IMPORTANCE, (Paragraph("نص ثالث."),)),
        ),
    )


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n \t\n\n", "\n\u200f\n"])
def test_blank_lines_mean_nothing(gap: str):
    lines = ["عنوان", "مقدمة.", "قسم", "نص.", "- نقطة:", "أولًا.", "ثانيًا.", "باختصار، نص."]
    assert outline_of(gap.join(lines)) == outline_of("\n".join(lines))


def test_a_title_repeated_as_first_heading_opens_a_definition():
    (section,) = outline_of("عنوان المقال\nمقدمة.\nعنوان المقال\nنص.").sections
    assert section == Section("عنوان المقال", Kind.DEFINITION, (Paragraph("نص."),))


def test_without_a_lead_the_second_line_may_be_a_heading():
    outline = outline_of("عنوان\nعنوان\nنص.")
    assert outline.lead == ()
    assert outline.sections[0].title == "عنوان"


def test_marks_override_what_a_line_looks_like():
    outline = outline_of("# عنوان.\nمقدمة\n## قسم طويل ينتهي بنقطة.\n### فرع.\n\\سطر قصير\nنص.\n#= نص ختامي.\n#### فرع")
    assert outline.title == "عنوان."
    assert outline.lead == ("مقدمة",)
    assert outline.sections == (
        Section(
            "قسم طويل ينتهي بنقطة.",
            Kind.OTHER,
            (Heading("فرع."), Paragraph("سطر قصير"), Paragraph("نص."), Summary("نص ختامي."), Heading("فرع", 4)),
        ),
    )


def test_a_marked_kind_wins_over_the_words_of_the_heading():
    assert outline_of("عنوان\n## {importance} أنواع\nنص.").sections[0].kind is Kind.IMPORTANCE


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        ("- أ: نص.\nفقرة.", (Point("أ", ("نص.",)), Paragraph("فقرة."))),
        ("- أ:\nنص.\nفقرة.", (Point("أ", ("نص.", "فقرة.")),)),
        ("- أ\nفقرة.", (Point("أ"), Paragraph("فقرة."))),
        ("- أ:\n- ب:\nنص.", (Point("أ"), Point("ب", ("نص.",)))),
        ("1. أ: نص.\n٢- ب: نص.", (Point("أ", ("نص.",)), Point("ب", ("نص.",)))),
        ("- أ:\nنص قصير\n- ب:\nنص.", (Point("أ", ("نص قصير",)), Point("ب", ("نص.",)))),
        ("- أ:\nنص.\n---\nفقرة.", (Point("أ", ("نص.",)), Paragraph("فقرة."))),
        ("- أ:\nنص.\n### فرع\nفقرة.", (Point("أ", ("نص.",)), Heading("فرع"), Paragraph("فقرة."))),
        ("- أ:\nنص.\nباختصار، نص.\nفقرة.", (Point("أ", ("نص.",)), Summary("باختصار، نص."), Paragraph("فقرة."))),
        (
            "- أ:\nنص.\nاقرأ أيضا: ب\nفقرة.",
            (Point("أ", ("نص.",)), ReadAlso("ب", lead_in="اقرأ أيضا"), Paragraph("فقرة.")),
        ),
        ("- Facebook: نص.\nفقرة.", (Platform("facebook", "Facebook", ("نص.",)), Paragraph("فقرة."))),
        ("• فيسبوك:\nنص.\nفقرة.", (Platform("facebook", "فيسبوك", ("نص.", "فقرة.")),)),
        ("- \u200fFacebook\u200f: نص.", (Platform("facebook", "\u200fFacebook\u200f", ("نص.",)),)),
        ("- \u200fالفيس: نص.", (Point("\u200fالفيس", ("نص.",)),)),
        ("- \\Facebook: نص.", (Point("Facebook", ("نص.",)),)),
        ("- {x} تويتر: نص.", (Platform("x", "تويتر", ("نص.",)),)),
        ("- Twitter", (Platform("x", "Twitter"),)),
        ("اقرأ أيضا:\nتصميم مواقع\nفقرة.", (ReadAlso("تصميم مواقع", lead_in="اقرأ أيضا"), Paragraph("فقرة."))),
        ("اقرأ أيضا:\n[تصميم](/x)", (ReadAlso("تصميم", "/x", "اقرأ أيضا"),)),
        ("الخلاصة:\nنص.\nفقرة.", (Summary("الخلاصة: نص."), Paragraph("فقرة."))),
        ("الخلاصة:\n- أ: ب", (Summary("الخلاصة:"), Point("أ", ("ب",)))),
        ("سطر ملفوف ينتهي،\nهنا.", (Paragraph("سطر ملفوف ينتهي،"), Paragraph("هنا."))),
        ("<script>alert(1)</script>.", (Paragraph("<script>alert(1)</script>."),)),
        ("2026. عام.\n3.5 ملايين.", (Paragraph("2026. عام."), Paragraph("3.5 ملايين."))),
    ],
)
def test_lines_add_up_to_blocks(body: str, blocks: tuple[Block, ...]):
    assert blocks_of(body) == blocks


def test_a_short_sentence_is_no_heading():
    outline = outline_of("عنوان\nقسم\nهل تنجح؟\nنعم.\nنص.")
    assert [section.title for section in outline.sections] == ["هل تنجح؟"]
    assert outline.lead == ("قسم",)


def test_of_short_lines_in_a_row_the_last_is_the_heading():
    outline = outline_of("عنوان\nمقدمة.\nسطر أول\nسطر ثان\nقسم\nنص.\nسطر أخير")
    assert outline.lead == ("مقدمة.", "سطر أول", "سطر ثان")
    assert outline.sections == (Section("قسم", Kind.OTHER, (Paragraph("نص."), Paragraph("سطر أخير"))),)
    tail = "could be a heading, but no text follows; kept as a paragraph (mark it '## ' if it is one)"
    assert outline.warnings == (f"lines 3-4: 'سطر أول' {tail}", f"line 7: 'سطر أخير' {tail}")


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("ع\n## أنواع\n- فلان: نص.", "line 3: 'فلان' is not in the platform catalogue; kept as a point"),
        ("ع\n- أ: ب\nقسم\nنص.", "line 2: 'أ: ب' stands before the first section; kept as a paragraph of the lead"),
        ("ع\n## قسم", "line 2: the section 'قسم' is empty"),
        ("ع\n## قسم\nاقرأ أيضا:", "line 3: nothing follows 'اقرأ أيضا'; kept as a paragraph"),
        (
            "ع\n## قسم\n- " + "ط" * 256 + ": نص.",
            "line 3: 256 characters are too many for a title; kept as a paragraph",
        ),
    ],
)
def test_guesses_are_warned_of(text: str, warning: str):
    assert outline_of(text).warnings == (warning,)


def test_known_and_explicit_labels_in_a_section_on_types_need_no_warning():
    assert outline_of("ع\n## أنواع\n- Facebook: نص.\n- \\فلان: نص.\n- {x} تويتر: نص.").warnings == ()


def test_list_text_before_the_first_section_stays_in_the_lead():
    assert outline_of("عنوان\n1. أ: ب\nاقرأ أيضا: ج\nباختصار، د.\nقسم\nنص.").lead == (
        "أ: ب",
        "اقرأ أيضا: ج",
        "باختصار، د.",
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (" \n\u200f\n", "a.txt:1: the text is blank; begin with a title"),
        (
            "\nعنوان\n",
            "a.txt:2: found a title only; write a short line without a full stop above the text, or mark it with '## '",
        ),
        (
            "عنوان\nنص.\nنص.",
            "a.txt:3: found no section heading; write a short line without a full stop above the text,"
            " or mark it with '## '",
        ),
        (
            "كلمة " * 31,
            "a.txt:1: expected the title, found a paragraph of 31 words;"
            " begin with a short line, or mark the title with '# '",
        ),
        (
            "- أ: ب\nقسم\nنص.",
            "a.txt:1: expected the title, found a list entry; begin with a short line, or mark the title with '# '",
        ),
        (
            "## قسم\nنص.",
            "a.txt:1: expected the title, found the heading of a section;"
            " begin with a short line, or mark the title with '# '",
        ),
        ("ع\n## قسم\n# ع", "a.txt:3: a second title; the first is 'ع', and '## ' marks a section"),
        ("ع\n##\nنص.", "a.txt:2: a '#' mark without text; write the text after it"),
        ("ع\n## قسم\n#=", "a.txt:3: a '#=' mark without text; write the text after it"),
        ("ع\n### فرع\nنص.", "a.txt:2: '### ' stands inside a section; mark the first section with '## '"),
        ("ع\n## " + "ط" * 256, "a.txt:2: a heading of 256 characters; 255 at most work"),
        ("ع\n## قسم\n### " + "ط" * 201, "a.txt:3: a heading of 201 characters; 200 at most work"),
    ],
)
def test_what_is_no_article_is_refused_with_line_and_remedy(text: str, message: str):
    with pytest.raises(ParseError) as refusal:
        parse(text, source="a.txt", platform_slug=slug)
    assert str(refusal.value) == message


@pytest.mark.parametrize("piece", [" ", "-", ":", "\\", "[", "](", "[](", "\\:", "(", "{", "#", "1 ", "http://", "a:b"])
@pytest.mark.parametrize("start", ["x", "- ", "اقرأ أيضا: ", "\\", "10 -"])
def test_the_longest_line_of_one_sign_keeps_its_words(piece: str, start: str):
    text = f"ع\n## قسم\nنص.\n{start}{(piece * 90_000)[:90_000]}x"
    outline_of(text)
