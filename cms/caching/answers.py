"""Answers of GraphQL kept ahead of Django: a request that was answered before costs one look into memory."""

import logging
from collections.abc import Callable, Iterable
from time import monotonic
from typing import Any, Protocol

from django.conf import settings

from cms.metrics import counter, gauge

from .currency import is_up_to_date
from .flights import Flights
from .headers import MADE_OF
from .kept import Kept, Stamp
from .memory import Versions
from .questions import PATHS, Environ, Question, Reader, shared, size_of
from .recording import Recording
from .responses import Answer

logger = logging.getLogger(__name__)

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

#: Seconds for which a request waits for another that asks the same.
PATIENCE = 5.0
#: The largest answer that is kept, as a part of the store.
_SHARE = 16

_FROM_PROCESS = counter("answers_total", origin="process")
_FROM_OTHERS = counter("answers_total", origin="redis")
_COMPUTED = counter("answers_total", origin="computed")
_WAITED = counter("answers_total", origin="waited")
_STALE = counter("answers_total", origin="stale")


class Others(Protocol):
    """A second level that several hosts share; it may be away."""

    def get(self, question: Question) -> tuple[Answer, Stamp] | None: ...
    def put(self, question: Question, answer: Answer, stamp: Stamp) -> None: ...


class Answers:
    """A WSGI application around ``application``, which gives the answers that are not kept here.

    ``is_alone`` says that no other host changes the content: if others may, nothing is served from here while the
    journal is not heard.
    """

    def __init__(
        self,
        application: Application,
        history: Versions,
        is_alone: bool,
        others: Others | None = None,
    ) -> None:
        self._application = application
        self._history = history
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
        knows_everything = is_up_to_date(self._history, self._is_alone)
        question = self._reader.question(environ)
        if question is None:
            _COMPUTED.add()
            return self._application(environ, start_response)
        if self._largest and knows_everything:
            answer = self._kept.get(question)
            if answer is not None:
                _FROM_PROCESS.add()
            else:
                answer = self._awaited(question, environ)
        else:
            answer = self._computed(environ)[0]
        if answer.etag and environ.get("HTTP_IF_NONE_MATCH"):
            answer = answer.unless(environ["HTTP_IF_NONE_MATCH"])
        start_response(answer.status, [*answer.headers])
        return [answer.body]

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
        if not self._kept.put(shared(question), answer, stamp, size_of(question) + answer.size):
            return None
        _FROM_OTHERS.add()
        return answer

    def _made(self, question: Question, environ: Environ) -> Answer:
        answer, made_of = self._computed(environ)
        if made_of is None:
            return answer
        stamp = Stamp.of(made_of)
        if not stamp.is_valid(self._history):
            return answer.for_its_client_only()
        size = size_of(question) + answer.size
        if size <= self._largest and self._kept.put(shared(question), answer, stamp, size) and self._others:
            self._others.put(question, answer, stamp)
        return answer

    def _computed(self, environ: Environ) -> tuple[Answer, Recording | None]:
        """What Django answers, and what that was made of if it may be kept."""
        _COMPUTED.add()
        begun: list[Any] = []
        condition = environ.pop("HTTP_IF_NONE_MATCH", None)
        body = self._application(environ, lambda status, headers, exc_info=None: begun.extend((status, headers)))
        try:
            # A copy: what orjson gives holds on to the four kilobytes that it begins with.
            content = bytes(memoryview(b"".join(body)))
        finally:
            close = getattr(body, "close", None)
            if close is not None:
                close()
        if condition is not None:
            environ["HTTP_IF_NONE_MATCH"] = condition
        status, headers = begun
        answer = Answer.of(status, headers, content)
        return answer, environ.get(MADE_OF) if answer.is_keepable else None
