"""Changes that editors make in the admin, people by hand in the database, and several at once."""

import random

from django.db import connection, transaction
from django.test import Client
from wagtail.models import Page

from pages.models import ArticleIndexPage, ArticlePage, SectionPage
from snippets.models import Topic
from tests.cms.caching.edits import EDITS, Undone, below_home, edit, some, word


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
