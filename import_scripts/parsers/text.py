"""Plain text → outline: how the lines of an article add up.

1. The first line is the title, marked `# ` or not. A title repeated as first heading opens a section.
2. A line that could be a heading is one when body text follows: anything but a `#` mark or another such line.
   Of several such lines in a row only the last is a heading; the others are paragraphs, with a warning, and so
   is one that nothing follows. The line right after `label:` is that entry's text, however short.
3. Lines before the first section are the lead, each one a paragraph.
4. Every line of prose is a paragraph: lines wrapped by hand stay apart. Blank lines mean nothing.
5. An entry with text on its line is complete, and so is one without a colon. An entry that ends in its colon
   takes the lines after it, up to the next entry, read-also link, closing words, heading or break.
6. A lead-in or closing words alone on a line take the next line of prose as their text.
7. A line after closing words is an ordinary paragraph.
8. An entry whose label names a platform is a platform's; every other is a point, which in a section on types
   is worth a warning.

What a line is by itself stands in `lines`.
"""

from collections.abc import Callable
from typing import assert_never

from ..errors import ParseError
from ..outline import Outline
from ..words import word_count
from .article import TITLE_CHARACTERS, ArticleReader, checked_heading
from .folding import BLANKS
from .headings import find_headings
from .lines import Break, Closing, Entry, Line, Mark, Plain, classify, content
from .phrases import ReadAlsoLine

TITLE_WORDS = 30


def parse(text: str, *, source: str, platform_slug: Callable[[str], str | None]) -> Outline:
    """Return the outline of an article's text, whose lines end in LF.

    `platform_slug` tells the slug of the platform known under a label, or None. Raises `ParseError`, which
    names `source` and the line.
    """
    raws = [(number, raw) for number, raw in enumerate(text.split("\n"), start=1) if raw.strip(BLANKS)]
    if not raws:
        raise ParseError(source, "the text is blank; begin with a title", 1)
    lines = [classify(raw) for _, raw in raws]
    first_number = raws[0][0]
    article = ArticleReader(source, platform_slug, _title(lines[0], source, first_number))
    headings = find_headings(lines)
    for place in range(1, len(lines)):
        number, raw = raws[place]
        article.read(number, raw, lines[place], is_heading=place in headings.places)
    for first, last in headings.doubtful:
        where = f"line {raws[first][0]}" if first == last else f"lines {raws[first][0]}-{raws[last][0]}"
        text_kept = content(raws[first][1])
        article.warnings.append(
            f"{where}: '{text_kept}' could be a heading, but no text follows; kept as a paragraph"
            " (mark it '## ' if it is one)"
        )
    return article.outline(last_line=raws[-1][0])


def source_words(text: str) -> int:
    """Count the words of a source line by line; list marks, `#` marks and escapes are no words."""
    return sum(word_count(content(line)) for line in text.split("\n") if line.strip(BLANKS))


def _title(line: Line, source: str, number: int) -> str:
    match line:
        case Mark(level=1, text=text):
            return checked_heading(text, source, number)
        case Plain(text=text) if word_count(text) <= TITLE_WORDS and len(text) <= TITLE_CHARACTERS:
            return text
        case _:
            remedy = "begin with a short line, or mark the title with '# '"
            raise ParseError(source, f"expected the title, found {_name(line)}; {remedy}", number)


def _name(line: Line) -> str:
    match line:
        case Plain(text=text):
            return f"a paragraph of {word_count(text):,} words"
        case Mark():
            return "the heading of a section"
        case Entry():
            return "a list entry"
        case ReadAlsoLine():
            return "a read-also link"
        case Closing():
            return "closing words"
        case Break():
            return "a line that only separates"
    assert_never(line)
