"""Queries whose SQL is built once and sent again with other values.

Django takes as long to build the SQL of a query as a database takes to plan it, and both take many times as long as the
query itself. So a query that is asked again and again is written with places for what varies, built once for each
number of values, and prepared in PostgreSQL by psycopg when it is sent again.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from operator import itemgetter
from threading import Lock
from typing import Any

import orjson
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import CharField, Expression, F, Field, IntegerField, Q, QuerySet, UUIDField
from django.db.models.base import ModelState
from django.db.models.lookups import In
from wagtail.fields import StreamField

from .naming import named

#: Values that one statement takes at most; more are sent in several statements.
MOST = 512
#: Queries that are kept, each in as many forms as there are numbers of values.
KEPT = 300

#: Types of values that queries are asked with.
NUMBER, TEXT, UUID = IntegerField(), CharField(), UUIDField()

#: What a query is asked with: a row for each key, of the key itself and what else is known of it; or places for these.
Given = Sequence[tuple[Any, ...]]


class Place(Expression):
    """Where a value goes that is given when the query is sent: ``row`` and ``column`` of what is given."""

    def __init__(self, row: int, column: int, field: Field) -> None:
        super().__init__(output_field=field)
        self.row = row
        self.column = column

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list["Place"]]:
        return "%s", [self]


def among(name: str, places: Given, column: int = 0) -> Q:
    """Rows on which ``name`` is one of the values given in ``column``."""
    return Q(In(F(name), [row[column] for row in places]))


class Compiled:
    """A query over values that are given when it is sent; ``build`` writes it, ``fields`` are the types of the values.

    What is given comes in rows, one for each key. Rows found for one key must not depend on the other keys, for many
    keys are sent in several statements. Models are asked for with all that ``select_related`` names; ``values_list``
    gives tuples. What is not ``prepared`` is planned anew each time, as it must be where the right plan depends on the
    values.
    """

    def __init__(self, build: Callable[[Given], QuerySet], *fields: Field, prepared: bool = True) -> None:
        self._build = build
        self._fields = fields
        self._prepared = prepared
        self._forms: dict[tuple[str, int], _Form] = {}

    def read(self, given: Given) -> list[Any]:
        """The rows found, in the order of the query; no statement where nothing is given."""
        found: list[Any] = []
        for start in range(0, len(given), MOST):
            batch = given[start : start + MOST]
            found += self._form(_size(len(batch))).read(batch)
        return found

    def _form(self, size: int) -> "_Form":
        key = connection.vendor, size
        form = self._forms.get(key)
        if form is None:
            places = [tuple(Place(row, *place) for place in enumerate(self._fields)) for row in range(size)]
            form = self._forms.setdefault(key, _Form(self._build(places), size, self._prepared))
        return form


class Known:
    """The queries that were asked most recently."""

    def __init__(self) -> None:
        self._queries: OrderedDict[Hashable, Compiled] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._queries)

    def get(self, key: Hashable, make: Callable[[], Compiled]) -> Compiled:
        with self._lock:
            query = self._queries.get(key)
            if query is None:
                query = self._queries[key] = make()
                if len(self._queries) > KEPT:
                    self._queries.popitem(last=False)
            else:
                self._queries.move_to_end(key)
            return query

    def clear(self) -> None:
        with self._lock:
            self._queries.clear()


known = Known()


def compiled(key: Hashable, build: Callable[[Given], QuerySet], *fields: Field, prepared: bool = True) -> Compiled:
    """The query of that ``key``, which says all that ``build`` depends on but for the operation under way."""
    return known.get((key, named()), lambda: Compiled(build, *fields, prepared=prepared))


def _size(number: int) -> int:
    """The next power of two, so that few forms serve all numbers of values."""
    return 1 << (number - 1).bit_length()


class _Form:
    """The SQL of a query for one number of values, and how its rows become objects."""

    def __init__(self, queryset: QuerySet, size: int, prepared: bool) -> None:
        self._size = size
        self._prepared = prepared
        self._sql: str | None = None
        compiler = queryset.query.get_compiler(connection=connection)
        try:
            self._sql, params = _written_out(*compiler.as_sql())
        except EmptyResultSet:
            return
        # What a place says, for places themselves take 700 bytes each.
        self._places = [(n, p.row, p.column, p.output_field) for n, p in enumerate(params) if isinstance(p, Place)]
        self._params = [None if isinstance(param, Place) else param for param in params]
        columns = [selected[0] for selected in compiler.select]
        self._converters = [
            (place, convert, column)
            for place, (converters, column) in compiler.get_converters(columns).items()
            for convert in ([_stream] if isinstance(column.output_field, StreamField) else converters)
        ]
        self._made: Callable[[Any], Any] = tuple
        if queryset._fields is None:
            self._made = _maker(compiler.klass_info, columns, compiler.annotation_col_map)

    def read(self, given: Given) -> list[Any]:
        if self._sql is None:
            return []
        database = connections[DEFAULT_DB_ALIAS]
        rows = [*given, *[given[-1]] * (self._size - len(given))]
        params = self._params.copy()
        for number, row, column, field in self._places:
            value = field.get_db_prep_value(rows[row][column], database)
            params[number] = _sent(value, database.vendor)
        with _preparing(database) if self._prepared else database.cursor() as cursor:
            cursor.execute(self._sql, params)
            return [self._made(row) for row in self._converted(cursor.fetchall(), database)]

    def _converted(self, rows: list[tuple[Any, ...]], database: BaseDatabaseWrapper) -> Iterator[Sequence[Any]]:
        for row in rows:
            values = list(row)
            for place, convert, column in self._converters:
                values[place] = convert(values[place], column, database)
            yield values


def _written_out(sql: str, params: Sequence[Any]) -> tuple[str, list[Any]]:
    """The statement with its constant numbers in its text: the rule of what is public alone holds dozens of them."""
    given, left = iter(params), []

    def written(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%%"
        param = next(given)
        if isinstance(param, bool):
            return str(param).upper()
        if isinstance(param, int):
            return str(param) if param >= 0 else f"({param})"
        left.append(param)
        return "%s"

    return re.sub("%[s%]", written, sql), left


def _stream(value: str | None, column: Any, database: BaseDatabaseWrapper) -> Any:
    """What Wagtail makes of a stored stream; Wagtail 8.0 makes a JSON field for each."""
    return None if value is None else column.output_field.to_python(orjson.loads(value))


def _sent(value: Any, vendor: str) -> Any:
    """A value as the driver takes it.

    PostgreSQL finds out the type of what is sent as text, in the same way for small and for large numbers, so that one
    prepared statement serves them all.
    """
    return str(value) if vendor == "postgresql" and type(value) is int else value


def _preparing(database: BaseDatabaseWrapper) -> CursorWrapper:
    """A cursor that leaves values to the server, without which psycopg prepares nothing."""
    if database.vendor != "postgresql":
        return database.cursor()
    from django.db.backends.postgresql.base import ServerBindingCursor

    database.close_if_health_check_failed()
    database.ensure_connection()
    with database.wrap_database_errors:
        return database._prepare_cursor(ServerBindingCursor(database.connection))


def _maker(info: Mapping[str, Any], columns: Sequence[Any], annotations: Mapping[str, int]) -> Callable[[Any], Any]:
    """What makes an object of a row, as Django does but without asking the model's ``__init__`` and signals.

    ``info`` is what Django's compiler tells of a model and of those that come with it.
    """
    model: Any = info["model"]
    places = {columns[place].target.attname: place for place in info["select_fields"]} | dict(annotations)
    names, values = tuple(places), itemgetter(*places.values())
    key = places[model._meta.pk.attname]
    related = [
        (_maker(other, columns, {}), other["local_setter"], other["remote_setter"])
        for other in info.get("related_klass_infos", ())
    ]

    def make(row: Sequence[Any]) -> Any:
        if row[key] is None:
            return None
        made = model.__new__(model)
        made.__dict__.update(zip(names, values(row), strict=True))
        state = made._state = ModelState()
        state.db, state.adding = DEFAULT_DB_ALIAS, False
        for make_other, local, remote in related:
            other = make_other(row)
            local(made, other)
            if other is not None:
                remote(other, made)
        return made

    return make
