"""The site that a request asks, what its editors decided, and where each language of a site begins."""

from django.http import HttpRequest
from wagtail.models import Site

from cms.caching import tags
from pages.roots import Roots, site_roots
from snippets.models import SiteSettings
from snippets.querysets import PUBLIC_MARK

from .cohorts import gather
from .shelf import configuration, copied
from .visibility import public

_SITES = tags.whole(Site._meta.db_table)


def requested_site(request: HttpRequest) -> Site | None:
    """The site of the request's host name; the default one for any other name."""
    if not hasattr(request, "_wagtail_site"):
        address = request._get_raw_host(), request.get_port()
        request._wagtail_site = configuration.one(
            ("site", *address), lambda: Site._find_for_request(request), (_SITES,)
        )
    return request._wagtail_site


def roots(request: HttpRequest) -> Roots:
    """Where the trees of all sites begin; read once a request."""
    if not hasattr(request, "_site_roots"):
        request._site_roots = site_roots()
    return request._site_roots


def settings_of(site_id: int | None) -> SiteSettings:
    """What the editors of a site decided; empty where they have not saved anything."""
    table = tags.whole(SiteSettings._meta.db_table)
    known = configuration.one(("settings", site_id), lambda: _stored(site_id), (table,))
    if known is not None:
        return copied(known)
    empty = SiteSettings(site_id=site_id)
    setattr(empty, PUBLIC_MARK, 1)
    return empty


def _stored(site_id: int | None) -> SiteSettings | None:
    return public(SiteSettings.objects.filter(site=site_id)).first()


def site_settings(request: HttpRequest) -> SiteSettings:
    """The settings of the requested site, read once a request."""
    if not hasattr(request, "_site_settings"):
        site = requested_site(request)
        (request._site_settings,) = gather([settings_of(site.pk if site else None)])
    return request._site_settings


def frontend_url_of(site_id: int, request: HttpRequest) -> str:
    """The frontend's base address without a final slash, read once a request; empty until it is set."""
    known: dict[int, str] = request.__dict__.setdefault("_frontend_urls", {})
    if site_id not in known:
        known[site_id] = settings_of(site_id).frontend_url.rstrip("/")
    return known[site_id]
