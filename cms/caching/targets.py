"""The caches in front of the site that can be told to forget, and how each of them is told."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Protocol
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

EXAMPLES = "varnish+http://varnish:80, nginx+http://nginx:80/purge/graphql/, cloudflare://ZONE or fastly://SERVICE"


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent to a cache. The headers may hold a secret and are never shown."""

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a cache said to it: the status line, and the beginning of the body."""

    status: int
    reason: str
    body: bytes


class Target(Protocol):
    """A cache: the ``name`` under which its purges are kept, and how many tags one request of it takes."""

    @property
    def name(self) -> str: ...

    @property
    def limit(self) -> int | None: ...

    def request(self, tags: Sequence[str]) -> Request:
        """The request that makes the cache forget all that carries one of ``tags``."""

    def confirmed(self, answer: Answer) -> bool:
        """Whether the cache says that it has forgotten, and not something else that listens at its address."""


@dataclass(frozen=True, slots=True)
class Varnish:
    """Varnish with the rules of ``varnish.vcl``, which understand BAN with the tags as a header."""

    name: str
    url: str
    #: A hundred tags of at most 64 characters stay below the 8 kB that Varnish takes for a header.
    limit: ClassVar[int | None] = 100

    def request(self, tags: Sequence[str]) -> Request:
        return Request("BAN", self.url, {"Surrogate-Key": " ".join(tags)})

    def confirmed(self, answer: Answer) -> bool:
        return (answer.status, answer.reason) == (200, "Banned")


@dataclass(frozen=True, slots=True)
class Nginx:
    """nginx with the rules of ``nginx.conf``. It knows no tags, so it forgets all that it keeps of GraphQL."""

    name: str
    url: str
    limit: ClassVar[int | None] = None

    def request(self, tags: Sequence[str]) -> Request:
        return Request("DELETE", self.url)

    def confirmed(self, answer: Answer) -> bool:
        return answer.status == 204


@dataclass(frozen=True, slots=True)
class Cloudflare:
    """A zone of Cloudflare, which knows answers by their ``Cache-Tag``."""

    name: str
    zone: str
    token: str = field(repr=False)
    api: str = "https://api.cloudflare.com/client/v4"
    limit: ClassVar[int | None] = 30

    def request(self, tags: Sequence[str]) -> Request:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        body = json.dumps({"tags": list(tags)}).encode()
        return Request("POST", f"{self.api}/zones/{self.zone}/purge_cache", headers, body)

    def confirmed(self, answer: Answer) -> bool:
        return answer.status == 200 and re.search(rb'"success":\s*true', answer.body) is not None


@dataclass(frozen=True, slots=True)
class Fastly:
    """A service of Fastly, which knows answers by their ``Surrogate-Key``."""

    name: str
    service: str
    token: str = field(repr=False)
    api: str = "https://api.fastly.com"
    limit: ClassVar[int | None] = 256

    def request(self, tags: Sequence[str]) -> Request:
        headers = {"Fastly-Key": self.token, "Accept": "application/json", "Content-Type": "application/json"}
        body = json.dumps({"surrogate_keys": list(tags)}).encode()
        return Request("POST", f"{self.api}/service/{self.service}/purge", headers, body)

    def confirmed(self, answer: Answer) -> bool:
        return answer.status == 200


def configured_targets() -> tuple[Target, ...]:
    """The caches that PURGE_TARGETS names, in its order.

    Raises ``ImproperlyConfigured`` with the entry's number, what is wrong and what would work. An entry itself is never
    part of the message: somebody may have put a secret there.
    """
    targets: list[Target] = []
    for number, address in enumerate(settings.PURGE_TARGETS, 1):
        try:
            target = _target(address)
            if any(target.name == other.name for other in targets):
                raise ValueError("is there already; name each cache once")
        except ValueError as error:
            raise ImproperlyConfigured(f"PURGE_TARGETS: entry {number} {error}. What works: {EXAMPLES}.") from None
        targets.append(target)
    return tuple(targets)


def _target(address: str) -> Target:
    """The cache at ``address``; raises ``ValueError`` with what an entry has that it must not have, or lacks."""
    parts = _parts(address)
    match parts.scheme:
        case "varnish+http" | "varnish+https":
            if parts.path not in {"", "/"}:
                raise ValueError("has a path; a ban concerns all that a Varnish keeps")
            return Varnish(address, _url(parts, "/"))
        case "nginx+http" | "nginx+https":
            if parts.path in {"", "/"} or not parts.path.endswith("/"):
                raise ValueError("lacks the path of the location that empties the cache, with a slash at its end")
            return Nginx(address, _url(parts, parts.path))
        case "cloudflare":
            zone = _identifier(parts, "[0-9a-f]{32}", "the zone's id, 32 hexadecimal digits")
            return Cloudflare(address, zone, _secret("CLOUDFLARE_TOKEN"))
        case "fastly":
            service = _identifier(parts, "[0-9A-Za-z]+", "the service's id, letters and digits")
            return Fastly(address, service, _secret("FASTLY_TOKEN"))
        case _:
            raise ValueError("is none of the caches that are known here")


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:  # whose message would quote the entry
        raise ValueError("is no address") from None
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise ValueError("has a user, a query or a fragment; tokens have variables of their own")
    if len(address) > 200:
        raise ValueError("is longer than 200 characters")
    return parts


def _url(parts: SplitResult, path: str) -> str:
    if not parts.hostname:
        raise ValueError("names no host")
    return f"{parts.scheme.partition('+')[2]}://{parts.netloc}{path}"


def _identifier(parts: SplitResult, pattern: str, meaning: str) -> str:
    if parts.path not in {"", "/"} or not re.fullmatch(pattern, parts.netloc):
        raise ValueError(f"lacks {meaning}")
    return parts.netloc


def _secret(setting: str) -> str:
    secret: str = getattr(settings, setting)
    if not re.fullmatch(r"[!-~]+", secret):
        raise ValueError(f"needs {setting}, which is " + ("no plain token" if secret else "not set"))
    return secret
