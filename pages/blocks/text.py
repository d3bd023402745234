"""Blocks of running text: paragraph, heading, summary, quote and call-out."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from grapple.helpers import register_streamfield_block
from grapple.models import GraphQLInt, GraphQLRichText, GraphQLString
from wagtail import blocks

#: What an editor may do inside prose.
PROSE_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


def prose() -> blocks.RichTextBlock:
    """The field that every block with rich text has, under the same name."""
    return blocks.RichTextBlock(label=_("Text"), features=PROSE_FEATURES)


@register_streamfield_block
class ParagraphBlock(blocks.StructBlock):
    """One or more paragraphs of running text."""

    prose = prose()

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        template = "pages/blocks/prose.html"

    graphql_fields = [GraphQLRichText("prose", description="The text.")]


@register_streamfield_block
class HeadingBlock(blocks.StructBlock):
    """A heading inside a section."""

    text = blocks.CharBlock(label=_("Heading"), max_length=200)
    level = blocks.ChoiceBlock(label=_("Level"), choices=[("h3", _("Heading")), ("h4", _("Subheading"))], default="h3")

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "pages/blocks/heading.html"
        form_classname = "struct-block content-direction"

    graphql_fields = [
        GraphQLString("text", description="The heading."),
        GraphQLInt("level", description="3 or 4: the section's own title is level 2."),
    ]

    @staticmethod
    def graphql_values(raw: dict[str, Any]) -> dict[str, Any]:
        return {"text": raw.get("text"), "level": 4 if raw.get("level") == "h4" else 3}


@register_streamfield_block
class SummaryBlock(blocks.StructBlock):
    """Closing words that sum a section up."""

    prose = prose()

    class Meta:
        icon = "doc-full-inverse"
        label = _("Summary")
        template = "pages/blocks/summary.html"

    graphql_fields = [GraphQLRichText("prose", description="The closing words.")]


@register_streamfield_block
class QuoteBlock(blocks.StructBlock):
    """Somebody's words."""

    text = blocks.TextBlock(label=_("Quote"))
    attribution = blocks.CharBlock(label=_("Who said it"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "pages/blocks/quote.html"

    graphql_fields = [
        GraphQLString("text", description="The words."),
        GraphQLString("attribution", description="Whose words they are."),
    ]


class CalloutTone(TextChoices):
    NOTE = "note", _("Note")
    TIP = "tip", _("Tip")
    WARNING = "warning", _("Warning")


@register_streamfield_block
class CalloutBlock(blocks.StructBlock):
    """A remark set apart from the text."""

    tone = blocks.ChoiceBlock(label=_("Tone"), choices=CalloutTone.choices, default=CalloutTone.NOTE)
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=200)
    prose = prose()

    class Meta:
        icon = "info-circle"
        label = _("Call-out")
        template = "pages/blocks/callout.html"

    graphql_fields = [
        GraphQLString("tone", description="How it is meant."),
        GraphQLString("title", description="Its title."),
        GraphQLRichText("prose", description="The remark."),
    ]
