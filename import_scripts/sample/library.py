"""The sample's pictures, in the image library."""

from typing import Any

from django.core.files.images import ImageFile

from import_scripts.catalogue import entries
from snippets.models import Picture

from .material import FOLDER

PICTURES = FOLDER / "pictures"
CREDIT = "رسم أُعدّ لموقع شبكات"
TAG = "عيّنة"


def add_pictures(content: dict[str, Any]) -> dict[str, Picture]:
    """Add every picture of the sample to the library; answer them by file name."""
    return {name: _add(name, description) for name, description in _descriptions(content).items()}


def _descriptions(content: dict[str, Any]) -> dict[str, str]:
    """What stands for each picture where it cannot be seen, by file name."""
    site, article = content["site"], content["article"]
    described = {
        article["hero"]: article["hero_alt"],
        site["sharing_image"]: f"{site['name']}: {site['tagline']}",
    }
    for extra in content["extras"]:
        if extra["type"] == "image":
            described[extra["picture"]] = extra["alt_text"]
    for author in content["authors"]:
        described[author["picture"]] = f"رسم يمثّل {author['name']}، {author['role']}"
    latin_names = {entry.slug: entry.facts["latin_name"] for entry in entries()}
    for slug, name in content["platform_pictures"].items():
        described[name] = f"رمز مرسوم لمنصة {latin_names[slug]}"
    return described


def _add(name: str, description: str) -> Picture:
    with (PICTURES / name).open("rb") as file:
        title = description.partition("،")[0]
        picture = Picture(title=title, description=description, credit=CREDIT, file=ImageFile(file, name=name))
        picture.focal_point_x, picture.focal_point_y = picture.width // 2, picture.height // 2
        picture.focal_point_width, picture.focal_point_height = picture.width // 2, picture.height // 2
        picture.save()
    picture.get_file_size()  # these two are kept by asking for them
    picture.get_file_hash()
    picture.tags.add(TAG)
    return picture
