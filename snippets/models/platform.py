"""Social platforms: what each is, what it is called, and what it can do."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from grapple.models import (
    GraphQLCollection,
    GraphQLForeignKey,
    GraphQLImage,
    GraphQLInt,
    GraphQLRichText,
    GraphQLString,
)
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from cms.lasting import lasting
from snippets.inputs import arabic_input, latin_input
from snippets.markup import strip_tags
from snippets.searching import FOLDED

from .base import BaseSnippet


class PlatformKind(models.TextChoices):
    SOCIAL_NETWORK = "social_network", _("Social network")
    MICROBLOG = "microblog", _("Microblog")
    PHOTO_SHARING = "photo_sharing", _("Photo sharing")
    VIDEO_SHARING = "video_sharing", _("Video sharing")
    MESSAGING = "messaging", _("Messaging")
    PROFESSIONAL_NETWORK = "professional_network", _("Professional network")
    BOOKMARKING = "bookmarking", _("Bookmarking")


class Platform(BaseSnippet):
    """A social platform, known by a Latin and an Arabic name and by its aliases in both scripts."""

    latin_name = models.CharField(_("Latin name"), max_length=100)
    arabic_name = models.CharField(_("Arabic name"), max_length=100)
    aliases = StreamField(
        [("alias", blocks.CharBlock(label=_("Alias"), max_length=100))],
        blank=True,
        verbose_name=_("aliases"),
        help_text=_("Other spellings, in either script. A section that uses one of them mentions this platform."),
    )
    kind = models.CharField(_("kind"), max_length=30, choices=PlatformKind)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    description = RichTextField(_("description"), blank=True, features=["bold", "italic", "link"])
    features = StreamField(
        [("feature", blocks.CharBlock(label=_("Feature"), max_length=100))],
        blank=True,
        verbose_name=_("features"),
        help_text=_("Such as stories, live video, lenses or shopping, the most telling first."),
    )
    website = models.URLField(_("website"), blank=True)
    logo = models.ForeignKey(
        "snippets.Picture", verbose_name=_("logo"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    brand_color = models.CharField(
        _("brand colour"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9A-Fa-f]{6}\Z", _("Write the colour as # and six hexadecimal digits."))],
        help_text=_("As # and six hexadecimal digits, such as #1877F2."),
    )
    post_length_limit = models.PositiveIntegerField(
        _("length limit of a post"), null=True, blank=True, help_text=_("In characters. Empty where there is none.")
    )
    launch_year = models.PositiveSmallIntegerField(_("launch year"), null=True, blank=True)

    class Meta(BaseSnippet.Meta):
        verbose_name = _("platform")
        verbose_name_plural = _("platforms")

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("arabic_name", widget=arabic_input()), FieldPanel("latin_name", widget=latin_input())]
                ),
                FieldPanel("slug"),
                FieldPanel("aliases"),
            ],
            heading=_("Names"),
        ),
        FieldPanel("kind"),
        FieldPanel("tagline"),
        FieldPanel("description"),
        FieldPanel("features"),
        MultiFieldPanel(
            [
                FieldPanel("logo"),
                FieldPanel("brand_color", widget=latin_input()),
                FieldPanel("website"),
                FieldRowPanel([FieldPanel("post_length_limit"), FieldPanel("launch_year")]),
            ],
            heading=_("Facts"),
        ),
    ]
    names = ("arabic_name", "latin_name")
    search_fields = [
        *FOLDED,
        index.AutocompleteField("latin_name"),
        index.AutocompleteField("arabic_name"),
        index.AutocompleteField("alias_text"),
        index.FilterField("kind"),
        index.FilterField("live"),
        index.FilterField("locale"),
        index.FilterField("slug"),
    ]
    graphql_fields = [
        GraphQLString("slug", required=True, description="Names the platform in queries; the same in every language."),
        GraphQLString("title", required=True, description="The name in the language of this entry."),
        GraphQLString("latin_name", required=True, description="The name in Latin script."),
        GraphQLString("arabic_name", required=True, description="The name in Arabic script."),
        GraphQLString(
            "aliases",
            required=True,
            is_list=True,
            source="alias_list",
            description="Other spellings, in either script.",
        ),
        GraphQLString("kind", required=True, description="What kind of platform it is, such as `microblog`."),
        GraphQLString("tagline", required=True, description="What it is, in a few words."),
        GraphQLRichText("description", description="What it is, in a few sentences."),
        GraphQLString(
            "features",
            required=True,
            is_list=True,
            source="feature_list",
            description="What it offers, most telling first.",
        ),
        GraphQLString("website", required=True, description="Address of the platform; empty when not recorded."),
        GraphQLImage("logo", description="The platform's sign."),
        GraphQLString("brand_color", required=True, description="As `#RRGGBB`; empty when not recorded."),
        GraphQLInt("post_length_limit", description="Longest post in characters, where there is a limit."),
        GraphQLInt("launch_year", description="Year of its public start."),
        GraphQLCollection(
            GraphQLForeignKey, "mentioned_in", "pages.SectionPage", description="Sections that name this platform."
        ),
    ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.arabic_name if self.locale.language_code == "ar" else self.latin_name

    @property
    @lasting
    def alias_list(self) -> list[str]:
        return [child["value"] for child in self.aliases.raw_data]

    @property
    @lasting
    def feature_list(self) -> list[str]:
        return [child["value"] for child in self.features.raw_data]

    def texts(self) -> dict[str, str]:
        """What search finds this platform by: plain text by field."""
        return {
            "arabic_name": self.arabic_name,
            "latin_name": self.latin_name,
            "aliases": "\n".join(self.alias_list),
            "tagline": self.tagline,
            "description": strip_tags(self.description),
            "features": "\n".join(self.feature_list),
        }

    def known_as(self) -> list[str]:
        return [self.title, self.arabic_name, self.latin_name, *self.alias_list]

    def alias_text(self) -> str:
        return " ".join(self.alias_list)
