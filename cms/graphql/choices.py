"""The choices that editors have, as GraphQL enums."""

import graphene
from django.db.models import TextChoices

from pages.blocks import CalloutTone
from pages.models import SectionKind
from snippets.models import PlatformKind


def _meaning(choice: TextChoices | None) -> str:
    return str(choice.label) if choice else "One of the choices that editors have."


PLATFORM_KIND = graphene.Enum.from_enum(PlatformKind, description=_meaning)
SECTION_KIND = graphene.Enum.from_enum(SectionKind, description=_meaning)
CALLOUT_TONE = graphene.Enum.from_enum(CalloutTone, description=_meaning)

#: The enum of a declared field, by the name of the model or block and of the field.
BY_FIELD = {
    ("Platform", "kind"): PLATFORM_KIND,
    ("SectionPage", "kind"): SECTION_KIND,
    ("CalloutBlock", "tone"): CALLOUT_TONE,
}
