"""The phrases that open a read-also line and a closing summary, in their usual spellings."""

import re
from dataclasses import dataclass

from ..words import COLONS, word_count
from .folding import first_visible, fold

# Folded: `fold` has evened out hamza, diacritics, ta marbuta and case.
_STRONG_LEAD_INS = frozenset(
    [f"{verb} ايضا" for verb in ("اقرا", "اقري", "اقراوا", "اقروا", "شاهد", "انظر", "طالع", "تصفح")]
    + ["قد يهمك ايضا", "ربما يهمك ايضا", "اقرا المزيد", "اقرا كذلك", "مقالات ذات صله", "موضوعات ذات صله"]
    + ["read also", "also read", "see also", "you may also like"]
)
_LEAD_INS = _STRONG_LEAD_INS | {"قد يهمك", "ربما يهمك", "يهمك ايضا", "للمزيد", "مواضيع ذات صله"}
_LEAD_INS |= {"مقال ذو صله", "read more", "read next", "related", "related article", "related articles"}

_HEAD = 48
_SEPARATOR = re.compile(f"[{COLONS}]+(?!//)-?" r"|[–—|>»←-]+(?=\s|$)|(?<=\s)[–—|>»←-]+")
_NOT_IN_LEAD_IN = re.compile(r"[^\w\s]")
_WORDS_WITHOUT_SEPARATOR = 20

_LINK = re.compile(r"\[([^\[\]]+)\]\(([^\s()]+)\)(?!\w)")
_WHOLE_LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)+)\]\(([^\s\[\]]*)\)")
_ESCAPED = re.compile(r"\\([\[\]\\])")
_TO_ESCAPE = re.compile(r"[\[\]\\]")
_ADDRESS = re.compile(r"(?:(?<=\s)|(?<=[(<])|^)https?://[^\s<>]+")

_STRONG_CLOSINGS = (
    *("باختصار", "بايجاز", "خلاصه القول", "خلاصه الامر", "خلاصه الكلام", "مجمل القول", "في الخلاصه"),
    *("في الختام", "في ختام", "ختاما", "في النهايه", "نهايه القول", "صفوه القول"),
    *("in short", "in conclusion", "in summary", "in brief", "to sum up", "to summarize", "to conclude"),
)
_WEAK_CLOSINGS = ("الخلاصه", "خلاصه", "الخاتمه", "خاتمه", "conclusion", "summary", "bottom line")
_OPENERS = tuple({phrase.split()[0] for phrase in (*_LEAD_INS, *_STRONG_CLOSINGS, *_WEAK_CLOSINGS)})
_STOP = rf"\s*[،,؛;–—{COLONS}-]"
_CLOSING = re.compile(
    rf"و?(?:(?:{'|'.join(_STRONG_CLOSINGS)})(?={_STOP}|\s)|(?:{'|'.join(_WEAK_CLOSINGS)})(?={_STOP}))"
)
_CLOSING_ALONE = re.compile(rf"(?:و?(?:{'|'.join(_STRONG_CLOSINGS + _WEAK_CLOSINGS)}))\s*[{COLONS}]-?")


@dataclass(frozen=True, slots=True)
class ReadAlsoLine:
    """A read-also line; an empty `text` says that it is on the line after."""

    lead_in: str
    text: str
    url: str


def opens_with_phrase(line: str) -> bool:
    """Tell quickly whether a line's first word is one that the phrases begin with, or a mere symbol."""
    word = _folded_lead_in(line[:_HEAD].split(maxsplit=1)[0]) if line.strip() else ""
    return not word or word.startswith(_OPENERS) or word.removeprefix("و").startswith(_OPENERS)


def read_also(line: str) -> ReadAlsoLine | None:
    """Return what a read-also line says, or None for any other line.

    A colon or a dash parts lead-in and text. The plainest lead-ins ("اقرأ أيضا") need neither when the line
    is short and no sentence.
    """
    if not opens_with_phrase(line):
        return None
    head = line[:_HEAD]
    separator = _SEPARATOR.search(head)
    if separator and _folded_lead_in(head[: separator.start()]) in _LEAD_INS:
        return with_link(head[: separator.start()].strip(), line[separator.end() :].strip())
    words = head.split(maxsplit=4)
    for count in (4, 3, 2):
        lead_in = " ".join(words[:count])
        if count <= len(words) and line.startswith(lead_in) and _folded_lead_in(lead_in) in _STRONG_LEAD_INS:
            rest = line[len(lead_in) :].strip()
            is_sentence = line.endswith((".", "،", "؛", "…", "!")) or word_count(line) > _WORDS_WITHOUT_SEPARATOR
            if rest.startswith(("[", "http://", "https://")) or not is_sentence:
                return with_link(lead_in, rest)
    return None


def _folded_lead_in(text: str) -> str:
    return " ".join(_NOT_IN_LEAD_IN.sub("", fold(text)).split())


def with_link(lead_in: str, rest: str) -> ReadAlsoLine:
    """Take the link out of the text after a lead-in: `[text](address)`, or an address among the words."""
    if not first_visible(rest):
        return ReadAlsoLine(lead_in, "", "")
    if match := _WHOLE_LINK.fullmatch(rest):
        text = _ESCAPED.sub(r"\1", match[1]).strip()
        return ReadAlsoLine(lead_in, text, match[2]) if text else ReadAlsoLine(lead_in, rest, "")
    if match := _LINK.search(rest):
        text = f"{rest[: match.start()]}{match[1]}{rest[match.end() :]}"
        return ReadAlsoLine(lead_in, text.strip(), match[2])
    if match := _ADDRESS.search(rest):
        url = match[0].rstrip(".,،؛!)")
        before = rest[: match.start()].rstrip(" \t(<-–—:")
        after = rest[match.end() :].lstrip(" \t)>")
        text = f"{before} {after}".strip()
        return ReadAlsoLine(lead_in, text, url) if text else ReadAlsoLine(lead_in, url, "")
    return ReadAlsoLine(lead_in, rest, "")


def link(text: str, url: str) -> str:
    """Write the text of a read-also line as a link that reads back as just this text and address."""
    escaped = _TO_ESCAPE.sub(r"\\\g<0>", text)
    return f"[{escaped}]({url})"


def is_closing(line: str) -> bool:
    """Tell whether a line opens with closing words and goes on; the weaker ones need a colon or comma."""
    return _CLOSING.match(fold(line[:_HEAD])) is not None


def is_closing_alone(line: str) -> bool:
    """Tell whether a line is closing words and a colon only, their text on the line after."""
    return len(line) < _HEAD and _CLOSING_ALONE.fullmatch(fold(line)) is not None
