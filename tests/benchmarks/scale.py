"""Fills an empty database with as many articles as one asks for, each with five short sections, in bulk.

    DATABASE_URL=postgres://… python manage.py migrate
    DATABASE_URL=postgres://… python manage.py shell -c "from tests.benchmarks.scale import fill; fill(100_000)"

All articles are in one list, every 50th in English as well. A word is in every section (`COMMON`), one in a section of
every 100th article (`SOME`), one of every 1,000th (`RARE`). Sections have the same five slugs in all articles. Articles
come in blocks of a thousand, made by the database of the first, so dates and texts repeat.
"""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model
from wagtail.models import Locale, Page, Site
from wagtail.search import models as index
from wagtail.search.backends import get_search_backend

from pages.models import (
    ArticleAuthor,
    ArticleIndexPage,
    ArticlePage,
    HomePage,
    SectionKind,
    SectionMention,
    SectionPage,
)
from snippets.models import Person, Platform, Topic

COMMON, SOME, RARE = "التسويق", "الموسوعه", "اليعسوب"
SECTIONS = ("مقدمة", "الأنواع", "الأهمية", "المزايا", "خاتمة")
BLOCK = 1_000
_WORDS = "شبكات تواصل محتوى إعلان جمهور متجر منصة تفاعل حملة علامة تجارية فيديو صورة نشر متابع خطة هدف نتيجة سوق بحث"
_NAMES = "فيسبوك يوتيوب إنستغرام تيكتوك سنابشات لينكدإن بنترست واتساب تيليغرام ريديت كورا تمبلر ديسكورد تويتش فيميو"
_NAMESPACE = UUID(int=4)
_START = datetime(2006, 1, 1, tzinfo=UTC)
#: The tables of a block's pages, each with the column that holds a page's key.
_COPIED: dict[type[Model], str] = {
    Page: "id",
    ArticlePage: "page_ptr_id",
    SectionPage: "page_ptr_id",
    ArticlePage.topics.through: "articlepage_id",
    ArticleAuthor: "article_id",
    SectionMention: "section_id",
}


def fill(articles: int) -> None:
    """Put ``articles`` articles, full thousands of them, and what they refer to into a database without content."""
    with transaction.atomic():
        content = _Content()
    with transaction.atomic():
        content.add_block()
        for block in range(1, articles // BLOCK):
            _copy_block(block, content.keys)
        for page in content.lists:
            children = Page.objects.filter(depth=page.depth + 1, path__startswith=page.path)
            Page.objects.filter(pk=page.pk).update(numchild=children.count())
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [*_COPIED, index.IndexEntry]):
                cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


class _Content:
    """The site, its shared content, and the pages made so far."""

    def __init__(self) -> None:
        self._chance = random.Random(BLOCK)
        self._types = {model: ContentType.objects.get_for_model(model) for model in (ArticlePage, SectionPage)}
        self.lists = _site()
        arabic = self.lists[0].locale
        names = dict(enumerate(_NAMES.split()))
        self._names = names
        self._topics = [Topic.objects.create(slug=f"t{n}", name=f"موضوع {n}", locale=arabic) for n in range(20)]
        self._people = [Person.objects.create(slug=f"p{n}", name=f"كاتب {n}", locale=arabic) for n in range(50)]
        self._platforms = [
            Platform.objects.create(
                slug=f"s{n}", latin_name=f"Site{n}", arabic_name=name, kind="social_network", locale=arabic
            )
            for n, name in names.items()
        ]
        self._key = Page.objects.order_by("-pk").values_list("pk", flat=True)[0]

    def add_block(self) -> None:
        """Add the articles that all others are copies of."""
        articles: list[ArticlePage] = []
        sections: list[SectionPage] = []
        for number in range(BLOCK):
            for parent in self.lists[: 2 if number % 50 == 0 else 1]:
                article = self._article(number, parent)
                articles.append(article)
                sections += self._sections(number, article)
        _insert(articles)
        _insert(sections)
        self._refer(articles, sections)
        backend = get_search_backend()
        backend.add_bulk(ArticlePage, articles)
        backend.add_bulk(SectionPage, sections)
        self.keys = range(articles[0].pk, self._key + 1)

    def _article(self, number: int, parent: ArticleIndexPage) -> ArticlePage:
        day = _START.date() + timedelta(days=self._chance.randrange(7_000))
        return ArticlePage(
            **self._page(ArticlePage, parent, number, f"{self._text(4)} {number}", f"article-{number}"),
            translation_key=uuid5(_NAMESPACE, f"article {number}"),
            numchild=len(SECTIONS),
            lead=f"<p>{self._text(12)}</p>",
            date=day,
        )

    def _sections(self, number: int, article: ArticlePage) -> Iterator[SectionPage]:
        for place, slug in enumerate(SECTIONS):
            text = f"{COMMON} {self._text(30)}"
            if place == 0:
                text += f" {SOME}" * (number % 100 == 0) + f" {RARE}" * (number % 1_000 == 0)
            if place % 2:
                text += f" {self._names[min(self._chance.randrange(30), len(self._names) - 1)]}"
            block = {"type": "paragraph", "value": {"prose": f"<p>{text}</p>"}, "id": f"{number}-{place}"}
            yield SectionPage(
                **self._page(SectionPage, article, place + 1, f"{slug} {self._text(2)}", slug),
                translation_key=uuid5(_NAMESPACE, f"section {number} {place}"),
                kind=SectionKind.values[place],
                body=json.dumps([block], ensure_ascii=False),
            )

    def _page(self, model: type[Page], parent: Page, place: int, title: str, slug: str) -> dict[str, Any]:
        self._key += 1
        published = _START + timedelta(minutes=self._key)
        return {
            "id": self._key,
            "page_ptr_id": self._key,
            "path": Page._get_path(parent.path, parent.depth + 1, place),
            "depth": parent.depth + 1,
            "url_path": f"{parent.url_path}{slug}/",
            "locale": parent.locale,
            "content_type": self._types[model],
            "title": title,
            "draft_title": title,
            "slug": slug,
            "first_published_at": published,
            "last_published_at": published,
        }

    def _refer(self, articles: list[ArticlePage], sections: list[SectionPage]) -> None:
        through = ArticlePage.topics.through
        through.objects.bulk_create(
            through(articlepage_id=article.pk, topic=topic)
            for article in articles
            for topic in self._chance.sample(self._topics, 2)
        )
        ArticleAuthor.objects.bulk_create(
            ArticleAuthor(article=article, person=self._chance.choice(self._people), sort_order=0)
            for article in articles
        )
        SectionMention.objects.bulk_create(
            SectionMention(section_id=section.pk, platform=self._platforms[place], position=0)
            for section in sections
            for place, name in self._names.items()
            if name in section.body.raw_data[0]["value"]["prose"]
        )

    def _text(self, length: int) -> str:
        return " ".join(self._chance.choices(_WORDS.split(), k=length))


def _site() -> list[ArticleIndexPage]:
    """A home page with an article list in either language, and the site at the Arabic one."""
    Page.objects.filter(depth__gt=1).delete()
    root = Page.objects.get(depth=1)
    lists = []
    for code, slug in (("ar", "home"), ("en", "home-en")):
        locale = Locale.objects.get_or_create(language_code=code)[0]
        root.refresh_from_db()
        home = root.add_child(
            instance=HomePage(title=code, slug=slug, locale=locale, translation_key=uuid5(_NAMESPACE, "home"))
        )
        Site.objects.get_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
        index = ArticleIndexPage(title=code, slug="articles", locale=locale, translation_key=uuid5(_NAMESPACE, "list"))
        lists.append(home.add_child(instance=index))
    return lists


def _insert(pages: list[Any]) -> None:
    """Django's own bulk insertion knows no models with parents: the tables are filled one after the other."""
    for table in (Page, type(pages[0])):
        for start in range(0, len(pages), 500):
            table._base_manager._insert(
                pages[start : start + 500], fields=table._meta.local_concrete_fields, using="default", raw=True
            )


def _copy_block(number: int, keys: range) -> None:
    """Add the pages with these keys, and what belongs to them, once more, their keys moved by a block."""
    step = 3 * Page.steplen  # where the article's own part of a path begins; its first half numbers the block
    half = Page._int2str(number).rjust(2, "0")
    uuid = Page._meta.get_field("translation_key").db_type(connection)
    key = "substr(replace(CAST(translation_key AS text), '-', ''), 1, 24)"
    moved = number * len(keys)
    told = {
        "path": f"substr(path, 1, {step}) || '{half}' || substr(path, {step + 3})",
        "url_path": f"replace(url_path, '/article-', '/article-{number}-')",
        "slug": f"replace(slug, 'article-', 'article-{number}-')",
        "title": f"title || ' {number}'",
        "translation_key": f"CAST({key} || '{number:08x}' AS {uuid})",
    }
    with connection.cursor() as cursor:
        for model, column in _COPIED.items():
            values = {**_columns(model), column: f"{column} + {moved}", **(told if model is Page else {})}
            cursor.execute(_copying(model, values, column), [keys.start, keys[-1]])
        values = _columns(index.IndexEntry) | {
            "object_id": f"CAST(CAST(object_id AS integer) + {moved} AS varchar(50))"
        }
        types = ", ".join(str(ContentType.objects.get_for_model(model).pk) for model in (ArticlePage, SectionPage))
        copying = _copying(index.IndexEntry, values, "CAST(object_id AS integer)")
        cursor.execute(f"{copying} AND content_type_id IN ({types})", [keys.start, keys[-1]])


def _columns(model: type[Model]) -> dict[str, str]:
    """The columns to copy as they are; the database gives keys of its own."""
    columns = (field.column for field in model._meta.local_concrete_fields)
    return {column: f'"{column}"' for column in columns if column != "id"}


def _copying(model: type[Model], values: dict[str, str], key: str) -> str:
    table, columns = model._meta.db_table, ", ".join(f'"{column}"' for column in values)
    made = ", ".join(values.values())
    return f"INSERT INTO {table} ({columns}) SELECT {made} FROM {table} WHERE {key} BETWEEN %s AND %s"
