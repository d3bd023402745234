"""Editors see shared content as readers may see it."""

import pytest
from django.http import HttpResponse

from snippets.models import Menu, Platform
from tests.factories import article, block, menu, person, platform, prose, section, topic


def preview(item) -> str:
    answer: HttpResponse = item.make_preview_request()
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_platform_shows_all_its_facts(article_index):
    item = platform(
        tagline="شبكة الأصدقاء",
        description=prose("وصف <b>بارز</b>"),
        aliases=[("alias", "FB")],
        features=[("feature", "القصص"), ("feature", "البث المباشر")],
        website="https://www.facebook.com/",
        brand_color="#0866FF",
        post_length_limit=280,
        launch_year=2004,
    )
    section(article(article_index), "قسم يذكره", [block("paragraph", prose=prose("عن فيسبوك"))])
    html = preview(item)
    assert '<html lang="ar" dir="rtl">' in html
    for shown in (
        "<bdi>فيسبوك</bdi>",
        '<bdi lang="en" dir="ltr">Facebook</bdi>',
        "شبكة الأصدقاء",
        "وصف <b>بارز</b>",
        "<bdi>FB</bdi>",
        "<bdi>القصص</bdi></li><li><bdi>البث المباشر</bdi>",
        'href="https://www.facebook.com/"',
        'fill="#0866FF"',
        "280 محرفًا",
        "<dd>2004</dd>",
        "شبكة اجتماعية",
        "قسم يذكره",
    ):
        assert shown in html, shown


def test_an_english_item_reads_from_left_to_right_in_english(english):
    html = preview(platform(locale=english, launch_year=2004))
    assert '<html lang="en" dir="ltr">' in html
    assert "<dt>Launch year</dt>" in html


@pytest.mark.parametrize("make", [platform, person, topic, menu])
def test_a_preview_has_no_script_and_no_third_party(arabic, make):
    html = preview(make())
    assert "<script" not in html
    assert [part.split('"')[0] for part in html.split('href="')[1:]] == ["/static/snippets/preview.css"]
    assert " src=" not in html


@pytest.mark.parametrize("model", ["platform", "person", "topic", "menu"])
def test_an_item_that_was_never_saved_is_previewed(admin_client, arabic, model):
    path = f"/admin/snippets/snippets/{model}/preview/"
    fields = {"platform": ("arabic_name", "latin_name"), "person": ("name",), "topic": ("name",), "menu": ("title",)}
    data = dict.fromkeys(fields[model], "جديد") | {"slug": "new", "kind": "microblog"}
    data |= {f"{stream}-count": 0 for stream in ("aliases", "features", "items")}
    data |= {name: "null" for name in ("description", "bio") if model in {"platform", "person"}}
    assert admin_client.post(path, data).json() == {"is_valid": True, "is_available": True}
    assert "<bdi>جديد</bdi>" in admin_client.get(path).content.decode()


def test_what_is_typed_cannot_become_markup(arabic):
    html = preview(platform(arabic_name="<script>1</script>", tagline="<b>x", website="javascript:alert(1)"))
    assert "&lt;script&gt;1&lt;/script&gt;" in html
    assert '&lt;<bdi dir="ltr">b</bdi>&gt;<bdi dir="ltr">x</bdi>' in html
    assert 'href="javascript' not in html


def test_a_menu_shows_its_items_in_order(article_index):
    items = [
        block("item", title="", page=article_index.pk, url=""),
        block("item", title="Elsewhere", page=None, url="https://example.org/"),
    ]
    html = preview(Menu(title="القائمة", slug="main", locale=article_index.locale, items=items))
    assert html.index("<bdi>المقالات</bdi>") < html.index('href="https://example.org/"') < html.index("Elsewhere")


def test_a_draft_is_previewed_as_it_was_last_saved(arabic):
    item = platform()
    item.tagline = "مسودة"
    item.save_revision()
    assert "مسودة" in preview(Platform.objects.get(pk=item.pk).get_latest_revision_as_object())
