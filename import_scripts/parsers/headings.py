"""Which of the unmarked lines are headings: a line alone cannot tell, the one after it must be seen."""

from collections.abc import Sequence
from dataclasses import dataclass

from .lines import Break, Closing, Entry, Line, Mark, Plain
from .phrases import ReadAlsoLine


@dataclass(frozen=True, slots=True)
class Headings:
    """Places of headings, and runs (first and last place) of lines that look like headings in vain."""

    places: frozenset[int]
    doubtful: tuple[tuple[int, int], ...]


def find_headings(lines: Sequence[Line]) -> Headings:
    """Return the places of unmarked section headings among an article's lines, the title being the first.

    A line that could be a heading is one when body text follows it: anything but a `#` mark or another line
    that could be a heading. The line right after one that awaits its text is that text.
    """
    places: set[int] = set()
    doubtful: list[tuple[int, int]] = []
    follower: Line | None = None
    for place in range(len(lines) - 1, 0, -1):
        line = lines[place]
        if isinstance(line, Break):
            continue
        if _may_be_heading(line) and not awaits_text(lines[place - 1]):
            if follower is None or isinstance(follower, Mark):
                doubtful.append((place, place))
            elif not _may_be_heading(follower):
                places.add(place)
            elif doubtful and doubtful[-1][0] == place + 1:
                doubtful[-1] = (place, doubtful[-1][1])
            else:
                doubtful.append((place, place))
        follower = line
    return Headings(frozenset(places), tuple(reversed(doubtful)))


def awaits_text(line: Line) -> bool:
    """Tell whether a line's text is on the line after it."""
    match line:
        case Entry(text=""):
            return True
        case ReadAlsoLine(text=""):
            return True
        case Closing(is_alone=True):
            return True
        case _:
            return False


def _may_be_heading(line: Line) -> bool:
    return isinstance(line, Plain) and line.may_be_heading
