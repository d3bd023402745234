"""Answers of GraphQL kept ahead of Django: a request that was answered before costs one look into memory."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from time import monotonic, time_ns
from typing import Any, Protocol

from django.conf import settings

from cms.metrics import counter, gauge

from .flights import Flights
from .headers import MADE_OF
from .kept import Kept, Stamp
from .memory import HEARD, NEXT_EXPIRY, Versions
from .questions import PATHS, Environ, Question, Reader
from .recording import Recording

logger = logging.getLogger(__name__)

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Headers = tuple[tuple[str, str], ...]

#: Seconds for which a request waits for another that asks the same.
PATIENCE = 5.0
#: Microseconds after which a journal that was not heard may hold changes that are not known here.
SILENCE = 5_000_000
#: The largest answer that is kept, as a part of the store.
_SHARE = 16

_FROM_PROCESS = counter("answers_total", origin="process")
_FROM_OTHERS = counter("answers_total", origin="redis")
_COMPUTED = counter("answers_total", origin="computed")
_WAITED = counter("answers_total", origin="waited")
_STALE = counter("answers_total", origin="stale")


@dataclass(frozen=True, slots=True)
class Answer:
    """A response as WSGI gives it; ``etag`` is empty where it has none."""

    status: str
    headers: Headers
    body: bytes
    etag: str = ""


class Others(Protocol):
    """A second level that several hosts share; it may be away."""

    def get(self, question: Question) -> tuple[Answer, Stamp] | None: ...
    def put(self, question: Question, answer: Answer, stamp: Stamp) -> None: ...


class Answers:
    """A WSGI application around ``application``, which gives the answers that are not kept here.

    ``expire`` has the journal write down what has expired. ``is_alone`` says that no other host changes the content:
    if others may, nothing is served from here while the journal is not heard.
    """

    def __init__(
        self,
        application: Application,
        history: Versions,
        expire: Callable[[], object],
        is_alone: bool,
        others: Others | None = None,
    ) -> None:
        self._application = application
        self._history = history
        self._expire = expire
        self._is_alone = is_alone
        self._others = others
        self._reader = Reader()
        self._flights = Flights()
        limit: int = settings.ANSWER_CACHE_BYTES
        self._largest = limit // _SHARE
        self._kept: Kept[Answer] = Kept(history, limit, settings.STALE_SECONDS)
        gauge(self._kept.__len__, "kept_entries", store="answers")
        gauge(lambda: self._kept.size, "kept_bytes", store="answers")

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] not in PATHS:
            return self._application(environ, start_response)
        question = self._reader.question(environ)
        if question is None:
            _COMPUTED.add()
            return self._application(environ, start_response)
        answer = None
        if self._largest and self._knows_everything():
            answer = self._kept.get(question)
            if answer is not None:
                _FROM_PROCESS.add()
            else:
                answer = self._awaited(question, environ)
        else:
            answer = self._computed(environ)[0]
        if answer.etag and environ.get("HTTP_IF_NONE_MATCH"):
            answer = _conditional(answer, environ["HTTP_IF_NONE_MATCH"])
        start_response(answer.status, [*answer.headers])
        return [answer.body]

    def _knows_everything(self) -> bool:
        """Whether the journal, as far as it is known here, says all that has changed up to now."""
        now = time_ns() // 1000
        words = self._history.words
        if 0 < words[NEXT_EXPIRY] <= now:
            try:
                self._expire()
            except Exception:
                logger.exception("What has expired could not be written down")
                return False
        return self._is_alone or now - words[HEARD] <= SILENCE

    def _awaited(self, question: Question, environ: Environ) -> Answer:
        """The answer that this request or another one that asks the same at this moment computes."""
        until = monotonic() + PATIENCE
        while not self._flights.begin(question):
            answer = self._kept.stale(question)
            if answer is not None:
                _STALE.add()
                return answer
            if not self._flights.wait(question, until):
                return self._computed(environ)[0]
            answer = self._kept.get(question)
            if answer is not None:
                _WAITED.add()
                return answer
        try:
            return self._kept.get(question) or self._shared(question) or self._made(question, environ)
        finally:
            self._flights.end(question)

    def _shared(self, question: Question) -> Answer | None:
        """The valid answer that some host has left for all."""
        found = self._others.get(question) if self._others else None
        if found is None:
            return None
        answer, stamp = found
        if not self._kept.put(question, answer, stamp, _size(question, answer)):
            return None
        _FROM_OTHERS.add()
        return answer

    def _made(self, question: Question, environ: Environ) -> Answer:
        answer, made_of = self._computed(environ)
        if made_of is None:
            return answer
        stamp = Stamp.of(made_of)
        if not stamp.is_valid(self._history):
            return _unkept(answer)
        size = _size(question, answer)
        if size <= self._largest and self._kept.put(question, answer, stamp, size) and self._others:
            self._others.put(question, answer, stamp)
        return answer

    def _computed(self, environ: Environ) -> tuple[Answer, Recording | None]:
        """What Django answers, and what that was made of if it may be kept."""
        _COMPUTED.add()
        begun: list[Any] = []
        condition = environ.pop("HTTP_IF_NONE_MATCH", None)
        body = self._application(environ, lambda status, headers, exc_info=None: begun.extend((status, headers)))
        try:
            content = b"".join(body)
        finally:
            close = getattr(body, "close", None)
            if close is not None:
                close()
        if condition is not None:
            environ["HTTP_IF_NONE_MATCH"] = condition
        status, headers = begun
        etag = next((value for name, value in headers if name.lower() == "etag"), "")
        has_cookie = any(name.lower() == "set-cookie" for name, _value in headers)
        answer = Answer(status, tuple(headers), content, etag)
        keepable = status.startswith("200 ") and not has_cookie
        return answer, environ.get(MADE_OF) if keepable else None


def _conditional(answer: Answer, condition: str) -> Answer:
    """``answer``, or 304 where the client has it already (RFC 9110, 13.1.2)."""
    known = [etag.strip().removeprefix("W/") for etag in condition.split(",")]
    if condition.strip() != "*" and answer.etag not in known:
        return answer
    headers = tuple((name, value) for name, value in answer.headers if not name.lower().startswith("content-"))
    return Answer("304 Not Modified", headers, b"", answer.etag)


def _unkept(answer: Answer) -> Answer:
    """An answer that was outdated while it was made: whoever asked may have it, and no cache may keep it."""
    headers = (
        (name, "no-store" if name == "Cache-Control" else value)
        for name, value in answer.headers
        if name not in {"Cache-Tag", "Surrogate-Key", "ETag"}
    )
    return replace(answer, headers=tuple(headers), etag="")


def _size(question: Question, answer: Answer) -> int:
    texts = [part for part in question if isinstance(part, str | bytes)]
    texts += [text for header in answer.headers for text in header]
    return len(answer.body) + sum(len(text) + 50 for text in texts)
