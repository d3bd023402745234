"""``lang`` and ``dir``: the language of what holds text, and the direction in which it runs.

They name the language in which the content is filed. An image of the library is filed under none: its text stands for
it wherever no place gives a text of its own, so images have neither field.
"""

from typing import Any

import graphene
from django.conf import settings
from wagtail.models import TranslatableMixin

from cms.direction import Direction, direction_of
from cms.lasting import lasting
from snippets.models import SiteSettings

from .batching import of_each
from .blocks import BlockItem


def _meaning(direction: Direction | None) -> str:
    match direction:
        case Direction.LTR:
            return "Left to right."
        case Direction.RTL:
            return "Right to left."
        case None:
            return "The direction of a text. HTML's `dir` takes the names as they are."


DIRECTION = graphene.Enum.from_enum(Direction, description=_meaning)


def language_of(holder: Any) -> str:
    """The language code of a page or snippet, of the owner of a block, or in which a site's settings are asked for."""
    match holder:
        case BlockItem():
            return language_of(holder.owner)
        case TranslatableMixin():
            return holder.locale.language_code
        case SiteSettings():
            return holder.language
    return settings.LANGUAGE_CODE


def fields() -> dict[str, graphene.Field]:
    """``lang`` and ``dir`` for a type whose objects ``language_of`` knows."""
    return {
        "lang": graphene.Field(
            graphene.NonNull(graphene.String),
            resolver=lasting(of_each(language_of)),
            description="The language of its texts as a BCP 47 tag, for HTML's `lang`.",
        ),
        "dir": graphene.Field(
            graphene.NonNull(DIRECTION),
            resolver=lasting(of_each(lambda holder: direction_of(language_of(holder)))),
            description="The direction of its texts, for HTML's `dir`.",
        ),
    }
