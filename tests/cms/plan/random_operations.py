"""Random operations for a schema, and values for their variables."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    Undefined,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_input_object_type,
    is_required_argument,
    is_required_input_field,
    type_from_ast,
)
from graphql.language import parse_type
from graphql.utilities import do_types_overlap

META = [
    "__schema{queryType{name} directives{name args{name defaultValue type{kind}}}}",
    '__type(name:"Obj0"){name kind interfaces{name} fields{name args{name defaultValue} type{name kind ofType{name}}}}',
    '__type(name:"Either0"){name fields{name} possibleTypes{...Named} ...Named}',
    '__type(name:"Nobody"){name}',
    '__type(name:"In0"){inputFields(includeDeprecated:true){name type{name} defaultValue} isOneOf}',
]
LITERALS = {
    "Int": ["1", "0", "-12"],
    "Float": ["1.5", "2", "-3e2"],
    "String": ['"one"', '""', '"نص"', '"""block\n  of text"""'],
    "Boolean": ["true", "false"],
    "ID": ['"id"', "7"],
}
VALUES: dict[str, list[Any]] = {
    "Int": [1, 0, -12, 4.0],
    "Float": [1.5, 2, -300.0],
    "String": ["one", "", "نص"],
    "Boolean": [True, False],
    "ID": ["id", 7],
}
ODD_LITERALS = ['"any"', "5", "0.5", "true", "[1 null]", "{a:1 b:[x]}", "WORD"]
ODD_VALUES: list[Any] = ["any", 5, 0.5, True, [1, None], {"a": 1, "b": ["x"]}]
WRONG: list[Any] = [
    None,
    "bad",
    "told",
    "nothing",
    2**40,
    1.5,
    True,
    [],
    [None],
    {},
    {"n9": 1},
    {"n0": None},
    "SMALL",
    1,
]


@dataclass(slots=True)
class Operations:
    """Writes operations for ``schema``; each is one that validation takes, but for a few."""

    schema: GraphQLSchema
    chance: Random
    variables: dict[str, tuple[str, str]] = field(default_factory=dict)
    fragments: dict[str, tuple[Any, str]] = field(default_factory=dict)
    calls: dict[str, str] = field(default_factory=dict)
    serial: int = 0

    def write(self, depth: int = 4) -> str:
        """A document with one or two queries; the first is named Q."""
        self.variables, self.fragments, self.calls, self.serial = {}, {}, {}, 0
        body = self._selection(self.schema.query_type, depth)
        if self.chance.random() < 0.06:
            body = f"{{{self.chance.choice(META)} {body[1:]}"
            self.fragments["Named"] = (None, "fragment Named on __Type{name}")
        if "...Named" not in body:
            self.fragments.pop("Named", None)
        declared = " ".join(f"${name}:{kind}{default}" for name, (kind, default) in self.variables.items())
        parts = [f"query Q{f'({declared})' if declared else ''}{body}", *(text for _, text in self.fragments.values())]
        self.chance.shuffle(parts)
        if self.chance.random() < 0.1:
            kind, use = self.chance.choice([("Boolean!", "@skip(if:$v0)"), ("In0", "@tag(a:$v0)"), ("Int=1", "@tag")])
            parts.append(f"query Other($v0:{kind}){{__typename {use}}}")
        return "\n".join(parts)

    def values(self) -> dict[str, Any]:
        """Values for the variables of what was written last: right ones, or, at times, wrong ones among them."""
        sloppy = self.chance.random() < 0.12
        given = {}
        for name, (kind, default) in self.variables.items():
            of_type = type_from_ast(self.schema, parse_type(kind))
            if self.chance.random() < 0.25 and (sloppy or default or not isinstance(of_type, GraphQLNonNull)):
                continue
            given[name] = self._value(of_type, sloppy)
        if self.chance.random() < 0.05:
            given["unknown"] = self.chance.choice(WRONG)
        return given

    # Selections

    def _selection(self, of_type: Any, depth: int) -> str:
        parts: list[str] = []
        for _ in range(self.chance.choice([1, 1, 2, 2, 3, 4])):
            draw = self.chance.random()
            if draw < 0.07:
                parts.append(f"{self._alias(0.4)}__typename{self._directives(on_field=True)}")
            elif draw < 0.2 and depth:
                parts.append(self._inline(of_type, depth - 1))
            elif draw < 0.32 and depth:
                parts.append(self._spread(of_type, depth - 1))
            elif fields := self._fields(of_type, depth):
                parts += self._field(*self.chance.choice(fields), depth)
        self.chance.shuffle(parts)
        between = self.chance.choice([" ", "\n", ",\n  "])
        return f"{{{between.join(parts) or '__typename'}}}"

    def _fields(self, of_type: Any, depth: int) -> list[tuple[str, GraphQLField]]:
        fields = getattr(of_type, "fields", {})
        if depth:
            return list(fields.items())
        return [(name, made) for name, made in fields.items() if not is_composite_type(get_named_type(made.type))]

    def _field(self, name: str, made: GraphQLField, depth: int) -> Iterator[str]:
        """The field, and at times again with another selection, to be merged with it."""
        alias = self._alias(0.3)
        call = self._arguments(made) if alias else self.calls.get(name)
        if call is None:
            call = self.calls[name] = self._arguments(made)
        named = get_named_type(made.type)
        for _ in range(2 if self.chance.random() < 0.15 else 1):
            below = self._selection(named, depth - 1) if is_composite_type(named) else ""
            yield f"{alias}{name}{call}{self._directives(on_field=True)}{below}"

    def _alias(self, rate: float) -> str:
        if self.chance.random() >= rate:
            return ""
        self.serial += 1
        return f"a{self.serial}:"

    def _inline(self, of_type: Any, depth: int) -> str:
        if self.chance.random() < 0.2:
            return f"...{self._directives()}{self._selection(of_type, depth)}"
        target = self.chance.choice(self._overlapping(of_type))
        return f"... on {target.name}{self._directives()}{self._selection(target, depth)}"

    def _spread(self, of_type: Any, depth: int) -> str:
        known = [name for name, (on, _) in self.fragments.items() if on and do_types_overlap(self.schema, on, of_type)]
        if known and self.chance.random() < 0.5:
            return f"...{self.chance.choice(known)}{self._directives()}"
        target = self.chance.choice(self._overlapping(of_type))
        body = self._selection(target, depth)
        self.serial += 1
        name = f"F{self.serial}"
        self.fragments[name] = (target, f"fragment {name} on {target.name} {body}")
        return f"...{name}{self._directives()}"

    def _overlapping(self, of_type: Any) -> list[Any]:
        others = [
            other
            for name, other in self.schema.type_map.items()
            if is_composite_type(other) and name[:2] != "__" and do_types_overlap(self.schema, other, of_type)
        ]
        return [of_type] if not is_abstract_type(of_type) else [of_type, *others]

    def _tag(self) -> str:
        letter, named = self.chance.choice(list(zip("abc", ("In0", "In1", "In2"), strict=True)))
        return f" @tag({letter}:{self._literal(self.schema.type_map[named], Undefined)})"

    def _directives(self, on_field: bool = False) -> str:
        draw = self.chance.random()
        if draw >= 0.12:
            return self._tag() if draw < 0.13 and on_field else ""
        kinds = self.chance.choice([["skip"], ["include"], ["skip", "include"], ["include", "skip"]])
        boolean = GraphQLNonNull(self.schema.type_map["Boolean"])
        return "".join(f" @{kind}(if:{self._literal(boolean, Undefined)})" for kind in kinds)

    # What is given to arguments

    def _arguments(self, made: GraphQLField) -> str:
        given = [
            f"{name}:{self._literal(argument.type, argument.default_value)}"
            for name, argument in made.args.items()
            if is_required_argument(argument) or self.chance.random() < 0.6
        ]
        self.chance.shuffle(given)
        return f"({' '.join(given)})" if given else ""

    def _literal(self, of_type: Any, default: Any, constant: bool = False, only: bool = False) -> str:
        """A literal or variable for a place of ``of_type`` with ``default``; ``constant`` without variables.

        The one field of a one-of input takes no null: it is ``only``.
        """
        if not constant and self.chance.random() < 0.25:
            return self._variable(GraphQLNonNull(of_type) if only else of_type, default)
        if isinstance(of_type, GraphQLNonNull):
            of_type = of_type.of_type
        elif not only and self.chance.random() < 0.1:
            return "null"
        if isinstance(of_type, GraphQLList):
            if self.chance.random() < 0.15:
                return self._literal(of_type.of_type, Undefined, constant=True, only=True)
            items = (self._literal(of_type.of_type, Undefined, constant) for _ in range(self.chance.randrange(3)))
            return f"[{' '.join(items)}]"
        return self._named_literal(of_type, constant)

    def _named_literal(self, of_type: Any, constant: bool) -> str:
        """A literal of a named input type."""
        if isinstance(of_type, GraphQLEnumType):
            return self.chance.choice(list(of_type.values))
        if not is_input_object_type(of_type):
            return self.chance.choice(LITERALS.get(of_type.name, ODD_LITERALS))
        one, fields = of_type.is_one_of, of_type.fields
        names = [self.chance.choice(list(fields))] if one else [name for name in fields if self._is_given(fields[name])]
        given = (
            f"{name}:{self._literal(fields[name].type, fields[name].default_value, constant, only=one)}"
            for name in names
        )
        return f"{{{' '.join(given)}}}"

    def _is_given(self, wanted: Any) -> bool:
        return is_required_input_field(wanted) or self.chance.random() < 0.5

    def _variable(self, of_type: Any, default: Any) -> str:
        """A variable that may stand where ``of_type`` is wanted: stricter, or looser where a default makes it right."""
        kind, constant = str(of_type), ""
        if isinstance(of_type, GraphQLNonNull):
            if default is not Undefined and default is not None and self.chance.random() < 0.4:
                kind = kind[:-1]
            elif self.chance.random() < 0.4:
                written = self._literal(of_type, Undefined, constant=True)
                kind, constant = (self.chance.choice([kind, kind[:-1]]), f"={written}")
        elif self.chance.random() < 0.2:
            kind = f"{kind}!"
        elif self.chance.random() < 0.3:
            constant = f"={self._literal(of_type, Undefined, constant=True)}"
        same = [name for name, known in self.variables.items() if known == (kind, constant)]
        if same and self.chance.random() < 0.5:
            return f"${self.chance.choice(same)}"
        name = f"v{len(self.variables)}"
        self.variables[name] = (kind, constant)
        return f"${name}"

    def _value(self, of_type: Any, sloppy: bool) -> Any:
        if sloppy and self.chance.random() < 0.15:
            return self.chance.choice(WRONG)
        if isinstance(of_type, GraphQLNonNull):
            of_type = of_type.of_type
        elif self.chance.random() < 0.15:
            return None
        if isinstance(of_type, GraphQLList):
            if self.chance.random() < 0.1:
                return self._value(GraphQLNonNull(get_named_type(of_type)), sloppy)
            return [self._value(of_type.of_type, sloppy) for _ in range(self.chance.randrange(3))]
        return self._named_value(of_type, sloppy)

    def _named_value(self, of_type: Any, sloppy: bool) -> Any:
        if isinstance(of_type, GraphQLEnumType):
            return self.chance.choice(list(of_type.values))
        if not is_input_object_type(of_type):
            return self.chance.choice(VALUES.get(of_type.name, ODD_VALUES))
        if of_type.is_one_of:
            name = self.chance.choice(list(of_type.fields))
            return {name: self._value(GraphQLNonNull(of_type.fields[name].type), sloppy)}
        names = [name for name, wanted in of_type.fields.items() if self._is_given(wanted)]
        self.chance.shuffle(names)
        return {name: self._value(of_type.fields[name].type, sloppy) for name in names}
