"""What loading has in common for both sites: stored bodies, and pictures that share a file."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from .content import PICTURE_FILE, PICTURES, Section


def stored_body(section: Section, platforms: Sequence[int], pictures: Sequence[int], articles: Sequence[int]) -> str:
    """The section's body as a StreamField keeps it, given the primary keys of what stands in it as a place."""

    def stored(value: Mapping[str, Any]) -> dict[str, Any]:
        keys = {"platform": platforms, "image": pictures, "page": articles}
        return {name: keys[name][inner] if name in keys else _linked(inner) for name, inner in value.items()}

    def _linked(text: str) -> str:
        return text.format(*articles) if "linktype" in text else text

    return json.dumps(
        [
            {"type": kind, "value": stored(value), "id": str(UUID(int=place + 1, version=4))}
            for place, (kind, value) in enumerate(section.body)
        ]
    )


def stored_list(kind: str, values: Sequence[str]) -> str:
    """A StreamField of blocks of one kind."""
    return json.dumps([{"type": kind, "value": value, "id": str(UUID(int=i + 1))} for i, value in enumerate(values)])


def pictures(model: type[Any], **fields: Any) -> list[int]:
    """Primary keys of new pictures, written without opening the file that they name."""
    made = model.objects.bulk_create(
        model(title=f"صورة {place}", file=PICTURE_FILE, width=1_600, height=900, file_size=1, **fields)
        for place in range(PICTURES)
    )
    return [picture.pk for picture in made]
