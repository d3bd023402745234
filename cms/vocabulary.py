"""The words of what was published, by which misspellings find what may have been meant.

A word is learnt in the transaction that indexes its text, and never unlearnt, so the vocabulary may hold words of what
was public once. Nobody may be told a word for being in it: only for being found in what is public now.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import connection

from cms.arabic import words
from cms.models import Word

#: Shorter words have too many neighbours, and longer ones are no words.
SHORTEST, LONGEST = 2, 40

#: The article, alone or behind a conjunction and a preposition.
_ARTICLE = re.compile("^(?:[وف]?[بك]?ال|[وف]?لل)(?=...)")

#: What that may be.
_ARTICLES = tuple(f"{conjunction}{rest}" for conjunction in ("", "و", "ف") for rest in ("ال", "بال", "كال", "لل"))

_TABLE = Word._meta.db_table
#: The rows of a list that is given as one parameter, in each database.
_GIVEN = {
    "postgresql": "unnest(%s::text[]) AS given(word)",
    "sqlite": "(SELECT value AS word FROM json_each(%s)) given",
}


def learn(texts: Iterable[str]) -> None:
    """Add the words of ``texts``, each also with nothing but the article in front, and without it; one statement.

    Nothing is unique, so nobody waits for another's transaction: two that bring the same new word at once both add it.
    """
    found = {form for text in texts for word in words(text) for form in (word, *_forms(word))}
    wanted = sorted(word for word in found if SHORTEST <= len(word) <= LONGEST and not word.isdecimal())
    known = f'SELECT 1 FROM "{_TABLE}" known WHERE known.word = given.word'
    chosen = f"SELECT given.word FROM {_given()} WHERE NOT EXISTS ({known})"
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{_TABLE}" (word) {chosen}', [_parameter(wanted)])


def known(candidates: Collection[str]) -> set[str]:
    """Those of ``candidates`` that have been learnt; one statement, however many there are."""
    sql = f'SELECT given.word FROM {_given()} WHERE EXISTS (SELECT 1 FROM "{_TABLE}" w WHERE w.word = given.word)'
    with connection.cursor() as cursor:
        cursor.execute(sql, [_parameter(sorted(candidates))])
        return {word for (word,) in cursor.fetchall()}


def sources(word: str) -> tuple[str, ...]:
    """The words from any of which ``word`` is learnt, itself first.

    >>> {"مكتبه", "المكتبه", "وللمكتبه"} <= {*sources("مكتبه")}
    True
    """
    bare = word.removeprefix("ال")
    if word.isascii() or len(bare) < 3:
        return (word,)
    return tuple(dict.fromkeys((word, *(article + bare for article in _ARTICLES))))


def _forms(word: str) -> Iterator[str]:
    if _ARTICLE.match(word):
        bare = _ARTICLE.sub("", word)
        yield from (bare, f"ال{bare}")


def _given() -> str:
    return _GIVEN[connection.vendor]


def _parameter(given: list[str]) -> Any:
    return given if connection.vendor == "postgresql" else json.dumps(given, ensure_ascii=False)
