"""The form by which pictures are uploaded: it refuses what cannot be read, and what would fill the memory."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .models import Picture
from .picture_files import UNREADABLE, TooManyPixels, opened


class PictureFileField(WagtailImageField):
    """Wagtail's field decodes a picture before it counts the pixels, and fails on one that is cut short."""

    def to_python(self, data: Any) -> Any:
        try:
            if data not in self.empty_values:
                opened(data)
                data.seek(0)
            return super().to_python(data)
        except TooManyPixels as error:
            limit = f"{settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS / 1_000_000:g}"
            message = _(
                "This image has too many pixels. Images of up to %(limit)s million pixels are accepted: "
                "make it smaller and upload it again."
            )
            raise ValidationError(message, "file_too_many_pixels", {"limit": limit}) from error
        except UNREADABLE as error:
            raise ValidationError(self.error_messages["invalid_image"], "invalid_image") from error


class PictureForm(BaseImageForm):
    """Wagtail's form of an image, saved in one transaction: a new file, and what was made from the old one removed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            given = self.fields["file"]
            self.fields["file"] = PictureFileField(label=given.label, required=given.required, widget=given.widget)

    def save(self, commit: bool = True) -> Picture:
        with transaction.atomic():
            return super().save(commit=commit)
