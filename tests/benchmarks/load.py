"""Fills this site with the generated content: `python -m tests.benchmarks.load ARTICLES`."""

import sys
from datetime import UTC, datetime, time

import django

django.setup()

from django.db import transaction  # noqa: E402
from wagtail.models import Locale, Page, Site  # noqa: E402
from wagtail.signal_handlers import disable_reference_index_auto_update  # noqa: E402

from pages.models import ArticleAuthor, ArticleIndexPage, ArticlePage, HomePage, SectionPage  # noqa: E402
from snippets.models import Person, Picture, Platform, SiteSettings, Topic  # noqa: E402
from tests.benchmarks import content, vocabulary  # noqa: E402
from tests.benchmarks.filling import pictures, stored_body, stored_list  # noqa: E402

FRONTEND = "https://www.example"


def load(number: int) -> None:
    """Write ``number`` articles and all that they refer to into a database that was just migrated."""
    arabic = Locale.objects.get_or_create(language_code="ar")[0]
    index = _index(arabic)
    images = pictures(Picture)
    platforms = _platforms(images, arabic)
    people = [
        Person.objects.create(slug=f"person-{place}", name=name, role="محرر", sort_order=place, locale=arabic)
        for place, name in enumerate(vocabulary.PEOPLE)
    ]
    topics = [
        Topic.objects.create(slug=name, name=name, sort_order=place, locale=arabic)
        for place, name in enumerate(vocabulary.TOPICS)
    ]
    made: list[int] = []
    for article in content.articles(number):
        published = datetime.combine(article.date, time(9), UTC)
        shared = {"locale": arabic, "first_published_at": published, "last_published_at": published}
        page = ArticlePage(
            title=article.title,
            slug=article.slug,
            search_description=article.summary,
            lead=article.lead,
            hero_image_id=images[article.picture],
            date=article.date,
            **shared,
        )
        page.author_links = [
            ArticleAuthor(person=people[author], sort_order=place) for place, author in enumerate(article.people)
        ]
        page.topics = [topics[place] for place in article.topics]
        index.add_child(instance=page)
        for section in article.sections:
            body = stored_body(section, platforms, images, made)
            page.add_child(
                instance=SectionPage(title=section.title, slug=section.slug, kind=section.kind, body=body, **shared)
            )
        made.append(page.pk)


def _index(arabic: Locale) -> ArticleIndexPage:
    Page.objects.filter(depth=2).delete()
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="الرئيسية", slug="home", locale=arabic))
    Site.objects.all().delete()
    site = Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    SiteSettings.objects.create(site=site, name=content.SITE_NAME, frontend_url=FRONTEND)
    return home.add_child(instance=ArticleIndexPage(title=content.INDEX_TITLE, slug=content.INDEX_SLUG, locale=arabic))


def _platforms(images: list[int], arabic: Locale) -> list[int]:
    return [
        Platform.objects.create(
            slug=platform.slug,
            latin_name=platform.latin_name,
            arabic_name=platform.arabic_name,
            aliases=stored_list("alias", platform.aliases),
            kind=platform.kind,
            tagline=platform.tagline,
            description=platform.description,
            features=stored_list("feature", platform.features),
            website=platform.website,
            logo_id=images[platform.picture],
            brand_color=platform.brand_color,
            post_length_limit=platform.post_length_limit,
            launch_year=platform.launch_year,
            sort_order=place,
            locale=arabic,
        ).pk
        for place, platform in enumerate(content.platforms())
    ]


if __name__ == "__main__":
    with transaction.atomic(), disable_reference_index_auto_update():
        load(int(sys.argv[1]))
