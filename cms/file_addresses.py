"""Absolute addresses of files, whether their storage gives paths or addresses."""

from urllib.parse import urljoin

from django.conf import settings

from .remembering import remembered

_joined = remembered(4_096, longest=1_000)(lambda url, base: urljoin(base, url))


def absolute(url: str) -> str:
    """The address that ``url``, as a storage gives it, has for clients of this site."""
    return _joined(url, f"{settings.BASE_URL}/")
