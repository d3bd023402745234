"""Indexes that no model of ours declares: on Wagtail's own table of pages, and on the links of articles and topics.

They are looked after at each `migrate` and belong to no migration: on SQLite a migration that changes a table makes it
anew, and keeps only the indexes that its model declares.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connections

from cms.collation import NAME as ARABIC

#: What each index spans, by its table and its name, in the words of both databases.
INDEXES: Mapping[str, Mapping[str, str]] = {
    "wagtailcore_page": {
        # The pages that hide what is below them: few, so that asking whether one of them is above a page costs little.
        "pages_withdrawn": "(path) WHERE NOT live OR expire_at IS NOT NULL",
        "pages_in_arabic_order": f'(title COLLATE "{ARABIC}", id)',
        "pages_by_publication": "((COALESCE(first_published_at, '1970-01-01 00:00:00')), id)",
    },
    "pages_articlepage_topics": {"pages_latest_of_topic": "(topic_id, articlepage_id)"},
}
#: Indexes of earlier versions.
_OUTDATED = ("pages_by_title",)
_URL_PATH = "pages_by_url_path"
#: A path may be longer than an entry of PostgreSQL's trees can be.
_SPANS_OF_URL_PATH = {"postgresql": "USING hash (url_path)", "sqlite": "(url_path)"}


def ensure_indexes(using: str, **kwargs: Any) -> None:
    """Make those indexes that are missing; the receiver of `post_migrate`."""
    connection = connections[using]
    url_path = {"wagtailcore_page": {_URL_PATH: _SPANS_OF_URL_PATH[connection.vendor]}}
    with connection.cursor() as cursor:
        present = connection.introspection.table_names(cursor)
        for name in _OUTDATED:
            cursor.execute(f"DROP INDEX IF EXISTS {name}")
        for indexes in (INDEXES, url_path):
            for table, named in indexes.items():
                for name, spans in named.items() if table in present else ():
                    cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {table} {spans}")
