"""Rich text in the three forms that a client can ask for."""

from dataclasses import dataclass
from functools import partial
from typing import Any, NoReturn

import graphene
from graphql import GraphQLError, GraphQLResolveInfo
from wagtail.models import Page

from cms.direction import Direction, direction_of
from cms.lasting import lasting
from pages.rich_text import TYPESCRIPT, text_of, tree_of

from .blocks import has_links
from .directions import DIRECTION, language_of
from .interfaces import PageInterface
from .links import document_of, html_of_prose, linked_pages, resolver


@dataclass(frozen=True, slots=True)
class Prose:
    """A stored rich text, and the object that holds it."""

    source: str
    holder: Any


def _leads_nowhere(prose: Prose) -> bool:
    return not has_links(prose.source)


class RichTextTree(graphene.Scalar):
    class Meta:
        description = f"A rich text as JSON, for clients that render each node themselves.\n\n```ts\n{TYPESCRIPT}```"

    @staticmethod
    def serialize(tree: dict[str, Any]) -> dict[str, Any]:
        return tree

    @staticmethod
    def parse_value(value: Any) -> NoReturn:
        raise GraphQLError("RichTextTree is given in answers only.")

    @staticmethod
    def parse_literal(node: Any, variables: Any = None) -> NoReturn:
        raise GraphQLError("RichTextTree is given in answers only.")


class RichText(graphene.ObjectType):
    """Text with emphasis, lists and links, in three forms that say the same."""

    html = graphene.String(
        required=True,
        description=(
            "Sanitised HTML: `p h3 h4 ul ol li blockquote br b i code sub sup a[href] bdi[dir lang]` and nothing else. "
            "Links are absolute once the frontend's base address is set; one to what is not public is its text alone. "
            "Words of the other direction stand in `bdi`."
        ),
    )
    tree = graphene.Field(
        RichTextTree, required=True, description="The same as typed nodes, for a component of your own for each."
    )
    text = graphene.String(
        required=True, description="The words alone, a line for each paragraph, heading and item of a list."
    )
    linked_pages = graphene.List(
        graphene.NonNull(PageInterface),
        required=True,
        description="The pages of this site that it links to; each `id` is the `pageId` of a link in `tree`.",
    )
    lang = graphene.String(required=True, description="The language as a BCP 47 tag, for HTML's `lang`.")
    dir = graphene.Field(DIRECTION, required=True, description="The direction, for HTML's `dir`.")

    @staticmethod
    @partial(lasting, when=_leads_nowhere)
    def resolve_html(prose: Prose, info: GraphQLResolveInfo) -> str:
        return html_of_prose(prose.source, prose.holder, info.context)

    @staticmethod
    @partial(lasting, when=_leads_nowhere)
    def resolve_tree(prose: Prose, info: GraphQLResolveInfo) -> dict[str, Any]:
        document = document_of(prose.source, prose.holder)
        return tree_of(document, language_of(prose.holder), resolver(prose.holder, info.context))

    @staticmethod
    @lasting
    def resolve_text(prose: Prose, info: GraphQLResolveInfo) -> str:
        return text_of(document_of(prose.source, prose.holder))

    @staticmethod
    def resolve_linked_pages(prose: Prose, info: GraphQLResolveInfo) -> list[Page]:
        return linked_pages(prose.source, prose.holder)

    @staticmethod
    @lasting
    def resolve_lang(prose: Prose, info: GraphQLResolveInfo) -> str:
        return language_of(prose.holder)

    @staticmethod
    @lasting
    def resolve_dir(prose: Prose, info: GraphQLResolveInfo) -> Direction:
        return direction_of(language_of(prose.holder))
