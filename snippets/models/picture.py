"""Images, with the text that stands for them, and their renditions."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from grapple.models import GraphQLInt, GraphQLString
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    get_rendition_storage,
    get_rendition_upload_to,
    get_upload_to,
)
from wagtail.images.models import Image as WagtailImage

from cms.file_addresses import absolute
from cms.lasting import lasting
from snippets.picture_files import UprightImageField


class Picture(AbstractImage):
    """A picture of the library. Its description is the alternative text wherever a place gives none of its own."""

    file = UprightImageField(_("file"), upload_to=get_upload_to, width_field="width", height_field="height")
    credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("Who made the picture, as it should be named.")
    )
    blur_data_url = models.CharField(max_length=400, blank=True, default="", editable=False)
    dominant_color = models.CharField(max_length=7, blank=True, default="", editable=False)

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    graphql_fields = [
        GraphQLString("title", required=True, description="The title in the image library."),
        GraphQLString("alt", required=True, source="alternative_text", description="Text that stands for the image."),
        GraphQLString("credit", required=True, description="Who made the image; empty when not recorded."),
        GraphQLString("url", required=True, source="file_url", description="Absolute address of the original file."),
        GraphQLInt("width", required=True, description="Width of the original in pixels."),
        GraphQLInt("height", required=True, description="Height of the original in pixels."),
        GraphQLInt("focal_point_x", description="Horizontal centre of what matters, in pixels from the left."),
        GraphQLInt("focal_point_y", description="Vertical centre of what matters, in pixels from the top."),
    ]

    @property
    @lasting
    def alternative_text(self) -> str:
        return self.description

    @property
    @lasting
    def file_url(self) -> str:
        """The absolute address of the file."""
        return absolute(self.file.url)


class Rendition(AbstractRendition):
    """An image in one of the sizes that the site has asked for."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")
    file = UprightImageField(
        upload_to=get_rendition_upload_to, storage=get_rendition_storage, width_field="width", height_field="height"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_spec"),
        ]
