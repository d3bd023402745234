"""Operations known by their SHA-256 hash: the operator's trusted documents, and those that clients have left here.

Trusted documents follow the appendix on persisted documents of GraphQL over HTTP, the others Apollo's protocol for
automatic persisted queries. What clients leave lies in a fixed number of places, each for one text, so that nobody can
make the store grow: a new text takes the place of an older one, whose client is asked to send it again.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured

from .errors import Code, Refusal

KEPT_SECONDS = 7 * 24 * 3600
_HASH = re.compile("[0-9a-f]{64}")


def hash_of(source: str) -> str:
    return sha256(source.encode()).hexdigest()


def known(document_id: str) -> str:
    """The trusted document named ``sha256:`` and its hash. Raises Refusal where there is none."""
    prefix, _, digest = document_id.partition(":")
    if prefix != "sha256" or not _HASH.fullmatch(digest):
        raise Refusal(
            Code.BAD_REQUEST, "`documentId` is no hash; send `sha256:` and 64 hexadecimal digits in lower case."
        )
    source = _trusted().get(digest)
    if source is None:
        raise Refusal(Code.DOCUMENT_NOT_FOUND, "`documentId` names no document that is known here.")
    return source


def named(extension: Any) -> str:
    """The hash in Apollo's ``persistedQuery`` extension. Raises Refusal for any other form of it."""
    match extension:
        case {"version": 1, "sha256Hash": str(digest)} if _HASH.fullmatch(digest):
            return digest
    raise Refusal(
        Code.BAD_REQUEST,
        '`extensions.persistedQuery` is not understood; send {"version": 1, "sha256Hash": "…"} with 64 hexadecimal '
        "digits in lower case.",
    )


def recalled(digest: str) -> str:
    """The text that a client has left, or a trusted one. Raises Refusal that asks the client to send the text."""
    source = _trusted().get(digest)
    if source is not None:
        return source
    if not settings.GRAPHQL["PERSISTED_OPERATIONS"]:
        raise Refusal(Code.PERSISTED_NOT_SUPPORTED, "PersistedQueryNotSupported")
    source = caches["operations"].get(_place(digest))
    if not isinstance(source, str) or hash_of(source) != digest:
        raise Refusal(Code.PERSISTED_NOT_FOUND, "PersistedQueryNotFound")
    return source


def agree(source: str, digest: str) -> None:
    """Raises Refusal where ``digest`` is the hash of another text."""
    if hash_of(source) != digest:
        raise Refusal(Code.PERSISTED_MISMATCH, "provided sha does not match query")


def remember(source: str, digest: str) -> None:
    """Keep a valid text for a week, unless another takes its place."""
    if settings.GRAPHQL["PERSISTED_OPERATIONS"] and not settings.GRAPHQL["ONLY_TRUSTED_DOCUMENTS"]:
        caches["operations"].set(_place(digest), source, KEPT_SECONDS)


def admit(source: str) -> None:
    """Raises Refusal for a text of the client's own where only trusted documents are run."""
    if settings.GRAPHQL["ONLY_TRUSTED_DOCUMENTS"] and hash_of(source) not in _trusted():
        raise Refusal(Code.DOCUMENT_NOT_TRUSTED, "Only documents that are known here are run; send a `documentId`.")


def _place(digest: str) -> str:
    return f"operation-{int(digest[:15], 16) % settings.GRAPHQL['PERSISTED_OPERATIONS']}"


def _trusted() -> Mapping[str, str]:
    folder = settings.GRAPHQL["TRUSTED_DOCUMENTS"]
    return trusted_documents(Path(folder)) if folder else {}


@lru_cache(maxsize=1)
def trusted_documents(folder: Path) -> Mapping[str, str]:
    """The documents of ``folder`` by hash: each `*.graphql` file, and those in each `*.json` manifest.

    A manifest is an object of texts by hash, as GraphQL Code Generator writes it, or Apollo's. UTF-8. Raises
    ImproperlyConfigured where the folder cannot be read or a hash is not that of its text.
    """
    try:
        paths = sorted(folder.iterdir())
        documents = {hash_of(source): source for source in (_text(path) for path in paths if path.suffix == ".graphql")}
        for path in (path for path in paths if path.suffix == ".json"):
            documents.update(_manifest(path))
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"GRAPHQL_TRUSTED_DOCUMENTS: {error}") from error
    return documents


def _text(path: Path) -> str:
    return path.read_bytes().decode()


def _manifest(path: Path) -> Iterator[tuple[str, str]]:
    match json.loads(_text(path)):
        case {"format": "apollo-persisted-query-manifest", "operations": list(operations)}:
            pairs = [(operation.get("id"), operation.get("body")) for operation in operations]
        case dict(texts):
            pairs = list(texts.items())
        case _:
            raise ValueError(f"{path.name}: no object of texts by hash, and no manifest of Apollo's.")
    for digest, source in pairs:
        actual = hash_of(source) if isinstance(source, str) else None
        if str(digest).removeprefix("sha256:") != actual:
            raise ValueError(f"{path.name}: {digest!r} is not the SHA-256 hash of its text; that is {actual}.")
        yield actual, source
