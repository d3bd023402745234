"""Spaces that are doubled, that stand before a sign, or that are missing after one."""

import re
from collections.abc import Iterator

from .findings import Finding, Kind, finding
from .letters import ARABIC, LATIN, MARKS

_SPACE = "[ \t\xa0]"
_DOUBLE = re.compile(rf"(?<![\s(\[«]){_SPACE}{{2,}}(?![\s،؛؟,;!?:.)\]»])")
#: A full stop with a letter after it begins a word, as in ".NET"; several are an ellipsis, which may stand apart.
_BEFORE = re.compile(
    rf"(?<=[\w)\]»”\"'{MARKS}]){_SPACE}+(?=[،؛؟)\]»]|[,;!?](?!\w)|[.:](?![\w.…/\\]))|(?<=[(\[«]){_SPACE}+(?=\S)"
)
_LETTER = f"[{ARABIC}{MARKS}]"
_BEGINS = f"(?=[{ARABIC}][{MARKS}]*[{ARABIC}])"
_MISSING = re.compile(
    rf"(?<!\d)[،؛؟](?=[\w(\[«])|(?<=\d)[،؛؟](?=[^\W\d]|[(\[«])"
    rf"|(?<={_LETTER}{{2}})[,;!?:]{_BEGINS}|(?<={_LETTER}{{3}})\.{_BEGINS}"
    rf"|(?<=[{ARABIC}{LATIN}]{{2}})[,;](?=[{ARABIC}{LATIN}]{{2}})"
    rf"|(?<=[a-z]{{2}})[.!?](?=[A-Z][a-z])"
)


def double(text: str, prose: str) -> Iterator[Finding]:
    """Several spaces between two words; those at the ends of a line count for nothing."""
    for match in _DOUBLE.finditer(prose):
        if match.start() > 0 and match.end() < len(prose):
            yield finding(Kind.DOUBLE_SPACE, text, *match.span(), " ")


def before(text: str, prose: str) -> Iterator[Finding]:
    """Spaces before a sign or a closing bracket, and after an opening one."""
    for match in _BEFORE.finditer(prose):
        is_ratio = prose[match.end()] == ":" and prose[match.start() - 1].isdigit()
        if not is_ratio:
            yield finding(Kind.SPACE_BEFORE, text, *match.span(), "")


def missing(text: str, prose: str) -> Iterator[Finding]:
    """Signs with the next word glued to them; one or two letters before a full stop are an abbreviation."""
    for match in _MISSING.finditer(prose):
        yield finding(Kind.SPACE_MISSING, text, *match.span(), f"{text[match.start()]} ")
