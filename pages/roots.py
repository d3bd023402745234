"""At which pages sites are rooted, in each language: kept in the process, and never longer than it is true.

Wagtail keeps the same in Django's cache for an hour. There a process that has memory of its own does not see what
another changes, and one that read before a change may write after it.
"""

from functools import cache

from django.db import connection
from wagtail.models import Locale, Site
from wagtail.models.sites import SiteRootPath

from cms.caching import tags
from cms.caching.kept import Kept, Stamp
from cms.caching.memory import versions
from cms.caching.recording import declared, made_of, recording

Roots = tuple[SiteRootPath, ...]

_MOST_BYTES = 1_000_000
_SIZE_OF_ROOT = 500


def site_roots() -> Roots:
    """What `Site.get_site_root_paths` gives: the most specific path first."""
    if not versions().epoch or connection.in_atomic_block:
        made_of(*_TABLES)
        return tuple(Site.get_site_root_paths())
    known = _store().get("roots")
    if known is None:
        with recording() as used, declared():
            made_of(*_TABLES)
            roots = tuple(_roots())
        known = roots, frozenset(used.tags)
        _store().put("roots", known, Stamp.of(used), _SIZE_OF_ROOT * len(roots))
    roots, names = known
    made_of(*names)
    return roots


_TABLES = tuple(tags.whole(model._meta.db_table) for model in (Site, Locale))


@cache
def _store() -> Kept[tuple[Roots, frozenset[str]]]:
    return Kept(versions(), _MOST_BYTES)


def _roots() -> list[SiteRootPath]:
    sites = Site.objects.select_related("root_page")
    found = []
    for site in sites.order_by("-root_page__url_path", "-is_default_site", "hostname"):
        made_of(tags.translations(site.root_page.translation_key))
        for page in site.root_page.get_translations(inclusive=True).select_related("locale"):
            made_of(tags.row("page", page.pk))
            found.append(SiteRootPath(site.pk, page.url_path, site.root_url, page.locale.language_code))
    return found
