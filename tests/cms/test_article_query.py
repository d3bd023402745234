"""The whole article in one query: a golden document and the golden answer to it."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from wagtail.models import Site

from snippets.models import SiteSettings
from tests import factories

TESTS = Path(__file__).parent.parent
QUERY = (TESTS / "queries" / "whole_article.graphql").read_text(encoding="utf-8")
PUBLISHED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def whole_article(article_index, settings):
    """An article in which every field that the query asks for holds something."""
    settings.BASE_URL = "https://cms.example"
    SiteSettings.objects.create(site=Site.objects.get(), frontend_url="https://www.example/")
    picture = factories.picture(
        "hero",
        description="وصف",
        credit="مصوّرة",
        focal_point_x=4,
        focal_point_y=3,
        focal_point_width=2,
        focal_point_height=2,
    )
    facebook = factories.platform(
        tagline="شبكة",
        description=factories.prose("منصة <b>كبيرة</b>"),
        aliases=json.dumps([factories.block("alias") | {"value": "فيس بوك"}]),
        features=json.dumps([factories.block("feature") | {"value": "قصص"}]),
        website="https://www.facebook.com",
        logo=picture,
        brand_color="#1877F2",
        post_length_limit=63206,
        launch_year=2004,
    )
    factories.platform("x", "X", "إكس", kind="microblog")
    page = factories.article(
        article_index,
        "شبكات التواصل",
        slug="شبكات-التواصل",
        seo_title="شبكات",
        search_description="وصف للبحث",
        social_title="شارك",
        social_description="وصف للمشاركة",
        social_image=picture,
        lead=factories.prose("مقدمة <i>قصيرة</i>"),
        hero_image=picture,
        hero_alt_text="صورة",
        date=date(2026, 1, 2),
        updated_on=date(2026, 2, 3),
        first_published_at=PUBLISHED,
        last_published_at=PUBLISHED,
    )
    writer = factories.person(
        "كاتبة", role="محررة", bio=factories.prose("تكتب"), website="https://w.example", photo=picture
    )
    factories.sign(page, writer, factories.person("كاتب"))
    page.topics.add(factories.topic("تسويق", slug="marketing", description="عن التسويق"))
    page.save()
    document = factories.document("guide")
    body = factories.every_block(facebook, picture, page, document)
    section = factories.section(page, "ما هي", body, slug="ما-هي", kind="definition")
    factories.section(page, "وX وفيسبوك", [], slug="منصات", kind="types")
    return page, section, document


def test_whole_article_answers_as_the_snapshot_says(whole_article, graphql):
    page, section, document = whole_article
    answer = json.dumps(graphql(QUERY, slug=page.slug), ensure_ascii=False, indent=2)
    answer = answer.replace(f"/documents/{document.pk}/", "/documents/1/")
    answer = re.sub(rf'(?<="block-)(\d+)-{section.pk}"', r'\1-1"', answer)
    snapshot = TESTS / "snapshots" / "whole_article.json"
    assert json.loads(answer) == json.loads(snapshot.read_text(encoding="utf-8"))
