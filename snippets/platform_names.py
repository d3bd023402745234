"""The names of the platforms in the database, as one index for all that looks for mentions."""

from snippets.mentions import AliasIndex
from snippets.models import Platform


def platform_names() -> dict[str, list[str]]:
    """``{slug: names and aliases}`` of every platform, those of all languages taken together."""
    names: dict[str, list[str]] = {}
    for platform in Platform.objects.order_by("sort_order", "pk").only("slug", "latin_name", "arabic_name", "aliases"):
        names.setdefault(platform.slug, []).extend([platform.latin_name, platform.arabic_name, *platform.alias_list])
    return names


def alias_index() -> AliasIndex:
    """An index of the platforms' names as they are now: one query."""
    return AliasIndex.of(platform_names())
