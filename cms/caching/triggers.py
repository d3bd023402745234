"""Database triggers that note every change of a watched row, whatever program and statement made it.

The name of a trigger ends with a digest of what it does, so that names alone tell whether a database is up to date.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from .watching import TRUNCATED, WATCHED, Watched

PREFIX = "cms_notes_"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger by its name, its table and the statements that make it."""

    name: str
    table: str
    statements: tuple[str, ...]


def declared(vendor: str) -> dict[str, Trigger]:
    """The triggers that a database should have, by name."""
    write = {"postgresql": _in_postgresql, "sqlite": _in_sqlite}[vendor]
    made = (write(watched, event) for watched in WATCHED.values() for event in ("INSERT", "UPDATE", "DELETE"))
    triggers = [*made, *(_on_truncation(watched) for watched in WATCHED.values() if vendor == "postgresql")]
    return {trigger.name: trigger for trigger in triggers}


def existing(using: str) -> dict[str, str]:
    """The triggers that a database has: their tables by their names."""
    in_sqlite = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
    in_postgresql = "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
    with connections[using].cursor() as cursor:
        cursor.execute(in_postgresql if connections[using].vendor == "postgresql" else in_sqlite)
        return {name: table for name, table in cursor.fetchall() if name.startswith(PREFIX)}


def install(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Give a database the triggers that are declared, and take away those that no longer are."""
    connection = connections[using]
    wanted = declared(connection.vendor)
    if existing(using).keys() == wanted.keys():
        return
    with transaction.atomic(using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # SQLite has but one writer
            cursor.execute(f'LOCK TABLE "{_table()}" IN EXCLUSIVE MODE')
        found = existing(using)
        for name in found.keys() - wanted.keys():
            _drop(cursor, name, found[name])
        for name in wanted.keys() - found.keys():
            for statement in wanted[name].statements:
                cursor.execute(statement)


def _drop(cursor: Any, name: str, table: str) -> None:
    if cursor.db.vendor == "postgresql":
        cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
        cursor.execute(f'DROP FUNCTION "{name}"()')
    else:
        cursor.execute(f'DROP TRIGGER "{name}"')


def _in_sqlite(watched: Watched, event: str) -> Trigger:
    note = _note(watched, event, "json_object", "{}", "IS NOT")
    when = f"WHEN {_differs(watched.seen, 'IS NOT')} " if event == "UPDATE" else ""
    body = f'AFTER {event} ON "{watched.table}" FOR EACH ROW {when}BEGIN {note}; END'
    name = _name(watched.table, body)
    return Trigger(name, watched.table, (f'CREATE TRIGGER "{name}" {body}',))


def _in_postgresql(watched: Watched, event: str) -> Trigger:
    note = _note(watched, event, "jsonb_build_object", "CAST({} AS text)", "IS DISTINCT FROM")
    if event == "UPDATE":
        # Asked inside the function: PostgreSQL alters no column that a trigger names itself, and so no migration could.
        note = f"IF {_differs(watched.seen, 'IS DISTINCT FROM')} THEN {note}; END IF"
    return _calling(watched.table, f'AFTER {event} ON "{watched.table}" FOR EACH ROW ', note)


def _on_truncation(watched: Watched) -> Trigger:
    """PostgreSQL empties a table without looking at its rows: the one change without a row."""
    note = _insertion(f"'{watched.table}', '{TRUNCATED}', '', NULL, NULL")
    return _calling(watched.table, f'AFTER TRUNCATE ON "{watched.table}" FOR EACH STATEMENT ', note)


def _calling(table: str, event: str, note: str) -> Trigger:
    body = f"RETURNS trigger LANGUAGE plpgsql AS $note$ BEGIN {note}; RETURN NULL; END $note$"
    name = _name(table, event + body)
    function = f'CREATE FUNCTION "{name}"() {body}'
    return Trigger(name, table, (function, f'CREATE TRIGGER "{name}" {event}EXECUTE FUNCTION "{name}"()'))


def _name(table: str, body: str) -> str:
    return f"{PREFIX}{table[:36]}_{blake2b(body.encode(), digest_size=6).hexdigest()}"


def _note(watched: Watched, event: str, as_json: str, as_text: str, differs: str) -> str:
    """The statement that notes one row."""

    def version(row: str) -> str:
        values = ", ".join(f"'{name}', {row}.\"{name}\"" for name in dict.fromkeys((*watched.noted, *watched.links)))
        return as_text.format(f"{as_json}({values})")

    before = "NULL" if event == "INSERT" else version("OLD")
    after = "NULL" if event == "DELETE" else version("NEW")
    key = as_text.format(f'{"OLD" if event == "DELETE" else "NEW"}."{watched.key}"')
    columns = " || ".join(_changed(watched, differs)) if event == "UPDATE" else ""
    return _insertion(f"'{watched.table}', {key}, {columns or repr('')}, {before}, {after}")


def _changed(watched: Watched, differs: str) -> Iterator[str]:
    for name in watched.noticed:
        yield f"CASE WHEN {_differs((name,), differs)} THEN '{name} ' ELSE '' END"


def _differs(columns: tuple[str, ...], differs: str) -> str:
    return " OR ".join(f'OLD."{name}" {differs} NEW."{name}"' for name in columns)


def _insertion(values: str) -> str:
    return f'INSERT INTO "{_table()}" (table_name, row_key, columns, before, after) VALUES ({values})'


def _table() -> str:
    return apps.get_model("cms", "Change")._meta.db_table
