"""Answers that several hosts share in Redis, valid by the same rule as those in a process's own memory."""

import sys
from array import array
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from pickle import UnpicklingError

from django.conf import settings
from django.core.cache import BaseCache, caches

from .kept import Stamp
from .questions import Question
from .responses import Answer

#: After a day nobody relies on an answer that no change has outdated.
KEPT_SECONDS = 24 * 3600
#: Settings that shape answers.
_SHAPING = ("BASE_URL", "CDN_SECONDS", "GRAPHQL", "LANGUAGES", "MEDIA_URL", "STALE_SECONDS", "STATIC_URL", "TIME_ZONE")
#: What reading a value raises that no program of ours has written (docs.python.org/3/library/pickle.html).
_UNREADABLE = (UnpicklingError, AttributeError, EOFError, ImportError, IndexError, TypeError, ValueError)


class SharedAnswers:
    """The store under the cache's alias ``answers``, for hosts that run the same release on the same database."""

    def __init__(self) -> None:
        self._prefix = release()

    def get(self, question: Question) -> tuple[Answer, Stamp] | None:
        """An answer with what it was made of; whether it is still valid, the memory of this host knows."""
        try:
            found = self._cache.get(self._key(question))
        except _UNREADABLE:
            return None
        match found:
            case (bytes(slots), int(epoch), int(since), str(status), tuple(headers), bytes(body), str(etag)):
                return Answer(status, headers, body, etag), Stamp(tuple(array("L", slots)), epoch, since)
        return None

    def put(self, question: Question, answer: Answer, stamp: Stamp) -> None:
        slots = array("L", stamp.slots).tobytes()
        value = (slots, stamp.epoch, stamp.since, answer.status, answer.headers, answer.body, answer.etag)
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
