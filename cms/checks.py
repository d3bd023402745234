"""System checks for the site's own rules about what content says to the API."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from wagtail.blocks import Block, StreamBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

#: Names that Grapple looks up on the block itself before it looks at the block's children.
RESERVED = {"clean", "label", "meta", "name", "required"}


@register()
def content_speaks_to_the_api(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every page type and snippet declares its public fields, and no block hides one behind a name of its own."""
    models = [model for label in settings.GRAPPLE["APPS"] for model in apps.get_app_config(label).get_models()]
    snippets = set(get_snippet_models())
    silent = (m for m in models if (issubclass(m, Page) or m in snippets) and "graphql_fields" not in m.__dict__)
    errors: list[CheckMessage] = [
        Error(
            f"{model.__name__} declares no graphql_fields.",
            hint="List what the API may show, or write graphql_fields = [] to show nothing but what all pages show.",
            obj=model,
            id="cms.E001",
        )
        for model in silent
    ]
    streams = (field for model in models for field in model._meta.get_fields() if isinstance(field, StreamField))
    for field in streams:
        for block in _struct_blocks(field.stream_block):
            errors += [
                Error(
                    f"A field of {type(block).__name__} is called {name!r}, which Grapple takes for the block's own.",
                    hint=f"Call it anything but {', '.join(sorted(RESERVED))}.",
                    obj=field,
                    id="cms.E002",
                )
                for name in block.child_blocks.keys() & RESERVED
            ]
    return errors


def _struct_blocks(block: Block) -> Iterator[StructBlock]:
    if isinstance(block, StructBlock):
        yield block
    if isinstance(block, StructBlock | StreamBlock):
        for child in block.child_blocks.values():
            yield from _struct_blocks(child)
