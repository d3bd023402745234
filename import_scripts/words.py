"""What counts as a word, and which colons separate a label from its text."""

import re
from collections.abc import Iterator

COLONS = ":：﹕∶"

_COLON = re.compile(f"[{COLONS}]")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def separating_colons(text: str) -> Iterator[tuple[int, int]]:
    """Yield `(start, colon)` for each colon that may end a label.

    `start` is where the run of backslashes before the colon begins, or `colon` when there is none. The
    colon of a time (`10:30`) and of an address (`https://`) separates nothing.
    """
    for match in _COLON.finditer(text):
        colon = match.start()
        if text.startswith("//", colon + 1):
            continue
        start = colon
        while start and text[start - 1] == "\\":
            start -= 1
        between_digits = start > 0 and text[start - 1].isdigit() and text[colon + 1 : colon + 2].isdigit()
        if not between_digits:
            yield start, colon


def word_count(text: str) -> int:
    """Count the words of a text: tokens between whitespace with at least one letter or digit.

    A separating colon and the joint of a link, `](`, part words as whitespace does, so that a text has
    the same number of words before and after its labels and links are taken out.
    """
    if _COLON.search(text):
        pieces, end = [], 0
        for start, colon in separating_colons(text):
            pieces.append(text[end:start])
            end = colon + 1
        text = " ".join((*pieces, text[end:]))
    return sum(1 for token in text.replace("](", "] (").split() if _LETTER_OR_DIGIT.search(token))
