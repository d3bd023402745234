"""The database has the triggers that are declared, and ordinary work does not notice them."""

import os
import subprocess
import sys

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from wagtail.models import Page

from cms.caching import commits
from cms.caching.triggers import _drop, declared, existing, install
from cms.caching.watching import WATCHED, tag_of_table
from cms.models import Change, Entry
from import_scripts.preparation import update_tables
from snippets.models import Platform
from tests import factories
from tests.scratch import ROOT

BEHIND_PUBLIC_ANSWERS = {
    "wagtailcore_page",
    "pages_homepage",
    "pages_articleindexpage",
    "pages_articlepage",
    "pages_sectionpage",
    "pages_articleauthor",
    "pages_articlepage_topics",
    "pages_sectionmention",
    "snippets_platform",
    "snippets_person",
    "snippets_topic",
    "snippets_menu",
    "snippets_picture",
    "snippets_rendition",
    "snippets_sitesettings",
    "wagtaildocs_document",
    "wagtailcore_site",
    "wagtailcore_locale",
    "wagtailcore_pageviewrestriction",
    "wagtailcore_collection",
    "wagtailcore_collectionviewrestriction",
    "wagtailredirects_redirect",
    "wagtailsearch_indexentry",
}


def test_every_table_behind_public_answers_is_watched():
    assert WATCHED.keys() == BEHIND_PUBLIC_ANSWERS
    assert tag_of_table("wagtailsearch_indexentry_fts") == "t.wagtailsearch_indexentry"
    assert tag_of_table("auth_user") is None


@pytest.mark.parametrize("table", sorted(BEHIND_PUBLIC_ANSWERS))
def test_declarations_name_columns_that_their_tables_have(table):
    watched = WATCHED[table]
    columns = {field.column for field in watched.model._meta.local_concrete_fields}
    assert {*watched.noted, *watched.noticed, *watched.links} <= columns
    assert {*watched.noticed} <= {*watched.seen}


def test_the_database_has_the_triggers_that_are_declared(db):
    triggers = declared(connection.vendor)
    assert existing("default") == {name: trigger.table for name, trigger in triggers.items()}
    assert len(triggers) == len(WATCHED) * (4 if connection.vendor == "postgresql" else 3)


def test_what_is_missing_is_added_and_what_is_outdated_is_taken_away(db):
    before = existing("default")
    name, table = next(iter(before.items()))
    trigger = declared(connection.vendor)[name]
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if connection.vendor == "postgresql" else ""))
        cursor.execute(trigger.statements[-1].replace(f'TRIGGER "{name}"', 'TRIGGER "cms_notes_of_old"'))
        if connection.vendor == "postgresql":
            cursor.execute(f'ALTER FUNCTION "{name}" RENAME TO "cms_notes_of_old"')
    assert existing("default") != before
    install("default")
    assert existing("default") == before


def test_the_changes_of_a_transaction_wait_for_its_commit(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        factories.topic()
        factories.topic()
    assert callbacks == [commits._apply]
    assert Change.objects.filter(table_name="snippets_topic").count() == 2
    assert not Entry.objects.exists()


def test_a_commit_in_a_test_applies_nothing(home, django_assert_num_queries):
    with django_assert_num_queries(0):
        commits._apply()


def test_reading_and_writing_elsewhere_ask_for_nothing(db, django_user_model, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        list(Page.objects.all())
        django_user_model.objects.create_user("somebody")
    assert callbacks == []


def test_the_wrapper_outlives_those_of_a_block(db):
    wrapper: BaseDatabaseWrapper = connection.copy()
    with wrapper.execute_wrapper(lambda execute, *args: execute(*args)):
        commits.observe(wrapper)
        commits.observe(wrapper)
    assert wrapper.execute_wrappers == [commits._notice]


def test_preparation_installs_triggers_that_changed_without_a_migration(committing):
    name, table = next(iter(existing("default").items()))
    with connection.cursor() as cursor:
        _drop(cursor, name, table)
    assert name not in existing("default")
    assert update_tables() is False
    assert existing("default").keys() == declared(connection.vendor).keys()


def test_a_new_database_is_migrated_without_a_word(tmp_path):
    """Changes are written down before all tables that they are looked up in are there."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'new.sqlite3'}", "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-W", "ignore", "manage.py", "migrate", "--verbosity", "0"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite makes tables anew")
@pytest.mark.django_db
def test_a_migration_can_alter_a_watched_column():
    platform = factories.platform()
    rows = Change.objects.filter(table_name="snippets_platform", row_key=str(platform.pk))
    Platform.objects.filter(pk=platform.pk).update(latin_name="X")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE snippets_platform ALTER COLUMN latin_name TYPE varchar(300)")
        cursor.execute("ALTER TABLE wagtailcore_page ALTER COLUMN title TYPE varchar(300)")
    before = rows.count()
    Platform.objects.filter(pk=platform.pk).update(latin_name="Y")
    assert rows.count() == before + 1
    Platform.objects.filter(pk=platform.pk).update(latin_name="Y")
    assert rows.count() == before + 1
