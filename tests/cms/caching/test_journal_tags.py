"""Each way of changing content marks exactly the tags of what it touches."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from io import StringIO
from time import sleep
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site

from cms.caching.journal import expire_due, look
from cms.caching.memory import versions
from cms.caching.tags import slots_of
from cms.models import Change, Entry
from pages.models import ArticleAuthor, ArticlePage, SectionMention, SectionPage
from pages.respelling import respelled
from snippets.models import Menu, Person, Platform, SiteSettings, Topic
from tests import factories

pytestmark = pytest.mark.usefixtures("committing")


@dataclass(slots=True)
class Marked:
    """The tags that a block marked, once it is over."""

    tags: set[str] = field(default_factory=set)


@contextmanager
def marking() -> Iterator[Marked]:
    """Tells what its block marks, and checks that this process's memory has it when the block ends."""
    memory, marked = versions(), Marked()
    before = memory.position
    yield marked
    entries = dict(Entry.objects.filter(position__gt=before).values_list("position", "tags"))
    assert memory.position == max(entries, default=before)
    for position, told in entries.items():
        marked.tags |= set(told)
        assert not any(memory.are_unchanged([slot], position - 1) for slot in slots_of(told))
    assert [*Change.objects.values()] == []


@contextmanager
def undone() -> Iterator[None]:
    """A transaction, or a savepoint in one, that is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def tail(tags: set[str]) -> set[str]:
    """Without the tags of the search index, which are about the same object once more."""
    return {tag for tag in tags if "indexentry" not in tag}


@pytest.fixture
def article(committing) -> ArticlePage:
    """A live article with two sections, outside of the sample's own list order."""
    _settle()
    return ArticlePage.objects.filter(locale__language_code="ar", live=True).order_by("path").first()


def _settle() -> None:
    """The first look makes the memory begin at the journal's position."""
    look()
    expire_due()


def membership(page: Page) -> set[str]:
    code = page.locale.language_code
    kind = page.specific_class._meta.model_name
    return {
        f"page.{page.pk}",
        f"slug.page.{respelled(page.slug)}",
        f"translations.{page.translation_key.hex}",
        f"below.{page.path[:-4]}",
        f"list.page.{code}",
        f"list.{kind}.{code}",
    }


def links_of(page: Page) -> set[str]:
    if page.specific_class is SectionPage:
        links = SectionMention.objects.filter(section=page.pk).values_list("platform", flat=True)
        return {f"pages_sectionmention.platform_id.{pk}" for pk in links}
    if page.specific_class is ArticlePage:
        people = ArticleAuthor.objects.filter(article=page.pk).values_list("person", flat=True)
        topics = ArticlePage.topics.through.objects.filter(articlepage=page.pk).values_list("topic", flat=True)
        return {f"pages_articleauthor.person_id.{pk}" for pk in people} | {
            f"pages_articlepage_topics.topic_id.{pk}" for pk in topics
        }
    return set()


def subtree(page: Page) -> set[str]:
    pages = page.get_descendants(inclusive=True).filter(live=True)
    return {tag for found in pages for tag in membership(found) | links_of(found)}


def test_publishing_a_new_title_marks_the_article_and_lists_by_title(article):
    article.title = "عنوان جديد"
    with marking() as marked:
        article.save_revision().publish()
    assert tail(marked.tags) == {
        "t.wagtailcore_page",
        f"page.{article.pk}",
        "list.page.title",
        "list.articlepage.title",
    }


def test_a_draft_marks_nothing(article):
    article.title = "مسودة"
    article.lead = "<p>مسودة</p>"
    with marking() as marked:
        article.save_revision()
    assert marked.tags == set()


def test_saving_what_is_there_already_marks_nothing(article):
    article.save()
    with marking() as marked:
        article.save()
        ArticlePage.objects.filter(pk=article.pk).update(lead=article.lead)
    assert marked.tags == set()


def test_publishing_a_new_text_marks_no_list(article):
    section = SectionPage.objects.filter(path__startswith=article.path).first()
    section.body = json.dumps([factories.block("heading", text="عنوان بلا منصات", level="h3")])
    before = links_of(section)
    with marking() as marked:
        section.save_revision().publish()
    own = {"t.pages_sectionpage", f"page.{section.pk}", "t.wagtailcore_page", "t.pages_sectionmention"}
    assert own <= tail(marked.tags)
    assert before <= tail(marked.tags)
    rest = tail(marked.tags) - own - before
    assert rest == {tag for tag in rest if tag.startswith("sectionmention.")} | {
        f"pages_sectionmention.section_id.{section.pk}"
    }


def test_unpublishing_hides_the_article_with_its_sections(article):
    expected = subtree(article)
    assert len(expected) > 20
    with marking() as marked:
        article.unpublish()
    assert tail(marked.tags) == expected | {"t.wagtailcore_page"}


def test_publishing_again_shows_the_article_with_its_sections(article):
    expected = subtree(article)
    article.unpublish()
    with marking() as marked:
        article.save_revision().publish()
    assert tail(marked.tags) - {"t.pages_articlepage"} == expected | {"t.wagtailcore_page"}


def test_a_new_draft_is_in_no_list(article):
    with marking() as marked:
        draft = factories.article(article.get_parent(), live=False)
    assert tail(marked.tags) == {"t.wagtailcore_page", "t.pages_articlepage", f"page.{draft.pk}"}


def test_a_new_live_page_is_in_the_lists_of_its_language(article):
    parent = article.get_parent()
    with marking() as marked:
        new = factories.article(parent, slug="جديد")
    assert tail(marked.tags) == {"t.wagtailcore_page", "t.pages_articlepage"} | membership(new)
    assert f"page.{parent.pk}" not in marked.tags
    assert "list.articlepage.en" not in marked.tags


def test_deleting_marks_what_stood_below_and_what_was_linked(article):
    expected = subtree(article)
    with marking() as marked:
        article.delete()
    assert expected <= marked.tags
    rest = tail(marked.tags) - expected
    assert {tag.partition(".")[0] for tag in rest} == {
        "t",
        "articleauthor",
        "articlepage_topics",
        "sectionmention",
        "pages_articleauthor",
        "pages_articlepage_topics",
        "pages_sectionmention",
    }


def test_moving_marks_the_old_place_and_the_new_one(article):
    other = article.get_parent().get_parent().add_child(instance=type(article.get_parent().specific)(title="أخرى"))
    expected, old = subtree(article), article.get_parent().path
    with marking() as marked:
        article.move(other, "last-child")
    article.refresh_from_db()
    redirects = {tag for tag in tail(marked.tags) if "redirect" in tag}
    assert "list.redirect" in redirects
    assert tail(marked.tags) - redirects == expected | subtree(article) | {"t.wagtailcore_page", f"below.{old}"}
    assert f"below.{other.path}" in marked.tags


def test_reordering_marks_the_order_and_no_link(article):
    sections = list(SectionPage.objects.filter(path__startswith=article.path).order_by("path"))
    old = {section.pk: section.path for section in sections}
    with marking() as marked:
        sections[1].move(sections[0], "left")
    moved = {f"page.{pk}" for pk, path in Page.objects.values_list("pk", "path") if old.get(pk, path) != path}
    assert len(moved) > 1
    assert tail(marked.tags) == moved | {
        "t.wagtailcore_page",
        f"below.{article.path}",
        "list.page.ar",
        "list.sectionpage.ar",
    }


def test_a_new_slug_marks_both_slugs_and_those_of_the_pages_below(article):
    sections = list(SectionPage.objects.filter(path__startswith=article.path))
    old = article.slug
    article.slug = "آخر"
    with marking() as marked:
        article.save_revision().publish()
    below = {tag for section in sections for tag in (f"page.{section.pk}", f"slug.page.{respelled(section.slug)}")}
    redirects = {tag for tag in tail(marked.tags) if "redirect" in tag}
    assert tail(marked.tags) - redirects == below | {
        "t.wagtailcore_page",
        f"page.{article.pk}",
        f"slug.page.{respelled(old)}",
        "slug.page.اخر",
        "list.page.slug",
        "list.articlepage.slug",
    }


def test_a_restriction_hides_all_below_and_its_end_shows_it(article):
    expected = subtree(article)
    with marking() as added:
        restriction = PageViewRestriction.objects.create(page=article, restriction_type="login")
    with marking() as removed:
        restriction.delete()
    own = {"t.wagtailcore_pageviewrestriction", "pageviewrestriction.1"}
    assert added.tags == removed.tags == expected | own


def test_a_restriction_that_moves_marks_both_pages(article):
    other = ArticlePage.objects.filter(locale__language_code="en").first()
    restriction = PageViewRestriction.objects.create(page=article, restriction_type="login")
    with marking() as marked:
        PageViewRestriction.objects.filter(pk=restriction.pk).update(page=other)
    assert subtree(article) | subtree(other) <= marked.tags


def test_an_editor_changes_an_article_through_the_admin(article, client: Client):
    client.force_login(_superuser())
    with marking() as marked:
        answer = client.post(f"/admin/pages/{article.pk}/unpublish/", {"include_descendants": ""})
    assert answer.status_code == 302
    assert {f"page.{article.pk}", "list.articlepage.ar"} <= marked.tags


def _superuser() -> Any:
    return get_user_model().objects.create_superuser("someone", password="x")


def test_a_platform_that_is_hidden_marks_the_sections_that_name_it(article):
    platform = Platform.objects.get(slug="facebook", locale__language_code="ar")
    sections = SectionMention.objects.filter(platform=platform).values_list("section", flat=True)
    assert sections
    with marking() as marked:
        platform.unpublish()
    assert tail(marked.tags) == {
        "t.snippets_platform",
        f"platform.{platform.pk}",
        "slug.platform.facebook",
        "list.platform.ar",
        f"translations.{platform.translation_key.hex}",
        *(f"pages_sectionmention.section_id.{pk}" for pk in sections),
    }


def test_one_statement_for_many_rows_marks_each_of_them(article):
    pks = list(Platform.objects.values_list("pk", flat=True))
    with marking() as marked:
        Platform.objects.update(launch_year=1999)
    rows = {f"platform.{pk}" for pk in pks}
    assert marked.tags == rows | {"t.snippets_platform", "list.platform.launch_year"}


def test_a_bulk_update_marks_what_it_changes_and_not_what_it_repeats(article):
    first, second = Platform.objects.order_by("pk")[:2]
    first.tagline = "جديد"
    with marking() as marked:
        Platform.objects.bulk_update([first, second], ["tagline"])
    assert marked.tags == {"t.snippets_platform", f"platform.{first.pk}"}


def test_raw_sql_is_seen(article):
    with marking() as marked, connection.cursor() as cursor:
        cursor.execute("UPDATE snippets_topic SET name = 'آخر' WHERE id = %s", [_topic().pk])
    assert marked.tags == {"t.snippets_topic", f"topic.{_topic().pk}", "list.topic.name"}


def _topic() -> Topic:
    return Topic.objects.filter(locale__language_code="ar").order_by("pk").first()


def test_dragging_snippets_marks_their_order(article, client: Client):
    client.force_login(_superuser())
    topics = list(Topic.objects.filter(locale__language_code="ar").order_by("sort_order", "pk"))
    with marking() as marked:
        answer = client.post(f"/admin/snippets/snippets/topic/reorder/{topics[-1].pk}/?position=0")
    assert answer.status_code == 200, answer.content
    rows = {tag for tag in marked.tags if tag.startswith("topic.")}
    assert f"topic.{topics[-1].pk}" in rows
    assert tail(marked.tags) - rows == {"t.snippets_topic", "list.topic.sort_order"}


def test_filing_under_a_topic_marks_both_ends_of_the_link(article):
    topic = factories.topic(locale=article.locale)
    article.topics.add(topic)
    with marking() as marked:
        article.save()
    link = ArticlePage.topics.through.objects.get(articlepage=article, topic=topic)
    assert tail(marked.tags) == {
        "t.pages_articlepage_topics",
        f"articlepage_topics.{link.pk}",
        f"pages_articlepage_topics.topic_id.{topic.pk}",
        f"pages_articlepage_topics.articlepage_id.{article.pk}",
    }


def test_another_order_of_authors_marks_the_article_and_its_authors(article):
    link = ArticleAuthor.objects.filter(article=article).first()
    with marking() as marked:
        ArticleAuthor.objects.filter(pk=link.pk).update(sort_order=99)
    assert marked.tags == {
        "t.pages_articleauthor",
        f"articleauthor.{link.pk}",
        f"pages_articleauthor.article_id.{article.pk}",
        f"pages_articleauthor.person_id.{link.person_id}",
    }


def test_a_person_who_is_gone_marks_what_the_person_signed(article):
    link = ArticleAuthor.objects.filter(article=article).first()
    with marking() as marked:
        Person.objects.get(pk=link.person_id).delete()
    assert {f"person.{link.person_id}", f"pages_articleauthor.article_id.{article.pk}", "list.person.ar"} <= marked.tags


def test_a_menu_marks_itself(article):
    menu = Menu.objects.filter(locale__language_code="ar").first()
    menu.title = "آخر"
    with marking() as marked:
        menu.save_revision().publish()
    assert tail(marked.tags) == {"t.snippets_menu", f"menu.{menu.pk}"}


def test_a_new_picture_marks_the_list_and_then_its_renditions(article):
    with marking() as marked:
        picture = factories.picture()
    renditions = {f"rendition.{pk}" for pk in picture.renditions.values_list("pk", flat=True)}
    assert renditions
    assert tail(marked.tags) == renditions | {
        "t.snippets_picture",
        f"picture.{picture.pk}",
        "list.picture",
        "t.snippets_rendition",
        f"snippets_rendition.image_id.{picture.pk}",
    }


def test_a_description_marks_the_picture_and_no_list(article):
    picture = factories.picture()
    picture.description = "وصف"
    with marking() as marked:
        picture.save()
    assert tail(marked.tags) == {"t.snippets_picture", f"picture.{picture.pk}"}


def test_a_file_that_changes_its_collection_marks_the_list(article):
    document, folder = factories.document(), factories.collection()
    document.collection = folder
    with marking() as marked:
        document.save()
    assert tail(marked.tags) == {"t.wagtaildocs_document", f"document.{document.pk}", "list.document"}


def test_the_privacy_of_a_collection_marks_collections(article):
    folder = factories.collection()
    with marking() as added:
        restriction = CollectionViewRestriction.objects.create(collection=folder, restriction_type="login")
    with marking() as removed:
        CollectionViewRestriction.objects.filter(pk=restriction.pk).delete()
    assert "collections" in added.tags
    assert "collections" in removed.tags


def test_a_collection_that_moves_marks_collections_and_a_new_or_renamed_one_does_not(article):
    with marking() as made:
        folder, other = factories.collection("a"), factories.collection("b")
    with marking() as renamed:
        Collection.objects.filter(pk=folder.pk).update(name="c")
    with marking() as moved:
        folder.move(other, "sorted-child")
    assert "collections" not in made.tags
    assert renamed.tags == set()
    assert "collections" in moved.tags


def test_a_redirect_marks_its_path_and_the_list(article):
    with marking() as made:
        redirect = Redirect.objects.create(old_path="/old", redirect_link="/new")
    redirect.old_path = "/older"
    with marking() as marked:
        redirect.save()
    own = {"t.wagtailredirects_redirect", f"redirect.{redirect.pk}", "list.redirect", "slug.redirect./old"}
    assert made.tags == own
    assert marked.tags == own | {"slug.redirect./older"}


def test_site_settings_mark_themselves_and_their_site(article):
    site = Site.objects.get()
    with marking() as marked:
        SiteSettings.objects.filter(site=site).update(name="آخر")
    known = SiteSettings.objects.get(site=site)
    assert marked.tags == {
        "t.snippets_sitesettings",
        f"sitesettings.{known.pk}",
        f"snippets_sitesettings.site_id.{site.pk}",
    }


def test_a_site_marks_itself(article):
    site = Site.objects.get()
    with marking() as marked:
        Site.objects.filter(pk=site.pk).update(hostname="example.org")
    assert marked.tags == {"t.wagtailcore_site", f"site.{site.pk}"}


def test_a_rendition_marks_its_picture_and_nothing_else_of_it(article):
    picture = factories.picture()
    with marking() as marked:
        picture.renditions.first().delete()
    assert {tag.partition(".")[0] for tag in marked.tags} == {"t", "rendition", "snippets_rendition"}


def test_another_date_marks_the_order_by_date(article):
    with marking() as marked:
        ArticlePage.objects.filter(pk=article.pk).update(date="2001-01-01")
    assert marked.tags == {"t.pages_articlepage", f"page.{article.pk}", "list.articlepage.date"}


def test_what_is_scheduled_marks_when_it_is_published(article):
    article.unpublish()
    article.refresh_from_db()
    article.go_live_at = timezone.now() + timedelta(seconds=1)
    with marking() as scheduled:
        article.save_revision().publish()
    sleep(1)
    with marking() as marked:
        call_command("publish_scheduled", verbosity=0)
    assert "list.articlepage.ar" not in scheduled.tags
    article.refresh_from_db()
    assert article.live
    assert subtree(article) <= marked.tags


def test_an_import_marks_new_articles_and_leaves_others_alone(article, tmp_path):
    text = tmp_path / "article.txt"
    text.write_text("# مقال جديد\nتمهيد.\n\n## {definition} قسم\nفيسبوك.\n", "utf-8")
    with marking() as marked:
        call_command("import_article", str(text), stdout=StringIO())
    new = ArticlePage.objects.get(title="مقال جديد")
    assert subtree(new) <= marked.tags
    assert f"page.{article.pk}" not in marked.tags
    assert "slug.page.home" not in marked.tags


def test_what_is_rolled_back_marks_nothing(article):
    with marking() as marked, undone():
        Platform.objects.update(tagline="x")
    assert marked.tags == set()


def test_a_savepoint_that_is_rolled_back_takes_its_changes_along_and_no_others(article):
    first, second, third = Topic.objects.order_by("pk")[:3]
    with marking() as marked, transaction.atomic():
        with undone():
            Topic.objects.filter(pk=first.pk).update(description="x")
        Topic.objects.filter(pk=second.pk).update(description="x")
        with undone():
            Topic.objects.filter(pk=third.pk).update(description="x")
    assert marked.tags == {"t.snippets_topic", f"topic.{second.pk}"}


def test_more_pages_below_than_can_be_named_mark_all_pages(article, monkeypatch):
    monkeypatch.setattr("pages.changes.MAX_NAMED", 1)
    section = SectionPage.objects.filter(path__startswith=article.path).first()
    with marking() as marked:
        article.unpublish()
    assert "pages" in marked.tags
    assert f"page.{section.pk}" not in marked.tags
    assert f"page.{article.pk}" in marked.tags


def test_more_rows_than_are_told_apart_outdate_everything(article, monkeypatch):
    monkeypatch.setattr("cms.caching.numbering.MAX_ROWS", 5)
    before = versions().position
    with marking() as marked:
        Platform.objects.update(tagline="x")
    assert marked.tags == {"everything"}
    assert not versions().are_unchanged(slots_of(["anything"]), before)


def test_a_saved_row_is_marked_before_save_returns_outside_of_transactions_too(article):
    with marking() as marked:
        factories.topic(slug="new")
    assert "slug.topic.new" in marked.tags
