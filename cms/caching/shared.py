"""Answers that several hosts share in Redis, valid by the same rule as those in a process's own memory."""

import sys
from array import array
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.cache import BaseCache, caches

from .answers import Answer
from .questions import Question

#: After a day nobody relies on an answer that no change has outdated.
KEPT_SECONDS = 24 * 3600
#: Settings that shape answers.
_SHAPING = ("BASE_URL", "CDN_SECONDS", "GRAPHQL", "LANGUAGES", "MEDIA_URL", "STALE_SECONDS", "STATIC_URL", "TIME_ZONE")


class Known(Protocol):
    """How much of the journal this host knows: what happened after ``base`` and up to ``position``."""

    @property
    def base(self) -> int: ...
    @property
    def position(self) -> int: ...


class SharedAnswers:
    """The store under the cache's alias ``answers``. ``history`` names the journal whose positions are meant."""

    def __init__(self, journal: Known, history: str) -> None:
        self._journal = journal
        self._prefix = blake2b(f"{history} {release()}".encode(), digest_size=12).hexdigest()

    def get(self, question: Question) -> tuple[Answer, tuple[int, ...], int] | None:
        """An answer with its slots and position, if this host knows all that has changed since."""
        match self._cache.get(self._key(question)):
            case (int(since), bytes(slots), str(status), tuple(headers), bytes(body), str(etag)):
                if self._journal.base <= since <= self._journal.position:
                    return Answer(status, headers, body, etag), tuple(array("L", slots)), since
        return None

    def put(self, question: Question, answer: Answer, slots: tuple[int, ...], since: int) -> None:
        packed = array("L", slots).tobytes()
        value = (since, packed, answer.status, answer.headers, answer.body, answer.etag)
        self._cache.set(self._key(question), value, KEPT_SECONDS)

    def _key(self, question: Question) -> str:
        digest = blake2b(digest_size=24)
        for part in question:
            text = part if isinstance(part, bytes) else repr(part).encode()
            digest.update(len(text).to_bytes(4) + text)
        return f"{self._prefix}-{digest.hexdigest()}"

    @property
    def _cache(self) -> BaseCache:
        return caches["answers"]


def release() -> str:
    """Names what runs here: another release, or the same with other settings, answers differently."""
    digest = blake2b(digest_size=12)
    for text in _sources():
        digest.update(text)
    digest.update(repr([(name, getattr(settings, name)) for name in _SHAPING]).encode())
    digest.update(sys.version.encode())
    return digest.hexdigest()


def _sources() -> Iterable[bytes]:
    root: Path = settings.BASE_DIR
    paths = [path for name in ("cms", "pages", "snippets") for path in (root / name).rglob("*.py")]
    return (path.read_bytes() for path in sorted([*paths, root / "requirements.txt"]))
