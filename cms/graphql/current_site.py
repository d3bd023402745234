"""The site that a request asks, and what its editors decided; read once a request."""

from django.http import HttpRequest
from wagtail.models import Site

from snippets.models import SiteSettings
from snippets.querysets import PUBLIC_MARK

from .cohorts import gather
from .visibility import public


def site_settings(request: HttpRequest) -> SiteSettings:
    """The settings of the requested site; empty ones where the editors have not saved any."""
    known: SiteSettings | None = getattr(request, "_site_settings", None)
    if known is None:
        site = Site.find_for_request(request)
        known = public(SiteSettings.objects.filter(site=site)).first() if site else None
        if known is None:
            known = SiteSettings(site=site)
            setattr(known, PUBLIC_MARK, 1)
        gather([known])
        request._site_settings = known
    return known
