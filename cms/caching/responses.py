"""A response as WSGI gives it, and what else can be said instead of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from sys import intern

Headers = tuple[tuple[str, str], ...]

_FRAME = 50


@dataclass(frozen=True, slots=True)
class Answer:
    """Status line, headers and body; ``etag`` is empty where it has none."""

    status: str
    headers: Headers
    body: bytes
    etag: str = ""

    @classmethod
    def of(cls, status: str, headers: Iterable[tuple[str, str]], body: bytes) -> "Answer":
        # One copy of what nearly all answers say, which then lies close together.
        named = tuple((intern(name), intern(value)) for name, value in headers)
        return cls(intern(status), named, body, next((value for name, value in named if name.lower() == "etag"), ""))

    @property
    def is_keepable(self) -> bool:
        """Whether others may have it, as far as it says so itself."""
        return self.status.startswith("200 ") and not any(name.lower() == "set-cookie" for name, _ in self.headers)

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes."""
        return len(self.body) + sum(len(text) + _FRAME for header in self.headers for text in header)

    def unless(self, condition: str) -> "Answer":
        """Itself, or 304 where the client has it already by its ``If-None-Match`` (RFC 9110, 13.1.2)."""
        known = [etag.strip().removeprefix("W/") for etag in condition.split(",")]
        if condition.strip() != "*" and self.etag not in known:
            return self
        headers = tuple((name, value) for name, value in self.headers if not name.lower().startswith("content-"))
        return Answer("304 Not Modified", headers, b"", self.etag)

    def for_its_client_only(self) -> "Answer":
        """The same for who has asked, when it was outdated while it was made: no cache may keep it."""
        headers = (
            (name, "no-store" if name == "Cache-Control" else value)
            for name, value in self.headers
            if name not in {"Cache-Tag", "Surrogate-Key", "ETag"}
        )
        return replace(self, headers=tuple(headers), etag="")
