"""The start page of a local run, in production the way to the frontend; and the counts of this process."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms.metrics import CONTENT_TYPE, rendered
from snippets.models import SiteSettings


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Lead a newcomer to admin, explorer and README; elsewhere, lead a reader to the frontend."""
    if settings.LOCAL:
        return render(
            request, "cms/start.html", {"site_name": settings.WAGTAIL_SITE_NAME, "explorer": settings.EXPLORER}
        )
    site = Site.find_for_request(request)
    frontend_url = SiteSettings.frontend_url_of(site.pk, request) if site else ""
    if not frontend_url:
        raise Http404("The frontend's base address is not set: Settings, Site settings.")
    return HttpResponseRedirect(frontend_url)


@require_safe
def readme(request: HttpRequest) -> HttpResponse:
    """The README of a local run."""
    from markdown_it import MarkdownIt  # takes its time to load, and no production needs it

    text = (settings.BASE_DIR / "README.md").read_text(encoding="utf-8")
    page = MarkdownIt("commonmark").enable("table").render(text)
    return render(request, "cms/readme.html", {"site_name": settings.WAGTAIL_SITE_NAME, "page": page})


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """What the serving processes of this host have counted."""
    return HttpResponse(rendered(), content_type=CONTENT_TYPE)
