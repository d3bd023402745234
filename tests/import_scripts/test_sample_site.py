"""The bundled sample shows every field, stands in a sound tree, and is added once."""

from collections import Counter

import pytest
from django.db import transaction
from django.test import override_settings
from wagtail.models import Page, PageLogEntry, Revision, Site

from import_scripts.models import ImportRecord
from import_scripts.sample import KEY, load_sample
from pages.models import ArticleIndexPage, ArticlePage, HomePage, SectionPage
from snippets.models import Menu, Person, Picture, Platform, SiteSettings, Topic

# What no sample shows, and why: tree and history keep themselves; nothing is scheduled, locked or an alias.
KEPT_BY_WAGTAIL = {
    *("id", "path", "depth", "numchild", "page_ptr", "content_type", "base_content_type", "owner", "alias_of"),
    *("has_unpublished_changes", "expired", "go_live_at", "expire_at", "locked", "locked_at", "locked_by"),
    *("sort_order", "uploaded_by_user", "no_index", "admin_default_ordering"),
}


def _empty_fields(model):
    """Fields that are empty in every row of ``model``."""
    rows = list(model.objects.all())
    names = [field.name for field in model._meta.get_fields() if not field.auto_created and field.concrete]
    return {name for name in names if not any(_shows(row, name) for row in rows)} - KEPT_BY_WAGTAIL


def _shows(row, name):
    value = getattr(row, name)
    return value.exists() if hasattr(value, "exists") else bool(value)


def test_a_site_that_has_content_keeps_it(article_index, home):
    assert load_sample()
    home.refresh_from_db()
    assert home.title == "الرئيسية"
    assert Site.objects.get().root_page_id == home.pk
    assert ArticlePage.objects.get(locale__language_code="ar").get_parent().pk == article_index.pk
    assert HomePage.objects.get(locale__language_code="en").translation_key == home.translation_key
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The sample, from here to the end of this module: loaded once, as each test takes back what it has changed."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), media, transaction.atomic():
        assert load_sample()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def sample(loaded, db):
    """The sample as it was loaded."""


def test_every_field_shows_something(sample):
    empty = {
        model.__name__: fields
        for model in (HomePage, ArticleIndexPage, ArticlePage, SectionPage, Platform, Person, Topic, Menu, Picture)
        if (fields := _empty_fields(model))
    }
    assert empty == {"Picture": {"blur_data_url", "dominant_color"}}, "made by a task, once the transaction is over"
    assert _empty_fields(SiteSettings) == {"frontend_url", "preview_url"}


def test_every_block_is_shown(sample):
    sections = SectionPage.objects.filter(locale__language_code="ar")
    kinds = Counter(block["type"] for section in sections for block in section.body.raw_data)
    assert kinds["point"] == 16
    assert kinds["platform"] == 5
    assert set(kinds) == set(SectionPage._meta.get_field("body").stream_block.child_blocks)
    tones = {b["value"]["tone"] for s in sections for b in s.body.raw_data if b["type"] == "callout"}
    assert tones == {"note", "tip", "warning"}
    assert [b["value"]["url"] for s in sections for b in s.body.raw_data if b["type"] == "read_also"] == [
        "https://example.org/content-plan"
    ]
    for section in sections:
        section.body.stream_block.clean(section.body)


def test_all_is_published_with_revisions(sample):
    for model in (Platform, Person, Topic, Menu):
        assert all(row.live and row.live_revision and not row.has_unpublished_changes for row in model.objects.all())
    pages = Page.objects.filter(depth__gt=1)
    assert all(page.live and page.live_revision and not page.has_unpublished_changes for page in pages)
    assert set(pages.values_list("pk", flat=True)) == set(
        PageLogEntry.objects.filter(action="wagtail.publish").values_list("page", flat=True)
    )


def test_the_tree_is_sound_and_the_welcome_page_gone(sample):
    assert Page.find_problems() == ([], [], [], [], [])
    assert Page.get_first_root_node().numchild == 2
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    site = Site.objects.get()
    assert isinstance(site.root_page.specific, HomePage)
    assert site.root_page.locale.language_code == "ar"
    assert [root.language_code for root in Site.get_site_root_paths()] == ["ar", "en"]
    assert HomePage.objects.values("translation_key").distinct().count() == 1
    Page.fix_tree()
    assert Page.find_problems() == ([], [], [], [], [])


def test_arabic_and_english_are_translations(sample):
    article = ArticlePage.objects.get(locale__language_code="ar")
    translation = article.get_translations().get()
    assert translation.locale.language_code == "en"
    sections = SectionPage.objects.child_of(translation).order_by("path")
    assert [section.kind for section in sections] == ["definition", "types"]
    for section in sections:
        assert section.get_translations().get().specific.kind == section.kind
    for model in (Person, Topic, Menu, Platform):
        assert model.objects.filter(locale__language_code="en").count() == (
            model.objects.filter(locale__language_code="ar").count()
        )
        assert model.objects.values("translation_key").distinct().count() * 2 == model.objects.count()


def test_a_second_load_changes_nothing(sample):
    ArticlePage.objects.get(locale__language_code="ar").unpublish()
    counts = [model.objects.count() for model in (Page, Revision, Picture, Platform, Menu, ImportRecord)]
    assert not load_sample()
    assert [model.objects.count() for model in (Page, Revision, Picture, Platform, Menu, ImportRecord)] == counts


def test_the_sample_is_an_import_like_any_other(sample):
    records = ImportRecord.objects.filter(key=KEY)
    assert sorted(records.values_list("item", flat=True)) == [
        *("", "advantages", "definition", "developments", "importance", "types")
    ]
