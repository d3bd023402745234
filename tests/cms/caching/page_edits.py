"""Changes of pages that scripts and imports make."""

import random
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Locale, Page, PageViewRestriction, Site

from pages.models import ArticleAuthor, ArticleIndexPage, ArticlePage, SectionPage
from snippets.models import Person, Picture, Platform, Topic
from tests import factories
from tests.cms.caching.edits import SNIPPETS, Undone, below_home, edit, move_below, some, word, written
from tests.cms.caching.reads import OTHER_DIGITS


def toggled(moment: Any) -> Any:
    return None if moment else timezone.now() - timedelta(days=1)


@edit
def publish_page(chance: random.Random, desk: Client) -> None:
    page = some(chance, written()).specific
    page.title = word(chance)
    page.save_revision().publish()


@edit
def save_draft(chance: random.Random, desk: Client) -> None:
    page = some(chance, written()).specific
    page.title = word(chance)
    page.save_revision()


@edit
def unpublish_page(chance: random.Random, desk: Client) -> None:
    some(chance, below_home().filter(live=True)).specific.unpublish()


@edit
def publish_what_is_unpublished(chance: random.Random, desk: Client) -> None:
    some(chance, written().filter(live=False)).specific.save_revision().publish()


@edit
def update_titles(chance: random.Random, desk: Client) -> None:
    page = some(chance, below_home())
    Page.objects.filter(pk=page.pk).update(title=word(chance))


@edit
def update_live(chance: random.Random, desk: Client) -> None:
    page = some(chance, below_home())
    Page.objects.filter(pk=page.pk).update(live=not page.live)


@edit
def update_dates(chance: random.Random, desk: Client) -> None:
    article = some(chance, ArticlePage.objects)
    ArticlePage.objects.filter(pk=article.pk).update(date=timezone.now().date() - timedelta(chance.randrange(999)))


@edit
def expire_page(chance: random.Random, desk: Client) -> None:
    page = some(chance, below_home())
    Page.objects.filter(pk=page.pk).update(expire_at=toggled(page.expire_at))


@edit
def expire_soon(chance: random.Random, desk: Client) -> None:
    model = chance.choice((Page, *SNIPPETS))
    row = some(chance, below_home() if model is Page else model.objects)
    soon = timezone.now() + timedelta(seconds=chance.random() * 2)
    model.objects.filter(pk=row.pk).update(expire_at=soon)


@edit
def change_slug(chance: random.Random, desk: Client) -> None:
    page = some(chance, written()).specific
    page.slug = f"{type(page).__name__.lower()}-{chance.randrange(10**6)}"
    page.save_revision().publish()


@edit
def respell_slug(chance: random.Random, desk: Client) -> None:
    page = some(chance, written()).specific
    page.slug = page.slug.translate(OTHER_DIGITS)
    page.save_revision().publish()


@edit
def add_article(chance: random.Random, desk: Client) -> None:
    article = factories.article(some(chance, ArticleIndexPage.objects), word(chance))
    factories.section(article, f"فيسبوك {word(chance)}")


@edit
def add_section(chance: random.Random, desk: Client) -> None:
    platform, picture = some(chance, Platform.objects), some(chance, Picture.objects)
    page, document = some(chance, below_home()), some(chance, Document.objects)
    body = factories.every_block(platform, picture, page, document)
    factories.section(some(chance, ArticlePage.objects), word(chance), body)


@edit
def delete_page(chance: random.Random, desk: Client) -> None:
    some(chance, below_home(SectionPage) if chance.random() < 0.7 else below_home(ArticlePage)).delete()


@edit
def move_article(chance: random.Random, desk: Client) -> None:
    article, target = some(chance, ArticlePage.objects), some(chance, ArticleIndexPage.objects)
    article.move(target, pos="last-child")


@edit
def reorder_sections(chance: random.Random, desk: Client) -> None:
    section = some(chance, SectionPage.objects)
    move_below(section.get_parent(), section, first=True)


@edit
def restrict(chance: random.Random, desk: Client) -> None:
    kind = chance.choice(("login", "password", "groups"))
    PageViewRestriction.objects.create(page=some(chance, below_home()), restriction_type=kind, password="x")


@edit
def lift_restriction(chance: random.Random, desk: Client) -> None:
    some(chance, PageViewRestriction.objects).delete()


@edit
def move_restriction(chance: random.Random, desk: Client) -> None:
    restriction = some(chance, PageViewRestriction.objects)
    PageViewRestriction.objects.filter(pk=restriction.pk).update(page=some(chance, below_home()).pk)


@edit
def change_authors(chance: random.Random, desk: Client) -> None:
    article = some(chance, ArticlePage.objects)
    ArticleAuthor.objects.filter(article=article).delete()
    people = list(Person.objects.all())
    factories.sign(article, *chance.sample(people, min(2, len(people))))


@edit
def change_topics(chance: random.Random, desk: Client) -> None:
    article, topics = some(chance, ArticlePage.objects), list(Topic.objects.all())
    article.topics.set(chance.sample(topics, min(2, len(topics))))
    article.save()


@edit
def change_picture_of_article(chance: random.Random, desk: Client) -> None:
    article = some(chance, ArticlePage.objects)
    article.hero_image = chance.choice([None, some(chance, Picture.objects)])
    article.save()


@edit
def translate(chance: random.Random, desk: Client) -> None:
    article, english = some(chance, ArticlePage.objects), Locale.objects.get(language_code="en")
    if article.has_translation(english):
        raise Undone
    article.copy_for_translation(english, copy_parents=True).save_revision().publish()


@edit
def rename_home(chance: random.Random, desk: Client) -> None:
    home = Site.objects.get().root_page.specific
    home.slug = f"home-{chance.randrange(100)}"
    home.save_revision().publish()
