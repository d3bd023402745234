"""Spellings that mean the same: in Python and in either database alike."""

import random
import sys

import pytest
from django.db.models import Value
from wagtail.models import Page

from pages.respelling import Respelled, respelled


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/إدارة-الأعمال/", "/اداره-الاعمال/"),
        ("/على/", "/علي/"),
        ("/علی/", "/علي/"),
        ("/کتاب/", "/كتاب/"),
        ("/٢٠٢٦/", "/2026/"),
        ("/۲۰۲۶/", "/2026/"),
        ("/شـبكة/", "/شبكه/"),
        ("/ٱلكتاب/", "/الكتاب/"),
    ],
)
def test_spellings_of_one_path_are_one(one, other):
    assert respelled(one) == respelled(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/مسؤول/", "/مسئول/"),
        ("/a/", "/A/"),
        ("/مكتبة/", "/المكتبة/"),
        ("/علم/", "/عالم/"),
        ("/ء/", "/ا/"),
        ("/", "//"),
    ],
)
def test_other_paths_stay_others(one, other):
    assert respelled(one) != respelled(other)


def test_respelling_twice_changes_nothing_more():
    letters = "".join(map(chr, range(0x20, 0x700)))
    assert respelled(respelled(letters)) == respelled(letters)


@pytest.mark.django_db
def test_the_database_respells_as_python_does():
    every = [chr(code) for code in range(1, sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    texts = ["".join(map(chr, range(1, 0x700))), "'\"\\%s%%", *("".join(random.Random(1).sample(every, 2_000)),)]
    for text in texts:
        assert Page.objects.annotate(form=Respelled(Value(text))).values_list("form", flat=True)[0] == respelled(text)
