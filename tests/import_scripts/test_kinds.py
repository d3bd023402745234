"""Kinds of sections, told from headings."""

import pytest

from import_scripts.outline import Kind
from import_scripts.parsers.kinds import kind_of


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("المنصات الرقميّة", Kind.DEFINITION),
        ("ما هي المنصات؟", Kind.DEFINITION),
        ("ماهي المنصات", Kind.DEFINITION),
        ("تعريف المنصات", Kind.DEFINITION),
        ("What is a platform?", Kind.DEFINITION),
        ("ما هي انواع المنصات؟", Kind.TYPES),
        ("أشهر المنصات", Kind.TYPES),
        ("Types of platforms", Kind.TYPES),
        ("أهمية المنصات", Kind.IMPORTANCE),
        ("ما أهميتها؟", Kind.IMPORTANCE),
        ("Why platforms matter", Kind.IMPORTANCE),
        ("مميزات المنصات", Kind.ADVANTAGES),
        ("المزايا والعيوب", Kind.ADVANTAGES),
        ("فوائد المنصات", Kind.ADVANTAGES),
        ("Benefits", Kind.ADVANTAGES),
        ("ما هي تطورات المنصات؟", Kind.DEVELOPMENTS),
        ("مستقبل المنصات", Kind.DEVELOPMENTS),
        ("Trends", Kind.DEVELOPMENTS),
        ("أهمية أنواع المنصات", Kind.IMPORTANCE),
        ("أنواع المنصات وأهميتها", Kind.TYPES),
        ("تطوير المواقع", Kind.OTHER),
        ("نوعية المحتوى", Kind.OTHER),
        ("كلمة أخيرة", Kind.OTHER),
    ],
)
def test_the_heading_tells_the_kind(heading: str, kind: Kind):
    assert kind_of(heading, "المنصات الرقمية") is kind
