"""Dates and lengths of time as readers see them: the arguments that choose how, and the resolvers that take them."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from cms.dates import Calendar, DateStyle, Digits, Region, Wording, date_text, minutes_text
from cms.lasting import lasting

from .batching import with_batch
from .directions import language_of

_MEANINGS: dict[StrEnum, str] = {
    Calendar.GREGORIAN: "The Gregorian calendar.",
    Calendar.UMM_AL_QURA: "The Hijri calendar of Umm al-Qura, known from 1 August 1924 to 16 November 2077.",
    DateStyle.SHORT: "In numbers, such as `25/11/2026`.",
    DateStyle.MEDIUM: "In numbers of two digits, or with short names of months.",
    DateStyle.LONG: "With the name of the month.",
    DateStyle.FULL: "With the names of the day and the month.",
    Digits.LATN: "0 to 9.",
    Digits.ARAB: "Arabic-Indic, as in the east of the Arab world.",
    Digits.ARABEXT: "Extended Arabic-Indic, as in Persian and Urdu.",
}


def _enum(choices: type[StrEnum], description: str) -> graphene.Enum:
    def meaning(choice: StrEnum | None) -> str:
        return description if choice is None else _MEANINGS.get(choice, f"The country with the ISO code {choice.name}.")

    return graphene.Enum.from_enum(choices, description=meaning)


CALENDAR = _enum(Calendar, "A calendar.")
DATE_STYLE = _enum(DateStyle, "How much a date says.")
DIGITS = _enum(Digits, "A set of digits.")
REGION = _enum(Region, "A country, whose names of months and digits a date can have.")

DIGITS_ARGUMENT = {
    "digits": graphene.Argument(DIGITS, description="The digits; left out, those that are usual there."),
}
DATE_ARGUMENTS = {
    "calendar": graphene.Argument(CALENDAR, description="The calendar; Gregorian where it is left out."),
    "style": graphene.Argument(DATE_STYLE, description="How much is said; LONG where it is left out."),
    "region": graphene.Argument(
        REGION,
        description="Whose names of months, such as Syriac ones in SY and French ones in MA, and whose usual digits.",
    ),
    **DIGITS_ARGUMENT,
}


def date_text_of(column: str) -> Callable[..., Any]:
    """The resolver of the date in ``column`` of a page or snippet as text, in the object's own language."""

    def resolve(holder: Any, info: GraphQLResolveInfo, **chosen: Any) -> str | None:
        day = getattr(holder, column)
        given = {name: value for name, value in chosen.items() if value is not None}
        return date_text(day, language_of(holder), Wording(**given)) if day else None

    def each(holders: Iterable[Any], info: GraphQLResolveInfo, **chosen: Any) -> list[str | None]:
        return [resolve(holder, info, **chosen) for holder in holders]

    return lasting(with_batch(resolve, each))


def minutes_text_of(count: Callable[[Any, GraphQLResolveInfo], int]) -> Callable[..., Any]:
    """The resolver of the minutes that ``count`` gives of an object, as text in the object's own language."""

    def resolve(holder: Any, info: GraphQLResolveInfo, digits: Digits | None = None) -> str:
        return minutes_text(count(holder, info), language_of(holder), digits)

    return resolve
