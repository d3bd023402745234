"""Slugs: Arabic as it is typed and without ornament, or in Latin letters where the site is set so."""

import re
import unicodedata

from anyascii import anyascii
from django.conf import settings
from django.utils.text import slugify

#: Characters; longer titles are cut between words.
LENGTH = 80

#: What a slug never holds, as a class that Python and JavaScript both read: marks of reading (harakat and the like),
#: tatweel, and controls of direction and joining.
ORNAMENT = (
    "[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
#: Signs that part words, also where no space does.
PARTING = "[،؛؟«»…–—/|]"
_ORNAMENT, _PARTING = re.compile(ORNAMENT), re.compile(PARTING)

#: Letters that AnyAscii leaves out because they are often not heard.
LATIN_ALEFS = {"ا": "a", "أ": "a", "آ": "a", "إ": "i", "ٱ": "a", "ى": "a"}
_LATIN_ALEFS = str.maketrans(LATIN_ALEFS)


def slug_of(title: str, fallback: str = "") -> str:
    """The slug that ``title`` asks for; ``fallback`` where it holds neither letter nor digit.

    >>> slug_of("ما هي أنـواعُ الشبكات؟")
    'ما-هي-أنواع-الشبكات'
    """
    slug = slugify(_scripted(_PARTING.sub(" ", _plain(title))), allow_unicode=True)
    if len(slug) > LENGTH:
        slug = slug[: LENGTH + 1].rpartition("-")[0] or slug[:LENGTH]
    return slug.strip("-_") or fallback


def cleaned(slug: str) -> str:
    """A slug that somebody has typed, without ornament and with hyphens for spaces; what else it holds stays.

    >>> cleaned(" أنـواعُ الشبكات ")
    'أنواع-الشبكات'
    """
    return re.sub(r"[\s-]+", "-", _plain(slug).strip()).strip("-")


def latin(text: str) -> str:
    """``text`` in ASCII, letter by letter; vowels that Arabic does not write are not guessed."""
    return anyascii(text.translate(_LATIN_ALEFS))


def _plain(text: str) -> str:
    """Presentation forms are letters, and marks leave their letters, but for those that make another letter."""
    return _ORNAMENT.sub("", unicodedata.normalize("NFKC", text))


def _scripted(text: str) -> str:
    return latin(text) if settings.SLUG_TRANSLITERATION else text
