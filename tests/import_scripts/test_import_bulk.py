"""Imports of many files: the work for each stays the same, and a run can be broken off."""

import json

import pytest
from django.db import connection

from import_scripts import importing
from pages.models import ArticlePage, SectionPage
from tests.benchmarks.texts import write

#: What an article of five sections takes, beside the journal's few after the commit.
STATEMENTS = {"postgresql": 319, "sqlite": 320}


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, 14)
    return tmp_path


def test_each_article_takes_the_same_statements_and_none_that_reads_all(
    article_index, run, folder, monkeypatch, settings
):
    # Redis is asked with little patience, and what a busy machine does not answer in time is read from the database.
    local = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {alias: {"BACKEND": local, "LOCATION": alias} for alias in settings.CACHES}
    statements, stored = [], importing._store

    def storing(*args):
        statements.append([])
        with connection.execute_wrapper(lambda execute, sql, *rest: statements[-1].append(sql) or execute(sql, *rest)):
            return stored(*args)

    monkeypatch.setattr(importing, "_store", storing)
    assert run("import_article", folder).code == 0
    counts = [len(sql) for sql in statements]
    assert counts[0] > counts[1]  # the platforms of the catalogue
    assert set(counts[1:]) == {STATEMENTS[connection.vendor]}, counts
    assert not [sql for sql in statements[-1] if "AVG(" in sql or "LIKE" in sql]


def test_an_interrupted_run_tells_what_it_did_and_the_next_goes_on(article_index, run, folder, monkeypatch):
    load, begun = importing.load_article, []

    def interrupt_third(*args):
        begun.append(args)
        reports = load(*args)
        if len(begun) == 3:
            raise KeyboardInterrupt
        return reports

    monkeypatch.setattr(importing, "load_article", interrupt_third)
    broken = run("import_article", folder, "--format", "json")
    report = json.loads(broken.out)
    assert broken.code == 130
    assert report["counts"] == {"created": 12}
    assert report["files"] == {"imported": 2, "rejected": 0, "left": 12}
    resumed = json.loads(run("import_article", folder, "--format", "json").out)
    assert resumed["counts"]["created"] + resumed["counts"]["unchanged"] == 14 * 6
    assert resumed["files"] == {"imported": 14, "rejected": 0}
    assert (ArticlePage.objects.count(), SectionPage.objects.count()) == (14, 70)


@pytest.mark.parametrize("is_terminal", [True, False])
def test_progress_shows_on_a_terminal_only(run, folder, monkeypatch, capsys, is_terminal):
    monkeypatch.setenv("TTY_COMPATIBLE", str(int(is_terminal)))
    result = run("import_article", folder, "--dry-run", "--format", "json")
    assert len(json.loads(result.out)) == 14
    assert ("Importing" in capsys.readouterr().err) is is_terminal
