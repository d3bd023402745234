"""Columns of the listings of shared content."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, LocaleColumn, NumberColumn, UpdatedAtColumn

#: The size in which listings show pictures; renditions are fetched with the rows, so both must name the same.
THUMBNAIL = "max-120x120"


class PictureColumn(Column):
    """A small picture."""

    cell_template_name = "snippets/columns/picture.html"


class ColorColumn(Column):
    """A colour, shown and written."""

    cell_template_name = "snippets/columns/color.html"


class LatinColumn(Column):
    """Text that is read from left to right in every interface language."""

    cell_template_name = "snippets/columns/latin.html"


def publishing_columns() -> list[Column]:
    """Language, status and date: what closes every listing. Labels are lazy, unlike those that Wagtail gives them."""
    return [
        LocaleColumn(label=_("Language")),
        LiveStatusTagColumn(label=_("Status")),
        UpdatedAtColumn(label=_("Updated")),
    ]


__all__ = ["THUMBNAIL", "ColorColumn", "Column", "LatinColumn", "NumberColumn", "PictureColumn", "publishing_columns"]
