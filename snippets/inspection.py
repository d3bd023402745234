"""The admin's page that shows all facts of one item without a form."""

from typing import Any

from django.db.models import Field, URLField
from django.utils.html import format_html
from wagtail.fields import RichTextField
from wagtail.rich_text import RichText
from wagtail.snippets.views import snippets


class InspectView(snippets.InspectView):
    """Shows rich text as text and addresses from left to right."""

    def get_field_display_value(self, field_name: str, field: Field | None) -> Any:
        value = super().get_field_display_value(field_name, field)
        if isinstance(field, RichTextField):
            return RichText(value)
        if isinstance(field, URLField):
            return format_html('<bdi dir="ltr">{}</bdi>', value)
        return value
