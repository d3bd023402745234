"""The kind of a section, told from the words of its heading."""

import re

from ..outline import Kind
from .folding import fold

# Folded beginnings of words. The first that a heading names decides, whatever question it is put in.
_STEMS = {
    Kind.TYPES: ("انواع", "اشهر", "اصناف", "تصنيف", "types", "kinds", "categories"),
    Kind.IMPORTANCE: ("اهمي", "ضروره", "importance", "important", "matter"),
    Kind.ADVANTAGES: (
        *("مميزات", "مزايا", "ميزات", "فواي", "ايجابيات"),
        *("advantage", "benefit", "features", "strengths"),
    ),
    Kind.DEVELOPMENTS: (
        *("تطور", "اتجاهات", "مستجدات", "مستقبل"),
        *("development", "trend", "evolution", "future"),
    ),
}
_DEFINITION = re.compile(
    r"\b(?:ما (?:هي|هو|المقصود|معني)|ماهي|ماهو|تعريف|مفهوم|معني|what (?:is|are)|definition|meaning)\b"
)
_PREFIX = re.compile(r"^(?:[وف]?(?:ال|بال|كال|لل|[بل])|[وف])")
_WORD = re.compile(r"\w+")


def kind_of(heading: str, article_title: str) -> Kind:
    """Return the kind of the section under `heading`; the article's title as heading means a definition."""
    folded = fold(heading)
    words = _WORD.findall(folded)
    if words == _WORD.findall(fold(article_title)):
        return Kind.DEFINITION
    for word in words:
        for kind, stems in _STEMS.items():
            if word.startswith(stems) or _PREFIX.sub("", word).startswith(stems):
                return kind
    return Kind.DEFINITION if _DEFINITION.search(folded) else Kind.OTHER
