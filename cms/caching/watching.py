"""What is watched: the tables behind public answers, and what each says when one of its rows changes."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from . import tags

#: What editors are told about an object, and readers are not.
EDITING = frozenset(
    {
        "alias_of_id",
        "draft_title",
        "expired",
        "go_live_at",
        "has_unpublished_changes",
        "latest_revision_created_at",
        "latest_revision_id",
        "live_revision_id",
        "locked",
        "locked_at",
        "locked_by_id",
        "numchild",
        "owner_id",
        "uploaded_by_user_id",
    }
)
#: Stands for the key where a whole table was emptied at once.
TRUNCATED = "*"


@dataclass(frozen=True, slots=True)
class Changed:
    """One row that was written: the names of noticed columns that an update changed, and the noted ones' values.

    ``before`` is None for a new row, ``after`` for one that is gone.
    """

    table: str
    key: str
    columns: frozenset[str] = frozenset()
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None

    @classmethod
    def read(cls, table: str, key: str, columns: str, before: str | None, after: str | None) -> "Changed":
        """From the columns of a ``Change``."""
        versions = (json.loads(version) if version else None for version in (before, after))
        return cls(table, key, frozenset(columns.split()), *versions)

    @property
    def versions(self) -> Iterator[Mapping[str, Any]]:
        """The row as it was and as it is, where it was and is."""
        return (version for version in (self.before, self.after) if version is not None)

    @property
    def is_update(self) -> bool:
        return self.before is not None and self.after is not None

    def moves(self, *columns: str) -> bool:
        """Whether the row is new, is gone, or changed in any of ``columns``."""
        return not self.is_update or not self.columns.isdisjoint(columns)


@dataclass(frozen=True, slots=True)
class Watched:
    """A table of which the database notes every change.

    ``noted`` are columns whose values are told as they were and as they are; ``noticed`` those that are named where an
    update changes them; a change of ``unseen`` ones alone is none. ``links`` are foreign keys by which answers look
    rows up.
    """

    model: type[Model]
    kind: str
    noted: tuple[str, ...] = ()
    noticed: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    unseen: frozenset[str] = EDITING

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def key(self) -> str:
        return self.model._meta.pk.column

    @property
    def seen(self) -> tuple[str, ...]:
        columns = (field.column for field in self.model._meta.local_concrete_fields)
        return tuple(column for column in columns if column not in self.unseen)

    def tags(self, changed: Changed) -> Iterator[str]:
        yield tags.whole(self.table)
        yield tags.row(self.kind, changed.key)
        for version in changed.versions:
            yield from (tags.linked(self.table, name, version[name]) for name in self.links)


#: Further tags of all that changed together.
Consequences = Callable[[list[Changed]], Iterable[str]]

WATCHED: dict[str, Watched] = {}
CONSEQUENCES: list[Consequences] = []
#: Tables that change in no transaction but with a watched one: the database or the search backend derives them from it.
DERIVED = {"wagtailsearch_indexentry_fts": "wagtailsearch_indexentry", "cms_word": "wagtailsearch_indexentry"}


def watch(declarations: Iterable[Watched], consequences: Consequences | None = None) -> None:
    """Watch some tables; called once by each application that has them."""
    WATCHED.update({watched.table: watched for watched in declarations})
    if consequences is not None:
        CONSEQUENCES.append(consequences)


def tag_of_table(table: str) -> str | None:
    """The tag of anything in ``table``; None where nobody would hear of a change."""
    table = DERIVED.get(table, table)
    return tags.whole(table) if table in WATCHED else None


def tags_of(changes: list[Changed]) -> set[str]:
    """All that changes committed together touch. It may read the database."""
    if any(changed.key == TRUNCATED for changed in changes):
        return {tags.EVERYTHING}
    told = {tag for changed in changes if changed.table in WATCHED for tag in WATCHED[changed.table].tags(changed)}
    if any("expire_at" in changed.columns or (changed.after or {}).get("expire_at") for changed in changes):
        told.add(tags.EXPIRY)
    return told.union(*(consequences(changes) for consequences in CONSEQUENCES))
