"""What resolvers of random schemas give: right values of every type, wrong ones, and every way to fail."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from random import Random
from typing import Any, NamedTuple

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    Source,
    Undefined,
    is_abstract_type,
    is_composite_type,
    parse,
)

#: Raised and returned at many places of one answer.
SHARED = GraphQLError("shared", extensions={"code": "SHARED"})
ELSEWHERE = parse("{elsewhere}")


class Spoken(Exception):
    """An error that says more of itself than its text."""

    def __init__(self, text: str) -> None:
        super().__init__("not this")
        self.message = f"{text} spoken"
        self.extensions = {"code": "SPOKEN"}


class Row:
    """An object whose fields are its attributes. It says its type is ``told`` and fails as often as ``trouble``."""

    def __init__(self, fields: "Fields", key: int, kind: str, told: Any, trouble: float) -> None:
        self.fields, self.key, self.kind, self.trouble = fields, key, kind, trouble
        self.__typename = told

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self.fields(self, name)


class Record(Mapping):
    """An object whose fields are its items."""

    def __init__(self, fields: "Fields", key: int, kind: str, told: Any, trouble: float) -> None:
        self.fields, self.key, self.kind, self.trouble, self.told = fields, key, kind, trouble, told

    def __getitem__(self, name: str) -> Any:
        if name == "__typename":
            return self.told
        return self.fields(self, name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


Fields = Callable[[Row | Record, str], Any]


class Maker(NamedTuple):
    """Makes values for the types of ``schema``; their own fields come from ``fields``."""

    schema: GraphQLSchema
    fields: Fields

    def value(self, of_type: Any, chance: Random, trouble: float, text: str) -> Any:
        """A value for a field of ``of_type``; raises as a resolver may. Strings say ``text``."""
        made = self._value(of_type, chance, trouble, text)
        if isinstance(made, Exception) and chance.random() < 0.6:
            raise made
        return made

    def _value(self, of_type: Any, chance: Random, trouble: float, text: str) -> Any:
        if chance.random() < trouble:
            return _wrong(chance, text)
        if isinstance(of_type, GraphQLNonNull):
            of_type = of_type.of_type
        elif chance.random() < 0.1:
            return None
        if isinstance(of_type, GraphQLList):
            items = [self._value(of_type.of_type, chance, trouble, text) for _ in range(chance.randrange(4))]
            return _container(items, chance)
        if is_composite_type(of_type):
            possible = self.schema.get_possible_types(of_type) if is_abstract_type(of_type) else [of_type]
            return self.row(chance.choice(possible).name, chance, trouble)
        if isinstance(of_type, GraphQLEnumType):
            return chance.choice([value.value for value in of_type.values.values()])
        return chance.choice(_LEAVES.get(of_type.name, _ODD))(text)

    def row(self, kind: str, chance: Random, trouble: float) -> Row | Record:
        told = kind if chance.random() >= trouble else chance.choice([None, "Nobody", "String", "Query", kind + "x", 7])
        made = chance.choice([Row, Row, Record])
        return made(self.fields, chance.getrandbits(32), kind, told, trouble)


_LEAVES: dict[str, list[Callable[[str], Any]]] = {
    "Int": [len, lambda text: -1, lambda text: True, lambda text: 3.0, lambda text: "12"],
    "Float": [lambda text: 1.5, len, lambda text: "2.5", lambda text: 1e300, lambda text: False],
    "String": [str, str, str, str, lambda text: 7, lambda text: True, lambda text: 0.5, lambda text: "نص"],
    "ID": [str, lambda text: 12, lambda text: -(2**60), lambda text: 3.0],
    "Boolean": [lambda text: True, lambda text: False, lambda text: 1, lambda text: 0.0],
}
_ODD: list[Callable[[str], Any]] = [str, len, lambda text: {"b": 1, "a": [None, text]}, lambda text: [1, [2]]]


def error(chance: Random, text: str) -> Exception:
    kinds: list[Callable[[], Exception]] = [
        lambda: ValueError(text),
        lambda: KeyError(text),
        Exception,
        lambda: AttributeError(text),
        lambda: StopIteration(text),
        lambda: Spoken(text),
        lambda: GraphQLError(text),
        lambda: GraphQLError(text, extensions={"code": "TOLD", "about": [text]}),
        lambda: GraphQLError("", original_error=Spoken(text)),
        lambda: GraphQLError(text, path=["elsewhere", 1]),
        lambda: GraphQLError(text, nodes=ELSEWHERE.definitions),
        lambda: GraphQLError(text, source=Source("{one two}"), positions=[1, 5]),
        lambda: SHARED,
    ]
    return chance.choice(kinds)()


class Junk:
    """A value that no scalar takes."""


def _wrong(chance: Random, text: str) -> Any:
    kinds: list[Callable[[], Any]] = [
        *[lambda: error(chance, text)] * 8,
        *[lambda: None] * 4,
        lambda: Undefined,
        lambda: text,
        lambda: "bad",
        lambda: "",
        lambda: b"bytes",
        lambda: 2**40,
        lambda: -7,
        lambda: 1.5,
        lambda: float("nan"),
        lambda: float("inf"),
        lambda: True,
        list,
        lambda: [text, None],
        dict,
        lambda: {"key": 1},
        lambda: range(2),
        Junk,
        lambda: Junk,
        lambda: _called,
        lambda: _breaking([1, ValueError(text)]),
    ]
    return chance.choice(kinds)()


def _called(*_args: Any, **_arguments: Any) -> str:
    """A value that can be called."""
    return "called"


def _container(items: list[Any], chance: Random) -> Iterable[Any]:
    kinds: list[Callable[[], Iterable[Any]]] = [
        lambda: items,
        lambda: items,
        lambda: items,
        lambda: tuple(items),
        lambda: deque(items),
        lambda: (item for item in items),
        lambda: _breaking(items),
        lambda: dict(enumerate(items)).values(),
        lambda: Walk(items),
    ]
    return chance.choice(kinds)()


def _breaking(items: list[Any]) -> Iterator[Any]:
    """Gives items until one is an error, and fails with that."""
    for item in items:
        if isinstance(item, Exception) and not isinstance(item, StopIteration):
            raise item
        yield item


class Walk:
    """Can be walked through, and nothing else."""

    def __init__(self, items: list[Any]) -> None:
        self.items = items

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)
