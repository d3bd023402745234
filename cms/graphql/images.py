"""Images for frontends: the renditions of named presets, made when the image was saved and only read here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from cms.caching import tags
from cms.file_addresses import absolute
from snippets.models import Picture, Rendition
from snippets.presets import Format, ImagePreset, Spec
from snippets.renditions import Key, key_of

from .cohorts import cohort_of
from .shelf import each


def _preset_description(preset: ImagePreset | None) -> str:
    return preset.value.description if preset else "The sizes in which images are there. No other can be asked for."


PRESET = graphene.Enum.from_enum(ImagePreset, description=_preset_description)


@dataclass(frozen=True, slots=True)
class Variant:
    """A file that is there; width and height in pixels."""

    url: str
    width: int
    height: int


class FocalPoint(graphene.ObjectType):
    """The centre of what matters in the whole image, for `object-position`."""

    x = graphene.Float(required=True, description="From the left edge, 0, to the right edge, 1.")
    y = graphene.Float(required=True, description="From the top, 0, to the bottom, 1.")


class ImageSource(graphene.ObjectType):
    """One format of an image, as `<source>` takes it."""

    type = graphene.String(required=True, description="Media type, such as `image/avif`.")
    srcset = graphene.String(required=True, description="Addresses with their widths, the narrowest first.")


class ResponsiveImage(graphene.ObjectType):
    """An image in the sizes of a preset, as `<picture>` and `<img>` take it. None is larger than the original."""

    src = graphene.String(required=True, description="Absolute address of the widest file that every reader knows.")
    width = graphene.Int(required=True, description="Width of the file at `src` in pixels.")
    height = graphene.Int(required=True, description="Height of the file at `src` in pixels.")
    srcset = graphene.String(required=True, description="JPEG, or PNG where something shows through.")
    sizes = graphene.String(required=True, description="A default for the layout that the preset is named after.")
    sources = graphene.List(
        graphene.NonNull(ImageSource), required=True, description="The same in smaller formats, the best first."
    )


def focal_point(picture: Picture, info: GraphQLResolveInfo) -> dict[str, float] | None:
    if picture.focal_point_x is None or picture.focal_point_y is None:
        return None
    return {
        "x": round(min(picture.focal_point_x / picture.width, 1.0), 4),
        "y": round(min(picture.focal_point_y / picture.height, 1.0), 4),
    }


def responsive(picture: Picture, info: GraphQLResolveInfo, preset: ImagePreset) -> dict[str, Any]:
    """What is there of ``preset``; the original where nothing has been made yet."""
    found = cohort_of(picture).load(("renditions", preset), lambda members: _existing(members, preset))
    by_format = {fmt: _variants(picture, found.get(picture.pk, {}), preset, fmt) for fmt in Format}
    fallback = by_format[Format.PNG] or by_format[Format.JPEG]
    modern = preset.value.modern if fallback else ()
    fallback = fallback or [Variant(picture.file_url, picture.width, picture.height)]
    return {
        "src": fallback[-1].url,
        "width": fallback[-1].width,
        "height": fallback[-1].height,
        "srcset": _srcset(fallback),
        "sizes": preset.value.sizes,
        "sources": [{"type": fmt.media_type, "srcset": _srcset(by_format[fmt])} for fmt in modern if by_format[fmt]],
    }


def _existing(members: list[Any], preset: ImagePreset) -> Mapping[int, Mapping[Key, Variant]]:
    """The renditions of all pictures of a cohort, in one query."""
    pictures = {member.pk: member for member in members if isinstance(member, Picture)}

    def load(keys: list[int]) -> Mapping[int, Mapping[Key, Variant]]:
        specs = {str(spec) for key in keys for fmt in Format for spec in _specs(pictures[key], preset, fmt)}
        found = Rendition.objects.filter(image__in=keys, filter_spec__in=specs)
        storage = Rendition._meta.get_field("file").storage
        variants: dict[int, dict[Key, Variant]] = {}
        for image, spec, focal_point_key, name, width, height in found.values_list(
            "image", "filter_spec", "focal_point_key", "file", "width", "height"
        ):
            url = absolute(storage.url(name))
            variants.setdefault(image, {})[spec, focal_point_key] = Variant(url, width, height)
        return variants

    table = Rendition._meta.db_table
    return each(
        ("renditions", preset),
        pictures,
        load,
        lambda key, _variants: (tags.linked(table, "image_id", key), tags.row("picture", key)),
    )


def _specs(picture: Picture, preset: ImagePreset, fmt: Format) -> tuple[Spec, ...]:
    return preset.value.specs(picture.width, picture.height, fmt)


def _variants(picture: Picture, found: Mapping[Key, Variant], preset: ImagePreset, fmt: Format) -> list[Variant]:
    """The files of one format that are there, the narrowest first."""
    keys = (key_of(picture, spec) for spec in _specs(picture, preset, fmt))
    return [found[key] for key in keys if key in found]


def _srcset(variants: list[Variant]) -> str:
    return ", ".join(f"{variant.url} {variant.width}w" for variant in variants)


FIELDS = {
    "focal_point": graphene.Field(
        FocalPoint, resolver=focal_point, description="The centre of what matters; null where nobody has marked it."
    ),
    "blur_data_url": graphene.Field(
        graphene.String,
        resolver=lambda picture, info: picture.blur_data_url or None,
        description="A blurred miniature as a data URL of less than 400 bytes; null until it has been made.",
    ),
    "dominant_color": graphene.Field(
        graphene.String,
        resolver=lambda picture, info: picture.dominant_color or None,
        description="The colour that covers most of it, as `#RRGGBB`; null until it has been found.",
    ),
    "responsive": graphene.Field(
        graphene.NonNull(ResponsiveImage),
        preset=graphene.Argument(PRESET, required=True, description="The kind of place where it is shown."),
        resolver=responsive,
        description="The files of a preset that are there; the original where there are none yet.",
    ),
}
