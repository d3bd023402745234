"""In which direction the text of a language runs."""

from enum import StrEnum
from functools import cache

from django.utils.translation import get_language_info


class Direction(StrEnum):
    """The values of HTML's ``dir``."""

    LTR = "ltr"
    RTL = "rtl"

    @property
    def opposite(self) -> "Direction":
        return Direction.LTR if self is Direction.RTL else Direction.RTL


@cache
def direction_of(language: str) -> Direction:
    """The direction of a language by its code; left to right for one that Django does not know."""
    try:
        return Direction.RTL if get_language_info(language)["bidi"] else Direction.LTR
    except KeyError:
        return Direction.LTR
