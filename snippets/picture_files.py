"""Picture files as readers see them: upright, in sRGB, and never larger than the site can hold in memory."""

import struct
from contextlib import suppress
from io import BytesIO
from typing import IO

from django.conf import settings
from PIL import Image, ImageCms, ImageOps
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

#: What Pillow raises for files that are damaged, cut short or no picture at all; AVIF's decoder, RuntimeError.
UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    RuntimeError,
    struct.error,
)
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_ORIENTATION = 0x0112
_TURNED_SIDEWAYS = {5, 6, 7, 8}


class TooManyPixels(ValueError):
    """A picture over the limit of ``WAGTAILIMAGES_MAX_IMAGE_PIXELS``; nothing of it has been decoded."""


def opened(file: IO[bytes]) -> Image.Image:
    """The picture in ``file``, not decoded yet. Raises TooManyPixels, or one of UNREADABLE."""
    file.seek(0)
    try:
        image = Image.open(file)
    except _BOMB as error:
        raise TooManyPixels(str(error)) from error
    if image.width * image.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise TooManyPixels(f"{image.width} × {image.height} pixels")
    return image


def upright_size(file: IO[bytes]) -> tuple[int, int]:
    """Width and height in pixels as browsers show the picture. Raises as ``opened``."""
    image = opened(file)
    sideways = image.getexif().get(_ORIENTATION) in _TURNED_SIDEWAYS
    return (image.height, image.width) if sideways else image.size


def upright(file: IO[bytes]) -> Image.Image:
    """The first frame in RGB, or RGBA where something shows through, in sRGB and without metadata.

    Raises as ``opened``.
    """
    image = opened(file)
    ImageOps.exif_transpose(image, in_place=True)
    image = _with_eight_bits(_in_srgb(image))
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    # Pillow writes a comment, a profile or a description found here into every file that it saves.
    image.info.clear()
    return image


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "RGBA", "CMYK"}:
        return image
    # A damaged profile says nothing about the colours: they are taken for sRGB, as browsers do.
    with suppress(ImageCms.PyCMSError, OSError):
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if "sRGB" not in ImageCms.getProfileDescription(source):
            mode = "RGBA" if image.mode == "RGBA" else "RGB"
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
            return converted or image
    return image


def _with_eight_bits(image: Image.Image) -> Image.Image:
    """Pillow clips the 65,536 greys of a deep picture to 256 instead of scaling them."""
    return image.point(lambda value: value / 256).convert("L") if image.mode.startswith("I") else image


class UprightFile(WagtailImageFieldFile):
    """A file whose width and height are those of the picture as it is shown, whatever way the camera was held."""

    def get_image_dimensions(self) -> tuple[int, int]:
        close = self.closed
        try:
            self.open()
            return upright_size(self)
        finally:
            if close:
                self.close()
            else:
                self.seek(0)


class UprightImageField(WagtailImageField):
    """Wagtail's field, which measures pictures as they lie in the file and decodes them to do so."""

    attr_class = UprightFile
