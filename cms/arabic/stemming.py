"""Light stemming of folded Arabic words: what inflection and attached particles make of one word has one stem.

Snowball's Arabic stemmer takes off the endings of number, gender and relation. Left to itself it also takes letters of
the word for particles ("فيسبوك" loses its "ف") and misses particles that are stacked ("والمكتبة"). So it is only ever
shown a definite noun, of which it takes endings alone; particles, pronouns and the ending of the indefinite accusative
are taken off here, each only where enough of a word remains.
"""

import re
from threading import local

from Stemmer import Stemmer

from cms.remembering import remembered

from .function_words import FUNCTION_WORDS

#: A stem has at least so many letters; of what ends like a dual or a plural in ن, which many words do by themselves,
#: one more must remain. What is longer than any word is left alone.
SHORTEST, SHORTEST_BEFORE_NUN, LONGEST = 3, 4, 40

_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3]+")
_BEFORE_LATIN = re.compile("^(?:[وف]?(?:[بك]?(?:ال)?|لل?))(?=[a-z0-9])")
# Two letters must remain beside the ending of a feminine, or of "لل" one ل stays: "الله", "للغة".
_ARTICLE = re.compile(r"^[وف]?(?:[بك]?ال(?=..)(?!.?ه$|ات$)|لل(?=..)(?!.?(?:ه|ات)$)|ل(?=ل.(?:ه|ات)$))")
_PARTICLE = re.compile(r"ل(?=...)|[وفبك](?=....)")
_ACCUSATIVE = re.compile(r"(?<=...)(?<!ه)(?<![هك]م)(?<!تن)ا$")
# What is taken off here, and what takes its place.
_ENDINGS = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"(?<=...)ه(?:ا|م|ما)$|(?<=....)كما?$|(?<=..[ات]ت)(?:نا|ي)$|(?<=..ت)نا$", ""),
        # "مشترك" is no "مشتر" of yours, and would be one with "مشتري".
        (r"(?<=..ت)ك$|(?<=....)(?<!مشتر)ك$", ""),
        (r"(?<=و)هات$", ""),
        (r"^(..)ات$", r"\1ه"),
        (r"(?<=..ي)[يو]ن$", ""),
        # "أصدقاء" is "أصدقاؤ" and "أصدقائ" before a pronoun, and "شيء" is often written without its hamza.
        (r"(?<=..ا)[ءوي]$|(?<=.ي)ء$", ""),
        # What a feminine or a word in ى ended with before a pronoun, and a plural before another noun.
        (r"(?<=...)(?<!ا)ت$|(?<=....)ا$|(?<=.....)و$", ""),
    )
)
_OF_FEMININE = re.compile(r"(?:ه|ات|ت(?:ين|ان|ها|هم|هما|نا|ك|كم|كما|ي))$")

_snowball = local()


def stem(word: str) -> str:
    """The stem of one folded word. Words of other scripts only lose what Arabic writes onto their front.

    Words that fold alike have one stem. A stem is no word to be shown.

    >>> {stem(word) for word in ("مكتبه", "والمكتبه", "مكتبات", "مكتبتها", "للمكتبات")}
    {'مكتب'}
    """
    return _analysed(word)[0]


def form(word: str) -> str:
    """What tells words of one stem apart that are hardly forms of one: "مكتبه" from "مكتب", "وسايل" from "سايل"."""
    return _analysed(word)[1]


@remembered(20_000, longest=LONGEST)
def _analysed(word: str) -> tuple[str, str]:
    """Stem and form."""
    if word in FUNCTION_WORDS or len(word) > LONGEST:
        return word, word
    if not _ARABIC.fullmatch(word):
        return (_BEFORE_LATIN.sub("", word),) * 2
    noun = _without_article(word)
    bare = _ACCUSATIVE.sub("", noun)
    while (shorter := _without_ending(bare)) != bare:
        bare = shorter
    of_feminine = "ه" if _OF_FEMININE.search(noun) and not bare.endswith("ه") else ""
    return stem(noun[1:]) if _PARTICLE.match(bare) else bare, bare + of_feminine


def _without_article(word: str) -> str:
    """Repeatedly, for nobody knows whether the ال of "الكترونيه" is one: so "الالكترونيه" loses both."""
    while (shorter := _ARTICLE.sub("", word)) != word:
        word = shorter
    return word


def _without_ending(word: str) -> str:
    for ending, instead in _ENDINGS:
        shorter = ending.sub(instead, word)
        if shorter != word:
            return shorter
    shorter = _of_definite_noun(word[:-1] + "ة" if word.endswith("ه") else word)
    if len(shorter) >= (SHORTEST_BEFORE_NUN if word.endswith("ن") else SHORTEST):
        return shorter
    return re.sub("(?<=..ي)(?:ه|ات)$", "", word)  # "كلية" and "كليات" lose one ending and not both


def _of_definite_noun(noun: str) -> str:
    # A stemmer of Snowball's must not be used by two threads at once.
    if not hasattr(_snowball, "stemmer"):
        _snowball.stemmer = Stemmer("arabic", 0)
    stemmed: str = _snowball.stemmer.stemWord(f"ال{noun}")
    return stemmed.removeprefix("ال")
