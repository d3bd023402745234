"""Text that was typed with the other keyboard layout."""

import pytest

from cms.arabic.keyboards import retyped


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hgjs,dr", "التسويق"),
        ("HGJS,DR", None),
        ("hgY]hvm", "الإدارة"),
        ("blade", None),
        ("بشؤثلاخخن", "facebook"),
        ("غخعفعلاث", "youtube"),
        ("هىسفشلقشة", "instagram"),
    ],
)
def test_keys_are_read_in_the_other_layout(typed, meant):
    found = retyped(typed)
    assert meant in found if meant else "التسويق" not in found


def test_lam_and_alef_may_be_one_key_or_two():
    assert retyped("لا") == ["gh", "b"]
    assert retyped("b") == ["لا"]


def test_what_has_no_key_stays():
    assert retyped("2026") == []
    assert retyped("é") == []
