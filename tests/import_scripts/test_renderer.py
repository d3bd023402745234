"""The renderer: the parser's inverse, and sparing with marks."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from import_scripts.renderer import render

SLUGS = {"facebook": "facebook", "فيسبوك": "facebook"}


def slug(label: str) -> str | None:
    return SLUGS.get(label.casefold())


def rendered(*blocks: Block, title: str = "قسم", kind: Kind = Kind.OTHER) -> str:
    return render(Outline("عنوان", (), (Section(title, kind, blocks),)), platform_slug=slug)


# Pieces that mean something to the parser, beside letters of both scripts.
PIECES = st.sampled_from(
    [
        "- ",
        "-",
        "– ",
        "• ",
        "* ",
        "1. ",
        "١- ",
        "(2) ",
        "# ",
        "## ",
        "#= ",
        "#",
        "\\",
        ":",
        ": ",
        "\\:",
        "---",
        "===",
        ".",
        "؟",
        "،",
        "[",
        "]",
        "(",
        ")",
        "](",
        "{x}",
        "{types} ",
        "{facebook} ",
        "10:30",
        "https://a.qa/x",
        "\u200f",
        "\xa0",
        "Facebook",
        "فيسبوك",
        "اقرأ أيضا",
        "اقرأ أيضا: ",
        "قد يهمك - ",
        "باختصار، ",
        "الخلاصة:",
        "أنواع",
        "<b>&amp;",
        " ",
    ]
)
LETTERS = st.text(st.sampled_from("ابتثأإآةىيكلمـًَُّ abcXYZ 0123٤٥"), min_size=1, max_size=12)
LONG = st.just("كلمة طويلة في جملة لا تنتهي ولا تشبه العناوين لأن كلماتها أكثر من ذلك بكثير")
TEXTS = (
    st.lists(PIECES | LETTERS | LONG, min_size=1, max_size=5)
    .map("".join)
    .map(str.strip)
    .filter(lambda text: text.strip("\u200f\xa0 "))
)
LABELS = TEXTS.filter(lambda text: any(map(str.isalpha, text)) and len(text) <= 255)
PARAGRAPHS = st.lists(TEXTS, max_size=3).map(tuple)
BLOCKS = st.one_of(
    st.builds(Paragraph, TEXTS),
    st.builds(Heading, LABELS.filter(lambda text: len(text) <= 200), st.sampled_from([3, 4])),
    st.builds(Point, LABELS, PARAGRAPHS),
    st.builds(Platform, st.sampled_from(["facebook", "x", ""]), LABELS, PARAGRAPHS),
    st.builds(
        ReadAlso, LABELS, st.sampled_from(["", "https://a.qa/x_(y)", "/a"]), st.sampled_from(["اقرأ أيضا", "See also"])
    ),
    st.builds(Summary, TEXTS),
)
SECTIONS = st.builds(Section, LABELS, st.sampled_from(Kind), st.lists(BLOCKS, max_size=5).map(tuple))
OUTLINES = st.builds(
    Outline, LABELS, st.lists(TEXTS, max_size=3).map(tuple), st.lists(SECTIONS, min_size=1, max_size=3).map(tuple)
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(OUTLINES)
def test_what_is_rendered_reads_back_with_the_same_words(outline: Outline):
    text = render(outline, platform_slug=slug)
    read = parse(text, source="a.txt", platform_slug=slug)
    assert replace(read, warnings=()) == outline
    assert source_words(text) == outline_words(outline)


@pytest.mark.parametrize(
    ("blocks", "body"),
    [
        ((Paragraph("نص."), Point("أ", ("ب.",)), Paragraph("ج.")), "نص.\n- أ: ب.\nج.\n"),
        ((Point("أ", ("ب.", "ج.")), Point("د")), "- أ:\nب.\nج.\n- د\n"),
        ((Point("أ", ("قصير", "ج.")), Paragraph("د.")), "- أ:\nقصير\nج.\n---\nد.\n"),
        ((Point("أ\\", ("ب.",)),), "- أ\\\\: ب.\n"),
        ((Point("\u200fFacebook"),), "- \\\u200fFacebook\n"),
        ((Platform("facebook", "Facebook", ("أ.",)),), "- Facebook: أ.\n"),
        ((Platform("x", "تويتر", ("أ.",)),), "- {x} \\تويتر: أ.\n"),
        ((Point("Facebook", ("أ.",)),), "- \\Facebook: أ.\n"),
        ((Point("أ: ب", ("ج.",)),), "- أ\\: ب: ج.\n"),
        ((Paragraph("- أ"), Paragraph("قصير"), Paragraph("# أ")), "\\- أ\n\\قصير\n\\# أ\n"),
        ((ReadAlso("أ", "/x"), ReadAlso("ب")), "اقرأ أيضًا: [أ](/x)\nاقرأ أيضًا: ب\n"),
        ((Summary("باختصار، أ."), Summary("أ.")), "باختصار، أ.\n#= أ.\n"),
    ],
)
def test_marks_stand_only_where_plain_text_would_read_otherwise(blocks: tuple[Block, ...], body: str):
    assert rendered(*blocks) == f"عنوان\n\nقسم\n{body}"


def test_headings_are_marked_where_they_could_not_be_told():
    assert rendered(Paragraph("نص."), title="قسم.") == "عنوان\n\n## قسم.\nنص.\n"
    assert rendered(Heading("فرع")) == "عنوان\n\n## قسم\n### فرع\n"
    assert rendered(Paragraph("نص."), kind=Kind.TYPES) == "عنوان\n\n## {types} قسم\nنص.\n"


def test_a_long_title_is_marked():
    long = "كلمة " * 31 + "كلمة"
    outline = Outline(long, (), (Section("قسم", Kind.OTHER, (Paragraph("نص."),)),))
    assert render(outline, platform_slug=slug).startswith(f"# {long}\n")
