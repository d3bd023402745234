"""The language of an answer: what a root field was asked for, and what stands in where that is missing."""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any, TypeVar

import graphene
from django.conf import settings
from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery
from wagtail.models import Locale, TranslatableMixin

from pages.querysets import row_by_row

from .errors import BadUserInput
from .visibility import public

M = TypeVar("M", bound=Model)

#: Language codes in the order in which they are wanted.
Languages = tuple[str, ...]

ARGUMENTS: dict[str, Any] = {
    "locale": graphene.Argument(
        graphene.String, description="Language code; the default language where it is left out. Holds for all below."
    ),
    "fallback": graphene.Argument(
        graphene.List(graphene.NonNull(graphene.String)),
        description="Languages that stand in, in this order, for what is not published in `locale`.",
    ),
}


def preference(locale: str | None = None, fallback: Iterable[str] | None = None) -> Languages:
    """The languages wanted. Raises BadUserInput for one in which the site does not publish."""
    wanted = dict.fromkeys([settings.LANGUAGE_CODE if locale is None else locale, *(fallback or ())])
    codes = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    for code in wanted:
        if code not in codes:
            raise BadUserInput(f"The site does not publish in {code!r}; a language can be {', '.join(codes)}.")
    return tuple(wanted)


def spoken(path: str) -> Languages:
    """The language that ``path`` itself names, or else the default one."""
    first = path.strip("/").partition("/")[0]
    return (first,) if first in dict(settings.WAGTAIL_CONTENT_LANGUAGES) else (settings.LANGUAGE_CODE,)


def in_language(path: str, code: str) -> str:
    """``path`` in the tree of language ``code``, unless it names a language itself."""
    if code == settings.LANGUAGE_CODE or spoken(path)[0] == code:
        return path
    return f"/{code}/{path.lstrip('/')}"


def in_languages(rows: "QuerySet[M]", languages: Languages) -> "QuerySet[M]":
    """Of each row and its translations the one in the most wanted language, where it is public in any of them."""
    wanted = Q()
    for place, code in enumerate(languages):
        better = rows.model._default_manager.filter(
            _speaking(languages[:place]), translation_key=OuterRef("translation_key")
        )
        stands_in = Q(~Exists(public(better).values("pk"))) if place else Q()
        wanted |= _speaking((code,)) & stands_in
    # Most rows are in the language: to begin with those that are means to sort them all for the first twenty.
    return rows.filter(row_by_row(wanted))


def _speaking(codes: Languages) -> Q:
    """Rows in any of the languages, whose keys are looked up once: a join would come after all other conditions."""
    keys = (Subquery(Locale.objects.filter(language_code=code).values("pk")) for code in codes)
    return reduce(or_, (Q(locale=key) for key in keys), Q())


def strays(rows: Iterable[Any], languages: Languages) -> list[Any]:
    """Those rows that are not in the most wanted language."""
    return [
        row
        for row in rows
        if languages and isinstance(row, TranslatableMixin) and row.locale.language_code != languages[0]
    ]


def best(translations: Iterable[Any], languages: Languages) -> Mapping[Any, Any]:
    """By translation key, the row in the most wanted language among ``translations``."""
    places = {code: place for place, code in enumerate(languages)}
    chosen: dict[Any, Any] = {}
    for row in translations:
        present = chosen.get(row.translation_key)
        if present is None or places[row.locale.language_code] < places[present.locale.language_code]:
            chosen[row.translation_key] = row
    return chosen
