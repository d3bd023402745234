"""What a statement reads: where nobody names the tags of a read, each table in its text is one.

So nothing is ever kept with a dependency that is not known: a loader that forgets to name its tags costs answers that
are outdated too often, and a table whose changes nobody watches costs answers that are not kept at all.
"""

import re
from functools import cache

from django.apps import apps

from cms.remembering import remembered

from .recording import is_declared, keep_nothing, made_of
from .watching import tag_of_table

#: Tables that change with a release only.
CONSTANT = frozenset({"django_content_type"})

_READS = re.compile(r"[\s(]*(?:SELECT|WITH)\b", re.IGNORECASE)  # a union begins with parentheses on PostgreSQL
_NAMED = re.compile(r'\b(?:FROM|JOIN)\s+(?:ONLY\s+|LATERAL\s+)?"?([A-Za-z_]\w*)"?(?!\w*\s*\()', re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z_]\w*")
_CONTROL = re.compile(r"\s*(?:SAVEPOINT|RELEASE|ROLLBACK|SET|RESET)\b", re.IGNORECASE)


def look(sql: str) -> None:
    """Note for all recordings under way that ``sql`` is about to be sent. To be called before it is."""
    tags = tags_of(sql)
    if tags is None:
        keep_nothing()
    elif not is_declared():
        made_of(*tags)


@remembered(500, longest=8_000)
def tags_of(sql: str) -> tuple[str, ...] | None:
    """A tag for each table that ``sql`` reads; None where it writes, or reads what nobody watches."""
    if _CONTROL.match(sql):
        return ()
    if not _READS.match(sql):
        return None
    named = set(_NAMED.findall(sql)) | _model_tables().intersection(_WORD.findall(sql))
    tags = [tag_of_table(table) for table in sorted(named - CONSTANT)]
    return None if None in tags else tuple(tag for tag in tags if tag)


@cache
def _model_tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in apps.get_models(include_auto_created=True))
