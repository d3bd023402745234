"""Tags: short names of what an answer can be made of, and of what a change touches."""

import re
from collections.abc import Iterable
from hashlib import blake2b
from uuid import UUID

#: How many slots the shared versions have. Two tags that share a slot are outdated together, never too seldom.
SLOTS = 2**18

#: A change of visibility of so many pages that they are not named one by one. Every answer with pages carries it.
PAGES = "pages"
#: A collection or its privacy. Every answer with images or documents carries it.
COLLECTIONS = "collections"
#: A change that is not told apart: it outdates all there is, whether an answer carries the tag or not.
EVERYTHING = "everything"
#: The dates on which content expires. No answer needs it: memories look for the next such date when they see it.
EXPIRY = "expiry"


_PLAIN = re.compile(r"[A-Za-z0-9._-]{1,64}")


def slot_of(tag: str) -> int:
    """The slot of ``tag``: the same in every process, on every host, for ever."""
    return int.from_bytes(blake2b(tag.encode(), digest_size=8).digest()) % SLOTS


def slots_of(tags: Iterable[str]) -> tuple[int, ...]:
    return tuple({slot_of(tag) for tag in tags})


def whole(table: str) -> str:
    """Anything in a table."""
    return f"t.{table}"


def row(kind: str, pk: object) -> str:
    """One row: ``page.12``, ``platform.3``. All page types share the kind ``page``."""
    return f"{kind}.{pk}"


def listed(kind: str, language: str | None = None) -> str:
    """Which rows of a model, in a language where it has them, are public: ``list.articlepage.ar``, ``list.picture``."""
    return f"list.{kind}.{language}" if language else f"list.{kind}"


def column(kind: str, name: str) -> str:
    """The values of a column by which a model is listed: ``list.articlepage.date``."""
    return f"list.{kind}.{name}"


def slug(kind: str, value: str) -> str:
    """Which row has a slug, in whatever language: ``slug.page.home``."""
    return f"slug.{kind}.{value}"


def translations(key: UUID | str) -> str:
    """Which public rows are translations of each other; either database's spelling of the key will do."""
    return f"translations.{UUID(str(key)).hex}"


def below(path: str) -> str:
    """The public children of the page at a tree path, and their order."""
    return f"below.{path}"


def linked(table: str, name: str, pk: object) -> str:
    """The rows of a link table by one of its foreign keys: ``pages_sectionmention.platform_id.5``."""
    return f"{table}.{name}.{pk}"


def header_name(tag: str) -> str:
    """How caches in front of the site know ``tag``: in ASCII that needs no quoting, at most 64 characters of it."""
    if _PLAIN.fullmatch(tag):
        return tag
    return f"{tag.partition('.')[0]}.{blake2b(tag.encode(), digest_size=6).hexdigest()}"
