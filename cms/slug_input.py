"""The form field of slugs in the admin and the REST API: what is typed is cleaned there and in the browser."""

from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import SlugInput

from .slugs import ORNAMENT, PARTING, cleaned, latin

#: Letters whose hamza or madda was typed apart; the browser's own cleaning would drop the mark.
_COMPOSED = {"ا\u0653": "آ", "ا\u0654": "أ", "ا\u0655": "إ", "و\u0654": "ؤ", "ي\u0654": "ئ"}
_ARABIC_LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيٱپچژڤکگی٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"


class SlugField(forms.SlugField):
    """Cleans before it validates."""

    def to_python(self, value: Any) -> Any:
        return cleaned(super().to_python(value))


def formatters() -> list[tuple[str, str]]:
    """What Wagtail's script replaces, in this order, in titles of which it makes slugs and in slugs that are typed."""
    latin_letters = [(letter, latin(letter)) for letter in _ARABIC_LETTERS] if settings.SLUG_TRANSLITERATION else []
    return [*_COMPOSED.items(), (ORNAMENT, ""), (PARTING, " "), (r"^\s+|\s+$", ""), *latin_letters]


def register() -> None:
    """Make it the field of every slug. Called once, before the first form is made."""
    override = {"form_class": SlugField, "widget": SlugInput(formatters=formatters())}
    register_form_field_override(models.SlugField, override=override)
