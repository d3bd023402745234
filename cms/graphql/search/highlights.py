"""What a hit shows of itself: excerpts in their original spelling, with the words that were found."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import graphene
from django.utils.html import escape

from cms.arabic import fold_with_offsets, stem, words

#: The length of an excerpt in characters, how much of it comes before the first word found, and what is looked through.
EXCERPT, LEAD, MAX_TEXT = 160, 40, 50_000
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of an excerpt. ``start`` counts in UTF-16 code units, as JavaScript does."""

    text: str
    hit: bool
    start: int


class Marked:
    """A text in pieces, and the same as HTML."""

    __slots__ = ()
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)

    @property
    def html(self) -> str:
        return "".join(f"<mark>{escape(s.text)}</mark>" if s.hit else escape(s.text) for s in self.segments)


@dataclass(frozen=True, slots=True)
class Highlighted(Marked):
    """An excerpt of one field, in pieces."""

    field: str
    segments: tuple[Segment, ...]


def highlights(texts: Mapping[str, str], phrases: Iterable[str]) -> list[Highlighted]:
    """An excerpt of each text that holds any of the phrases, which are runs of stems, in the order of the texts."""
    sought = {tuple(phrase.split()) for phrase in phrases}
    found = (_highlighted(field, text[:MAX_TEXT], sought) for field, text in texts.items())
    return [highlighted for highlighted in found if highlighted]


def _highlighted(field: str, text: str, sought: Collection[tuple[str, ...]]) -> Highlighted | None:
    if {phrase[0] for phrase in sought}.isdisjoint(map(stem, words(text))):
        return None
    tidy = " ".join(text.split())
    spans = list(_spans(tidy, sought))
    if not spans:
        return None
    start, end = _window(tidy, spans[0])
    kept = [span for span in spans if start <= span[0] and span[1] <= end]
    return Highlighted(field, tuple(_segments(_pieces(tidy, start, end, kept))))


def _spans(text: str, sought: Collection[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Where the phrases stand, none inside another; a phrase of several words is one span."""
    found = fold_with_offsets(text).words()
    stems = [stem(word) for word, _start, _end in found]
    lengths = sorted({len(phrase) for phrase in sought}, reverse=True)
    place = 0
    while place < len(stems):
        runs = (tuple(stems[place : place + length]) for length in lengths)
        length = next((len(run) for run in runs if run in sought), 0)
        if length:
            yield found[place][1], found[place + length - 1][2]
        place += length or 1


def _window(text: str, first: tuple[int, int]) -> tuple[int, int]:
    """The bounds of the excerpt around the first word found: at spaces, or else at that word's own ends."""
    if len(text) <= EXCERPT:
        return 0, len(text)
    start = max(0, min(first[0] - LEAD, len(text) - EXCERPT))
    if start > 0:
        start = text.find(" ", start - 1, first[0] + 1) + 1 or first[0]
    end = start + EXCERPT
    if end >= len(text):
        return start, len(text)
    return start, max(text.rfind(" ", first[1], end + 1), first[1])


def _pieces(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    place = start
    if start > 0:
        yield _CUT, False
    for begins, ends in spans:
        yield text[place:begins], False
        yield text[begins:ends], True
        place = ends
    yield text[place:end], False
    if end < len(text):
        yield _CUT, False


def _segments(pieces: Iterable[tuple[str, bool]]) -> Iterator[Segment]:
    """The pieces that hold anything, neighbours of one kind joined."""
    joined: list[tuple[str, bool]] = []
    for text, hit in pieces:
        if joined and joined[-1][1] is hit is False:
            joined[-1] = (joined[-1][0] + text, hit)
        elif text:
            joined.append((text, hit))
    place = 0
    for text, hit in joined:
        yield Segment(text, hit, place)
        place += len(text.encode("utf-16-le", "surrogatepass")) // 2


class HighlightSegment(graphene.ObjectType):
    """A piece of an excerpt, found or not."""

    text = graphene.String(required=True, description="The piece in its original spelling.")
    hit = graphene.Boolean(required=True, description="Whether it is a word that was looked for.")
    start = graphene.Int(
        required=True, description="Where it begins in the excerpt, in UTF-16 code units as JavaScript counts them."
    )


class SearchedField(graphene.Enum):
    """A field that search looks through, of any type."""

    TITLE = "title"
    LEAD = "lead"
    INTRODUCTION = "introduction"
    BODY = "body"
    ARABIC_NAME = "arabic_name"
    LATIN_NAME = "latin_name"
    ALIASES = "aliases"
    TAGLINE = "tagline"
    DESCRIPTION = "description"
    FEATURES = "features"

    @property
    def description(self) -> str:
        return f"The {self.name.lower().replace('_', ' ')}." if self else "A field that search looks through."


class Highlight(graphene.ObjectType):
    """An excerpt of about 160 characters around the first word found in a field, in the original spelling."""

    field = graphene.Field(SearchedField, required=True, description="The field that holds it.")
    text = graphene.String(required=True, description="The excerpt; an ellipsis stands where it was cut.")
    html = graphene.String(required=True, description="The excerpt, escaped, with each word found inside `<mark>`.")
    segments = graphene.List(graphene.NonNull(HighlightSegment), required=True, description="The excerpt in pieces.")
