"""The public surface: what the schema holds, what it must never hold, and that all of it is described."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_introspection_type,
    is_specified_scalar_type,
    print_schema,
)

from cms.graphql import schema as schema_module
from cms.graphql.schema import schema

COMMITTED = Path(schema_module.__file__).with_name("schema.graphql").read_text(encoding="utf-8")
TYPES = {
    name: of_type
    for name, of_type in schema.type_map.items()
    if not is_introspection_type(of_type) and not is_specified_scalar_type(of_type)
}
FIELDS = {
    f"{name}.{field}": definition
    for name, of_type in TYPES.items()
    if isinstance(of_type, GraphQLObjectType | GraphQLInterfaceType)
    for field, definition in of_type.fields.items()
}
#: Columns of Wagtail, Django and Grapple that readers have no business with.
INTERNAL = {
    "aliasOf",
    "collection",
    "contentType",
    "created_at",
    "createdAt",
    "depth",
    "draftTitle",
    "expireAt",
    "expired",
    "fileHash",
    "fileSize",
    "filter",
    "firstName",
    "goLiveAt",
    "hasUnpublishedChanges",
    "isSuperuser",
    "lastLogin",
    "latestRevision",
    "latestRevisionCreatedAt",
    "live",
    "liveRevision",
    "locked",
    "lockedAt",
    "lockedBy",
    "numchild",
    "order",
    "owner",
    "pageType",
    "password",
    "permissions",
    "rawValue",
    "rendition",
    "renditions",
    "searchQuery",
    "srcSet",
    "tags",
    "token",
    "translationKey",
    "uploadedByUser",
    "urlPath",
    "user",
    "username",
    "email",
    "viewRestrictions",
    "wagtailcorePage",
    "pagePtr",
    "sortOrder",
}


def test_committed_schema_is_the_built_one():
    assert print_schema(schema) + "\n" == COMMITTED


def test_schema_can_only_be_read():
    assert schema.mutation_type is None
    assert schema.subscription_type is None


def test_types_are_those_of_the_content_and_no_more():
    assert {name for name, of_type in TYPES.items() if isinstance(of_type, GraphQLObjectType)} == {
        *("ArticleIndexPage", "ArticlePage", "HomePage", "SectionPage"),
        *("Menu", "MenuItem", "Person", "Platform", "Topic", "SiteSettings", "SocialProfile", "Language"),
        *("CalloutBlock", "EmbedBlock", "HeadingBlock", "ImageBlock", "ParagraphBlock", "PlatformBlock", "PointBlock"),
        *("QuoteBlock", "ReadAlsoBlock", "SummaryBlock", "TableBlock"),
        *("Image", "FocalPoint", "ResponsiveImage", "ImageSource", "Document"),
        *("RichText", "TableOfContentsEntry", "PageInfo", "Query"),
        *("SearchSuggestion", "SearchCorrection", "CorrectionSegment"),
        *("SearchFacets", "TypeFacet", "TopicFacet", "PlatformFacet", "YearFacet", "Highlight", "HighlightSegment"),
        *("Breadcrumb", "Seo", "OpenGraph", "TwitterCard", "RssItem", "Route", "Redirect", "SitemapEntry", "Alternate"),
        *(
            f"{name}{part}"
            for name in (
                "ArticlePage",
                "Document",
                "Image",
                "Menu",
                "PageInterface",
                "Person",
                "Platform",
                "Redirect",
                "SearchResult",
                "SectionPage",
                "SitemapEntry",
                "Topic",
            )
            for part in ("Connection", "Edge")
        ),
    }


def test_schema_holds_no_internal_column():
    told = {"Document.fileSize", "Document.createdAt"}
    assert {path for path in FIELDS if path.partition(".")[2] in INTERNAL} == told


def test_aliases_are_those_of_platforms_alone():
    """Wagtail's pages have `aliases` as well: their copies in other places."""
    assert [path for path in FIELDS if path.endswith(".aliases")] == ["Platform.aliases"]


def test_path_is_the_readable_one_and_never_the_trees(article_index, graphql):
    assert graphql('{page(path: "/المقالات/") {path}}') == {"page": {"path": "/المقالات/"}}


def test_arguments_are_those_that_cannot_be_turned_against_columns():
    arguments = {name for field in FIELDS.values() for name in field.args}
    assert arguments == {
        *("after", "before", "first", "last", "filter", "orderBy"),
        *("by", "id", "path", "slug", "query", "site", "locale", "fallback", "preset", "token"),
        *("calendar", "digits", "region", "style"),
    }


def without_description() -> Iterator[str]:
    for name, of_type in TYPES.items():
        if not of_type.description:
            yield name
        if isinstance(of_type, GraphQLEnumType):
            yield from (f"{name}.{value}" for value, held in of_type.values.items() if not held.description)
    for path, field in FIELDS.items():
        if not field.description:
            yield path
        yield from (f"{path}({name}:)" for name, argument in field.args.items() if not argument.description)


def test_everything_is_described():
    assert list(without_description()) == []


def test_descriptions_are_written_for_readers():
    """Where a model says nothing Django lists its columns."""
    assert [name for name, of_type in TYPES.items() if of_type.description.startswith(f"{name}(")] == []


def test_descriptions_are_english():
    assert re.findall(r"[^\x00-\x7f–]+", COMMITTED) == []


def test_lists_promise_their_items():
    loose = []
    for path, field in FIELDS.items():
        of_type = field.type
        while of_type != get_named_type(of_type):
            if isinstance(of_type, GraphQLList) and not isinstance(of_type.of_type, GraphQLNonNull):
                loose.append(path)
            of_type = of_type.of_type
    assert loose == []


def test_what_may_be_withheld_may_be_null():
    """A reference to what nobody may see answers null; were it promised, the whole answer would fail."""
    reached = (
        "Image",
        "Menu",
        "PageInterface",
        "Person",
        "Platform",
        "Topic",
        "ArticlePage",
        "SectionPage",
        "SearchResult",
        "Document",
        "Redirect",
        "SitemapEntry",
    )
    promised = {
        path
        for path, field in FIELDS.items()
        if isinstance(field.type, GraphQLNonNull) and str(field.type.of_type) in reached
    }
    counted = {"TopicFacet.topic", "PlatformFacet.platform"}
    assert promised == {f"{name}Edge.node" for name in connections()} | counted


def connections() -> list[str]:
    return [name.removesuffix("Connection") for name in TYPES if name.endswith("Connection")]


@pytest.mark.parametrize("name", connections())
def test_connections_have_the_shape_that_relay_reads(name):
    fields = {field: str(FIELDS[f"{name}Connection.{field}"].type) for field in TYPES[f"{name}Connection"].fields}
    relay = {"nodes": f"[{name}!]!", "edges": f"[{name}Edge!]!", "pageInfo": "PageInfo!", "totalCount": "Int!"}
    assert fields.items() >= relay.items()
    edge = {field: str(held.type) for field, held in TYPES[f"{name}Edge"].fields.items()}
    assert edge.items() >= {"cursor": "String!", "node": f"{name}!"}.items()
    if name != "SearchResult":
        assert (len(fields), len(edge)) == (4, 2)


EXTRA = {"locale", "fallback", "query", "filter", "orderBy", "site"}


def test_every_connection_takes_relays_arguments():
    for path, field in FIELDS.items():
        if str(field.type).removesuffix("!").endswith("Connection"):
            relay = {name: str(held.type) for name, held in field.args.items() if name not in EXTRA}
            assert relay == {"first": "Int", "after": "String", "last": "Int", "before": "String"}, path


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("SectionKind", "DEFINITION TYPES IMPORTANCE ADVANTAGES DEVELOPMENTS OTHER"),
        (
            "PlatformKind",
            "SOCIAL_NETWORK MICROBLOG PHOTO_SHARING VIDEO_SHARING MESSAGING PROFESSIONAL_NETWORK BOOKMARKING",
        ),
        ("CalloutTone", "NOTE TIP WARNING"),
    ],
)
def test_choices_are_enums(name, values):
    assert list(TYPES[name].values) == values.split()
