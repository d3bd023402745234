"""Content made from the models themselves: a row of any model in any state that is not public, and ways that lead to it.

Nothing here names a page type, a snippet or a field: a new model is covered because it is registered.
"""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from grapple.registry import registry
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import CollectionMember, DraftStateMixin, Page, PageViewRestriction

from tests import factories

_serial = count(1)
#: Columns that Wagtail writes itself.
KEPT_BY_WAGTAIL = {"content_type", "depth", "draft_title", "locale", "numchild", "path", "url_path"}
Target = Callable[[type[models.Model]], list[models.Model]]


def public_models() -> list[type[models.Model]]:
    """The models that the API has types for and that stand for themselves."""
    return [*registry.snippets, *registry.images, *registry.documents, *registry.pages]


def stand_alone(model: type[models.Model]) -> bool:
    """Renditions and the like only live with an owner."""
    return issubclass(model, Page | DraftStateMixin | CollectionMember)


def fields_of(model: type[models.Model], marker: str, targets: Target) -> dict[str, Any]:
    """Values for all that an editor may write: ``marker`` in every text, and references to ``targets``."""
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.primary_key or field.has_default() or not field.editable or field.name in KEPT_BY_WAGTAIL:
            continue
        match field:
            case StreamField():
                values[field.name] = json.dumps(list(_stream(field.stream_block, marker, targets)))
            case RichTextField():
                values[field.name] = rich(marker, targets)
            case models.SlugField():
                values[field.name] = f"{marker.lower()}-{next(_serial)}"
            case models.FileField():
                values[field.name] = ContentFile(factories.pixels(), f"{marker}.png")
            case models.URLField():
                values[field.name] = f"https://example.org/{marker}"
            case models.CharField() | models.TextField() if field.choices:
                values[field.name] = field.choices[0][0]
            case models.CharField() | models.TextField() if _fits(field, marker):
                values[field.name] = marker
            case models.ForeignKey() if field.related_model in public_models():
                found = targets(field.related_model)
                values[field.name] = found[0] if found else None
    return values


def _fits(field: models.Field, value: str) -> bool:
    try:
        field.run_validators(value)
    except ValidationError:
        return False
    return True


def rich(marker: str, targets: Target) -> str:
    """Prose that holds the marker and links to every target that a link can name."""
    links = [factories.link("page", page, "x") for page in targets(Page)]
    links += [factories.link("document", row, "x") for model in registry.documents for row in targets(model)]
    return factories.prose(" ".join([marker, *links]))


def _stream(stream: blocks.StreamBlock, marker: str, targets: Target) -> Iterator[dict[str, Any]]:
    for name, block in stream.child_blocks.items():
        choosers = [child for child in _descendants(block) if isinstance(child, blocks.ChooserBlock)]
        rows = max([1, *(len(targets(child.model_class)) for child in choosers)])
        for turn in range(rows):
            yield {"type": name, "value": _value(block, marker, targets, turn), "id": str(uuid4())}


def _descendants(block: blocks.Block) -> Iterator[blocks.Block]:
    yield block
    for child in getattr(block, "child_blocks", {}).values():
        yield from _descendants(child)


def _value(block: blocks.Block, marker: str, targets: Target, turn: int) -> Any:
    match block:
        case blocks.StructBlock():
            return {name: _value(child, marker, targets, turn) for name, child in block.child_blocks.items()}
        case TypedTableBlock():
            return {
                "columns": [{"type": "text", "heading": marker}],
                "rows": [{"values": [marker]}],
                "caption": marker,
            }
        case blocks.ChooserBlock():
            found = targets(block.model_class)
            return found[turn % len(found)].pk if found else None
        case blocks.RichTextBlock():
            return rich(marker, targets)
        case blocks.ChoiceBlock():
            return next(key for key, _label in block.field.choices if key)
        case blocks.URLBlock():
            return f"https://example.org/{marker}"
    return marker


def add(model: type[models.Model], marker: str, targets: Target, parents: dict[type, Page], **more: Any) -> Any:
    """A saved row of ``model``; a page goes below the page that may hold it."""
    values = {**fields_of(model, marker, targets), **more}
    if issubclass(model, Page):
        parent = Page.objects.get(pk=(parents.get(model) or next(iter(parents.values()))).pk)
        values["slug"] = f"{marker.lower()}-{next(_serial)}"
        return parent.add_child(instance=model(**{"locale": parent.locale, **values}))
    if issubclass(model, DraftStateMixin):
        values.setdefault("locale", factories.arabic())
    return model._default_manager.create(**values)


def hidden(model: type[models.Model], marker: str, targets: Target, parents: dict[type, Page]) -> Iterator[Any]:
    """A row in each state that is not public."""

    def made(**more: Any) -> Any:
        return add(model, f"{marker}{next(_serial)}", targets, parents, **more)

    past, future = timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=1)
    if issubclass(model, DraftStateMixin):
        yield made(live=False)
        yield made(live=False, go_live_at=future)
        yield made(expire_at=past)
    if issubclass(model, Page):
        for kind, more in (("login", {}), ("password", {"password": "x"}), ("groups", {})):
            page = made()
            PageViewRestriction.objects.create(page=page, restriction_type=kind, **more)
            yield page
    if issubclass(model, CollectionMember):
        private = factories.collection(private=True)
        yield made(collection=private)
        yield made(collection=factories.collection(parent=private))


def redraft(row: Any, marker: str, targets: Target) -> None:
    """Give a live row unpublished changes that hold the marker in every text."""
    draft = type(row)._default_manager.get(pk=row.pk)
    for name, value in fields_of(type(row), marker, targets).items():
        if name not in {"slug", "file"} and not isinstance(value, models.Model):
            setattr(draft, name, value)
    draft.save_revision()
