"""The language of what a root field answers."""

import graphene
from django.conf import settings

from .errors import BadUserInput

LOCALE = graphene.Argument(graphene.String, description="Language code; the default language where it is left out.")


def language_code(locale: str | None) -> str:
    """The asked or the default language. Raises BadUserInput for one in which the site does not publish."""
    codes = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    if locale is None:
        return settings.LANGUAGE_CODE
    if locale not in codes:
        raise BadUserInput(f"The site does not publish in {locale!r}; `locale` can be {', '.join(codes)}.")
    return locale
