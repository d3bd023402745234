"""Keys by which the sections of an article are recognised when their text comes again, changed."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from cms.arabic import fold

from .merging import fingerprint
from .outline import Kind, Section

LENGTH = 190
"""Characters, so that an ordinal still fits into the record of an item."""


def section_keys(
    sections: tuple[Section, ...], written: Mapping[str, Mapping[str, Any]] | None = None
) -> tuple[str, ...]:
    """A key for each section that stays while the text around it changes.

    A section that was imported before with this kind and title, by the fingerprints in ``written``, has its key. Any
    other is known by its kind where no other section has that, so that a changed title keeps the page; else by kind and
    folded title, such as ``other/خاتمه``, and the second of one title as ``other/خاتمه/2``.
    """
    unused = {key: (prints.get("title"), prints.get("kind")) for key, prints in (written or {}).items()}
    recognised: dict[int, str] = {}
    for place, section in enumerate(sections):
        wanted = (fingerprint(section.title), fingerprint(section.kind.value))
        if found := next((key for key, prints in unused.items() if prints == wanted), None):
            recognised[place] = found
            del unused[found]
    kinds = Counter(section.kind for section in sections)
    taken = set(recognised.values())
    keys = []
    for place, section in enumerate(sections):
        key = recognised.get(place) or _free(_plain_key(section, kinds), taken)
        taken.add(key)
        keys.append(key)
    return tuple(keys)


def _plain_key(section: Section, kinds: Counter[Kind]) -> str:
    if section.kind is not Kind.OTHER and kinds[section.kind] == 1:
        return section.kind.value
    return f"{section.kind.value}/{' '.join(fold(section.title).split())}"[:LENGTH]


def _free(wanted: str, taken: set[str]) -> str:
    key, number = wanted, 1
    while key in taken:
        number += 1
        key = f"{wanted}/{number}"
    return key
