"""Changes of shared content, files, redirects and settings that scripts make."""

import json
import random

from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from snippets.models import Menu, Person, Picture, Platform, Rendition, SiteSettings, Topic
from tests import factories
from tests.cms.caching.edits import SNIPPETS, Undone, below_home, edit, some, word


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
        CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")


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
