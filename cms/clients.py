"""Who sent a request: the address behind the proxies that are trusted."""

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest

from .remembering import remembered


def client_address(request: HttpRequest) -> str:
    """The client's address, or its network of 64 bits where the address is of IPv6, which gives one client as many.

    `X-Forwarded-For` is read from its end, as many entries as there are trusted proxies: what stands before them
    anybody may have written.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        entries = [entry.strip() for entry in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if entry.strip()]
        if len(entries) >= settings.TRUSTED_PROXIES:
            address = entries[-settings.TRUSTED_PROXIES]
    return _counted(address)


@remembered(4_096, longest=100)
def _counted(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or IPv6Address(int(parsed) >> 64 << 64))
    return str(parsed)
