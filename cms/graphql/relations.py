"""Every list that hangs on a page or snippet, by the name under which its model declares it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import DateTimeField, F, Func, Model, Q, QuerySet
from django.db.models.functions import Length, Substr
from wagtail.models import Page

from cms.caching import tags
from pages.models import ArticleAuthor, ArticleIndexPage, ArticlePage, SectionMention, SectionPage
from snippets.models import Person, Platform, Topic

from .cohorts import cohort_of, gather
from .compiled import NUMBER, TEXT, Given, among, compiled
from .connections import MAX_PAGE_SIZE, Key
from .languages import Languages
from .loaders import Link, Owners, Relation
from .rows import Reading, complete
from .shelf import each
from .visibility import public


class Published(Func):
    """When a page was first published, 1970 where it never was.

    In the words of the index (pages/indexes.py), without a parameter, by which SQLite would not know it again.
    """

    template = "COALESCE(%(expressions)s, '1970-01-01 00:00:00+00')"
    output_field = DateTimeField()

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        return self.as_sql(compiler, connection, template="COALESCE(%(expressions)s, '1970-01-01 00:00:00')")


#: The path of the page above, in other words than those of its index: SQLite would take that for lists of any length.
PARENT_PATH = Substr("path", 1, Length("path") - Page.steplen)
_TREE_ORDER = (Key("tree_path", F("path")),)
NEWEST_ARTICLE = (Key("key_date", F("date"), descending=True), Key("key_pk", F("pk"), descending=True))
NEWEST_PAGE = (
    Key("key_published", Published("first_published_at"), descending=True),
    Key("key_pk", F("pk"), descending=True),
)
CATALOGUE = (Key("key_order", F("sort_order")), Key("key_pk", F("pk")))


#: An owner with more children than this has a long list.
LONG = 1_000


def extent(page: Page) -> tuple[str, str, str, int, int]:
    """What tells the pages right below ``page``: its path, the first and the last path that they can have, their depth
    and their number."""
    return page.path, f"{page.path}0000", f"{page.path}ZZZZ", page.depth + 1, page.numchild


def below(extents: Given) -> Q:
    """Rows right below pages of these extents, by ranges of the indexed path."""
    condition = Q()
    for _path, first, last, depth, _number in extents:
        condition |= Q(depth=depth, path__gte=first, path__lte=last)
    return condition


def _is_long(extents: Given) -> bool:
    """Whether the rows are those of one long list, which are not looked up by their paths, but taken in their order."""
    return len(extents) == 1 and extents[0][4] > LONG


_EXTENT = (TEXT, TEXT, TEXT, NUMBER, NUMBER)
_ABOVE = Owners(extent, _EXTENT, below)


def _below(path: str) -> tuple[str, ...]:
    return (tags.below(path),)


def _linked(link: type[Model], column: str) -> Callable[[int], tuple[str, ...]]:
    table = link._meta.db_table
    return lambda pk: (tags.linked(table, column, pk), tags.whole("wagtailcore_locale"))


_Filing: Any = ArticlePage.topics.through

CHILDREN = Relation(Page, "children", Page, PARENT_PATH, _TREE_ORDER, _below, _ABOVE)
SECTIONS = Relation(
    ArticlePage,
    "sections",
    SectionPage,
    PARENT_PATH,
    _TREE_ORDER,
    _below,
    _ABOVE,
    page_size=MAX_PAGE_SIZE,
    assumed_size=6,
)

RELATIONS = {
    (relation.owner_model, relation.name): relation
    for relation in (
        SECTIONS,
        Relation(
            ArticlePage,
            "authors",
            Person,
            F("article_links__article"),
            (Key("key_order", F("article_links__sort_order")), Key("key_pk", F("pk"))),
            _linked(ArticleAuthor, "article_id"),
            page_size=MAX_PAGE_SIZE,
            assumed_size=3,
        ),
        Relation(
            ArticlePage,
            "topics",
            Topic,
            F("articles__pk"),
            CATALOGUE,
            _linked(_Filing, "articlepage_id"),
            page_size=MAX_PAGE_SIZE,
            assumed_size=5,
        ),
        Relation(
            ArticleIndexPage,
            "articles",
            ArticlePage,
            PARENT_PATH,
            NEWEST_ARTICLE,
            _below,
            Owners(extent, _EXTENT, below, _is_long),
        ),
        Relation(
            SectionPage,
            "mentions",
            Platform,
            F("mention_links__section"),
            (Key("key_order", F("mention_links__position")), Key("key_pk", F("pk"))),
            _linked(SectionMention, "section_id"),
            page_size=MAX_PAGE_SIZE,
            assumed_size=10,
        ),
        Relation(
            Platform,
            "mentioned_in",
            SectionPage,
            F("mention_links__platform"),
            NEWEST_PAGE,
            _linked(SectionMention, "platform_id"),
            Owners(narrowed=lambda given: Q(content_type=ContentType.objects.get_for_model(SectionPage))),
            link=Link(SectionMention, "platform", "section"),
        ),
        Relation(
            Person,
            "articles",
            ArticlePage,
            F("author_links__person"),
            NEWEST_ARTICLE,
            _linked(ArticleAuthor, "person_id"),
            link=Link(ArticleAuthor, "person", "article"),
        ),
        Relation(
            Topic,
            "articles",
            ArticlePage,
            F("topics__pk"),
            NEWEST_ARTICLE,
            _linked(_Filing, "topic_id"),
            link=Link(_Filing, "topic", "articlepage"),
        ),
    )
}


def pages_at(paths: Iterable[str], languages: Languages = ()) -> dict[str, Page]:
    """The public pages at these tree paths, as their own types and one cohort."""
    reading = Reading(Page)

    def load(missing: list[str]) -> Mapping[str, int]:
        query = compiled("pages at paths", _at_paths, TEXT)
        return {row.path: row.pk for row in reading.read(lambda: query.read([(path,) for path in missing]))}

    found = each("path in the tree", paths, load, _at_path)
    known = reading.rows(found.values())
    gather(known.values(), languages)
    return {path: known[pk] for path, pk in found.items() if pk in known}


def _at_paths(places: Given) -> QuerySet:
    return complete(public(Page.objects.filter(among("path", places))))


def _at_path(path: str, pk: int | None) -> tuple[str, ...]:
    above = tags.below(path[: -Page.steplen])
    return (above, tags.PAGES) if pk is None else (above, tags.PAGES, tags.row("page", pk))


def parent_of(page: Page) -> Page | None:
    """The page above ``page``, if an answer may hold it; one query for the whole cohort."""

    cohort = cohort_of(page)

    def load(members: list[Page]) -> dict[str, Page]:
        above = {member.path[: -Page.steplen] for member in members if isinstance(member, Page)}
        return pages_at((path for path in above if len(path) > Page.steplen), cohort.languages)

    return cohort.load("parent", load).get(page.path[: -Page.steplen])
