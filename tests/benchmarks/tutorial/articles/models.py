"""Pages and snippets, declared as Wagtail's tutorial and Grapple's documentation show."""

from django.db import models
from graphene import Date
from grapple.helpers import register_query_field
from grapple.models import (
    GraphQLCollection,
    GraphQLField,
    GraphQLForeignKey,
    GraphQLImage,
    GraphQLInt,
    GraphQLRichText,
    GraphQLStreamfield,
    GraphQLString,
)
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from .blocks import BodyBlock


@register_snippet
@register_query_field("platform", "platforms")
class Platform(models.Model):
    slug = models.SlugField(unique=True)
    latin_name = models.CharField(max_length=100)
    arabic_name = models.CharField(max_length=100)
    aliases = StreamField([("alias", blocks.CharBlock())], blank=True)
    kind = models.CharField(max_length=30)
    tagline = models.CharField(max_length=200, blank=True)
    description = RichTextField(blank=True)
    features = StreamField([("feature", blocks.CharBlock())], blank=True)
    website = models.URLField(blank=True)
    logo = models.ForeignKey("wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    brand_color = models.CharField(max_length=7, blank=True)
    post_length_limit = models.PositiveIntegerField(null=True, blank=True)
    launch_year = models.PositiveSmallIntegerField(null=True, blank=True)

    panels = [
        FieldPanel(name)
        for name in (
            *("slug", "latin_name", "arabic_name", "aliases", "kind", "tagline", "description", "features"),
            *("website", "logo", "brand_color", "post_length_limit", "launch_year"),
        )
    ]
    graphql_fields = [
        GraphQLString("slug"),
        GraphQLString("latin_name"),
        GraphQLString("arabic_name"),
        GraphQLStreamfield("aliases"),
        GraphQLString("kind"),
        GraphQLString("tagline"),
        GraphQLRichText("description"),
        GraphQLStreamfield("features"),
        GraphQLString("website"),
        GraphQLImage("logo"),
        GraphQLString("brand_color"),
        GraphQLInt("post_length_limit"),
        GraphQLInt("launch_year"),
    ]

    def __str__(self) -> str:
        return self.arabic_name


@register_snippet
class Person(models.Model):
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=150, blank=True)

    panels = [FieldPanel("name"), FieldPanel("role")]
    graphql_fields = [GraphQLString("name"), GraphQLString("role")]

    def __str__(self) -> str:
        return self.name


@register_snippet
class Topic(models.Model):
    slug = models.SlugField(unique=True, allow_unicode=True)
    name = models.CharField(max_length=100)

    panels = [FieldPanel("slug"), FieldPanel("name")]
    graphql_fields = [GraphQLString("slug"), GraphQLString("name")]

    def __str__(self) -> str:
        return self.name


class HomePage(Page):
    pass


class ArticleIndexPage(Page):
    introduction = RichTextField(blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    graphql_fields = [GraphQLRichText("introduction")]


class ArticlePage(Page):
    lead = RichTextField(blank=True)
    hero_image = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    date = models.DateField()
    people = ParentalManyToManyField(Person, blank=True)
    topics = ParentalManyToManyField(Topic, blank=True)

    content_panels = [
        *Page.content_panels,
        *(FieldPanel(name) for name in ("lead", "hero_image", "date", "people", "topics")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("lead")]
    graphql_fields = [
        GraphQLRichText("lead"),
        GraphQLImage("hero_image"),
        GraphQLField("date", Date),
        GraphQLCollection(GraphQLForeignKey, "people", "articles.Person"),
        GraphQLCollection(GraphQLForeignKey, "topics", "articles.Topic"),
    ]


class SectionPage(Page):
    kind = models.CharField(max_length=20)
    body = StreamField(BodyBlock(), blank=True)
    mentions = ParentalManyToManyField(Platform, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("kind"), FieldPanel("body"), FieldPanel("mentions")]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    graphql_fields = [
        GraphQLString("kind"),
        GraphQLStreamfield("body"),
        GraphQLCollection(GraphQLForeignKey, "mentions", "articles.Platform"),
    ]
