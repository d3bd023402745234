"""Blocks of a body as an answer holds them: read from the stored JSON, without building Wagtail's values."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Model
from wagtail.blocks import Block, ChooserBlock, RichTextBlock, StreamValue

from .cohorts import cohort_of, gather
from .memories import Memory, memories_of
from .rows import fetch
from .shelf import worked_out


class BlockItem:
    """A block of a stream: its id, its definition, its values by field name, and what the stream belongs to.

    ``block`` is what Grapple's interface asks for to find the type.
    """

    __slots__ = ("_cohort", "_memory", "block", "id", "owner", "values")

    def __init__(
        self, owner: Model, identifier: str, block: Block, values: Mapping[str, Any], memory: Memory | None
    ) -> None:
        self.id = identifier
        self.block = block
        self.values = values
        self.owner = owner
        self._memory = memory

    def prose_sources(self) -> Iterator[str]:
        """The stored rich texts of the block."""
        for name, child in self.block.child_blocks.items():
            if isinstance(child, RichTextBlock) and self.values.get(name):
                yield self.values[name]

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
    for block in worked_out(owner, ("blocks", name), lambda: list(_blocks(value, owner))):
        yield BlockItem(owner, *block)


def _blocks(value: StreamValue, owner: Model) -> Iterator[tuple[str, Block, Mapping[str, Any], Memory | None]]:
    definitions = value.stream_block.child_blocks
    (memory,) = memories_of([owner])
    for place, raw in enumerate(value.raw_data):
        block = definitions.get(raw["type"])
        if block is not None:
            read = getattr(block, "graphql_values", dict)
            yield block_id(owner, raw, place), block, read(raw["value"]), memory.part() if memory is not None else None


def _choices(items: list[BlockItem], model: type[Model]) -> Iterator[Any]:
    for item in items:
        for name, child in item.block.child_blocks.items():
            if isinstance(child, ChooserBlock) and child.model_class is model:
                yield item.values.get(name)
