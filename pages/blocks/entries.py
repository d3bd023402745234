"""Blocks of a list: a point, a platform, and a link to further reading."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from grapple.helpers import register_streamfield_block
from grapple.models import GraphQLPage, GraphQLRichText, GraphQLSnippet, GraphQLString
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from .text import PROSE_FEATURES, prose


@register_streamfield_block
class PointBlock(blocks.StructBlock):
    """A point of a list: its title, and prose on it."""

    title = blocks.CharBlock(label=_("Title"), max_length=300)
    prose = blocks.RichTextBlock(label=_("Text"), features=PROSE_FEATURES, required=False)

    class Meta:
        icon = "list-ul"
        label = _("Point")
        template = "pages/blocks/point.html"

    graphql_fields = [
        GraphQLString("title", description="What the point is about."),
        GraphQLRichText("prose", description="What is said on it."),
    ]


@register_streamfield_block
class PlatformBlock(blocks.StructBlock):
    """A platform, and prose on it."""

    platform = SnippetChooserBlock("snippets.Platform", label=_("Platform"))
    display_name = blocks.CharBlock(
        label=_("Name as written here"), required=False, max_length=100, help_text=_("Empty: the platform's own name.")
    )
    prose = prose()

    class Meta:
        icon = "globe"
        label = _("Platform")
        template = "pages/blocks/platform.html"

    graphql_fields = [
        GraphQLSnippet("platform", "snippets.Platform", description="The platform; null while it is not published."),
        GraphQLString("display_name", description="The name as this text writes it; empty: the platform's own."),
        GraphQLRichText("prose", description="What is said on it."),
    ]


@register_streamfield_block
class ReadAlsoBlock(blocks.StructBlock):
    """A link to further reading; the text alone until page or address is known."""

    text = blocks.CharBlock(label=_("Text"), max_length=300)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("Address"), required=False, help_text=_("For a link to another site."))

    class Meta:
        icon = "link"
        label = _("Read also")
        template = "pages/blocks/read_also.html"

    graphql_fields = [
        GraphQLString("text", description="What to read."),
        GraphQLPage("page", description="The page of this site, when it is one that anybody may see."),
        GraphQLString("url", description="The address elsewhere; empty when there is none."),
    ]

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if cleaned["page"] and cleaned["url"]:
            message = ValidationError(_("Choose a page or write an address, not both."))
            raise blocks.StructBlockValidationError({"page": message, "url": message})
        return cleaned
