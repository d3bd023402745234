"""Spellings of a path that mean the same page: one form for all, in Python and in the words of each database.

Alefs and hamzas with their carriers, ة and ه, ى and ي, Persian letters, digits of all scripts and tatweel make no
difference there. An index holds the form (pages/indexes.py): after a change of the table, give it another name.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import Case, CharField, Func, Q, QuerySet, When
from wagtail.models import Page

P = TypeVar("P", bound=Page)

#: What each character stands for; tatweel for nothing.
_ALIKE = {
    **dict.fromkeys("أإآٱ", "ا"),
    "ؤ": "و",
    "ئ": "ي",
    "ى": "ي",
    "ی": "ي",
    "ة": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ک": "ك",
    "\u0640": "",
    **{digit: str(value) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, digit in enumerate(digits)},
}
_TABLE = str.maketrans(_ALIKE)
#: How SQLite calls ``respelled``, whose nested replacements would be too deep for it.
_FUNCTION = "respelled"


def respelled(path: str) -> str:
    """The one form of all spellings of ``path``, which is in NFC.

    >>> respelled("/إدارة/") == respelled("/اداره/")
    True
    """
    return path.translate(_TABLE)


def respelled_in_sql(expression: str, vendor: str) -> str:
    """SQL that gives of ``expression`` what ``respelled`` gives of its value."""
    if vendor == "sqlite":
        return f"{_FUNCTION}({expression})"
    # Characters of the second text that have no partner in the third are left out.
    kept = {character: form for character, form in _ALIKE.items() if form}
    dropped = "".join(character for character in _ALIKE if character not in kept)
    return f"translate({expression}, '{''.join(kept)}{dropped}', '{''.join(kept.values())}')"


def provide(connection: Any, **kwargs: Any) -> None:
    """Give a new connection to SQLite the function; the receiver of `connection_created`."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(_FUNCTION, 1, respelled, deterministic=True)


class Respelled(Func):
    """``respelled`` of a column, in the words that its index has."""

    arity = 1
    output_field = CharField()

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:
        sql, params = compiler.compile(self.source_expressions[0])
        return respelled_in_sql(sql, connection.vendor), tuple(params)


def alike(pages: "QuerySet[P]", spelled: Sequence[str]) -> "QuerySet[P]":
    """The pages at the paths ``spelled``, in that order, and then those whose path means the same as the last.

    The paths are Wagtail's ``url_path``.
    """
    found = Q(url_path__in=spelled) | Q(means=respelled(spelled[-1]))
    places = [When(url_path=path, then=place) for place, path in enumerate(spelled)]
    place = Case(*places, default=len(spelled))
    return pages.alias(means=Respelled("url_path"), place=place).filter(found).order_by("place", "pk")
