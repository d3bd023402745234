"""How editors narrow the listings of articles and sections."""

from django.db.models import Model, QuerySet
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from django_filters.filters import DateFromToRangeFilter, ModelMultipleChoiceFilter
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.views.pages.listing import PageFilterSet

from pages.models import ArticleAuthor, ArticlePage, SectionMention, SectionPage
from snippets.models import Person, Platform, Topic


class RelatedFilter(ModelMultipleChoiceFilter):
    """Pages that ``through`` links to any of the chosen items.

    The links are asked for apart, since the search backend filters by columns of the page only.
    """

    def __init__(self, through: type[Model], page: str, item: str, **kwargs: object) -> None:
        super().__init__(widget=CheckboxSelectMultiple, **kwargs)
        self.through, self.page, self.item = through, page, item

    def filter(self, qs: QuerySet, value: list) -> QuerySet:
        if not value:
            return qs
        linked = self.through._default_manager.filter(**{f"{self.item}__in": value})
        return qs.filter(pk__in=linked.values(self.page))


class ArticleFilterSet(PageFilterSet):
    """By topic, author and date, besides what every listing of pages offers."""

    topics = RelatedFilter(
        ArticlePage.topics.through, "articlepage", "topic", label=_("Topics"), queryset=Topic.objects.all()
    )
    authors = RelatedFilter(ArticleAuthor, "article", "person", label=_("Authors"), queryset=Person.objects.all())
    date = DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    has_child_pages = None

    class Meta:
        model = ArticlePage
        fields: list[str] = []


class SectionFilterSet(PageFilterSet):
    """By kind and by the platforms that a section names."""

    platforms = RelatedFilter(
        SectionMention,
        "section",
        "platform",
        label=_("Platforms"),
        queryset=Platform.objects.select_related("locale"),
    )
    has_child_pages = None

    class Meta:
        model = SectionPage
        fields = ["kind"]
