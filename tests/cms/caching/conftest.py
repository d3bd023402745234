"""A site of one WSGI function behind the layer of kept answers, with a journal of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest

from cms.caching.answers import Answers
from cms.caching.headers import MADE_OF
from cms.caching.memory import NEVER, Versions
from cms.caching.recording import Recording
from cms.caching.tags import slots_of

EPOCH = 7


@pytest.fixture
def history() -> Versions:
    """A journal that is known here, with nothing in it."""
    known = Versions()
    known.begin(EPOCH, 1)
    known.next_expiry = NEVER
    return known


@pytest.fixture
def change(history: Versions) -> Callable[..., None]:
    """Marks tags as changed."""

    def mark(*tags: str) -> None:
        history.mark(slots_of(tags), history.position + 1)

    return mark


@dataclass(slots=True)
class Response:
    """What the layer gave."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Site:
    """An application that tells how often it was run; what it answers can be set."""

    history: Versions
    status: str = "200 OK"
    headers: list[tuple[str, str]] = field(default_factory=lambda: [("Content-Type", "application/json")])
    tags: set[str] | None = field(default_factory=lambda: {"page.1"})
    runs: int = 0
    closed: int = 0
    seen: list[dict[str, Any]] = field(default_factory=list)
    before: Callable[[], None] = lambda: None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> "Body":
        self.runs += 1
        self.seen.append(dict(environ) | {"body": environ["wsgi.input"].read(10**6)})
        used = Recording.__new__(Recording)
        used.epoch, used.since, used.unkeepable = self.history.epoch, self.history.position, False
        number = self.runs
        self.before()
        if self.tags is not None:
            used.tags = self.tags
            environ[MADE_OF] = used
        start_response(self.status, list(self.headers))
        return Body(self, f"answer {number}".encode())


class Body:
    """An iterable that has to be closed."""

    def __init__(self, site: Site, content: bytes) -> None:
        self._site = site
        self._content = content

    def __iter__(self) -> Any:
        return iter([self._content])

    def close(self) -> None:
        self._site.closed += 1


@pytest.fixture
def site(history: Versions) -> Site:
    return Site(history)


@pytest.fixture
def layer(site: Site, history: Versions) -> Answers:
    return Answers(site, history, is_alone=True)


@pytest.fixture
def ask(layer: Answers) -> Callable[..., Response]:
    """Sends a request to the layer, or to another one; ``environ`` goes before what is usual."""

    def send(body: bytes = b"{}", method: str = "POST", layer: Answers = layer, **environ: Any) -> Response:
        told: dict[str, Any] = {}

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            told.update(status=int(status.split(maxsplit=1)[0]), headers=dict(headers))

        usual = {
            "REQUEST_METHOD": method,
            "PATH_INFO": "/graphql/",
            "QUERY_STRING": "",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_HOST": "localhost",
            "SERVER_PORT": "80",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
        }
        content = layer(usual | environ, start_response)
        try:
            return Response(told["status"], told["headers"], b"".join(content))
        finally:
            getattr(content, "close", lambda: None)()

    return send
