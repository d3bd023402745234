"""Rich text over GraphQL: links lead where readers of its language belong, and every text says how it runs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from graphql_relay import to_global_id
from wagtail.models import PageViewRestriction, Site

from pages.models import ArticlePage, HomePage, SectionPage
from snippets.models import SiteSettings
from tests import factories

BODY = """
query Body($slug: String!, $locale: String) {
  article(slug: $slug, locale: $locale) {
    sections { nodes { body {
      lang dir
      ... on ParagraphBlock { prose { html text tree lang dir linkedPages { id title ... on ArticlePage { date } } } }
    } } }
  }
}
"""


@pytest.fixture
def english_home(home, english) -> HomePage:
    page = home.copy_for_translation(english)
    page.title = "Home"
    page.save_revision().publish()
    return HomePage.objects.get(pk=page.pk)


@pytest.fixture
def article(article_index) -> ArticlePage:
    return factories.article(article_index, slug="holder")


def say(article: ArticlePage, *texts: str) -> SectionPage:
    body = [factories.block("paragraph", prose=factories.prose(text)) for text in texts]
    return factories.section(article, body=body)


def proses(graphql, locale: str = "ar", slug: str = "holder") -> list[dict]:
    sections = graphql(BODY, slug=slug, locale=locale)["article"]["sections"]["nodes"]
    return [block["prose"] for section in sections for block in section["body"]]


def translated(page, locale, *, live: bool = True):
    """The translation of a page, below the translation of its parent, which is made public where it is missing."""
    copy = page.copy_for_translation(locale, copy_parents=True)
    for above in copy.get_ancestors().filter(locale=locale, alias_of=None, live=False).specific():
        above.save_revision().publish()
    if live:
        copy.save_revision().publish()
    return type(page).objects.get(pk=copy.pk)


def test_link_to_a_page_comes_in_all_forms(graphql, article_index, article):
    target = factories.article(article_index, title="هدف", slug="target")
    say(article, f"نص {factories.link('page', target)}.")
    global_id = to_global_id("ArticlePage", target.pk)
    path = "/%D8%A7%D9%84%D9%85%D9%82%D8%A7%D9%84%D8%A7%D8%AA/target/"
    link = {"type": "link", "kind": "page", "href": path, "pageId": global_id}
    assert proses(graphql) == [
        {
            "html": f'<p>نص <a href="{path}">رابط</a>.</p>',
            "text": "نص رابط.",
            "tree": {
                "type": "document",
                "lang": "ar",
                "dir": "rtl",
                "children": [
                    {
                        "type": "paragraph",
                        "children": [
                            {"type": "text", "value": "نص "},
                            {**link, "children": [{"type": "text", "value": "رابط"}]},
                            {"type": "text", "value": "."},
                        ],
                    }
                ],
            },
            "lang": "ar",
            "dir": "RTL",
            "linkedPages": [{"id": global_id, "title": "هدف", "date": str(target.date)}],
        }
    ]


def test_links_are_absolute_once_the_frontend_has_an_address(graphql, article_index, article, settings):
    settings.BASE_URL = "https://cms.example"
    site = Site.objects.get()
    SiteSettings.objects.create(site=site, frontend_url="https://www.example.org/")
    target, file = factories.article(article_index, slug="target"), factories.document()
    path = '<a href="/x/">مسار</a>'
    say(article, factories.link("page", target) + factories.link("document", file) + path)
    (prose,) = proses(graphql)
    base = "https://www.example.org"
    assert prose["html"] == (
        f'<p><a href="{base}/%D8%A7%D9%84%D9%85%D9%82%D8%A7%D9%84%D8%A7%D8%AA/target/">رابط</a>'
        f'<a href="https://cms.example/documents/{file.pk}/{file.filename}">رابط</a><a href="{base}/x/">مسار</a></p>'
    )


def test_link_leads_to_the_translation_in_the_language_of_the_text(
    graphql, article_index, article, english_home, english
):
    target = factories.article(article_index, title="هدف", slug="target")
    say(article, factories.link("page", target))
    translated(target, english)
    english_article = translated(article, english)
    say(english_article, factories.link("page", target))
    english_path = f"/en/{article_index.get_translation(english).slug}/target/"
    assert [link["href"] for link in links(proses(graphql))] == [
        "/%D8%A7%D9%84%D9%85%D9%82%D8%A7%D9%84%D8%A7%D8%AA/target/"
    ]
    (prose,) = proses(graphql, "en", english_article.slug)
    assert [link["href"] for link in links([prose])] == [path_of(english_path)]
    assert (prose["lang"], prose["dir"], prose["tree"]["dir"]) == ("en", "LTR", "ltr")


def test_link_leads_to_the_page_itself_where_its_translation_is_not_public(
    graphql, article_index, article, english_home, english
):
    target = factories.article(article_index, title="هدف", slug="target")
    translated(target, english, live=False)
    english_article = translated(article, english)
    say(english_article, factories.link("page", target))
    (link,) = links(proses(graphql, "en", english_article.slug))
    assert link["pageId"] == to_global_id("ArticlePage", target.pk)


def test_link_to_a_draft_leads_to_its_public_translation(graphql, article_index, article, english_home, english):
    target = factories.article(article_index, title="هدف", slug="target")
    public = translated(target, english)
    target.unpublish()
    english_article = translated(article, english)
    say(english_article, factories.link("page", target))
    say(article, factories.link("page", target))
    (link,) = links(proses(graphql, "en", english_article.slug))
    assert link["pageId"] == to_global_id("ArticlePage", public.pk)
    assert links(proses(graphql)) == []


@pytest.mark.parametrize("state", ["draft", "expired", "private", "below a draft", "private document", "missing"])
def test_link_to_what_is_not_public_is_its_text_alone(graphql, article_index, article, state):
    parent = factories.article(article_index, title="فوق", slug="secret-above", live=state != "below a draft")
    target = factories.section(parent, title="سر", slug="secret", live=state != "draft")
    stored = factories.link("page", target, "كلمة")
    match state:
        case "expired":
            type(target).objects.filter(pk=target.pk).update(expire_at="2020-01-01T00:00:00Z")
        case "private":
            PageViewRestriction.objects.create(page=parent, restriction_type="login")
        case "private document":
            file = factories.document("secret", collection=factories.collection(private=True))
            stored = factories.link("document", file, "كلمة")
        case "missing":
            stored = '<a linktype="page" id="999999">كلمة</a>'
    say(article, f"نص {stored}")
    (prose,) = proses(graphql)
    assert prose["html"] == "<p>نص كلمة</p>"
    assert prose["linkedPages"] == []
    assert "secret" not in str(prose)


def test_words_of_the_other_direction_are_isolated(graphql, article):
    say(article, "تملك Meta شبكة <b>Facebook</b> Live.")
    (prose,) = proses(graphql)
    assert prose["html"] == ('<p>تملك <bdi dir="ltr">Meta</bdi> شبكة <bdi dir="ltr"><b>Facebook</b> Live</bdi>.</p>')
    assert prose["text"] == "تملك Meta شبكة Facebook Live."


def test_queries_do_not_grow_with_blocks_links_or_languages(graphql, article_index, article, english_home, english):
    def measured(slug: str) -> int:
        graphql(BODY, slug=slug)
        with CaptureQueriesContext(connection) as queries:
            assert len(proses(graphql, slug=slug)) in {1, 100}
        return len(queries)

    targets = [factories.article(article_index, slug=f"target-{number}") for number in range(20)]
    for target in targets[:5]:
        translated(target, english)
    files = [factories.document(f"file-{number}") for number in range(5)]
    stored = [factories.link("page", page) for page in targets] + [factories.link("document", file) for file in files]
    say(article, stored[0] + stored[-1])
    many = factories.article(article_index, slug="many")
    say(many, *("".join(stored[place % 20 :: 5]) for place in range(100)))
    assert measured("holder") == measured("many") == 5


@pytest.mark.parametrize(("prose", "expected"), [("نص", 0), ('<a href="https://example.org">نص</a>', 0)])
def test_text_without_stored_links_costs_no_query(graphql, article, prose, expected):
    say(article, prose)
    query = '{ article(slug: "holder") { sections { nodes { body { ... on ParagraphBlock { prose { FORM } } } } } } }'
    counts = []
    for form in ("text", "html tree linkedPages { id }"):
        with CaptureQueriesContext(connection) as queries:
            graphql(query.replace("FORM", form))
        counts.append(len(queries))
    assert counts[1] - counts[0] == expected


def test_everything_that_holds_text_says_how_it_runs(graphql, article_index, english_home, english):
    article = factories.article(article_index, slug="holder")
    heading = factories.block("heading", text="عنوان", level="h3")
    factories.section(article, body=[heading, factories.block("quote", text="قول", attribution="")])
    factories.platform()
    SiteSettings.objects.create(site=Site.objects.get())
    item = {"type": "item", "value": {"title": "Away", "page": None, "url": "https://example.org"}, "id": "1"}
    factories.menu(items=[item], locale=english)
    answer = graphql(
        """{
          home: page(path: "/en/") { lang dir }
          article(slug: "holder") {
            lang dir tableOfContents { level lang dir } sections { nodes { lang dir body { lang dir } } }
          }
          platform(slug: "facebook") { lang dir }
          menus(locale: "en") { nodes { lang dir items { lang dir } } }
          site(locale: "en") { lang dir languages { code dir } }
        }"""
    )
    arabic, latin = {"lang": "ar", "dir": "RTL"}, {"lang": "en", "dir": "LTR"}
    assert answer == {
        "home": latin,
        "article": {
            **arabic,
            "tableOfContents": [{"level": 2, **arabic}, {"level": 3, **arabic}],
            "sections": {"nodes": [{**arabic, "body": [arabic, arabic]}]},
        },
        "platform": arabic,
        "menus": {"nodes": [{**latin, "items": [latin]}]},
        "site": {**latin, "languages": [{"code": "ar", "dir": "RTL"}, {"code": "en", "dir": "LTR"}]},
    }


def test_tree_is_no_input(graphql):
    (error,) = graphql("query ($tree: RichTextTree) { __typename }", errors=True, tree={})
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


def links(answers: list[dict]) -> list[dict]:
    def below(node: dict) -> list[dict]:
        nodes = [link for child in node.get("children", ()) for link in below(child)]
        return [node, *nodes] if node["type"] == "link" else nodes

    return [link for prose in answers for link in below(prose["tree"])]


def path_of(readable: str) -> str:
    from urllib.parse import quote

    return quote(readable)
