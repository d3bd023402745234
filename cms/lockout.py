"""What somebody is told who has sent too many wrong passwords."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """429 with `Retry-After`; django-axes calls it instead of the sign-in page's own answer."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds()) // 60
    page = render(request, "cms/locked_out.html", {"minutes": minutes}, status=429)
    page["Retry-After"] = str(minutes * 60)
    return page
