"""The catalogue of blocks that a section's body is made of."""

from wagtail import blocks

from .entries import PlatformBlock, PointBlock, ReadAlsoBlock
from .media import EmbedBlock, ImageBlock, TableBlock
from .plain_text import plain_text
from .text import CalloutBlock, CalloutTone, HeadingBlock, ParagraphBlock, QuoteBlock, SummaryBlock

__all__ = ["BodyBlock", "CalloutTone", "plain_text"]


class BodyBlock(blocks.StreamBlock):
    """The body of a section."""

    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    point = PointBlock()
    platform = PlatformBlock()
    read_also = ReadAlsoBlock()
    summary = SummaryBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    image = ImageBlock()
    embed = EmbedBlock()
    table = TableBlock()
