"""The words of rich text without its markup."""

from html import unescape
from re import IGNORECASE
from re import compile as pattern

_INLINE_TAG = pattern(r"</?(?:a|b|code|em|i|mark|s|span|strong|sub|sup|u)\b[^<>]*>", IGNORECASE)
_TAG = pattern(r"<[^<>]*>")


def strip_tags(html: str) -> str:
    """The text of rich text. Tags become spaces, so that words in neighbouring paragraphs stay apart.

    Those that stand inside a word, such as emphasis, leave nothing.
    """
    return unescape(_TAG.sub(" ", _INLINE_TAG.sub("", html)))
