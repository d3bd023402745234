"""Changes that come about through programs: imports, the REST API, schedules, workflows, mirrors, SQL."""

import random
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import APIToken, GroupApprovalTask, Page, Workflow, WorkflowTask

from pages.models import ArticleIndexPage, ArticlePage, SectionPage
from snippets.models import Picture, Platform
from tests.cms.caching.edits import Undone, below_home, edit, move_below, some, word, written


@edit
def import_article(chance: random.Random, desk: Client) -> None:
    number, points = chance.randrange(3), [f"- Latin{chance.randrange(4)}: {word(chance)}." for _ in range(2)]
    text = [f"# مقال {number}", f"{word(chance)}.", "## قسم أول", *points, "## قسم ثان", f"{word(chance)}."]
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"imported-{number}.txt"
        file.write_text("\n".join(text[: chance.choice((5, 8))]), "utf-8")
        call_command("import_article", str(file), overwrite=chance.random() < 0.5, verbosity=0, stdout=Nowhere())


@edit
def update_mentions(chance: random.Random, desk: Client) -> None:
    platform = some(chance, Platform.objects)
    Platform.objects.filter(pk=platform.pk).update(arabic_name=chance.choice(("فيسبوك", word(chance))))
    call_command("update_mentions", verbosity=0, stdout=Nowhere())


@edit
def write_by_rest(chance: random.Random, desk: Client) -> None:
    page = some(chance, written().filter(pk__in=ArticlePage.objects.values("pk")))
    change = {"title": word(chance), "meta": {"action": chance.choice(("publish", "unpublish"))}}
    answer = program().patch(f"/api/v3/pages/{page.pk}/", change, content_type="application/json")
    if answer.status_code != 200:
        raise Undone


@edit
def delete_by_rest(chance: random.Random, desk: Client) -> None:
    page = some(chance, SectionPage.objects)
    if program().delete(f"/api/v3/pages/{page.pk}/").status_code >= 300:
        raise Undone


@edit
def schedule(chance: random.Random, desk: Client) -> None:
    page = some(chance, written()).specific
    now = timezone.now()
    page.title = word(chance)
    page.go_live_at = now + timedelta(seconds=chance.random())
    page.expire_at = chance.choice((None, now + timedelta(seconds=1 + chance.random() * 3)))
    page.save_revision().publish()


@edit
def publish_scheduled(chance: random.Random, desk: Client) -> None:
    call_command("publish_scheduled", verbosity=0)


@edit
def approve(chance: random.Random, desk: Client) -> None:
    page, user = some(chance, written()).specific, editor()
    page.title = word(chance)
    page.save_revision(user=user)
    state = page.current_workflow_state or workflow().start(page, user)
    state.current_task_state.approve(user=user)


@edit
def mirror_article(chance: random.Random, desk: Client) -> None:
    article, index = some(chance, written().exact_type(ArticlePage)), some(chance, ArticleIndexPage.objects)
    mirror = {"recursive": chance.random() < 0.5, "update_slug": f"mirror-{chance.randrange(10**6)}"}
    article.specific.create_alias(parent=index, **mirror)


@edit
def copy_article(chance: random.Random, desk: Client) -> None:
    slug = f"copy-{chance.randrange(10**6)}"
    some(chance, written().exact_type(ArticlePage)).specific.copy(
        recursive=True, to=some(chance, ArticleIndexPage.objects), update_attrs={"slug": slug}
    )


@edit
def move_section(chance: random.Random, desk: Client) -> None:
    section, target = some(chance, SectionPage.objects), some(chance, ArticlePage.objects)
    if target.get_children().filter(slug=section.slug).exists():
        raise Undone
    move_below(target, section, first=chance.random() < 0.5)


@edit
def delete_file(chance: random.Random, desk: Client) -> None:
    model = chance.choice((Picture, Document))
    if model.objects.count() < 4:
        raise Undone
    some(chance, model.objects).delete()


@edit
def hide_by_hand(chance: random.Random, desk: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET live = NOT live WHERE id = %s", [some(chance, below_home()).pk])


@edit
def delete_by_hand(chance: random.Random, desk: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM pages_sectionmention WHERE platform_id = %s", [some(chance, Platform.objects).pk])


@edit
def change_and_take_half_back(chance: random.Random, desk: Client) -> None:
    kept, undone = some(chance, below_home()), some(chance, below_home())
    with transaction.atomic():
        with transaction.atomic():
            Page.objects.filter(pk=undone.pk).update(title="never")
            transaction.set_rollback(True)
        Page.objects.filter(pk=kept.pk).update(title=word(chance))


class Nowhere:
    """A stream for what commands say."""

    def write(self, text: str, *args: object) -> None: ...

    def flush(self) -> None: ...


@cache
def editor():
    users = get_user_model().objects
    return users.filter(username="program").first() or users.create_superuser("program")


@cache
def program() -> Client:
    """A client of the REST API with all rights."""
    _, secret = APIToken.create_token(user=editor(), name="exactness")
    return Client(SERVER_NAME="localhost", HTTP_AUTHORIZATION=f"Bearer {secret}")


@cache
def workflow() -> Workflow:
    """Its only task is anybody's to approve."""
    made = Workflow.objects.create(name="exactness")
    task = GroupApprovalTask.objects.create(name="exactness")
    WorkflowTask.objects.create(workflow=made, task=task, sort_order=0)
    return made
