"""Every list that hangs on a page or snippet, by the name under which its model declares it."""

from datetime import UTC, datetime

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Length, Substr
from wagtail.models import Page

from pages.models import ArticleIndexPage, ArticlePage, SectionPage
from snippets.models import Person, Platform, Topic

from .cohorts import cohort_of, gather
from .connections import MAX_PAGE_SIZE, Key
from .loaders import Relation, complete
from .visibility import public

PARENT_PATH = Substr("path", 1, Length("path") - Page.steplen)
_TREE_ORDER = (Key("tree_path", F("path")),)
NEWEST_ARTICLE = (Key("key_date", F("date"), descending=True), Key("key_pk", F("pk"), descending=True))
NEWEST_PAGE = (
    Key("key_date", Coalesce("first_published_at", Value(datetime(1970, 1, 1, tzinfo=UTC))), descending=True),
    Key("key_pk", F("pk"), descending=True),
)
CATALOGUE = (Key("key_order", F("sort_order")), Key("key_pk", F("pk")))


def _path(owner: Page) -> str:
    return owner.path


def below(owners: list[Page]) -> Q:
    """Rows below any of ``owners``, by ranges of the indexed path."""
    condition = Q()
    for owner in owners:
        path = owner.path
        condition |= Q(depth=owner.depth + 1, path__gte=f"{path}0000", path__lte=f"{path}ZZZZ")
    return condition


CHILDREN = Relation(Page, "children", Page, PARENT_PATH, _TREE_ORDER, _path, below)
SECTIONS = Relation(
    ArticlePage,
    "sections",
    SectionPage,
    PARENT_PATH,
    _TREE_ORDER,
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
            page_size=MAX_PAGE_SIZE,
            assumed_size=3,
        ),
        Relation(ArticlePage, "topics", Topic, F("articles__pk"), CATALOGUE, page_size=MAX_PAGE_SIZE, assumed_size=5),
        Relation(ArticleIndexPage, "articles", ArticlePage, PARENT_PATH, NEWEST_ARTICLE, _path, below),
        Relation(
            SectionPage,
            "mentions",
            Platform,
            F("mention_links__section"),
            (Key("key_order", F("mention_links__position")), Key("key_pk", F("pk"))),
            page_size=MAX_PAGE_SIZE,
            assumed_size=10,
        ),
        Relation(Platform, "mentioned_in", SectionPage, F("mention_links__platform"), NEWEST_PAGE),
        Relation(Person, "articles", ArticlePage, F("author_links__person"), NEWEST_ARTICLE),
        Relation(Topic, "articles", ArticlePage, F("topics__pk"), NEWEST_ARTICLE),
    )
}


def parent_of(page: Page) -> Page | None:
    """The page above ``page``, if an answer may hold it; one query for the whole cohort."""

    cohort = cohort_of(page)

    def load(members: list[Page]) -> dict[str, Page]:
        paths = {member.path[: -Page.steplen] for member in members if isinstance(member, Page)}
        rows = complete(public(Page.objects.filter(path__in=paths, depth__gt=1)))
        return {row.path: row for row in gather(rows, cohort.languages)}

    return cohort.load("parent", load).get(page.path[: -Page.steplen])
