"""What a client can read: the two media types of GraphQL over HTTP, and gzip."""

import re

from .remembering import remembered

JSON = "application/json"
RESPONSE_JSON = "application/graphql-response+json"
_REFUSED = re.compile(r"q=0(\.0*)?")
_GZIP = re.compile(r"\bgzip\b")


@remembered(256, longest=300)
def media_type(accept: str) -> str:
    """The response's media type: the newer one where ``Accept`` names it with any preference at all."""
    named = (part.lower().replace(" ", "").split(";") for part in accept.split(","))
    wanted = any(kind == RESPONSE_JSON and not any(map(_REFUSED.fullmatch, details)) for kind, *details in named)
    return RESPONSE_JSON if wanted else JSON


@remembered(256, longest=300)
def reads_gzip(accept_encoding: str) -> bool:
    """Whether ``Accept-Encoding`` names gzip."""
    return _GZIP.search(accept_encoding) is not None
