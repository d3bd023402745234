"""The platforms that every site knows from the start."""

from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Revision

from import_scripts import catalogue
from import_scripts.catalogue import known_platforms, load_catalogue
from snippets.models import Platform

SLUGS = ["facebook", "x", "instagram", "linkedin", "snapchat", "pinterest", "tiktok", "youtube"]


def test_the_catalogue_is_published_in_both_languages(db):
    assert load_catalogue() == 16
    for language in ("ar", "en"):
        platforms = Platform.objects.filter(locale__language_code=language)
        assert [platform.slug for platform in platforms] == SLUGS
        assert all(p.live and p.live_revision and not p.has_unpublished_changes for p in platforms)
        assert all(p.tagline and p.description and p.feature_list and p.alias_list for p in platforms)
    assert Platform.objects.values("translation_key").distinct().count() == 8
    assert Revision.objects.count() == 16


def test_a_complete_catalogue_costs_one_query(db):
    load_catalogue()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert load_catalogue() == 0
    assert len(queries) == 1


def test_what_an_editor_changed_stays(db):
    load_catalogue()
    Platform.objects.filter(slug="facebook").update(tagline="كلام المحرر")
    Platform.objects.filter(slug="x", locale__language_code="en").delete()
    key = Platform.objects.get(slug="x").translation_key
    assert load_catalogue() == 1
    assert Platform.objects.get(slug="x", locale__language_code="en").translation_key == key
    assert set(Platform.objects.filter(slug="facebook").values_list("tagline", flat=True)) == {"كلام المحرر"}


def test_an_editors_platform_is_completed_not_replaced(db):
    load_catalogue()
    Platform.objects.exclude(slug="tiktok").delete()
    Platform.objects.filter(locale__language_code="en").delete()
    assert load_catalogue() == 15
    assert Platform.objects.filter(slug="tiktok").values("translation_key").distinct().count() == 1


def test_names_are_known_before_the_catalogue_is_loaded(db):
    platforms = known_platforms()
    assert Platform.objects.count() == 0
    assert platforms.slug("تويتر") == "x"
    assert platforms.mentions("بالفيسبوك ولينكدإن") == ("facebook", "linkedin")
    load_catalogue()
    assert known_platforms().slugs == platforms.slugs


def test_an_editors_alias_counts(db):
    load_catalogue()
    platform = Platform.objects.get(slug="tiktok", locale__language_code="ar")
    platform.aliases = [{"type": "alias", "value": "تكتك", "id": "1"}]
    platform.save()
    assert known_platforms().slug("تكتك") == "tiktok"


def test_names_are_known_without_a_database(monkeypatch):
    def no_such_table():
        raise OperationalError("no such table: snippets_platform")

    monkeypatch.setattr(catalogue, "platform_names", no_such_table)
    assert known_platforms().slug("سنابشات") == "snapchat"
