"""Paths of pages and absolute addresses of pages and files, for one request."""

from hashlib import blake2b
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page, Site

from cms.remembering import remembered
from pages.paths import path_of
from pages.roots import site_roots

from .current_site import frontend_url_of, requested_site, roots, settings_of
from .shelf import configuration

#: A path as addresses hold it. The same few hundred are asked for again and again.
_quoted = remembered(4_096, longest=1_000)(quote)


def site_named(name: str | None, request: HttpRequest) -> Site | None:
    """The site with the host name ``name``, as ``host`` or ``host:port``; without a name, the requested one."""
    if name is None:
        return requested_site(request)
    host, _, port = name.partition(":")
    sites = Site.objects.filter(hostname=host, **({"port": int(port)} if port.isdigit() and len(port) < 6 else {}))
    return sites.select_related("root_page").order_by("port").first()


def page_path(page: Page, request: HttpRequest) -> str:
    """The readable path of ``page`` at the frontend; empty where no site holds it."""
    placed = path_of(page, roots(request))
    return placed[1] if placed else ""


def page_url(page: Page, request: HttpRequest) -> str | None:
    """The absolute address of ``page`` at the frontend; None until the frontend's base address is set."""
    placed = path_of(page, roots(request))
    if placed is None:
        return None
    frontend_url = frontend_url_of(placed[0], request)
    return frontend_url + _quoted(placed[1]) if frontend_url else None


def told_of_addresses() -> bytes:
    """Differs where the paths and addresses of the same pages do."""
    return configuration.one("addresses", _told, ()) or b""


def _told() -> bytes:
    # Nothing that was looked up for a request before: what this is made of would not be noted again.
    beginnings = [(root, settings_of(root.site_id).frontend_url) for root in site_roots()]
    return blake2b(repr(beginnings).encode(), digest_size=16).digest()


def page_href(page: Page, request: HttpRequest) -> str | None:
    """What a link to ``page`` holds: its address, or its path until the frontend's base address is set."""
    return page_url(page, request) or _quoted(page_path(page, request)) or None


def document_url(document: AbstractDocument) -> str:
    """The absolute address from which ``document`` is downloaded."""
    return settings.BASE_URL + reverse("wagtaildocs_serve", args=(document.pk, document.filename))
