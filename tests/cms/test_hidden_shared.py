"""Snippets and files that nobody may see, and changes that nobody has published yet."""

import json

import pytest
from wagtail.models import Collection, CollectionViewRestriction, Site

from snippets.models import SiteSettings
from tests import factories

from .hidden_site import FUTURE, SNIPPET_STATES

pytestmark = pytest.mark.usefixtures("without_limits")

states = pytest.mark.parametrize("hide", SNIPPET_STATES.values(), ids=SNIPPET_STATES.keys())


@states
def test_hidden_platform_is_nowhere(article_index, graphql, hide):
    factories.platform("x", "X", "إكس")
    hidden = factories.platform()
    page = factories.article(article_index)
    factories.section(page, "إكس وفيسبوك", [factories.block("platform", platform=hidden.pk, display_name="", prose="")])
    profile = factories.block("profile", platform=hidden.pk, url="https://f.example")
    SiteSettings.objects.create(site=Site.objects.get(), social_profiles=json.dumps([profile]))
    query = """{
      platform(slug: "facebook") {slug} platforms {totalCount nodes {slug}}
      search(query: "facebook") {totalCount nodes {__typename}}
      articles {nodes {sections {nodes {
        mentions {totalCount nodes {slug}} body {... on PlatformBlock {platform {slug}}}
      }}}}
      site {socialProfiles {url platform {slug}}}
    }"""
    found = graphql(query)
    section = found["articles"]["nodes"][0]["sections"]["nodes"][0]
    assert (found["platforms"]["totalCount"], found["search"]["totalCount"]) == (2, 2)
    assert section["mentions"]["totalCount"] == 2
    hide(hidden)
    found = graphql(query)
    section = found["articles"]["nodes"][0]["sections"]["nodes"][0]
    assert found["platform"] is None
    assert found["platforms"] == {"totalCount": 1, "nodes": [{"slug": "x"}]}
    assert found["search"] == {"totalCount": 0, "nodes": []}
    assert section["mentions"] == {"totalCount": 1, "nodes": [{"slug": "x"}]}
    assert section["body"] == [{"platform": None}]
    assert found["site"]["socialProfiles"] == [{"url": "https://f.example", "platform": None}]


@states
def test_hidden_author_and_topic_are_left_out_of_lists_and_counts(article_index, graphql, hide):
    page = factories.article(article_index)
    people, topics = [factories.person("أ"), factories.person("ب")], [factories.topic("أ"), factories.topic("ب")]
    factories.sign(page, *people)
    page.topics.add(*topics)
    page.save()
    hide(people[0])
    hide(topics[0])
    found = graphql("{articles {nodes {authors {totalCount nodes {name}} topics {totalCount nodes {name}}}}}")
    (article,) = found["articles"]["nodes"]
    only = {"totalCount": 1, "nodes": [{"name": "ب"}]}
    assert article == {"authors": only, "topics": only}


@states
def test_hidden_menu_is_left_out(home, graphql, hide):
    factories.menu("main")
    hide(factories.menu("footer"))
    assert graphql("{menus {totalCount nodes {slug}}}")["menus"] == {"totalCount": 1, "nodes": [{"slug": "main"}]}


def test_snippet_with_an_expiry_to_come_is_public(home, graphql):
    factories.platform(expire_at=FUTURE)
    assert graphql("{platforms {totalCount}}") == {"platforms": {"totalCount": 1}}


def test_unpublished_changes_of_what_is_live_stay_inside(article_index, graphql):
    page = factories.article(article_index, "منشور", slug="a", lead=factories.prose("منشور"))
    section = factories.section(page, "منشور", [factories.block("heading", text="منشور", level="h3")])
    platform = factories.platform(tagline="منشور")
    page.refresh_from_db()
    page.title, page.slug, page.lead = "zsentinel", "zsentinel", "zsentinel"
    section.title, section.body = "zsentinel", [("heading", {"text": "zsentinel", "level": "h3"})]
    platform.tagline = platform.latin_name = "zsentinel"
    for item in (page, section, platform):
        item.save_revision()
    found = graphql(
        '{article(slug: "a") {title slug path lead {html} tableOfContents {title anchor}}'
        ' platforms {nodes {latinName tagline}} none: article(slug: "zsentinel") {title}'
        ' search(query: "zsentinel") {totalCount}}'
    )
    assert found["article"]["title"] == "منشور"
    assert found["article"]["lead"]["html"] == "<p>منشور</p>"
    assert [entry["title"] for entry in found["article"]["tableOfContents"]] == ["منشور", "منشور"]
    assert found["platforms"]["nodes"] == [{"latinName": "Facebook", "tagline": "منشور"}]
    assert (found["none"], found["search"]["totalCount"]) == (None, 0)
    assert "zsentinel" not in json.dumps(found)


FILES = """{
  articles {nodes {
    heroImage {url} socialImage {url} lead {html}
    authors {nodes {photo {url}}}
    sections {nodes {body {... on ImageBlock {image {url} caption} ... on ParagraphBlock {prose {html}}}}}
  }}
  platforms {nodes {logo {url}}}
  site {sharingImage {url}}
}"""


@pytest.fixture
def filed(article_index):
    """A public article, platform and site that use one picture and one document of a collection."""
    place = factories.collection("within", parent=factories.collection("above"))
    picture, document = factories.picture("pic", collection=place), factories.document("doc", collection=place)
    link = factories.prose(factories.link("document", document))
    page = factories.article(article_index, hero_image=picture, social_image=picture, lead=link)
    factories.sign(page, factories.person(photo=picture))
    body = [
        factories.block("image", image=picture.pk, alt_text="", caption="تعليق"),
        factories.block("paragraph", prose=link),
    ]
    factories.section(page, body=body)
    factories.platform(logo=picture)
    SiteSettings.objects.create(site=Site.objects.get(), sharing_image=picture)


def files(graphql) -> list[str | None]:
    """What is answered at each place that uses the picture, then at each that links the document."""
    found = graphql(FILES)
    (article,) = found["articles"]["nodes"]
    image, paragraph = article["sections"]["nodes"][0]["body"]
    pictures = (
        article["heroImage"], article["socialImage"], article["authors"]["nodes"][0]["photo"], image["image"],
        found["platforms"]["nodes"][0]["logo"], found["site"]["sharingImage"],
    )  # fmt: skip
    assert image["caption"] == "تعليق"
    return [picture and picture["url"] for picture in pictures] + [article["lead"]["html"], paragraph["prose"]["html"]]


@pytest.mark.usefixtures("filed")
def test_files_of_an_open_collection_are_answered(graphql):
    CollectionViewRestriction.objects.create(collection=factories.collection("beside"), restriction_type="login")
    *pictures, lead, prose = files(graphql)
    assert [url.rpartition("/")[2] for url in pictures] == ["pic.png"] * 6
    assert lead == prose
    assert '/doc.txt">رابط</a>' in lead


@pytest.mark.usefixtures("filed")
@pytest.mark.parametrize("kind", ["login", "password", "groups"])
@pytest.mark.parametrize("name", ["within", "above", "Root"])
def test_files_of_a_private_collection_and_below_one_are_withheld(graphql, kind, name):
    place = Collection.objects.get(name=name)
    CollectionViewRestriction.objects.create(collection=place, restriction_type=kind, password="x")
    assert files(graphql) == [None] * 6 + ["<p>رابط</p>"] * 2
