"""Changes of all kinds that editors, imports and scripts make, each chosen at random among what is there."""

import json
import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Site,
)

from pages.models import ArticleAuthor, ArticleIndexPage, ArticlePage, HomePage, SectionPage
from snippets.models import Menu, Person, Picture, Platform, Rendition, SiteSettings, Topic
from tests import factories

SNIPPETS = (Platform, Person, Topic, Menu)
Edit = Callable[[random.Random, Client], None]
EDITS: list[Edit] = []


class Undone(Exception):
    """There is nothing that this edit could change."""


def edit(function: Edit) -> Edit:
    EDITS.append(function)
    return function


def content() -> None:
    """A site with something of everything in it."""
    arabic, english = (Locale.objects.get_or_create(language_code=code)[0] for code in ("ar", "en"))
    Site.objects.all().delete()
    Page.objects.filter(depth__gt=1).delete()
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="home", slug="home", locale=arabic))
    Site.objects.create(hostname="localhost", port=80, root_page=home, is_default_site=True)
    SiteSettings.objects.create(site=Site.objects.get(), frontend_url="https://www.example.org")
    for number in range(4):
        factories.platform(f"platform-{number}", f"Latin{number}", f"منصة{number}", sort_order=number)
        factories.topic(f"topic {number}", slug=f"topic-{number}", sort_order=number)
        factories.person(f"person {number}")
        factories.picture(f"picture-{number}")
        factories.document(f"document-{number}")
    factories.collection("public")
    factories.collection("private", private=True)
    for number in range(2):
        index = home.add_child(instance=ArticleIndexPage(title=f"index {number}", slug=f"index-{number}"))
        for place in range(3):
            article = factories.article(index, f"article {number}{place}", slug=f"article-{number}{place}")
            for turn in range(2):
                factories.section(article, f"فيسبوك {turn}", slug=f"section-{turn}")
                article.refresh_from_db()
    items = [factories.block("item", title="", page=page.pk, url="") for page in ArticlePage.objects.all()[:3]]
    factories.menu("main", items=json.dumps(items))
    home.copy_for_translation(english).save_revision().publish()


def some(chance: random.Random, rows: Any) -> Any:
    """One of ``rows``."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    if not keys:
        raise Undone
    return rows.model._default_manager.get(pk=chance.choice(keys))


def word(chance: random.Random) -> str:
    return f"كلمة {chance.randrange(10**6)}"


def below_home(model: type[Page] = Page) -> Any:
    return model.objects.filter(depth__gt=2)


def written() -> Any:
    """Pages that have versions of their own, which mirrors of others have not."""
    return below_home().filter(alias_of__isnull=True)


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
    section.move(section.get_parent(), pos="first-child")


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
def rename_snippet(chance: random.Random, desk: Client) -> None:
    row = some(chance, chance.choice(SNIPPETS).objects)
    field = {Platform: "arabic_name", Menu: "title"}.get(type(row), "name")
    setattr(row, field, word(chance))
    row.save()


@edit
def toggle_snippet(chance: random.Random, desk: Client) -> None:
    row = some(chance, chance.choice(SNIPPETS).objects)
    type(row).objects.filter(pk=row.pk).update(live=not row.live)


@edit
def reorder_snippets(chance: random.Random, desk: Client) -> None:
    row = some(chance, chance.choice((Platform, Topic)).objects)
    type(row).objects.filter(pk=row.pk).update(sort_order=chance.randrange(100))


@edit
def add_snippet(chance: random.Random, desk: Client) -> None:
    name = word(chance)
    chance.choice((factories.person, factories.topic))(name)


@edit
def delete_snippet(chance: random.Random, desk: Client) -> None:
    model = chance.choice((Person, Topic))
    if model.objects.count() < 3:
        raise Undone
    some(chance, model.objects).delete()


@edit
def change_menu(chance: random.Random, desk: Client) -> None:
    menu = some(chance, Menu.objects)
    pages = [some(chance, below_home()) for _ in range(3)]
    menu.items = json.dumps([factories.block("item", title="", page=page.pk, url="") for page in pages])
    menu.save()


@edit
def bulk_update_platforms(chance: random.Random, desk: Client) -> None:
    rows = list(Platform.objects.all())
    for row in rows:
        row.launch_year = 1990 + chance.randrange(30)
    Platform.objects.bulk_update(rows, ["launch_year"])


@edit
def rename_picture(chance: random.Random, desk: Client) -> None:
    Picture.objects.filter(pk=some(chance, Picture.objects).pk).update(title=word(chance))


@edit
def file_elsewhere(chance: random.Random, desk: Client) -> None:
    row = some(chance, chance.choice((Picture, Document)).objects)
    row.collection = some(chance, Collection.objects)
    row.save()


@edit
def toggle_privacy_of_collection(chance: random.Random, desk: Client) -> None:
    collection = some(chance, Collection.objects.filter(depth__gt=1))
    restrictions = CollectionViewRestriction.objects.filter(collection=collection)
    if not restrictions.delete()[0]:
        factories.CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")


@edit
def move_collection(chance: random.Random, desk: Client) -> None:
    collection, target = some(chance, Collection.objects.filter(depth__gt=1)), some(chance, Collection.objects)
    if target.path.startswith(collection.path):
        raise Undone
    collection.move(target, pos="sorted-child")


@edit
def add_file(chance: random.Random, desk: Client) -> None:
    chance.choice((factories.picture, factories.document))(f"file-{chance.randrange(10**6)}")


@edit
def forget_rendition(chance: random.Random, desk: Client) -> None:
    some(chance, Rendition.objects).delete()


@edit
def change_redirects(chance: random.Random, desk: Client) -> None:
    if Redirect.objects.count() > 3:
        Redirect.objects.all().delete()
    page = chance.choice([None, some(chance, below_home())])
    path = chance.choice(("/old", "/not/there", f"/{chance.randrange(1_000)}"))
    link = "" if page else chance.choice(("", "https://elsewhere.example/"))
    Redirect.objects.update_or_create(old_path=path, site=None, defaults={"redirect_page": page, "redirect_link": link})


@edit
def change_site_settings(chance: random.Random, desk: Client) -> None:
    known = SiteSettings.objects.get()
    known.tagline = word(chance)
    known.frontend_url = chance.choice(("", "https://www.example.org", "https://other.example"))
    known.sharing_image = chance.choice([None, some(chance, Picture.objects)])
    known.save()


@edit
def rename_home(chance: random.Random, desk: Client) -> None:
    home = Site.objects.get().root_page.specific
    home.slug = f"home-{chance.randrange(100)}"
    home.save_revision().publish()


@edit
def write_by_hand(chance: random.Random, desk: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE snippets_topic SET name = %s WHERE slug = %s", [word(chance), "topic-0"])


@edit
def change_and_take_back(chance: random.Random, desk: Client) -> None:
    with transaction.atomic():
        Page.objects.update(title="never")
        transaction.set_rollback(True)


@edit
def change_much_at_once(chance: random.Random, desk: Client) -> None:
    with transaction.atomic():
        for made in chance.sample(EDITS, 3):
            try:
                with transaction.atomic():
                    made(chance, desk)
            except Undone:
                pass


@edit
def publish_topic_in_the_admin(chance: random.Random, desk: Client) -> None:
    row = some(chance, Topic.objects)
    form = {"name": word(chance), "slug": row.slug, "description": "", "action-publish": "1"}
    assert desk.post(f"/admin/snippets/snippets/topic/edit/{row.pk}/", form).status_code == 302


@edit
def unpublish_in_the_admin(chance: random.Random, desk: Client) -> None:
    page = some(chance, below_home().filter(live=True))
    assert desk.post(f"/admin/pages/{page.pk}/unpublish/").status_code == 302


@edit
def move_in_the_admin(chance: random.Random, desk: Client) -> None:
    article, target = some(chance, ArticlePage.objects), some(chance, ArticleIndexPage.objects)
    if article.get_parent().pk == target.pk:
        raise Undone
    assert desk.post(f"/admin/pages/{article.pk}/move/{target.pk}/confirm/").status_code in (200, 302)


@edit
def delete_in_the_admin(chance: random.Random, desk: Client) -> None:
    page = some(chance, SectionPage.objects)
    assert desk.post(f"/admin/pages/{page.pk}/delete/").status_code == 302


@edit
def change_privacy_in_the_admin(chance: random.Random, desk: Client) -> None:
    page = some(chance, below_home())
    form = {"restriction_type": chance.choice(("none", "login")), "password": "", "groups": []}
    assert desk.post(f"/admin/pages/{page.pk}/privacy/", form).status_code == 200
