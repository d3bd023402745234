"""One command brings a site up, and a second run changes nothing."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import storage
from wagtail.models import Page, Revision

from import_scripts import preparation
from pages.models import ArticlePage


@pytest.fixture
def addresses(settings):
    settings.LOCAL = settings.EXPLORER = True
    settings.BASE_URL = "http://localhost:8001"


def test_a_local_site_is_brought_up_once(db, run, addresses):
    first = run("prepare", "--sample")
    password = re.search(r"^Password: (\S{16})$", first.out, re.MULTILINE)[1]
    editor = get_user_model().objects.get(username="editor")
    assert editor.is_superuser
    assert editor.check_password(password)
    assert ArticlePage.objects.live().count() == 2
    assert first.out.endswith(
        "\n"
        "http://localhost:8001/           start page\n"
        "http://localhost:8001/admin/     editing\n"
        "http://localhost:8001/graphiql/  explorer of the API\n"
        "http://localhost:8001/graphql/   the API\n"
    )
    counts = (Page.objects.count(), Revision.objects.count(), editor.password)
    second = run("prepare", "--sample")
    assert "Password:" not in second.out
    assert " manage.py changepassword editor` sets a new one." in second.out
    editor.refresh_from_db()
    assert (Page.objects.count(), Revision.objects.count(), editor.password) == counts


def test_a_deployed_site_gets_an_editor_and_no_sample(db, run, settings):
    settings.LOCAL = settings.EXPLORER = False
    result = run("prepare")
    editor = get_user_model().objects.get()
    assert not editor.is_superuser
    assert sorted(editor.groups.values_list("name", flat=True)) == ["Editors", "Moderators"]
    assert editor.has_perm("wagtailadmin.access_admin")
    assert ArticlePage.objects.count() == 0
    assert "graphiql" not in result.out


def test_an_account_of_that_name_is_left_alone(db, run, django_user_model):
    django_user_model.objects.create_user("editor", password="its-own-secret")
    run("prepare")
    editor = django_user_model.objects.get()
    assert editor.check_password("its-own-secret")
    assert not editor.groups.exists()


def test_static_files_are_collected_when_one_is_new(db, settings, tmp_path, monkeypatch):
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.css").write_text("a {}")
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    backend = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}
    monkeypatch.setattr(preparation, "staticfiles_storage", storage.storages["staticfiles"])
    assert preparation.collect_static_files()
    assert not preparation.collect_static_files()
    (source / "b.css").write_text("b {}")
    assert preparation.collect_static_files()
    assert (settings.STATIC_ROOT / "b.css").exists()
    assert not preparation.collect_static_files()
