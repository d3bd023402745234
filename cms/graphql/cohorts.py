"""Objects that one query brought and that load together what they relate to.

A resolver is asked for one object at a time. It answers for the whole cohort of that object at the first question, so
that the number of SQL queries depends on the shape of an operation and never on how much it finds.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, TypeVar

from .columns import read_together

T = TypeVar("T")
_ATTRIBUTE = "_cohort"


class Cohort:
    """Members, the languages that are wanted of what they refer to, and what has been loaded for all of them."""

    __slots__ = ("_loaded", "languages", "members")

    def __init__(self, members: list[Any], languages: tuple[str, ...]) -> None:
        self.members = members
        self.languages = languages
        self._loaded: dict[Hashable, Any] = {}

    def load(self, key: Hashable, loader: Callable[[list[Any]], T]) -> T:
        """What ``loader`` gives for all members; it runs once for each ``key``."""
        if key not in self._loaded:
            self._loaded[key] = loader(self.members)
        return self._loaded[key]

    def of(self, model: type[T]) -> list[T]:
        """The members of one type."""
        return [member for member in self.members if isinstance(member, model)]


def gather(members: Iterable[T], languages: tuple[str, ...] = ()) -> list[T]:
    """Make one cohort of ``members``, of which everything is wanted in ``languages``, and return them."""
    listed = list(members)
    read_together(listed)
    cohort = Cohort(listed, languages)
    for member in listed:
        setattr(member, _ATTRIBUTE, cohort)
    return listed


def cohort_of(member: Any) -> Cohort:
    """The cohort of ``member``; one that came alone is a cohort of its own."""
    if not hasattr(member, _ATTRIBUTE):
        gather([member])
    return getattr(member, _ATTRIBUTE)


def grouped(rows: Iterable[T], key: Callable[[T], Hashable]) -> Mapping[Hashable, list[T]]:
    """The rows under each key, in their order."""
    groups: dict[Hashable, list[T]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups
