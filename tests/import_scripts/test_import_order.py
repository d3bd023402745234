"""Sections come in the text's order, or in an editor's."""

import pytest
from wagtail.models import Page

from import_scripts.ordering import Order, decide_order
from pages.models import ArticlePage, SectionPage
from tests import factories

ARTICLE = "مقال عن الشبكات"


def _parts(text):
    head, *sections = text.split("\n\n")
    return head, sections


def _text(head, sections):
    return "\n\n".join([head, *sections])


def _titles():
    sections = SectionPage.objects.child_of(ArticlePage.objects.get())
    return list(sections.order_by("path").values_list("title", flat=True))


def _move_first_to_end():
    first = SectionPage.objects.child_of(ArticlePage.objects.get()).order_by("path").first()
    first.move(ArticlePage.objects.get(), pos="last-child")


def test_a_new_order_in_the_text_moves_the_pages(import_text, text):
    head, (first, second, third) = _parts(text)
    import_text(text)
    moved = _text(head, [third.strip(), first, second])
    assert import_text(moved)[ARTICLE] == ("updated", "order of sections")
    assert _titles() == ["خاتمة", "ما الشبكات", "لماذا تهم"]
    assert set(import_text(moved).values()) == {("unchanged", "")}
    assert Page.find_problems() == ([], [], [], [], [])


def test_an_editors_order_stays(import_text, text):
    import_text(text)
    _move_first_to_end()
    kept = ("conflict", "an editor changed the order of sections; --overwrite takes the text's")
    assert import_text(text)[ARTICLE] == kept
    assert _titles() == ["لماذا تهم", "خاتمة", "ما الشبكات"]
    assert import_text(text, "--overwrite")[ARTICLE] == ("updated", "order of sections")
    assert _titles() == ["ما الشبكات", "لماذا تهم", "خاتمة"]
    assert set(import_text(text).values()) == {("unchanged", "")}


def test_a_new_section_goes_where_the_text_has_it(import_text, text):
    import_text(text)
    factories.section(ArticlePage.objects.get(), "قسم المحرر")
    head, (first, second, third) = _parts(text)
    longer = _text(head, [first, "## {types} أنواعها\nكثيرة.", second, third])
    found = import_text(longer)
    assert found["أنواعها"] == ("created", "")
    assert found[ARTICLE] == ("unchanged", "")
    assert _titles() == ["ما الشبكات", "أنواعها", "لماذا تهم", "خاتمة", "قسم المحرر"]
    assert set(import_text(longer).values()) == {("unchanged", "")}


def test_a_draft_moves_nothing_that_readers_see(import_text, text):
    head, (first, second, third) = _parts(text)
    import_text(text)
    moved = _text(head, [third.strip(), first, second])
    assert import_text(moved, "--draft")[ARTICLE] == ("unchanged", "")
    assert _titles() == ["ما الشبكات", "لماذا تهم", "خاتمة"]
    assert import_text(moved)[ARTICLE] == ("updated", "order of sections")


@pytest.mark.parametrize(
    ("incoming", "current", "written", "expected"),
    [
        ("abc", "abc", "abc", Order(tuple("abc"))),
        ("abxc", "abc", "abc", Order(tuple("abxc"))),
        ("ac", "ac", "abc", Order(tuple("ac"))),
        ("cab", "abc", "abc", Order(tuple("cab"), moved=True)),
        ("abc", "bca", "abc", Order(tuple("bca"), kept=True)),
        ("xabyc", "bca", "abc", Order(tuple("xbyca"), kept=True)),
        ("bca", "bca", "abc", Order(tuple("bca"))),
    ],
)
def test_orders_are_compared_three_ways(incoming, current, written, expected):
    assert decide_order(incoming, current, written, draft=False, overwrite=False) == expected
