"""Addresses made from titles."""

import pytest

from cms.slugs import slug_of
from import_scripts.slugs import free_slug
from tests import factories


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("ما هي أنـواعُ الشبكات؟", "ما-هي-أنواع-الشبكات"),
        ("Facebook وTwitter: أيهما؟", "facebook-وtwitter-أيهما"),
        ("أ\u200fب\u200c ج", "أب-ج"),
        ("  —  ", "section"),
        ("؟؟؟", "section"),
        ("كلمة " * 40, "-".join(["كلمة"] * 16)),
        ("ا" * 200, "ا" * 80),
    ],
)
def test_a_title_becomes_an_address(title, slug):
    assert slug_of(title, "section") == slug


def test_decomposed_letters_are_composed():
    assert slug_of("\u0627\u0653ب", "section") == "\u0622ب"


def test_an_address_is_free_below_its_parent(article_index):
    for taken in ("مقال", "مقال-2", "مقال-آخر"):
        factories.article(article_index, slug=taken)
    assert free_slug("مقال", article_index, "article") == "مقال-3"
    assert free_slug("مقال", article_index.get_parent(), "article") == "مقال"
