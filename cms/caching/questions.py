"""What an answer depends on: all of a request that can change a byte of it, and nothing else."""

import re
from io import BytesIO
from sys import intern
from typing import Any

from django.conf import settings

from cms.negotiation import media_type, reads_gzip

PATHS = frozenset({"/graphql/", "/graphql"})

_ORIGIN = re.compile(r"https?://[a-zA-Z0-9.-]+(:[0-9]+)?")

_FRAME = 50

#: Combinations of `Accept` and `Accept-Encoding` whose meaning is kept, and the longest of them.
_MOST, _LONGEST = 256, 600

#: Plain values, compared one by one.
Question = tuple[Any, ...]
Environ = dict[str, Any]


class Reader:
    """Reads questions from WSGI environments by the settings of this process."""

    def __init__(self) -> None:
        self._max_body: int = settings.GRAPHQL["MAX_BODY"]
        self._origins: frozenset[str] = frozenset(settings.CORS_ALLOWED_ORIGINS)
        self._any_origin: bool = settings.CORS_ALLOW_ALL_ORIGINS
        self._has_origins = self._any_origin or bool(self._origins)
        told: tuple[str, str] = settings.SECURE_PROXY_SSL_HEADER or ("", "")
        self._scheme_header, self._secure = told
        self._readable: dict[tuple[str, str], tuple[str, bool]] = {}

    def question(self, environ: Environ) -> Question | None:
        """The question of a request to GraphQL; None where its answer is nobody else's business.

        The body is read, and stands in the environment again as if it had not been.
        """
        asked = environ.get
        host = asked("HTTP_HOST")
        method = environ["REQUEST_METHOD"]
        if method == "POST":
            body = self._body(environ)
        elif method == "GET":
            body = b""
        else:
            return None
        if body is None or not host:
            return None
        origin = asked("HTTP_ORIGIN") if self._has_origins else None
        if origin and not self._is_plain(origin):
            return None
        return (
            method,
            environ["PATH_INFO"],
            asked("QUERY_STRING", ""),
            body,
            asked("CONTENT_TYPE", ""),
            *self._what_is_read(asked("HTTP_ACCEPT", ""), asked("HTTP_ACCEPT_ENCODING", "")),
            host,
            asked("SERVER_PORT"),
            self._is_secure(environ),
            (self._any_origin or origin) if origin else None,
        )

    def _what_is_read(self, accept: str, encoding: str) -> tuple[str, bool]:
        """The media type that the client gets, and whether it reads gzip."""
        known = self._readable.get((accept, encoding))
        if known is None:
            known = media_type(accept), reads_gzip(encoding)
            if len(self._readable) < _MOST and len(accept) + len(encoding) <= _LONGEST:
                self._readable[accept, encoding] = known
        return known

    def _is_plain(self, origin: str) -> bool:
        """Whether what an origin is answered is known here: the permission for all, or for this one as it is spelt."""
        return _ORIGIN.fullmatch(origin) is not None if self._any_origin else origin in self._origins

    def _body(self, environ: Environ) -> bytes | None:
        length = environ.get("CONTENT_LENGTH", "")
        if not (length.isascii() and length.isdigit() and len(length) < 10 and int(length) <= self._max_body):
            return None
        if environ.get("HTTP_CONTENT_ENCODING"):
            return None
        body: bytes = environ["wsgi.input"].read(int(length))
        environ["wsgi.input"] = BytesIO(body)
        return body

    def _is_secure(self, environ: Environ) -> bool:
        if self._scheme_header and self._scheme_header in environ:
            return bool(environ[self._scheme_header].split(",", 1)[0].strip() == self._secure)
        return bool(environ["wsgi.url_scheme"] == "https")


def shared(question: Question) -> Question:
    """The same with one copy of each short text for all questions: what is compared often then lies close together."""
    return tuple(intern(part) if type(part) is str else part for part in question)


def size_of(question: Question) -> int:
    """About how many bytes of memory a question takes."""
    return sum(len(part) + _FRAME for part in question if isinstance(part, str | bytes))
