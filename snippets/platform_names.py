"""The names of the platforms in the database, as one index for all that looks for mentions."""

from functools import lru_cache

from snippets.mentions import AliasIndex
from snippets.models import Platform


def platform_names() -> dict[str, list[str]]:
    """``{slug: names and aliases}`` of every platform, those of all languages taken together."""
    names: dict[str, list[str]] = {}
    platforms = Platform.objects.order_by("sort_order", "pk")
    for slug, latin, arabic, aliases in platforms.values_list("slug", "latin_name", "arabic_name", "aliases"):
        names.setdefault(slug, []).extend([latin, arabic, *(child["value"] for child in aliases.raw_data)])
    return names


def alias_index() -> AliasIndex:
    """An index of the platforms' names as they are now: one query."""
    return _index_of(tuple((slug, tuple(names)) for slug, names in platform_names().items()))


@lru_cache(maxsize=1)
def _index_of(names: tuple[tuple[str, tuple[str, ...]], ...]) -> AliasIndex:
    """Made once for the same names: it folds each of them and compiles a pattern."""
    return AliasIndex.of(dict(names))
