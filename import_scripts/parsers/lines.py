"""What a single line of an article's text is, told from the line alone.

| line | read as |
|---|---|
| `# `, `## `, `### `, `#### ` and text | title, section heading, headings inside a section; `#tag` is text |
| `## {types} ` and text | section heading with its kind named |
| `#= ` and text | closing summary |
| `-` `–` `—` `•` `*`, or a number of at most two digits (`1.` `1)` `١-` `١.` `(١)`), and text | list entry |
| list entry `label: text`, `label:`, `text` | entry with its text, entry whose text follows, title only |
| list entry `{slug} label: …`, list entry that begins with a backslash | a platform's, a plain point |
| lead-in (`اقرأ أيضا`, `شاهد أيضا`, `See also` …) and text, in a list or not | read-also link |
| closing words (`باختصار`, `في الختام`, `الخلاصة:`, `In short` …) and text | closing summary |
| three or more of `-`, `*`, `_` or `=` only | break: ends the list entry above |
| backslash and anything that this table knows, or that could be a heading | paragraph, without the backslash |
| at most 12 words and 120 characters, at least one letter, no end of a sentence | could be a heading |
| anything else | paragraph |

Marks of direction and other invisible characters before a mark are passed over. A year (`2026.`), a decimal
(`3.5`), a range (`10 - 15`) and a negative number (`-5`) begin no list. In an entry's label `\\:` is a plain colon.
`؟` ends no sentence here, for many headings ask; `!` does.
"""

import re
from dataclasses import dataclass
from typing import TypeAlias

from ..outline import Kind
from ..words import separating_colons, word_count
from .folding import BLANKS, INVISIBLE, first_visible
from .phrases import ReadAlsoLine, is_closing, is_closing_alone, opens_with_phrase, read_also

HEADING_WORDS = 12
HEADING_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class Mark:
    """A line marked with `#`: `level` 1 is the title, 2 a section, 3 and 4 headings inside a section."""

    level: int
    text: str
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A list entry: `text` is None when it has no label colon, and "" when its text is on the lines after."""

    label: str
    text: str | None
    slug: str | None = None
    is_literal: bool = False


@dataclass(frozen=True, slots=True)
class Closing:
    """Closing words; `is_alone` when only these words and a colon stand on the line."""

    text: str
    is_alone: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """A line that only separates."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A line of prose, which `may_be_heading` by its own looks."""

    text: str
    may_be_heading: bool = False


Line: TypeAlias = Mark | Entry | ReadAlsoLine | Closing | Break | Plain

_HASHES = re.compile(r"(?P<mark>#{1,6}|#=)(?P<text>\s.*|)", re.DOTALL)
_KIND = re.compile(r"\{(\w+)\}\s*(?=\S)")
_KINDS = frozenset(Kind)

_GAP = rf"[{INVISIBLE}]*"
_BEFORE_LETTER = r"(?=[^\W\d_])"
_LIST_MARK = re.compile(
    rf"""(?: [•‣◦▪●] {_GAP} \s*
           | [-–—−‑] {_GAP} (?: \s+ | {_BEFORE_LETTER} )
           | \* {_GAP} \s+
           | (?: \(\d{{1,2}}\) | \d{{1,2}}\s?[.)] ) {_GAP} (?: \s+ | {_BEFORE_LETTER} )
           | \d{{1,2}}\s?[-–—] {_GAP} (?: \s+(?![\s\d]) | (?![a-zA-Z]) {_BEFORE_LETTER} )
         )(?=\S)""",
    re.VERBOSE,
)
_SLUG = re.compile(r"\{([\w-]*)\}\s*(?=\S)")
_COLON_DASH = re.compile(r"-(?=\s|$)")

_BREAK_CHARACTERS = "-*_="
_SENTENCE_END = tuple(".،؛:…,;!۔。：")
_CLOSING_QUOTES = "\"'”’»)]*_" + BLANKS


def classify(line: str) -> Line:
    """Return what a line (not blank) is."""
    line = line.strip()
    visible = first_visible(line)
    if visible.startswith("\\"):
        literal = (line[: len(line) - len(visible)] + visible[1:]).strip()
        return Plain(literal) if _is_special(visible) else _plain(line)
    return _structure(visible) or _prose(line, visible)


def _is_special(visible: str) -> bool:
    """Tell whether a line would be more than a paragraph without the backslashes it begins with."""
    line = visible.lstrip(BLANKS + "\\").rstrip()
    return bool(line) and (_structure(line) or _prose(line, line)) != Plain(line)


def _structure(line: str) -> Mark | Entry | ReadAlsoLine | Closing | Break | None:
    """Return what a line that begins with a visible character is, if it is more than prose."""
    if line[0] == "#" and (match := _HASHES.fullmatch(line)):
        return _hash_mark(match)
    if line[0] in _BREAK_CHARACTERS and len(line) > 2 and line == line[0] * len(line):
        return Break()
    if match := _LIST_MARK.match(line):
        return _entry(line[match.end() :])
    return read_also(line)


def _prose(line: str, visible: str) -> Closing | Plain:
    if opens_with_phrase(visible):
        if is_closing_alone(visible):
            return Closing(line, is_alone=True)
        if is_closing(visible):
            return Closing(line)
    return _plain(line)


def _hash_mark(match: re.Match[str]) -> Mark | Closing:
    mark, text = match["mark"], match["text"].strip()
    if not first_visible(text):
        text = ""
    if mark == "#=":
        return Closing(text)
    if mark == "##" and (named := _KIND.match(text)) and named[1] in _KINDS:
        return Mark(2, text[named.end() :], Kind(named[1]))
    return Mark(min(len(mark), 4), text)


def _entry(text: str) -> Entry | ReadAlsoLine:
    slug = None
    if match := _SLUG.match(text):
        slug, text = match[1], text[match.end() :]
    is_literal = text.startswith("\\")
    if is_literal:
        text = text[1:].strip()
    elif slug is None and (found := read_also(first_visible(text))):
        return found
    label, rest = _split_label(text)
    return Entry(label, rest, slug, is_literal)


def _split_label(text: str) -> tuple[str, str | None]:
    """Split at the first colon without a backslash; a label takes the escapes before its colons off."""
    label, end = [], 0
    for start, colon in separating_colons(text):
        slashes = colon - start
        label.append(text[end:start] + "\\" * (slashes // 2))
        end = colon + 1
        if slashes % 2:
            label.append(text[colon])
        elif before := "".join(label).strip():
            rest = text[end:].removeprefix("-") if _COLON_DASH.match(text, end) else text[end:]
            return before, rest.strip() if first_visible(rest) else ""
        else:
            label.append(text[colon])
    return "".join((*label, text[end:])).strip(), None


def escaped_label(label: str) -> str:
    """Write a label so that its own colons and backslashes read back as they are."""
    pieces, end = [], 0
    for start, colon in separating_colons(label):
        slashes = colon - start
        pieces.append(label[end:start] + "\\" * (2 * slashes + 1) + label[colon])
        end = colon + 1
    return "".join((*pieces, label[end:]))


def _plain(line: str) -> Plain:
    return Plain(line, _may_be_heading(line))


def _may_be_heading(line: str) -> bool:
    if len(line) > HEADING_CHARACTERS or line.rstrip(_CLOSING_QUOTES).endswith(_SENTENCE_END):
        return False
    return any(map(str.isalpha, line)) and word_count(line) <= HEADING_WORDS


def content(line: str) -> str:
    """Return the text of a line without its marks, escapes included: what the words of a source are counted in."""
    line = line.strip()
    visible = first_visible(line)
    if visible.startswith("#") and (match := _HASHES.fullmatch(visible)):
        return _hash_mark(match).text
    if match := _LIST_MARK.match(visible):
        text = visible[match.end() :]
        return text[slug.end() :] if (slug := _SLUG.match(text)) else text
    return line
