"""What a frontend shows while a picture loads: a blurred miniature and one colour."""

from base64 import b64encode
from io import BytesIO
from operator import itemgetter

from PIL import Image

MAX_BLUR_LENGTH = 400
_BLUR_SIDE = 16
_SAMPLE_SIDE = 64
_PALETTE = 8
_VISIBLE = 128


def blur_data_url(image: Image.Image) -> str:
    """A miniature of at most 16 × 16 pixels as a data URL of less than 400 characters.

    ``image`` is RGB or RGBA.
    """
    miniature = image.copy() if max(image.size) <= _BLUR_SIDE else _reduced(image, _BLUR_SIDE)
    file = BytesIO()
    miniature.save(file, "WEBP", quality=30, alpha_quality=30, method=6)
    url = f"data:image/webp;base64,{b64encode(file.getvalue()).decode()}"
    return url if len(url) < MAX_BLUR_LENGTH else ""


def dominant_color(image: Image.Image) -> str:
    """The colour that covers most of what can be seen, as ``#RRGGBB``; empty where nothing can be seen.

    ``image`` is RGB or RGBA.
    """
    sample = _reduced(image, _SAMPLE_SIDE).convert("RGBA").tobytes()
    seen = b"".join(sample[at : at + 3] for at in range(0, len(sample), 4) if sample[at + 3] >= _VISIBLE)
    if not seen:
        return ""
    row = Image.frombytes("RGB", (len(seen) // 3, 1), seen)
    indices = row.quantize(_PALETTE, Image.Quantize.MEDIANCUT)
    most = max(enumerate(indices.histogram()), key=itemgetter(1))[0]
    red, green, blue = (indices.getpalette() or [])[3 * most : 3 * most + 3]
    return f"#{red:02X}{green:02X}{blue:02X}"


def _reduced(image: Image.Image, side: int) -> Image.Image:
    scale = min(1.0, side / max(image.size))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.BOX, reducing_gap=2.0)
