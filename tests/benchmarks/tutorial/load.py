"""Fills the tutorial site with the generated content: `python -m tests.benchmarks.tutorial.load ARTICLES`."""

import sys
from datetime import UTC, datetime, time

import django

django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.db import transaction  # noqa: E402
from wagtail.images.models import Image  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402
from wagtail.signal_handlers import disable_reference_index_auto_update  # noqa: E402

from tests.benchmarks import content, vocabulary  # noqa: E402
from tests.benchmarks.filling import pictures, stored_body, stored_list  # noqa: E402
from tests.benchmarks.tutorial.articles.models import (  # noqa: E402
    ArticleIndexPage,
    ArticlePage,
    HomePage,
    Person,
    Platform,
    SectionPage,
    Topic,
)


def load(number: int) -> None:
    """Write ``number`` articles and all that they refer to into a database that was just migrated."""
    index = _index()
    images = pictures(Image)
    platforms = _platforms(images)
    people = [Person.objects.create(name=name, role="محرر") for name in vocabulary.PEOPLE]
    topics = [Topic.objects.create(slug=name, name=name) for name in vocabulary.TOPICS]
    made: list[int] = []
    for article in content.articles(number):
        published = datetime.combine(article.date, time(9), UTC)
        times = {"first_published_at": published, "last_published_at": published}
        page = ArticlePage(
            title=article.title,
            slug=article.slug,
            search_description=article.summary,
            lead=article.lead,
            hero_image_id=images[article.picture],
            date=article.date,
            **times,
        )
        page.people = [people[place] for place in article.people]
        page.topics = [topics[place] for place in article.topics]
        index.add_child(instance=page)
        for section in article.sections:
            body = stored_body(section, [platform.pk for platform in platforms], images, made)
            child = SectionPage(title=section.title, slug=section.slug, kind=section.kind, body=body, **times)
            child.mentions = [platforms[place] for place in sorted(section.mentions)]
            page.add_child(instance=child)
        made.append(page.pk)


def _index() -> ArticleIndexPage:
    root = Page.objects.get(depth=1)
    Page.objects.filter(depth=2).first().delete()
    root.refresh_from_db()
    home = root.add_child(instance=HomePage(title="الرئيسية", slug="home"))
    Site.objects.create(hostname="localhost", site_name=content.SITE_NAME, root_page=home, is_default_site=True)
    ContentType.objects.clear_cache()
    return home.add_child(instance=ArticleIndexPage(title=content.INDEX_TITLE, slug=content.INDEX_SLUG))


def _platforms(images: list[int]) -> list[Platform]:
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
        )
        for platform in content.platforms()
    ]


if __name__ == "__main__":
    with transaction.atomic(), disable_reference_index_auto_update():
        load(int(sys.argv[1]))
