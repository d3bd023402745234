"""Nothing hidden leaves, by whatever path: every path of the schema is asked for on a site full of sentinels."""

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import RequestFactory
from graphql import (
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    parse,
    validate,
)
from wagtail.models import Page

from cms.graphql import visibility
from cms.graphql.execution import run
from cms.graphql.schema import schema
from pages.paths import path_of
from snippets.models import Menu, Person, Platform, Topic
from snippets.querysets import mark_public

from .hidden_site import MARK, build

ROOTS = sorted(schema.query_type.fields)


@dataclass(slots=True)
class Asked:
    """An object type at one place of a query, with what is asked of each field that leads to further objects."""

    of_type: GraphQLObjectType
    inner: dict[str, list["Asked"]] | None = None

    def text(self) -> str:
        """Keys name their type, because two types may give one field name different types."""
        parts = ["__typename"]
        for name, field in self.of_type.fields.items():
            key = f"{self.of_type.name}_{name}: {name}"
            if is_leaf_type(get_named_type(field.type)):
                parts.append(key)
            elif self.inner and name in self.inner:
                parts.append(f"{key} {{{body(self.inner[name])}}}")
        return " ".join(parts)


def body(asked: list[Asked]) -> str:
    return " ".join(f"... on {one.of_type.name} {{{one.text()}}}" for one in asked)


def places(named) -> list[Asked]:
    kinds = [named] if isinstance(named, GraphQLObjectType) else schema.get_possible_types(named)
    return [Asked(kind) for kind in kinds]


def walk(named) -> list[Asked]:
    """Every field of every type that can be reached from a type, by the shortest way; where a type is met again,
    its own values once more. Lists are wrappers: they are followed wherever they are met."""
    start = places(named)
    queue, met = deque(start), set()
    while queue:
        asked = queue.popleft()
        if asked.of_type in met and not asked.of_type.name.endswith(("Connection", "Edge")):
            continue
        met.add(asked.of_type)
        asked.inner = {
            name: places(get_named_type(field.type))
            for name, field in asked.of_type.fields.items()
            if not is_leaf_type(get_named_type(field.type))
        }
        queue.extend(one for inner in asked.inner.values() for one in inner)
    return start


def arguments(field: GraphQLField, words: list[str]) -> Iterator[str]:
    """What makes a root field answer as much as it can: everything in the database that fits its argument."""
    required = [name for name, argument in field.args.items() if isinstance(argument.type, GraphQLNonNull)]
    match required:
        case []:
            yield "(first: 100)" if "first" in field.args else ""
        case ["path"]:
            yield from (f"(path: {json.dumps(placed[1])})" for page in Page.objects.all() if (placed := path_of(page)))
        case ["slug"]:
            slugs = {
                slug
                for model in (Page, Platform, Person, Topic, Menu)
                for slug in model.objects.values_list("slug", flat=True)
            }
            yield from (f"(slug: {json.dumps(slug)})" for slug in sorted(slugs))
        case ["query"]:
            yield from (f"(query: {json.dumps(word)}, first: 100)" for word in [*words, "فيسبوك", "زقزقة"])
        case unknown:
            raise AssertionError(f"no arguments are known for {unknown}: say here what they can be")


def answer(root: str, words: list[str]) -> str:
    """All that `root` answers, as one text."""
    field = schema.query_type.fields[root]
    named = get_named_type(field.type)
    asked = [f"q{place}: {root}{given} {{...All}}" for place, given in enumerate(arguments(field, words))]
    document = parse(f"{{{' '.join(asked)}}} fragment All on {named} {{{body(walk(named))}}}")
    assert validate(schema, document) == []
    found = run(document, None, None, RequestFactory().get("/", headers={"host": "localhost"}))
    assert "errors" not in found, found["errors"][:3]
    return json.dumps(found["data"], ensure_ascii=False).lower()


def leaks(roots: list[str], words: list[str]) -> set[str]:
    return {sentinel for root in roots for sentinel in re.findall(rf"{MARK}[a-z]+", answer(root, words))}


@pytest.fixture
def site(home):
    return build(home)


@pytest.mark.parametrize("root", ROOTS)
def test_walk_asks_for_every_field_of_every_type_that_can_be_reached(root):
    named = get_named_type(schema.query_type.fields[root].type)
    asked = body(walk(named))
    reached, queue = set(), deque(place.of_type for place in places(named))
    while queue:
        kind = queue.popleft()
        if kind not in reached:
            reached.add(kind)
            queue.extend(
                p.of_type
                for f in kind.fields.values()
                if not is_leaf_type(t := get_named_type(f.type))
                for p in places(t)
            )
    assert [f"{k}.{name}" for k in reached for name in k.fields if f"{k}_{name}: {name}" not in asked] == []


def test_nothing_hidden_leaves(site):
    words = site.pages + site.snippets + site.files + site.changes
    assert len(set(words)) == 61
    assert {root: leaks([root], words) for root in ROOTS} == {root: set() for root in ROOTS}


@pytest.mark.parametrize(
    ("rule", "kind"), [("public_pages", "pages"), ("public_snippets", "snippets"), ("public_files", "files")]
)
def test_walk_would_see_each_leak(site, monkeypatch, rule, kind):
    """With one rule switched off, every sentinel that it hides comes out: the test above is able to fail."""
    monkeypatch.setattr(visibility, rule, mark_public)
    expected = getattr(site, kind)
    assert leaks(ROOTS, expected) >= set(expected)
