"""Database → outline: an article as its latest revisions have it."""

from dataclasses import dataclass

from wagtail.models import Site

from pages.models import ArticlePage, SectionPage
from pages.paths import path_of, url_path_at
from snippets.models import Platform

from .incoming import ARTICLE
from .mapping import from_raw
from .models import ImportRecord
from .outline import Kind, Outline, Section
from .rich_prose import lost_in_text, paragraphs


class NoArticleError(LookupError):
    """No article, or more than one, goes by the name given; the message says which there are."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What the text of an article cannot hold, where."""

    title: str
    what: str

    def __str__(self) -> str:
        return f"{self.title}: {self.what}"


def find_article(name: str, language: str) -> ArticlePage:
    """The article whose path, import key or slug ``name`` is. A path says its language itself."""
    if name.startswith("/"):
        places = [place for site in Site.objects.order_by("-is_default_site") if (place := url_path_at(name, site))]
        found = list(ArticlePage.objects.filter(url_path__in=places))
    else:
        records = ImportRecord.objects.filter(key=name, item=ARTICLE, locale__language_code=language)
        found = list(ArticlePage.objects.filter(import_records__in=records))
        found = found or list(ArticlePage.objects.filter(slug=name, locale__language_code=language).order_by("path"))
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(placed[1] for page in found if (placed := path_of(page)))
        raise NoArticleError(f"Several articles have the slug '{name}'; give the path of one: {listed}")
    raise NoArticleError(
        f"No article in '{language}' has the path, import key or slug '{name}'; the admin shows the slug of each."
    )


def export_article(article: ArticlePage) -> tuple[Outline, tuple[Lost, ...]]:
    """The outline of an article, drafts included, and what it had to leave out.

    Sections that were published once and are not now are left out as well.
    """
    latest = article.get_latest_revision_as_object()
    slugs = dict(Platform.objects.values_list("pk", "slug"))
    lost = [Lost(latest.title, what) for what in lost_in_text(latest.lead)]
    sections = []
    for page in SectionPage.objects.child_of(article).order_by("path"):
        if not page.live and page.first_published_at:
            lost.append(Lost(page.title, "the section is unpublished"))
            continue
        section, left_out = _section(page, slugs)
        sections.append(section)
        lost += left_out
    return Outline(latest.title, paragraphs(latest.lead), tuple(sections)), tuple(lost)


def _section(page: SectionPage, slugs: dict[int, str]) -> tuple[Section, list[Lost]]:
    latest: SectionPage = page.get_latest_revision_as_object()
    blocks, lost = from_raw(latest.body.raw_data, platform_slug=slugs.get)
    return Section(latest.title, Kind(latest.kind), blocks), [Lost(latest.title, what) for what in lost]
