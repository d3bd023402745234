"""The blocks that a section's body is made of."""

from grapple.helpers import register_streamfield_block
from grapple.models import GraphQLImage, GraphQLPage, GraphQLRichText, GraphQLSnippet, GraphQLString
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock


@register_streamfield_block
class ParagraphBlock(blocks.StructBlock):
    prose = blocks.RichTextBlock()

    graphql_fields = [GraphQLRichText("prose")]


@register_streamfield_block
class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock()
    level = blocks.ChoiceBlock(choices=[("h3", "Heading"), ("h4", "Subheading")], default="h3")

    graphql_fields = [GraphQLString("text"), GraphQLString("level")]


@register_streamfield_block
class PointBlock(blocks.StructBlock):
    title = blocks.CharBlock()
    prose = blocks.RichTextBlock(required=False)

    graphql_fields = [GraphQLString("title"), GraphQLRichText("prose")]


@register_streamfield_block
class PlatformBlock(blocks.StructBlock):
    platform = SnippetChooserBlock("articles.Platform")
    display_name = blocks.CharBlock(required=False)
    prose = blocks.RichTextBlock()

    graphql_fields = [
        GraphQLSnippet("platform", "articles.Platform"),
        GraphQLString("display_name"),
        GraphQLRichText("prose"),
    ]


@register_streamfield_block
class ReadAlsoBlock(blocks.StructBlock):
    text = blocks.CharBlock()
    page = blocks.PageChooserBlock()

    graphql_fields = [GraphQLString("text"), GraphQLPage("page")]


@register_streamfield_block
class SummaryBlock(blocks.StructBlock):
    prose = blocks.RichTextBlock()

    graphql_fields = [GraphQLRichText("prose")]


@register_streamfield_block
class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock()
    attribution = blocks.CharBlock(required=False)

    graphql_fields = [GraphQLString("text"), GraphQLString("attribution")]


@register_streamfield_block
class CalloutBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(choices=[("note", "Note"), ("tip", "Tip"), ("warning", "Warning")], default="note")
    title = blocks.CharBlock(required=False)
    prose = blocks.RichTextBlock()

    graphql_fields = [GraphQLString("tone"), GraphQLString("title"), GraphQLRichText("prose")]


@register_streamfield_block
class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock()
    alt_text = blocks.CharBlock(required=False)
    caption = blocks.CharBlock(required=False)

    graphql_fields = [GraphQLImage("image"), GraphQLString("alt_text"), GraphQLString("caption")]


class BodyBlock(blocks.StreamBlock):
    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    point = PointBlock()
    platform = PlatformBlock()
    read_also = ReadAlsoBlock()
    summary = SummaryBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    image = ImageBlock()
