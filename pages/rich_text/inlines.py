"""From the spans of one block to its inline nodes: links, and runs of the other direction."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby

from cms.direction import Direction

from .nodes import Inline, LineBreak, Link, Run, Text
from .runs import has_letters, language_of_run, may_hold_runs, runs
from .spans import BREAK, Span
from .targets import Target

Extent = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A span, or the part of one that lies in the run that begins at ``run``.

    ``wide`` is the part of a run that holds whole links or stands around one; other runs lie inside a link or have
    nothing to do with any.
    """

    span: Span
    run: int | None = None
    wide: bool = False


def inlines(spans: list[Span], base: Direction | None) -> tuple[Inline, ...]:
    """The nodes of one block; what runs against ``base`` is apart if a base is given. Linear in the text."""
    if base is None or not any(may_hold_runs(span.text, base) for span in spans):
        return tuple(_unparted(spans))
    if len(spans) == 1 and spans[0].target is None:
        return tuple(_parted(spans[0], base))
    nodes: list[Inline] = []
    for run, group in groupby(_pieces(spans, base), lambda piece: piece.run if piece.wide else None):
        children = tuple(_linked(group, base.opposite))
        nodes += children if run is None else [_run(base.opposite, children)]
    return tuple(nodes)


def _unparted(spans: list[Span]) -> Iterator[Inline]:
    for target, group in groupby(spans, lambda span: span.target):
        if target is None:
            yield from map(_leaf, group)
        else:
            yield Link(target, tuple(map(_leaf, group)))


def _parted(span: Span, base: Direction) -> Iterator[Inline]:
    """The nodes of a span that has no neighbours, which nearly all have not."""
    text, marks, at = span.text, span.marks, 0
    for first, last in runs(text, base):
        if at < first:
            yield Text(text[at:first], marks)
        yield _run(base.opposite, (Text(text[first:last], marks),))
        at = last
    if at < len(text):
        yield Text(text[at:], marks)


def _linked(pieces: Iterable[_Piece], against: Direction) -> Iterator[Inline]:
    for target, group in groupby(pieces, lambda piece: piece.span.target):
        children = _worded(group, against)
        if target is None:
            yield from children
        else:
            yield Link(target, tuple(children))


def _worded(pieces: Iterable[_Piece], against: Direction) -> Iterator[Inline]:
    for run, group in groupby(pieces, lambda piece: None if piece.wide else piece.run):
        children = tuple(_leaf(piece.span) for piece in group)
        if run is None:
            yield from children
        else:
            yield _run(against, children)


def _leaf(span: Span) -> Text | LineBreak:
    return LineBreak() if span.text == BREAK else Text(span.text, span.marks)


def _run(direction: Direction, children: tuple[Inline, ...]) -> Run:
    return Run(direction, language_of_run("".join(map(_text, children))), children)


def _text(node: Inline) -> str:
    match node:
        case Text():
            return node.value
        case LineBreak():
            return BREAK
        case _:
            return "".join(map(_text, node.children))


def _pieces(spans: list[Span], base: Direction) -> list[_Piece]:
    """The spans cut where runs begin and end. A run ends with its line, and at a link that holds more than the run."""
    pieces: list[_Piece] = []
    stretch: list[Span] = []
    for target, is_break, part in _parts(spans):
        if is_break or (target and has_letters(_joined(part), base)):
            pieces += _cut(stretch, base)
            stretch.clear()
            pieces += map(_Piece, part) if is_break else _cut(part, base)
        else:
            stretch += part
    return pieces + _cut(stretch, base)


def _parts(spans: list[Span]) -> Iterator[tuple[Target | None, bool, list[Span]]]:
    for (target, is_break), group in groupby(spans, lambda span: (span.target, span.text == BREAK)):
        yield target, is_break, list(group)


def _joined(spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans)


def _cut(spans: list[Span], base: Direction) -> list[_Piece]:
    """The spans of one line, cut at the borders of its runs. Where a run would cut a link, each part stands alone."""
    found = runs(_joined(spans), base)
    if not found:
        return [_Piece(span) for span in spans]
    parts = list(_parts(spans)) if any(span.target for span in spans) else []
    starts = list(accumulate((len(_joined(part)) for _target, _is_break, part in parts), initial=0))
    are_links = [target is not None for target, _is_break, _part in parts]
    if len(parts) > 1 and any(_cuts_a_link(run, starts, are_links) for run in found):
        return [piece for _target, _is_break, part in parts for piece in _cut(part, base)]
    pieces: list[_Piece] = []
    start, number = 0, 0
    for span in spans:
        at, end = start, start + len(span.text)
        while at < end:
            while number < len(found) and found[number][1] <= at:
                number += 1
            first, last = found[number] if number < len(found) else (end, end)
            is_inside = first <= at < last
            until = min(end, last if is_inside else first)
            cut = Span(span.text[at - start : until - start], span.marks, span.target)
            wide = is_inside and len(parts) > 1 and _part_of(first, starts) != _part_of(last - 1, starts)
            pieces.append(_Piece(cut, first if is_inside else None, wide))
            at = until
        start = end
    return pieces


def _part_of(place: int, starts: list[int]) -> int:
    return bisect_right(starts, place) - 1


def _cuts_a_link(run: Extent, starts: list[int], are_links: list[bool]) -> bool:
    first, last = _part_of(run[0], starts), _part_of(run[1] - 1, starts)
    if first == last:
        return False
    return (are_links[first] and starts[first] < run[0]) or (are_links[last] and run[1] < starts[last + 1])
