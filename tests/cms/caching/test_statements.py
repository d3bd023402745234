"""Which tables a statement reads, as far as its text tells; and that nothing is kept where it does not."""

import pytest

from cms.caching import recording, statements
from cms.caching.statements import look, tags_of

PAGE, TOPIC = "t.wagtailcore_page", "t.snippets_topic"


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ('SELECT "snippets_topic"."id" FROM "snippets_topic" WHERE "snippets_topic"."slug" = %s', {TOPIC}),
        ('SELECT 1 FROM "pages_articlepage_topics" INNER JOIN "snippets_topic" ON (1 = 1)',
         {TOPIC, "t.pages_articlepage_topics"}),
        ('SELECT 1 FROM "snippets_topic" WHERE EXISTS(SELECT 1 AS "a" FROM "wagtailcore_page" U0)', {PAGE, TOPIC}),
        ('SELECT * FROM (SELECT "id" FROM "snippets_topic") subquery', {TOPIC}),
        ('SELECT 1 FROM "snippets_topic", wagtailcore_page', {PAGE, TOPIC}),
        ("select 1 from snippets_topic", {TOPIC}),
        ('SELECT EXTRACT(YEAR FROM "wagtailcore_page"."last_published_at") FROM "wagtailcore_page"', {PAGE}),
        ('SELECT 1 FROM "wagtailsearch_indexentry_fts" WHERE wagtailsearch_indexentry_fts MATCH %s',
         {"t.wagtailsearch_indexentry"}),
        ('SELECT 1 FROM "django_content_type"', set()),
        ("SELECT 1", set()),
        ('(SELECT 1 FROM "snippets_topic") UNION ALL (SELECT 1 FROM "wagtailcore_page")', {PAGE, TOPIC}),
        ('SAVEPOINT "s1"', set()),
    ],
)  # fmt: skip
def test_tables_of_a_statement(sql, expected):
    assert set(tags_of(sql)) == expected


@pytest.mark.parametrize(
    "sql",
    [
        'SELECT 1 FROM "auth_user"',
        'SELECT 1 FROM "snippets_topic", "auth_user"',
        "SELECT 1 FROM somewhere_else",
        'UPDATE "snippets_topic" SET "name" = %s',
        'INSERT INTO "snippets_topic" DEFAULT VALUES',
        'DELETE FROM "snippets_topic"',
        "CALL something()",
        "PRAGMA table_info(x)",
    ],
)
def test_what_nobody_watches_and_what_writes_is_not_kept(sql):
    assert tags_of(sql) is None
    with recording.recording() as used:
        look(sql)
    assert used.unkeepable


def test_tables_are_tags_unless_a_loader_names_its_own():
    with recording.recording() as used:
        with recording.declared():
            look('SELECT 1 FROM "wagtailcore_page"')
        look('SELECT 1 FROM "snippets_topic"')
    assert (used.tags, used.unkeepable) == ({TOPIC}, False)


def test_loader_that_names_its_tags_may_not_read_what_nobody_watches():
    with recording.recording() as used, recording.declared():
        look('SELECT 1 FROM "auth_user"')
    assert used.unkeepable


def test_text_of_a_statement_is_read_once():
    statements.tags_of.cache_clear()
    for _ in range(3):
        look('SELECT 1 FROM "snippets_topic"')
    assert statements.tags_of.cache_info().misses == 1
