"""Commas, semicolons and question marks of the other script."""

import re
from collections.abc import Iterator

from .findings import Finding, Kind, finding
from .letters import ARABIC, LATIN

_TO_ARABIC = {",": "،", ";": "؛", "?": "؟"}
_TO_LATIN = {arabic: latin for latin, arabic in _TO_ARABIC.items()}
_PARTS = re.compile(f"(?P<arabic>[{ARABIC}])|(?P<latin>[{LATIN}])|(?P<end>\n)|(?P<sign>[,;?]+|[،؛؟]+)")
_FIGURES = re.compile(r"\d\s?(?P<sign>[,;])(?=\s?\d)")


def latin(text: str, prose: str) -> Iterator[Finding]:
    """Latin signs in Arabic sentences.

    A comma or semicolon is the sentence's unless it stands between two Latin words or two figures. A question mark is
    the sentence's after an Arabic word only: after a Latin one it may belong to a title.
    """
    between_figures = {match.start("sign") for match in _FIGURES.finditer(prose)}
    for match, before, after in _signs(prose):
        is_arabic = before == "arabic" or ("?" not in match[0] and (before, after) == ("latin", "arabic"))
        if match[0][0] in _TO_ARABIC and is_arabic and match.start() not in between_figures:
            yield _replaced(text, match, _TO_ARABIC)


def arabic(text: str, prose: str) -> Iterator[Finding]:
    """Arabic signs after English words; one that an Arabic word follows may belong to a quotation."""
    for match, before, after in _signs(prose):
        if match[0][0] in _TO_LATIN and before == "latin" and after != "arabic":
            yield _replaced(text, match, _TO_LATIN)


def _replaced(text: str, sign: re.Match[str], signs: dict[str, str]) -> Finding:
    """The finding reaches back to the word before the sign, even where a space parts them."""
    start = sign.start()
    while start and text[start - 1] in " \xa0":
        start -= 1
    replacement = text[start : sign.start()] + "".join(signs[character] for character in sign[0])
    return finding(Kind.FOREIGN_PUNCTUATION, text, start, sign.end(), replacement)


def _signs(prose: str) -> Iterator[tuple[re.Match[str], str, str]]:
    """Each sign with the scripts of the last letter before it and of the next one after it in its line."""
    waiting: list[tuple[re.Match[str], str]] = []
    before = ""
    for match in _PARTS.finditer(prose):
        kind = match.lastgroup or ""
        if kind == "sign":
            waiting.append((match, before))
            continue
        after = "" if kind == "end" else kind
        yield from ((sign, earlier, after) for sign, earlier in waiting)
        waiting.clear()
        before = after
    yield from ((sign, earlier, "") for sign, earlier in waiting)
