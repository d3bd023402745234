"""The characters of one block as they are read: which marks they have, and what they lead to."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from .nodes import Marks
from .targets import Target

BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters that have the same marks and lead to the same target. A line break is a span of its own."""

    text: str
    marks: Marks = ()
    target: Target | None = None


def tidied(spans: Iterable[Span]) -> list[Span]:
    """Whitespace as a browser shows it, no line break at the ends, and neighbours of one kind made one."""
    kept: list[Span] = []
    for span in spans:
        text = span.text
        if text == BREAK:
            _strip_end(kept, " ")
            if kept:
                kept.append(span)
            continue
        if text.startswith(" ") and (not kept or kept[-1].text.endswith((" ", BREAK))):
            text = text[1:]
        if text:
            kept.append(span if text is span.text else Span(text, span.marks, span.target))
    _strip_end(kept, " \n")
    if len(kept) <= 1:
        return kept
    merged: list[Span] = []
    for (marks, target, is_break), group in groupby(kept, lambda span: (span.marks, span.target, span.text == BREAK)):
        alike = list(group)
        merged += alike if is_break or len(alike) == 1 else [Span("".join(s.text for s in alike), marks, target)]
    return merged


def _strip_end(spans: list[Span], characters: str) -> None:
    while spans and spans[-1].text[-1] in characters:
        last = spans.pop()
        if text := last.text.rstrip(characters):
            spans.append(Span(text, last.marks, last.target))
