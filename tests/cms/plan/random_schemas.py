"""Random schemas whose resolvers go by rule: for one object, field and arguments always the same value."""

from collections.abc import Callable
from random import Random
from typing import Any

from graphql import (
    DirectiveLocation,
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLDirective,
    GraphQLEnumType,
    GraphQLError,
    GraphQLField,
    GraphQLFloat,
    GraphQLID,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLString,
    GraphQLUnionType,
    Undefined,
    is_input_object_type,
    is_nullable_type,
    specified_directives,
    value_from_ast_untyped,
)

from tests.cms.plan.random_values import Maker, Record, Row

BUILT_IN = [GraphQLInt, GraphQLFloat, GraphQLString, GraphQLBoolean, GraphQLID]


class World:
    """A schema made from ``seed``, and what its resolvers give. Half of its fields have a batch form, and half of those
    say of most objects that their values last."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._chance = chance = Random(seed)
        self._scalars = [*BUILT_IN, _scalar("Plain", {}), _scalar("Literal", {"parse_literal": _parse_literal})]
        self._enums = [
            GraphQLEnumType("Size", {"SMALL": 1, "LARGE": 2}),
            GraphQLEnumType("Tone", {"LOUD": "loud", "SOFT": ("soft",), "NONE": None}),
        ]
        self._inputs = self._input_types()
        self._faces = [GraphQLInterfaceType("Face0", {})]
        self._faces.append(
            GraphQLInterfaceType("Face1", {}, interfaces=[self._faces[0]] if chance.random() < 0.5 else [])
        )
        for face in self._faces:
            face.resolve_type = self._resolve_type if chance.random() < 0.5 else None
        self._objects = [self._object(place) for place in range(chance.randint(3, 6))]
        self._unions = [
            GraphQLUnionType(
                f"Either{place}",
                chance.sample(self._objects, chance.randint(1, 3)),
                resolve_type=self._resolve_type if chance.random() < 0.5 else None,
            )
            for place in range(2)
        ]
        self._fill()
        query = GraphQLObjectType("Query", {f"q{place}": self._field("Query", f"q{place}") for place in range(6)})
        types = [*self._objects, *self._enums, *self._inputs]
        self.schema = GraphQLSchema(query, types=types, directives=[*specified_directives, self._directive()])
        self._values = Maker(self.schema, self._default)

    def root(self, trouble: float) -> Any:
        """A root value whose whole answer fails at a part of ``trouble`` of its places."""
        return Maker(self.schema, self._default).row("Query", Random(self.seed), trouble)

    # What is given

    def _given(self, source: Any, owner: str, name: str, arguments: dict[str, Any], seen: str = "") -> Any:
        chance = Random(f"{self.seed} {_identity(source)} {owner}.{name} {arguments!r}")
        trouble = getattr(source, "trouble", 0.1)
        text = f"{name}{arguments or ''}{seen}"
        return self._values.value(self.schema.type_map[owner].fields[name].type, chance, trouble, text)

    def _default(self, source: Row | Record, name: str) -> Any:
        """What is found on ``source`` where its field has no resolver."""
        owner = self.schema.type_map.get(source.kind)
        if not isinstance(owner, GraphQLObjectType) or name not in owner.fields:
            raise (AttributeError if isinstance(source, Row) else KeyError)(name)
        if owner.fields[name].args or Random(f"{source.key}{name}").random() < 0.2:
            return lambda info, **arguments: self._given(source, owner.name, name, arguments)
        return self._given(source, owner.name, name, {})

    def _resolve_type(self, value: Any, info: Any, abstract: Any) -> Any:
        chance = Random(f"{_identity(value)} {abstract}")
        if chance.random() >= getattr(value, "trouble", 0.5):
            return getattr(value, "kind", None)
        match chance.randrange(8):
            case 0:
                raise GraphQLError(f"no type for {info.field_name}", extensions={"code": "TYPE"})
            case 1:
                raise ValueError(f"no type in {info.path.key}")
            case choice:
                return [None, "Nobody", "Int", abstract.name, "Query", self._objects[0]][choice - 2]

    def _is_type_of(self, name: str) -> Callable[[Any, Any], Any]:
        def is_type_of(value: Any, info: Any) -> Any:
            chance = Random(f"{_identity(value)} is {name}")
            if chance.random() >= getattr(value, "trouble", 0.3):
                return getattr(value, "kind", None) == name
            match chance.randrange(3):
                case 0:
                    raise ValueError(f"cannot tell {name} at {info.field_name}")
                case choice:
                    return [True, None][choice - 1]

        return is_type_of

    # The types

    def _input_types(self) -> list[GraphQLInputObjectType]:
        made: list[GraphQLInputObjectType] = []
        for place in range(3):
            one_of = place == 1
            fields = {}
            for number in range(self._chance.randint(1, 4)):
                of_type = self._wrapped(self._chance.choice([*self._scalars, *self._enums, *made]))
                if one_of and not is_nullable_type(of_type):
                    of_type = of_type.of_type
                default = Undefined if one_of else self._a_default(of_type)
                renamed = f"out{number}" if self._chance.random() < 0.3 else None
                fields[f"n{number}"] = GraphQLInputField(of_type, default, out_name=renamed)
            made.append(GraphQLInputObjectType(f"In{place}", fields, is_one_of=one_of))
            if place == 2:
                made[-1].out_type = staticmethod(_out_of)
        return made

    def _directive(self) -> GraphQLDirective:
        """A directive that no executor knows what to do with."""
        args = {letter: GraphQLArgument(of_type) for letter, of_type in zip("abc", self._inputs, strict=True)}
        return GraphQLDirective("tag", [DirectiveLocation.FIELD, DirectiveLocation.QUERY], args, is_repeatable=True)

    def _a_default(self, of_type: Any, always: bool = False) -> Any:
        """A default of ``of_type`` in the form that schemas keep it in, or, often, none."""
        chance = self._chance
        if not always and chance.random() < 0.6:
            return Undefined
        if isinstance(of_type, GraphQLNonNull):
            of_type = of_type.of_type
        elif chance.random() < 0.2:
            return None
        if isinstance(of_type, GraphQLList):
            return [self._a_default(of_type.of_type, always=True) for _ in range(chance.randrange(3))]
        if isinstance(of_type, GraphQLEnumType):
            return chance.choice([value.value for value in of_type.values.values()])
        if is_input_object_type(of_type):
            names = list(of_type.fields)[:1] if of_type.is_one_of else list(of_type.fields)
            values = {name: self._a_default(of_type.fields[name].type, always=True) for name in names}
            return values if None not in values.values() or not of_type.is_one_of else Undefined
        return {"Int": 3, "Float": 0.5, "Boolean": True}.get(of_type.name, "given")

    def _object(self, place: int) -> GraphQLObjectType:
        faces = [self._faces[place]] if place < 2 else self._chance.sample(self._faces, self._chance.randint(0, 2))
        implied = [above for face in faces for above in face.interfaces if above not in faces]
        name = f"Obj{place}"
        tells = self._is_type_of(name) if self._chance.random() < 0.5 else None
        return GraphQLObjectType(name, {}, interfaces=[*faces, *implied], is_type_of=tells)

    def _fill(self) -> None:
        """Give the interfaces their fields, and the objects those and their own."""
        for place, face in enumerate(self._faces):
            face.fields.update({name: self._field(face.name, name) for name in (f"i{place}a", f"i{place}b")})
        for face in self._faces:
            for above in face.interfaces:
                face.fields.update(above.fields)
        for place, of_type in enumerate(self._objects):
            for face in of_type.interfaces:
                for name, field in face.fields.items():
                    stricter = self._stricter(field.type) if self._chance.random() < 0.15 else field.type
                    of_type.fields[name] = self._field(of_type.name, name, stricter, field.args)
            for name in (f"f{place}{letter}" for letter in "abcd"[: self._chance.randint(1, 4)]):
                of_type.fields[name] = self._field(of_type.name, name)

    def _stricter(self, of_type: Any) -> Any:
        """A type that an object may have where its interface has ``of_type``."""
        if isinstance(of_type, GraphQLNonNull):
            return GraphQLNonNull(self._stricter(of_type.of_type).of_type)
        if isinstance(of_type, GraphQLList):
            return GraphQLNonNull(GraphQLList(self._stricter(of_type.of_type)))
        return GraphQLNonNull(of_type)

    def _field(self, owner: str, name: str, of_type: Any = None, args: dict[str, Any] | None = None) -> GraphQLField:
        chance = self._chance
        if of_type is None:
            leaves = [*self._scalars, *self._enums]
            composite = [*self._objects, *self._faces, *self._unions]
            above = composite if chance.random() < (0.8 if owner == "Query" else 0.45) else leaves
            of_type = self._wrapped(chance.choice(above))
        if args is None:
            args = {}
            for letter in "xyz"[: chance.choice([0, 0, 1, 2, 3])]:
                given = self._wrapped(chance.choice([*self._scalars, *self._enums, *self._inputs]))
                renamed = f"out_{letter}" if chance.random() < 0.3 else None
                args[letter] = GraphQLArgument(given, self._a_default(given), out_name=renamed)
        field = GraphQLField(of_type, args)
        match chance.randrange(4):
            case 0 | 1:
                field.resolve = self._batched(owner, name)
            case 2:
                field.resolve = self._alone(owner, name)
        return field

    def _batched(self, owner: str, name: str) -> Callable[..., Any]:
        """A resolver that may be asked for a whole level at once."""

        def resolve(source: Any, info: Any, **arguments: Any) -> Any:
            return self._given(source, owner, name, arguments, seen=info.field_name)

        def batch(sources: list[Any], info: Any, **arguments: Any) -> list[Any]:
            def one(source: Any) -> Any:
                try:
                    return self._given(source, owner, name, arguments, seen=info.field_name)
                except Exception as error:
                    return error

            return [one(source) for source in sources]

        resolve.batch = batch
        if self._chance.random() < 0.5:
            resolve.lasting = lambda source: getattr(source, "key", 0) % 5 != 0
        return resolve

    def _alone(self, owner: str, name: str) -> Callable[..., Any]:
        """A resolver for one object, that also tells what it is told about the execution."""

        def resolve(source: Any, info: Any, **arguments: Any) -> Any:
            nodes = [node.loc.start for node in info.field_nodes]
            seen = (
                info.field_name,
                info.path.key,
                info.path.typename,
                nodes,
                info.parent_type.name,
                str(info.return_type),
            )
            given = (info.variable_values, list(info.fragments), info.context, info.operation.loc.start)
            assert info.schema is self.schema
            return self._given(source, owner, name, arguments, seen=f" {seen} {given}")

        return resolve

    def _wrapped(self, of_type: Any) -> Any:
        for _layer in range(self._chance.choice([0, 0, 0, 1, 1, 2, 3])):
            of_type = self._promised(of_type)
            of_type = GraphQLList(of_type)
        return self._promised(of_type)

    def _promised(self, of_type: Any) -> Any:
        return GraphQLNonNull(of_type) if self._chance.random() < 0.3 else of_type


def admitted(source: Any) -> bool:
    """Whether an answer may hold ``source``: most of the objects, always the same."""
    return getattr(source, "key", 1) % 13 != 0


def _identity(source: Any) -> str:
    known = isinstance(source, Row | Record)
    return f"{source.kind}{source.key}" if known else f"{type(source).__name__}"


def _scalar(name: str, ways: dict[str, Any]) -> GraphQLScalarType:
    return GraphQLScalarType(name, serialize=_serialize, parse_value=_parse_value, **ways)


def _out_of(values: dict[str, Any]) -> Any:
    """What the resolvers get for an input object: it may fail while its arguments are read."""
    if len(values) == 1:
        raise KeyError(f"only {values}")
    return "made of", values


def _serialize(value: Any) -> Any:
    match value:
        case "bad":
            raise ValueError("bad is not written")
        case b"bytes":
            raise GraphQLError("bytes are not written", extensions={"code": "BYTES"})
        case "" | None:
            return None
        case 1.5:
            return Undefined
        case str() | bool() | int() | list() | dict():
            return value
    return type(value).__name__


def _parse_value(value: Any) -> Any:
    match value:
        case "bad":
            raise ValueError("bad is not read")
        case "told":
            raise GraphQLError("told is not read", extensions={"code": "TOLD"})
        case "nothing":
            return Undefined
    return f"read {value!r}"


def _parse_literal(node: Any, variables: dict[str, Any] | None = None) -> Any:
    return _parse_value(value_from_ast_untyped(node, variables))
