"""Words of the other direction inside a text, so that each stretch of them can be kept together.

A Latin name inside Arabic drags the spaces, digits and punctuation at its borders to its own side (Unicode Standard
Annex 9, rules W7 and N1). Isolated, it takes with it what stands inside it and nothing of what surrounds it: several
words with the spaces, ampersands, hyphens and paired brackets between them are one run, and so is an address. Numbers
are inside a run where letters follow or adjoin them, or where their clause ends with them: ``iPhone 15 Pro``, ``4K``,
``iOS 17.``. A number that stands apart before words of the surroundings belongs to these, as in
``Facebook 3 مليارات``, and so does every mark that ends a clause.

Some figures hold no letter and are runs inside Arabic all the same, because their signs would change sides and their
groups their order (rules W2, W4 and W5): telephone numbers, signed numbers, sums behind a currency's sign, and what two
hyphens join, such as ``2026-05-12``. A range of two numbers is read with the text, from the right.
"""

import re
from dataclasses import dataclass

from cms.direction import Direction

_LATIN_AND_OTHERS = (
    "A-Za-zªµºÀ-ÖØ-öø-ʸͰ-ͳͶͷͺ-ͽͿΆΈ-ΊΌΎ-ΡΣ-ϵϷ-ҁҊ-ԯԱ-Ֆՙա-և"
    "\u0904-\u0939\u0e01-\u0e30\u0e40-\u0e46\u10d0-\u10fa\u1e00-\u1f15\u1f20-\u1f45"
    "\u3041-\u3096\u30a1-\u30fa\u3105-\u312f\u3131-\u318e\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff21-\uff3a\uff41-\uff5a"
)
_LATIN_INSIDE = f"{_LATIN_AND_OTHERS}0-9\u0300-\u036f"
_ARABIC_AND_HEBREW = (
    "\u05d0-\u05ea\u05ef-\u05f2\u0620-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufd8f\ufd92-\ufdc7\ufdf0-\ufdfb\ufe70-\ufe74\ufe76-\ufefc"
)
_ARABIC_INSIDE = (
    f"{_ARABIC_AND_HEBREW}0-9\u0591-\u05bd\u064b-\u065f\u0660-\u0669\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    "\u06ea-\u06ed\u06f0-\u06f9\u08ca-\u08ff\u200c\u200d"
)
_ADDRESS = r"(?:https?://|www\.)[^\s<>«»“”\"]*[^\s<>«»“”\".,;:!?،؛؟()\[\]{}…]"

_AMOUNT = r"[0-9]+(?:[.,][0-9]+)*"
_UNITS = (
    "°[CF]|[µmck]?m|k?g|mg|[mc]?l|[kMGT]?B|[kMGT]?bps|[kMG]?Hz|[kMG]?W|kWh|mAh|[km]?V|dB|px|fps|USD|EUR|GBP|SAR|AED|EGP"
)
#: Figures that are run together from left to right although no letter says so, and a number with a Latin unit.
_FIGURE = (
    r"(?P<figure>(?<![\w.])(?:\+[0-9٠-٩]|[0٠][0-9٠-٩]{1,4}(?=[ -]))[0-9٠-٩]*(?:[ -]?\(?[0-9٠-٩]+\)?){2,}"
    r"|[0-9]+(?:-[0-9]+){2,}(?![\w-])"
    rf"|(?:(?<![^\s(\[«و])[+−-])?{_AMOUNT}[ \xa0]?(?:{_UNITS})(?![\w])"
    rf"|(?<![^\s(\[«و])[+−-]{_AMOUNT}%?(?![\w-])"
    rf"|[$€£¥]{_AMOUNT}(?:[KMB]\b)?)"
)
#: What a text must hold before anything in it can be a run.
_HINT = re.compile(f"[{_LATIN_AND_OTHERS}]|[+−$€£¥-][0-9٠-٩]|[0٠][0-9٠-٩]+[ -]|[0-9]°")
#: The same, quicker: texts of these alone, as most paragraphs are, hold nothing of the kind.
_PLAIN_ARABIC = re.compile("[\u0600-\u065f\u066a-\u06ff\\s.,:;!?()\"'\u00ab\u00bb\u2026%/]*")
_NUMBER = re.compile(r"[0-9٠-٩]+(?:[.][0-9٠-٩]+)*")
_CLAUSE_ENDS = re.compile(r"(?=\s*(?:$|[.,،؛؟!?:…](?!\w)|[)\]»]))")

_CLOSING = (")", "]")
#: What writes Arabic and no other language of the script: its letters, marks, digits and signs.
_ARABIC_ONLY = re.compile("[\u0000-\u00ff\u0621-\u063a\u0640-\u0652\u0660-\u0669\u0670،؛؟\u2010-\u2027\u200c\u200d]+")


@dataclass(frozen=True, slots=True)
class _Script:
    """The letters of one direction; words of them, of digits and of what joins these; what joins words to a run.

    ``between`` holds at most one sign, and the brackets that it closes and opens as groups.
    """

    letter: re.Pattern[str]
    word: re.Pattern[str]
    between: re.Pattern[str]


_SCRIPTS = {
    Direction.LTR: _Script(
        re.compile(f"[{_LATIN_AND_OTHERS}]"),
        re.compile(
            rf"{_ADDRESS}|{_FIGURE}|(?:[A-Za-z]\.){{2,}}(?![{_LATIN_INSIDE}])|(?<![^\s(\[«و])\.[A-Za-z][{_LATIN_INSIDE}]*"
            rf"|[@#]?[{_LATIN_INSIDE}]+(?:[._@:/'’&=?%+~#,-]+[{_LATIN_INSIDE}]+)*[+#™®]*"
        ),
        re.compile(r"([)\]]?)[ \xa0]?[&+/|·–—-]?[ \xa0]?([(\[]?)"),
    ),
    Direction.RTL: _Script(
        re.compile(f"[{_ARABIC_AND_HEBREW}]"),
        re.compile(rf"(?P<address>{_ADDRESS})|#?[{_ARABIC_INSIDE}]+(?:[._'’/-]+[{_ARABIC_INSIDE}]+)*[؟؛]?"),
        re.compile(r"([)\]]?)[ \xa0]?[،:&+/|·–—-]?[ \xa0]?([(\[]?)"),
    ),
}


def has_letters(text: str, direction: Direction) -> bool:
    """Whether ``text`` holds a letter that runs in ``direction``."""
    return _SCRIPTS[direction].letter.search(text) is not None


def may_hold_runs(text: str, base: Direction) -> bool:
    """False where ``text`` holds no run against ``base`` for certain; quick."""
    if base is Direction.LTR:
        return has_letters(text, Direction.RTL)
    return not _PLAIN_ARABIC.fullmatch(text) and _HINT.search(text) is not None


def runs(text: str, base: Direction) -> list[tuple[int, int]]:
    """Where the runs against ``base`` begin and end in ``text``, which is one line. Linear in its length."""
    script = _SCRIPTS[base.opposite]
    if not may_hold_runs(text, base):
        return []
    matches = list(script.word.finditer(text))
    words = [match.span() for match in matches]
    lettered = [
        match.lastgroup == "figure"
        or (match.lastgroup != "address" and script.letter.search(text, *match.span()) is not None)
        for match in matches
    ]
    found, place = [], 0
    while place < len(words):
        if lettered[place]:
            end, following = _extended(text, script.between, words, lettered, place)
            found.append((words[place][0], end))
            place = following
        else:
            place += 1
    return found


def language_of_run(text: str) -> str | None:
    """``ar`` for Arabic letters alone. Other alphabets, Latin above all, write many languages: None."""
    return "ar" if has_letters(text, Direction.RTL) and _ARABIC_ONLY.fullmatch(text) else None


def _extended(
    text: str, joined: re.Pattern[str], words: list[tuple[int, int]], lettered: list[bool], first: int
) -> tuple[int, int]:
    """Where the run that begins with a word ends, and the first word after it.

    Brackets are no deeper than one inside a run, and a run never ends between them; so each word is looked at a few
    times at most.
    """
    end, following = words[first][1], first + 1
    reached, is_open = end, False
    for place in range(first + 1, len(words)):
        between = joined.fullmatch(text, reached, words[place][0])
        if between is None:
            break
        closing, opening = map(bool, between.groups())
        if (closing and not is_open) or (opening and is_open and not closing):
            break
        is_open = opening or (is_open and not closing)
        reached = words[place][1]
        if not lettered[place]:
            continue
        if not is_open:
            end, following = reached, place + 1
        elif text.startswith(_CLOSING, reached):
            end, following = reached + 1, place + 1
    if following < len(words) and not lettered[following] and _closes_the_clause(text, end, words[following]):
        return words[following][1], following + 1
    return end, following


def _closes_the_clause(text: str, end: int, word: tuple[int, int]) -> bool:
    """Whether a number follows a run and is the last word of its clause; then nothing else can be counted by it."""
    start, stop = word
    is_next_number = text[end:start] in {" ", "\xa0"} and _NUMBER.fullmatch(text, start, stop) is not None
    return is_next_number and _CLAUSE_ENDS.match(text, stop) is not None
