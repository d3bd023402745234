"""Editors see articles and sections as readers may see them."""

import pytest
from django.test import RequestFactory
from wagtail.models import Site

from pages.models import ArticleAuthor, ArticlePage, SectionPage
from pages.previews import sections_shown
from snippets.models import SiteSettings
from tests.factories import article, block, link, person, platform, prose, section, topic

TABLE = {
    "columns": [{"type": "text", "heading": "المنصة"}, {"type": "text", "heading": "Users"}],
    "rows": [{"values": ["فيسبوك", "3 <billion>"]}],
    "caption": "مقارنة",
}


def preview(page) -> str:
    answer = page.make_preview_request()
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def whole(article_index) -> ArticlePage:
    page = article(article_index, "شبكات التواصل", lead=prose("مقدمة"), date="2026-01-15", updated_on="2026-02-01")
    page.topics = [topic("التسويق")]
    page.author_links = [ArticleAuthor(person=person("ليان")), ArticleAuthor(person=person("Samer"))]
    page.save()
    section(page, "الأول", [block("paragraph", prose=prose("نص الأول"))])
    section(page, "الثاني", [block("point", title="نقطة", prose=prose("نص الثاني"))])
    return page


def test_an_article_shows_all_that_belongs_to_it(whole):
    html = preview(whole)
    assert '<html lang="ar" dir="rtl">' in html
    for shown in (
        "<h1>شبكات التواصل</h1>",
        ">مقدمة</p>",
        "<bdi>ليان</bdi>، <bdi>Samer</bdi>",
        "<bdi>التسويق</bdi>",
        '<time datetime="2026-01-15">15 يناير 2026</time>',
        '<time datetime="2026-02-01">1 فبراير 2026</time>',
        '<li><a href="#section-1">الأول</a></li><li><a href="#section-2">الثاني</a></li>',
        '<h2 id="section-2">الثاني</h2>',
        "<h3>نقطة</h3>",
    ):
        assert shown in html, shown
    assert html.index("نص الأول") < html.index("نص الثاني")


def test_an_article_shows_each_section_as_it_was_last_saved(whole):
    first, second = SectionPage.objects.order_by("path")
    first.title = "عنوان جديد"
    first.save_revision()
    second.unpublish()
    html = preview(whole)
    assert '<h2 id="section-1">عنوان جديد <span class="draft">تعديلات لم تُنشر</span></h2>' in html
    assert '<h2 id="section-2">الثاني <span class="draft">غير منشور</span></h2>' in html


def test_outside_a_preview_no_draft_is_shown(whole):
    first, second = SectionPage.objects.order_by("path")
    first.title = "عنوان جديد"
    first.save_revision()
    second.unpublish()
    assert [page.title for page in sections_shown(whole, RequestFactory().get("/"))] == ["الأول"]


def test_a_section_shows_its_article_and_every_kind_of_block(whole):
    facebook = platform()
    body = [
        block("paragraph", prose=prose("فقرة")),
        block("heading", text="عنوان", level="h3"),
        block("heading", text="عنوان أصغر", level="h4"),
        block("point", title="نقطة", prose=prose("شرحها")),
        block("platform", platform=facebook.pk, display_name="", prose=prose("عنها")),
        block("platform", platform=facebook.pk, display_name="Facebook", prose=prose("عنها")),
        block("read_also", text="داخل الموقع", page=whole.pk, url=""),
        block("read_also", text="خارجه", page=None, url="https://example.org/a"),
        block("read_also", text="بلا رابط", page=None, url=""),
        block("summary", prose=prose("الختام")),
        block("quote", text="قول", attribution="Bill"),
        block("callout", tone="tip", title="", prose=prose("نصيحة")),
        block("image", image=None, alt_text="", caption=""),
        block("embed", url="https://www.youtube.com/watch?v=1", caption="مقطع"),
        block("table", table=TABLE),
    ]
    html = preview(section(whole, "الأنواع", body))
    for shown in (
        '<h1 class="part-of">شبكات التواصل</h1>',
        "<h2>الأنواع</h2>",
        ">فقرة</p>",
        "<h3>عنوان</h3>",
        "<h4>عنوان أصغر</h4>",
        "<h3>نقطة</h3>",
        "<h3><bdi>فيسبوك</bdi></h3>",
        "<h3><bdi>Facebook</bdi></h3>",
        "<strong>اقرأ أيضًا</strong> داخل الموقع",
        '<a href="https://example.org/a" rel="noopener noreferrer"><bdi>خارجه</bdi></a>',
        "<bdi>بلا رابط</bdi>",
        '<section class="summary"><h3>الخلاصة</h3>',
        "<blockquote><p>قول</p></blockquote><figcaption><bdi>Bill</bdi></figcaption>",
        '<aside class="callout callout-tip"><h3>نصيحة</h3>',
        'href="https://www.youtube.com/watch?v=1"',
        "<caption>مقارنة</caption>",
        '<th scope="col">المنصة</th>',
        "<td><bdi>3 &lt;billion&gt;</bdi></td>",
    ):
        assert shown in html, shown
    for absent in ("<iframe", "<script", '<figure class="image"'):
        assert absent not in html


def test_what_is_typed_cannot_become_markup(whole):
    body = [
        block("heading", text="<script>1</script>", level="h3"),
        block("embed", url="javascript:alert(1)", caption="<b>x"),
        block("read_also", text="<i>y", page=None, url="javascript:alert(2)"),
    ]
    html = preview(section(whole, "<u>عنوان", body))
    assert '&lt;<bdi dir="ltr">script</bdi>&gt;1&lt;/<bdi dir="ltr">script</bdi>&gt;' in html
    for absent in ("<script", "<b>x", "<i>y", "<u>", 'href="javascript'):
        assert absent not in html


def test_a_page_that_was_never_saved_is_previewed(admin_client, article_index, whole):
    for parent, model, fields in (
        (article_index, "articlepage", {"lead": "null", "date": "2026-01-15", "author_links-TOTAL_FORMS": 0}),
        (whole, "sectionpage", {"kind": "other", "body-count": 0}),
    ):
        path = f"/admin/pages/add/pages/{model}/{parent.pk}/preview/"
        data = {"title": "جديد", "slug": "new", "author_links-INITIAL_FORMS": 0, "comments-TOTAL_FORMS": 0, **fields}
        answer = admin_client.post(path, data | {"comments-INITIAL_FORMS": 0})
        assert answer.json() == {"is_valid": True, "is_available": True}, model
        html = admin_client.get(path).content.decode()
        assert '<html lang="ar" dir="rtl">' in html
        assert "جديد</h" in html


def test_lists_of_articles_show_what_they_hold(whole):
    index = whole.get_parent().specific
    assert "<li>شبكات التواصل</li>" in preview(index)
    assert "<li>المقالات</li>" in preview(index.get_parent().specific)


def test_what_runs_the_other_way_is_apart_in_titles_and_texts(article_index):
    page = article(article_index, "لغة C++.", lead=prose("اتصل على +966 50 123 4567 أو زر Facebook Live."))
    blocks = [
        block("heading", text="منصة Facebook؟ <b>", level="h3"),
        block("quote", text="قال Hello\nثم مضى", attribution=""),
        block("table", table={"columns": [{"type": "text", "heading": "الوزن"}], "rows": [{"values": ["5 kg"]}]}),
    ]
    section(page, "قسم", blocks)
    html = preview(page)
    for shown in (
        "<title>لغة C++.</title>",
        '<h1>لغة <bdi dir="ltr">C++</bdi>.</h1>',
        '<bdi dir="ltr">+966 50 123 4567</bdi> أو زر <bdi dir="ltr">Facebook Live</bdi>.</p>',
        '<h3>منصة <bdi dir="ltr">Facebook</bdi>؟ &lt;<bdi dir="ltr">b</bdi>&gt;</h3>',
        '<p>قال <bdi dir="ltr">Hello</bdi><br>ثم مضى</p>',
        '<th scope="col">الوزن</th>',
        "<td><bdi>5 kg</bdi></td>",
    ):
        assert shown in html, shown


def test_a_preview_in_english_sets_arabic_words_apart(article_index, english):
    page = article(article_index, "The word شبكات.", locale=english)
    assert '<h1>The word <bdi lang="ar" dir="rtl">شبكات</bdi>.</h1>' in preview(page)


def test_links_of_a_preview_lead_to_their_pages_where_these_have_an_address(article_index):
    page = article(
        article_index, lead=prose(f'{link("page", article_index, "القائمة")} و<a href="https://example.org/">هنا</a>')
    )
    html = preview(page)
    assert 'القائمة و<a href="https://example.org/">هنا</a></p>' in html
    SiteSettings.objects.update_or_create(site=Site.objects.get(), defaults={"frontend_url": "https://www.example.org"})
    assert '<a href="https://www.example.org/' in preview(ArticlePage.objects.get(pk=page.pk))
