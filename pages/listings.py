"""Listings of articles and sections, with what editors look for in each row."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView, IndexView
from wagtail.admin.views.pages.usage import ContentTypeUseView

from cms.collation import in_arabic_orders
from pages.filters import ArticleFilterSet, SectionFilterSet
from pages.models import ArticleAuthor, ArticlePage, SectionMention, SectionPage


class DayColumn(Column):
    """A date as readers see it, where Wagtail's own column says how long ago it was."""

    cell_template_name = "pages/columns/day.html"


class NamesColumn(Column):
    """A few names, each in its own direction."""

    cell_template_name = "pages/columns/names.html"


def _listing(*columns: BaseColumn) -> list[BaseColumn]:
    return [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        *columns,
        DateColumn("latest_revision_created_at", label=_("Updated"), sort_key="latest_revision_created_at"),
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
    ]


def name_topics_and_authors(articles: Iterable[ArticlePage]) -> None:
    """Give each article ``topic_names`` and ``author_names``: two queries for all of them."""
    topics, authors = defaultdict(list), defaultdict(list)
    rows = {article.pk: article for article in articles}
    filed = ArticlePage.topics.through.objects.filter(articlepage__in=rows).order_by("topic__sort_order", "topic")
    for pk, name in filed.values_list("articlepage", "topic__name"):
        topics[pk].append(name)
    signed = ArticleAuthor.objects.filter(article__in=rows).order_by("sort_order")
    for pk, name in signed.values_list("article", "person__name"):
        authors[pk].append(name)
    for pk, article in rows.items():
        article.topic_names, article.author_names = topics[pk], authors[pk]


def name_platforms(sections: Iterable[SectionPage]) -> None:
    """Give each section ``platform_names``: one query for all of them."""
    names = defaultdict(list)
    rows = {section.pk: section for section in sections}
    mentions = SectionMention.objects.filter(section__in=rows).select_related("platform__locale")
    for mention in mentions.order_by("position"):
        names[mention.section_id].append(mention.platform.title)
    for pk, section in rows.items():
        section.platform_names = names[pk]


class TitledRows:
    """Mixed into listings of pages: titles in the order of the Arabic alphabet."""

    def order_queryset(self, queryset: Any) -> Any:
        """Search results are sorted by the search index, which knows no such order."""
        if self.is_searching or self.ordering not in {"title", "-title"}:  # type: ignore[attr-defined]
            return super().order_queryset(queryset)  # type: ignore[misc]
        return queryset.order_by(*in_arabic_orders([self.ordering], {"title"}), "pk")  # type: ignore[attr-defined]


class ArticleRows(TitledRows):
    """Mixed into listings of articles."""

    base_filterset_class = ArticleFilterSet
    base_columns = _listing(
        NamesColumn("topic_names", label=_("Topics")),
        NamesColumn("author_names", label=_("Authors")),
        DayColumn("date", label=_("Date"), sort_key="date"),
        Column("numchild", label=_("Sections")),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        name_topics_and_authors(context["object_list"])
        return context


class SectionRows(TitledRows):
    """Mixed into listings of sections."""

    base_filterset_class = SectionFilterSet
    base_columns = _listing(
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        NamesColumn("platform_names", label=_("Platforms named")),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        name_platforms(context["object_list"])
        return context


class ArticleListing(ArticleRows, IndexView):
    """All articles, wherever they stand."""


class ArticleExplorer(ArticleRows, ExplorableIndexView):
    """The articles of one list."""


class ArticleUse(ArticleRows, ContentTypeUseView):
    """All articles, as the report on page types shows them."""


class SectionExplorer(SectionRows, ExplorableIndexView):
    """The sections of one article, in their order, which dragging changes."""

    @cached_property
    def show_ordering_column(self) -> bool:
        """Places among a selection say nothing of places among all, so a narrowed list has no handles."""
        narrowed = self.is_searching or self.is_filtering
        return super().show_ordering_column and not narrowed and self.permissions.can_reorder_children()


class SectionUse(SectionRows, ContentTypeUseView):
    """All sections, as the report on page types shows them."""
