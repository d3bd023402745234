"""Slugs of pages and shared content, wherever they are born."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from pages.models import ArticlePage
from snippets.models import Person, Platform, Topic
from tests import factories

TITLE, SLUG = "أنـواعُ الشبكات؟", "أنواع-الشبكات"


def test_a_page_saved_by_program_is_given_a_slug_of_its_own(article_index):
    slugs = [article_index.add_child(instance=ArticlePage(title=TITLE, live=live)).slug for live in (True, False, True)]
    assert slugs == [SLUG, f"{SLUG}-2", f"{SLUG}-3"]
    assert article_index.add_child(instance=ArticlePage(title="؟")).slug == "articlepage"
    assert article_index.add_child(instance=ArticlePage(title="كـلمة", slug="\u0640")).slug == "كلمة"


def test_a_slug_given_by_program_is_cleaned(article_index):
    assert factories.article(article_index, slug="أنـواع الشبكات").slug == SLUG
    assert factories.article(article_index, slug="ﻣﺪﺭﺳﺔ", live=False).slug == "مدرسة"
    with pytest.raises(ValidationError, match="أنواع-الشبكات"):
        factories.article(article_index, slug=f"{SLUG}ـ")


def test_a_slug_that_was_stored_before_stays(article_index):
    page = factories.article(article_index, slug="old")
    ArticlePage.objects.filter(pk=page.pk).update(slug="قديـم", url_path="/home/المقالات/قديـم/")
    page.refresh_from_db()
    page.title = "جديد"
    page.save()
    page.refresh_from_db()
    assert page.slug == "قديـم"
    page.slug = "أحـدث"
    page.save()
    assert page.slug == "أحدث"


def test_the_admins_form_cleans_a_slug(admin_client, article_index):
    data = {
        "title": "مقال",
        "slug": "أنـواعُ الشبكات",
        "lead": '{"blocks": [], "entityMap": {}}',
        "date": "2026-01-01",
        "author_links-TOTAL_FORMS": 0,
        "author_links-INITIAL_FORMS": 0,
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
    }
    answer = admin_client.post(f"/admin/pages/add/pages/articlepage/{article_index.pk}/", data)
    assert answer.status_code == 302, answer.context["form"].errors
    assert ArticlePage.objects.get().slug == SLUG


def test_shared_content_is_given_a_slug_of_its_own(db):
    locale = factories.arabic()
    assert [Topic.objects.create(name=TITLE, locale=locale).slug for _ in range(2)] == [SLUG, f"{SLUG}-2"]
    assert Person.objects.create(name="Léa ـ", locale=locale).slug == "léa"
    platform = Platform.objects.create(latin_name="X", arabic_name="إكس", kind="microblog", locale=locale)
    assert platform.slug == "إكس"
    assert Topic.objects.create(name="a", slug="أنـواع", locale=locale).slug == "أنواع"
    with pytest.raises(IntegrityError):
        Topic.objects.create(name="a", slug="أنواع", locale=locale)


def test_a_title_sent_by_program_becomes_a_slug_of_latin_letters_where_the_site_is_set_so(article_index, settings):
    settings.SLUG_TRANSLITERATION = True
    page = article_index.add_child(instance=ArticlePage(title="شبكات"))
    assert page.slug == "shbkat"
