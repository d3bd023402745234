"""Every list that hangs on a page or snippet, by the name under which its model declares it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import DateTimeField, F, Func, Model, Q
from django.db.models.functions import Length, Substr
from wagtail.models import Page

from cms.caching import tags
from pages.models import ArticleAuthor, ArticleIndexPage, ArticlePage, SectionMention, SectionPage
from snippets.models import Person, Platform, Topic

from .cohorts import cohort_of, gather
from .connections import MAX_PAGE_SIZE, Key
from .languages import Languages
from .loaders import Relation
from .rows import Reading
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


def _path(owner: Page) -> str:
    return owner.path


def below(owners: list[Page]) -> Q:
    """Rows below any of ``owners``, by ranges of the indexed path."""
    condition = Q()
    for owner in owners:
        path = owner.path
        condition |= Q(depth=owner.depth + 1, path__gte=f"{path}0000", path__lte=f"{path}ZZZZ")
    return condition


def _articles_below(owners: list[Page]) -> Q:
    """Rows below the owners. Those of one long list are not looked up by their paths, but taken in their order."""
    return Q() if len(owners) == 1 and owners[0].numchild > LONG else below(owners)


def _below(path: str) -> tuple[str, ...]:
    return (tags.below(path),)


def _linked(link: type[Model], column: str) -> Callable[[int], tuple[str, ...]]:
    table = link._meta.db_table
    return lambda pk: (tags.linked(table, column, pk), tags.whole("wagtailcore_locale"))


_Filing: Any = ArticlePage.topics.through

CHILDREN = Relation(Page, "children", Page, PARENT_PATH, _TREE_ORDER, _below, _path, below)
SECTIONS = Relation(
    ArticlePage,
    "sections",
    SectionPage,
    PARENT_PATH,
    _TREE_ORDER,
    _below,
    _path,
    below,
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
            ArticleIndexPage, "articles", ArticlePage, PARENT_PATH, NEWEST_ARTICLE, _below, _path, _articles_below
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
            among=lambda owners: Q(content_type=ContentType.objects.get_for_model(SectionPage)),
        ),
        Relation(
            Person,
            "articles",
            ArticlePage,
            F("author_links__person"),
            NEWEST_ARTICLE,
            _linked(ArticleAuthor, "person_id"),
        ),
        Relation(Topic, "articles", ArticlePage, F("topics__pk"), NEWEST_ARTICLE, _linked(_Filing, "topic_id")),
    )
}


def pages_at(paths: Iterable[str], languages: Languages = ()) -> dict[str, Page]:
    """The public pages at these tree paths, as their own types and one cohort."""
    reading = Reading(Page)

    def load(missing: list[str]) -> Mapping[str, int]:
        return {row.path: row.pk for row in reading.read(public(Page.objects.filter(path__in=missing)))}

    found = each("path in the tree", paths, load, _at_path)
    known = reading.rows(found.values())
    gather(known.values(), languages)
    return {path: known[pk] for path, pk in found.items() if pk in known}


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
