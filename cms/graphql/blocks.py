"""Blocks of a body as an answer holds them: read from the stored JSON, without building Wagtail's values."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.db.models import Model
from wagtail.blocks import Block, ChooserBlock, RichTextBlock, StreamValue

from .cohorts import cohort_of, gather
from .memories import Memory, memories_of
from .rows import fetch
from .shelf import worked_out


class Stored:
    """A block as it is stored: its id, its definition, its values by field name; and what they lead to."""

    def __init__(self, identifier: str, block: Block, values: Mapping[str, Any], memory: Memory | None) -> None:
        self.id = identifier
        self.block = block
        self.values = values
        self.memory = memory

    @cached_property
    def linking(self) -> Sequence[str]:
        """The rich texts that may hold links to content."""
        return [text for child, text in self._given() if isinstance(child, RichTextBlock) and leads_to_content(text)]

    @cached_property
    def choices(self) -> Sequence[tuple[type[Model], int]]:
        """The models and keys of what is chosen."""
        return [(child.model_class, key) for child, key in self._given() if isinstance(child, ChooserBlock)]

    def _given(self) -> Iterator[tuple[Block, Any]]:
        children = self.block.child_blocks.items()
        return ((child, self.values[name]) for name, child in children if self.values.get(name))


class BlockItem:
    """A block of a stream in one answer, and what the stream belongs to.

    ``block`` is what Grapple's interface asks for to find the type.
    """

    __slots__ = ("_cohort", "_memory", "block", "id", "owner", "stored", "values")

    def __init__(self, stored: Stored, owner: Model) -> None:
        self.stored = stored
        self.owner = owner
        self.id, self.block, self.values = stored.id, stored.block, stored.values
        self._memory = stored.memory

    def chosen(self, name: str) -> Model | None:
        """What the chooser field ``name`` points to, if an answer may hold it; one query for the whole cohort."""
        model = self.block.child_blocks[name].model_class
        cohort = cohort_of(self)
        found = cohort.load(model, lambda members: fetch(model, _choices(members, model), cohort.languages))
        return found.get(self.values.get(name) or 0)


def stream(owner: Model, name: str) -> list[BlockItem]:
    """The blocks of the stream field ``name`` of ``owner``; those of all its cohort become one cohort."""
    owners, cohort = type(owner), cohort_of(owner)

    def load(members: list[Any]) -> Mapping[Any, list[BlockItem]]:
        items = {id(m): list(_items(getattr(m, name), m, name)) for m in members if type(m) is owners}
        gather((item for group in items.values() for item in group), cohort.languages)
        return items

    return cohort.load((owners, name), load).get(id(owner), [])


def block_id(owner: Model, raw: Mapping[str, Any], place: int) -> str:
    """One id among the blocks of all owners, fit for HTML's `id`.

    Wagtail keeps the ids of blocks when a page is copied or translated; clients that cache by id would take the
    copies for one block. A block that was stored without an id is known by its place.
    """
    return f"{raw.get('id') or place}-{'new' if owner.pk is None else owner.pk}"


def _items(value: StreamValue, owner: Model, name: str) -> Iterator[BlockItem]:
    for stored in worked_out(owner, ("blocks", name), lambda: list(_stored(value, owner))):
        yield BlockItem(stored, owner)


def _stored(value: StreamValue, owner: Model) -> Iterator[Stored]:
    definitions = value.stream_block.child_blocks
    (memory,) = memories_of([owner])
    for place, raw in enumerate(value.raw_data):
        block = definitions.get(raw["type"])
        if block is None:
            continue
        values = getattr(block, "graphql_values", dict)(raw["value"])
        yield Stored(block_id(owner, raw, place), block, values, None if memory is None else memory.part())


def has_links(source: str) -> bool:
    """Whether a stored rich text may hold a link."""
    return "<a" in source or "<A" in source


def leads_to_content(source: str) -> bool:
    """Whether a stored rich text may hold links to pages or documents."""
    return has_links(source) and "linktype" in source.lower()


def _choices(items: list[BlockItem], model: type[Model]) -> Iterator[int]:
    return (key for item in items for chosen, key in item.stored.choices if chosen is model)
