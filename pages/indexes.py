"""Indexes that no model of ours declares: on Wagtail's own table of pages, and on the links of articles and topics.

They are looked after at each `migrate` and belong to no migration: on SQLite a migration that changes a table makes it
anew, and keeps only the indexes that its model declares.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connections

from cms.collation import NAME as ARABIC

from .respelling import respelled_in_sql

#: What each index spans, by its table and its name, in the words of both databases.
INDEXES: Mapping[str, Mapping[str, str]] = {
    "wagtailcore_page": {
        # The pages that hide what is below them: few, so that asking whether one of them is above a page costs little.
        "pages_withdrawn": "(path) WHERE NOT live OR expire_at IS NOT NULL",
        # The children of many pages at once.
        "pages_by_parent": "(SUBSTR(path, 1, LENGTH(path) - 4))",
        # What it takes to count the pages of a type, all of them or those below a page.
        "pages_of_type_in_tree": "(content_type_id, path, locale_id, id)",
        # Of one type, for thousands of sections may share a title that no article has.
        "pages_of_type_in_arabic_order": f'(content_type_id, title COLLATE "{ARABIC}", id)',
    },
    "pages_articlepage_topics": {"pages_latest_of_topic": "(topic_id, articlepage_id)"},
}
#: Indexes of earlier versions.
_OUTDATED = ("pages_by_title", "pages_by_publication", "pages_in_arabic_order")
_BY_PUBLICATION = "(content_type_id, (COALESCE(first_published_at, '1970-01-01 00:00:00{zone}')), id)"
#: Those on the table of pages that differ. PostgreSQL would take a time without a zone for one of the session's. A path
#: may be longer than an entry of its trees can be. A slug is looked up among the children of one page, and sections of
#: all articles may share it, such as that of "introduction": PostgreSQL knows then to begin at the children, and SQLite
#: does not.
_OF_PAGES: Mapping[str, Mapping[str, str]] = {
    "postgresql": {
        "pages_by_url_path": "USING hash (url_path)",
        "pages_by_respelled_path": f"USING hash (({respelled_in_sql('url_path', 'postgresql')}))",
        "pages_of_type_by_publication": _BY_PUBLICATION.format(zone="+00"),
    },
    "sqlite": {
        "pages_by_url_path": "(url_path)",
        "pages_by_respelled_path": f"({respelled_in_sql('url_path', 'sqlite')})",
        "pages_of_type_by_publication": _BY_PUBLICATION.format(zone=""),
        "pages_by_slug": "(slug, path)",
    },
}


def ensure_indexes(using: str, **kwargs: Any) -> None:
    """Make those indexes that are missing; the receiver of `post_migrate`."""
    connection = connections[using]
    of_pages = {"wagtailcore_page": _OF_PAGES[connection.vendor]}
    with connection.cursor() as cursor:
        present = connection.introspection.table_names(cursor)
        for name in _OUTDATED:
            cursor.execute(f"DROP INDEX IF EXISTS {name}")
        for indexes in (INDEXES, of_pages):
            for table, named in indexes.items():
                for name, spans in named.items() if table in present else ():
                    cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {table} {spans}")
