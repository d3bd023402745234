"""What an answer depends on: all of a request that can change a byte of it, and nothing else."""

import re
from io import BytesIO
from typing import Any

from django.conf import settings

from cms.negotiation import media_type, reads_gzip

PATHS = frozenset({"/graphql/", "/graphql"})

_ORIGIN = re.compile(r"https?://[a-zA-Z0-9.-]+(:[0-9]+)?")

_FRAME = 50

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
            media_type(asked("HTTP_ACCEPT", "")),
            reads_gzip(asked("HTTP_ACCEPT_ENCODING", "")),
            host,
            asked("SERVER_PORT"),
            self._is_secure(environ),
            (self._any_origin or origin) if origin else None,
        )

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


def size_of(question: Question) -> int:
    """About how many bytes of memory a question takes."""
    return sum(len(part) + _FRAME for part in question if isinstance(part, str | bytes))
