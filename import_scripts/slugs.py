"""Addresses of new pages, made from their titles: Arabic is kept, ornament is not."""

import re
import unicodedata

from django.utils.text import slugify
from wagtail.models import Page

#: Characters; longer titles are cut between words.
LENGTH = 80
#: How many slugs are looked up at a time.
TRIED = 20

# Marks of reading (harakat and the like), tatweel, and controls of direction and joining.
_ORNAMENT = re.compile(
    "[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


def slug_of(title: str, fallback: str) -> str:
    """The slug that ``title`` asks for; ``fallback`` where it holds neither letter nor digit.

    >>> slug_of("ما هي أنـواعُ الشبكات؟", "section")
    'ما-هي-أنواع-الشبكات'
    """
    slug = slugify(_ORNAMENT.sub("", unicodedata.normalize("NFC", title)), allow_unicode=True)
    if len(slug) > LENGTH:
        slug = slug[: LENGTH + 1].rpartition("-")[0] or slug[:LENGTH]
    return slug.strip("-_") or fallback


def free_slug(title: str, parent: Page, fallback: str) -> str:
    """The slug of ``title`` with a number behind it where a child of ``parent`` has it already.

    Slugs are looked up as they are, some at a time: a search for all that begin alike would read all siblings.
    """
    wanted = slug_of(title, fallback)
    start = 1
    while True:
        tried = [wanted if number == 1 else f"{wanted}-{number}" for number in range(start, start + TRIED)]
        taken = set(parent.get_children().filter(slug__in=tried).order_by().values_list("slug", flat=True))
        free = next((slug for slug in tried if slug not in taken), None)
        if free is not None:
            return free
        start += TRIED
