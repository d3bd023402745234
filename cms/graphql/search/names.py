"""The names of public platforms, by any of which a search finds texts that use another."""

from collections.abc import Iterable

from cms.arabic import stem, words
from cms.graphql.shelf import one
from cms.graphql.visibility import public
from snippets.models import Platform

#: Of so many platforms names are looked for, of each so many names, of so many words each.
MAX_PLATFORMS, MAX_NAMES, MAX_WORDS = 500, 12, 4

#: What Arabic writes onto the front of a name; nothing at all is tried first.
_PARTICLES = [first + last for last in ("", "ال", "ب", "بال", "ك", "كال", "ل", "لل") for first in ("", "و", "ف")]

Phrase = tuple[str, ...]


class PlatformNames:
    """The stems of all names of a platform, found by the folded words of any of them."""

    def __init__(self, names: Iterable[Iterable[str]]) -> None:
        """``names`` are those of each platform. A name that two claim stays with the first."""
        self._phrases: dict[Phrase, tuple[Phrase, ...]] = {}
        for spellings in names:
            folded = [name for name in dict.fromkeys(tuple(words(s)) for s in spellings) if 0 < len(name) <= MAX_WORDS]
            phrases = tuple(dict.fromkeys(tuple(map(stem, name)) for name in folded[:MAX_NAMES]))
            for name in folded[:MAX_NAMES]:
                self._phrases.setdefault(name, phrases)

    def __len__(self) -> int:
        return len(self._phrases)

    def longest(self, sought: Phrase) -> tuple[int, tuple[Phrase, ...]]:
        """How many words ``sought`` begins with that are a name, and the stems of that platform's names.

        The first word may have particles on its front, as in "بالفيسبوك". No name is 0 words long.
        """
        for length in range(min(MAX_WORDS, len(sought)), 0, -1):
            for particles in _PARTICLES:
                if sought[0].startswith(particles):
                    name = (sought[0].removeprefix(particles), *sought[1:length])
                    if name in self._phrases:
                        return length, self._phrases[name]
        return 0, ()


def platform_names() -> PlatformNames:
    """Those of all platforms that anybody may see, in whatever language: one query, and none while they are kept."""
    return one("platform names", _load, (), known=False) or PlatformNames(())


def _load() -> PlatformNames:
    names: dict[str, list[str]] = {}
    shown = public(Platform.objects.order_by("sort_order", "pk"))
    for platform in shown.only("slug", "latin_name", "arabic_name", "aliases")[:MAX_PLATFORMS]:
        names.setdefault(platform.slug, []).extend([platform.latin_name, platform.arabic_name, *platform.alias_list])
    return PlatformNames(names.values())
