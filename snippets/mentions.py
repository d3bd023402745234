"""Which platforms a text names, by any of their names and aliases in either script."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cms.arabic import fold

# What Arabic writes onto the front of a name: a conjunction, a preposition and the article, as in "وبالفيسبوك".
_PROCLITICS = "(?:[وف]?(?:[بك]?(?:ال)?|لل?))?"


@dataclass(frozen=True, slots=True)
class AliasIndex:
    """Folded names of platforms, each with the slug of the platform that bears it."""

    slugs: Mapping[str, str]
    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, names: Mapping[str, Iterable[str]]) -> "AliasIndex":
        """An index of ``{slug: names}``. A name that two platforms claim stays with the first."""
        slugs: dict[str, str] = {}
        for slug, spellings in names.items():
            for spelling in spellings:
                if folded := _normal(spelling):
                    slugs.setdefault(folded, slug)
        if not slugs:
            return cls({}, None)
        longest_first = sorted(slugs, key=len, reverse=True)
        return cls(slugs, re.compile("|".join(_matcher(name) for name in longest_first)))

    def slug(self, label: str) -> str | None:
        """The platform whose name ``label`` is, spelled in any way, or None."""
        return self.slugs.get(_normal(label))

    def mentions(self, text: str) -> tuple[str, ...]:
        """Slugs of the platforms that ``text`` names, in the order in which it names them first."""
        if self.pattern is None:
            return ()
        found = (self.slugs[match[match.lastindex or 0]] for match in self.pattern.finditer(_normal(text)))
        return tuple(dict.fromkeys(found))


def _normal(text: str) -> str:
    return " ".join(fold(text).split())


def _matcher(name: str) -> str:
    escaped = f"({re.escape(name)})"
    if name[0].isascii():
        # Arabic conjunctions are written onto Latin names too ("وTwitter"), so only Latin letters and digits bound one.
        return f"(?<![a-z0-9_]){escaped}(?![a-z0-9_])"
    return rf"(?<!\w){_PROCLITICS}{escaped}(?!\w)"
