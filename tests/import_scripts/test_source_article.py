"""The article that the site is made for: exact counts, and every sentence exactly once."""

import re
from collections import Counter
from pathlib import Path

import pytest

from import_scripts.outline import (
    Kind,
    Outline,
    Paragraph,
    Platform,
    Point,
    ReadAlso,
    Summary,
    outline_dict,
    outline_words,
)
from import_scripts.parsers.text import parse, source_words
from import_scripts.renderer import render

SOURCE = Path(__file__).parents[3] / "shared" / "source" / "social-networks.txt"
PLATFORMS = {name: name.casefold() for name in ("Facebook", "Twitter", "Instagram", "LinkedIn", "Snapchat")}

pytestmark = pytest.mark.skipif(
    not SOURCE.exists(), reason="the source article is not part of the repository (../shared/source)"
)


@pytest.fixture(scope="module")
def text() -> str:
    return SOURCE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def outline(text: str) -> Outline:
    return parse(text, source=SOURCE.name, platform_slug=PLATFORMS.get)


def test_title_lead_and_kinds(text: str, outline: Outline):
    lines = text.splitlines()
    assert (outline.title, outline.lead) == (lines[0], (lines[1],))
    assert [section.kind for section in outline.sections] == [
        Kind.DEFINITION,
        Kind.TYPES,
        Kind.IMPORTANCE,
        Kind.ADVANTAGES,
        Kind.DEVELOPMENTS,
    ]
    assert outline.warnings == ()


def test_blocks_stand_in_the_order_of_the_text(outline: Outline):
    assert [[type(block) for block in section.blocks] for section in outline.sections] == [
        [Paragraph] * 8 + [Summary],
        [Paragraph] + [Platform] * 5 + [Paragraph] * 2,
        [Paragraph] * 2 + [Point] * 2 + [ReadAlso] + [Point] * 3 + [Summary],
        [Paragraph] * 2 + [Point] * 6 + [Summary],
        [Paragraph] * 2 + [Point] * 5 + [Summary, Paragraph],
    ]


def test_platforms_and_paragraphs_of_points(outline: Outline):
    blocks = [block for section in outline.sections for block in section.blocks]
    assert [block.slug for block in blocks if isinstance(block, Platform)] == list(PLATFORMS.values())
    assert [len(block.paragraphs) for block in blocks if isinstance(block, Point)] == [1] * 11 + [2, 2, 2, 1, 1]
    assert [block.lead_in for block in blocks if isinstance(block, ReadAlso)] == ["اقرأ أيضا"]


def test_words_in_are_words_out(text: str, outline: Outline):
    by_whitespace = sum(any(map(str.isalnum, token)) for token in text.split())
    assert source_words(text) == outline_words(outline) == by_whitespace == 1600


def test_every_sentence_appears_exactly_once(text: str, outline: Outline):
    data = outline_dict(outline, words_in=0, mentions=lambda _: ())
    held = [data["title"], *data["lead"]]
    for section in data["sections"]:
        held.append(section["title"])
        for block in section["blocks"]:
            held += [block.get("text"), block.get("title"), block.get("label"), *block.get("paragraphs", ())]
    assert Counter(_sentences(filter(None, held))) == Counter(_sentences(_contents(text)))


def _contents(text: str) -> list[str]:
    contents = []
    for line in text.splitlines():
        label, colon, rest = line.removeprefix("- ").partition(":")
        if line.startswith("- "):
            contents += [label, rest]
        elif label == "اقرأ أيضا":
            contents.append(rest)
        else:
            contents.append(label + colon + rest)
    return contents


def _sentences(texts) -> list[str]:
    return [sentence.strip() for text in texts for sentence in re.split(r"(?<=[.؟])\s", text) if sentence.strip()]


def test_rendering_needs_no_marks_and_reads_back(outline: Outline):
    rendered = render(outline, platform_slug=PLATFORMS.get)
    assert not re.search(r"^[#\\]|^---", rendered, re.MULTILINE)
    assert parse(rendered, source="", platform_slug=PLATFORMS.get) == outline
