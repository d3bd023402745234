"""Makes the renditions of pictures when they are saved, so that nobody who reads makes one."""

import logging
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha1
from io import BytesIO
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django_tasks import task
from PIL import Image
from wagtail.images.models import Filter

from .models import Picture, Rendition
from .picture_files import UNREADABLE, upright
from .placeholders import blur_data_url, dominant_color
from .presets import Format, Spec, expected_specs

logger = logging.getLogger(__name__)

#: The fields that decide what a picture's renditions hold.
SOURCE_FIELDS = ("file", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")

#: A filter specification, and what Wagtail derives from the focal point for those that crop.
Key = tuple[str, str]


class UnreadablePicture(Exception):
    """A picture whose file is missing, damaged or too large, so that there is nothing to make a rendition from."""


@task()
def make_renditions_task(pk: int) -> int:
    """Make what picture ``pk`` lacks. The number of files made; 0 where it is gone or cannot be read."""
    picture = Picture.objects.filter(pk=pk).first()
    try:
        return make_renditions(picture) if picture else 0
    except UnreadablePicture as error:
        logger.warning("%s", error)
        return 0


def make_renditions(picture: Picture, anew: bool = False) -> int:
    """Make the renditions that ``picture`` lacks, or all of them, and remove those it no longer needs.

    Returns the number of files made. Raises UnreadablePicture.
    """
    try:
        with picture.open_file() as file:
            image = upright(file)
        picture.get_file_hash()
    except UNREADABLE as error:
        place = f"Picture {picture.pk} ({picture.file.name})"
        raise UnreadablePicture(f"{place} cannot be read: {error}. Upload the file again.") from error
    wanted = {key_of(picture, spec): spec for spec in expected_specs(*image.size, transparent=image.mode == "RGBA")}
    kept = set() if anew else _keys(_of_presets(picture))
    made = list(_rendered(picture, image, {key: spec for key, spec in wanted.items() if key not in kept}))
    with transaction.atomic():
        current = Picture.objects.select_for_update().filter(pk=picture.pk).first()
        if current is None or source_of(current) != source_of(picture):
            return 0
        present = _of_presets(current)
        obsolete = [row.pk for row in present if anew or _key(row) not in wanted]
        present.filter(pk__in=obsolete).delete()
        kept = _keys(_of_presets(current))
        made = [rendition for rendition in made if _key(rendition) not in kept]
        Rendition.objects.bulk_create(made)
        current.blur_data_url, current.dominant_color = blur_data_url(image), dominant_color(image)
        current.save(update_fields=["blur_data_url", "dominant_color"])
    return len(made)


def lacks_renditions(picture: Picture) -> bool:
    """Whether a rendition or the placeholder is not there. Costs a query; does not open the file."""
    present = _keys(_of_presets(picture))
    return not picture.blur_data_url or not any(
        present.issuperset(key_of(picture, spec) for spec in expected_specs(picture.width, picture.height, transparent))
        for transparent in (False, True)
    )


def source_of(picture: Picture) -> tuple[str | int | None, ...]:
    """What the renditions of ``picture`` follow from."""
    return (picture.file.name, *(getattr(picture, name) for name in SOURCE_FIELDS[1:]))


def key_of(picture: Picture, spec: Spec) -> Key:
    """What identifies that rendition among those of ``picture``."""
    text = str(spec)
    return text, _filter(text).get_cache_key(picture)


@lru_cache(maxsize=256)
def _filter(text: str) -> Filter:
    return Filter(text)


def _of_presets(picture: Picture) -> QuerySet[Rendition]:
    """Those that presets ask for or once did. The admin's own never ask for a format."""
    return picture.renditions.filter(filter_spec__contains="|format-")


def _keys(renditions: Iterable[Rendition]) -> set[Key]:
    return {_key(rendition) for rendition in renditions}


def _key(rendition: Rendition) -> Key:
    return rendition.filter_spec, rendition.focal_point_key


def _rendered(picture: Picture, image: Image.Image, wanted: dict[Key, Spec]) -> Iterator[Rendition]:
    """The renditions, not stored yet. The picture is decoded once, and scaled once for all formats of a size."""
    # Pillow scales with colours weighted by opacity, and would weight the whole picture anew for every size.
    source = image.convert("RGBa") if image.mode == "RGBA" else image
    scaled: dict[str, Image.Image] = {}
    for key, spec in wanted.items():
        if spec.crop not in scaled:
            scaled[spec.crop] = _cut(picture, source, spec.crop).convert(image.mode)
        content = _encoded(scaled[spec.crop], spec.format)
        name = _file_name(picture, scaled[spec.crop].size, key, spec.format)
        file = ContentFile(content, name)
        yield Rendition(image=picture, filter_spec=key[0], focal_point_key=key[1], file=file)


def _cut(picture: Picture, image: Image.Image, crop: str) -> Image.Image:
    """The part of ``image`` that Wagtail's own filter would take, in the size that it would give it."""
    transform = _filter(crop).get_transform(picture, image.size)
    left, top, right, bottom = transform.get_rect().round()
    box = (max(0, left), max(0, top), min(right, image.width), min(bottom, image.height))
    size = (min(transform.size[0], box[2] - box[0]), min(transform.size[1], box[3] - box[1]))
    return image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=2.0)


def _encoded(image: Image.Image, fmt: Format) -> bytes:
    if fmt is Format.JPEG and image.mode == "RGBA":
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image).convert("RGB")
    file = BytesIO()
    image.save(file, fmt.name, **fmt.encoding)
    return file.getvalue()


def _file_name(picture: Picture, size: tuple[int, int], key: Key, fmt: Format) -> str:
    """A name that another content never gets, so that caches may keep the file for ever."""
    digest = sha1(" ".join((picture.file_hash, *key)).encode(), usedforsecurity=False).hexdigest()[:12]
    return f"{PurePath(picture.filename).stem[:24]}.{size[0]}x{size[1]}.{digest}.{fmt.extension}"
