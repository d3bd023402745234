"""Blocks that are not running text: image, embed and table."""

from typing import Any

import graphene
from django.utils.translation import gettext_lazy as _
from grapple.helpers import register_streamfield_block
from grapple.models import GraphQLField, GraphQLImage, GraphQLString
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageChooserBlock


@register_streamfield_block
class ImageBlock(blocks.StructBlock):
    """A picture with its caption."""

    image = ImageChooserBlock(label=_("Image"))
    alt_text = blocks.CharBlock(
        label=_("Alternative text"),
        required=False,
        max_length=255,
        help_text=_("What the image says here. Empty: the description in the image library."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)

    class Meta:
        icon = "image"
        label = _("Image")
        template = "pages/blocks/image.html"

    graphql_fields = [
        GraphQLImage("image", description="The picture; null when it is not public."),
        GraphQLString("alt_text", description="Text that stands for it here; empty: the image's own."),
        GraphQLString("caption", description="The line below it."),
    ]


@register_streamfield_block
class EmbedBlock(blocks.StructBlock):
    """A video or post of another site, by its address; frontends load it only when a reader asks for it."""

    url = blocks.URLBlock(label=_("Address"), help_text=_("Of the page that shows it, such as a video's page."))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)

    class Meta:
        icon = "media"
        label = _("Embed")
        template = "pages/blocks/embed.html"

    graphql_fields = [
        GraphQLString("url", description="Address of the page that shows it."),
        GraphQLString("caption", description="The line below it."),
    ]


@register_streamfield_block
class TableBlock(blocks.StructBlock):
    """A table of texts with a heading for each column."""

    table = TypedTableBlock([("text", blocks.CharBlock(required=False, label=_("Text")))], label=_("Table"))

    class Meta:
        icon = "table"
        label = _("Table")
        template = "pages/blocks/table.html"

    graphql_fields = [
        GraphQLString("caption", description="The line above it."),
        GraphQLField(
            "columns", graphene.List(graphene.NonNull(graphene.String)), description="The headings of the columns."
        ),
        GraphQLField(
            "rows",
            graphene.List(graphene.NonNull(graphene.List(graphene.NonNull(graphene.String)))),
            description="The cells, row by row.",
        ),
    ]

    @staticmethod
    def graphql_values(raw: dict[str, Any]) -> dict[str, Any]:
        table = raw.get("table") or {}
        return {
            "caption": table.get("caption", ""),
            "columns": [column["heading"] for column in table.get("columns", ())],
            "rows": [[str(cell or "") for cell in row["values"]] for row in table.get("rows", ())],
        }
