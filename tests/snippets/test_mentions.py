"""Which platforms a text names: both scripts, what Arabic writes onto a name, and the bounds of words."""

import pytest

from pages.models import SectionPage
from snippets.mentions import AliasIndex
from tests import factories

NAMES = {
    "facebook": ["Facebook", "فيسبوك", "فيس بوك"],
    "x": ["X", "إكس", "Twitter", "تويتر"],
    "tiktok": ["TikTok", "تيك توك"],
    "youtube": ["YouTube", "يوتيوب"],
    "youtube-kids": ["YouTube Kids", "يوتيوب كيدز"],
    "line": ["لاين"],
}
INDEX = AliasIndex.of(NAMES)


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("", ()),
        ("لا شيء هنا", ()),
        ("فيسبوك", ("facebook",)),
        ("Facebook", ("facebook",)),
        ("FACEBOOK facebook", ("facebook",)),
        ("عن فيس بوك", ("facebook",)),
        ("فيس\n بوك", ("facebook",)),
        ("فَيْسبُوك", ("facebook",)),
        ("فيـــسبوك", ("facebook",)),
        ("تيك توك ثم فيسبوك ثم تيك توك", ("tiktok", "facebook")),
        ("اكس", ("x",)),
        ("أكس", ("x",)),
    ],
)
def test_names_are_found_in_either_script_in_the_order_of_the_text(text, slugs):
    assert INDEX.mentions(text) == slugs


@pytest.mark.parametrize(
    "text",
    [
        "وفيسبوك",
        "بفيسبوك",
        "كفيسبوك",
        "لفيسبوك",
        "فبفيسبوك",
        "الفيسبوك",
        "وبالفيسبوك",
        "للفيسبوك",
        "وللفيسبوك",
        "فالفيسبوك",
    ],
)
def test_what_arabic_writes_onto_a_name_does_not_hide_it(text):
    assert INDEX.mentions(f"قال {text} كذا") == ("facebook",)


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("وTwitter", ("x",)),
        ("بـTwitter", ("x",)),
        ("الـTikTok", ("tiktok",)),
        ("Twitterية", ("x",)),
        ("لتيك توك", ("tiktok",)),
        ("وتيك توك، ويوتيوب", ("tiktok", "youtube")),
        ("لاين", ("line",)),
        ("للاين", ("line",)),
    ],
)
def test_names_in_latin_and_names_that_begin_like_a_preposition(text, slugs):
    assert INDEX.mentions(text) == slugs


@pytest.mark.parametrize(
    "text",
    [
        "Max",
        "Xbox",
        "next",
        "x_1",
        "X2",
        "2x",
        "Facebooks",
        "MyFacebook",
        "فيسبوكية",
        "مفيسبوك",
        "فيسبوكي",
        "إكسل",
        "توكتيك",
        "مالاين",
    ],
)
def test_part_of_a_word_names_nothing(text):
    assert INDEX.mentions(text) == ()


@pytest.mark.parametrize("text", ["(X)", "X،", "«إكس»", "-X-", "X.", "إكس؟", "#X", "@X", "X's"])
def test_signs_bound_a_word(text):
    assert INDEX.mentions(text) == ("x",)


def test_longest_name_wins():
    assert INDEX.mentions("يوتيوب كيدز") == ("youtube-kids",)
    assert INDEX.mentions("YouTube Kids") == ("youtube-kids",)
    assert INDEX.mentions("YouTube Kidsy") == ("youtube",)


@pytest.mark.parametrize(
    ("label", "slug"), [("فيس  بوك", "facebook"), (" TIKTOK ", "tiktok"), ("أكس", "x"), ("وفيسبوك", None), ("", None)]
)
def test_label_is_a_name_spelled_in_any_way(label, slug):
    assert INDEX.slug(label) == slug


def test_name_of_two_platforms_stays_with_the_first_and_no_names_name_nothing():
    assert AliasIndex.of({"a": ["Same"], "b": ["same", ""]}).mentions("same") == ("a",)
    assert AliasIndex.of({}).mentions("فيسبوك") == ()
    assert AliasIndex.of({"a": ["", " ", "ـ"]}).mentions("ـ a") == ()


@pytest.mark.parametrize("name", ["C++", "a.b", "(x)", "[", "\\", "*"])
def test_name_of_signs_is_taken_as_it_is_written(name):
    assert AliasIndex.of({"a": [name]}).mentions(f"عن {name} هنا") == ("a",)


MENTIONS = """{
  articles {nodes {sections {nodes {mentions {nodes {slug}}}}}} platforms {nodes {slug mentionedIn {nodes {title}}}}
}"""


def mentions(graphql) -> tuple[list[str], dict[str, list[str]]]:
    found = graphql(MENTIONS)
    sections = found["articles"]["nodes"][0]["sections"]["nodes"]
    return (
        [node["slug"] for section in sections for node in section["mentions"]["nodes"]],
        {
            node["slug"]: [section["title"] for section in node["mentionedIn"]["nodes"]]
            for node in found["platforms"]["nodes"]
        },
    )


@pytest.fixture
def section(article_index):
    factories.platform()
    factories.platform("tiktok", "TikTok", "تيك توك")
    body = [factories.block("point", title="لتيك توك", prose=factories.prose("و<b>بالفيسبوك</b>"))]
    return factories.section(factories.article(article_index), "قسم", body)


def test_mentions_are_derived_when_a_section_is_saved_and_offered_both_ways(section, graphql):
    assert mentions(graphql) == (["tiktok", "facebook"], {"facebook": ["قسم"], "tiktok": ["قسم"]})


def test_draft_of_a_live_section_changes_no_mention_until_it_is_published(section, graphql):
    section.title, section.body = "مسودة فيسبوك", []
    revision = section.save_revision()
    assert mentions(graphql) == (["tiktok", "facebook"], {"facebook": ["قسم"], "tiktok": ["قسم"]})
    revision.publish()
    assert mentions(graphql) == (["facebook"], {"facebook": ["مسودة فيسبوك"], "tiktok": []})


def test_address_of_an_embed_names_nothing(section, graphql):
    section.body = [("embed", {"url": "https://tiktok.example/TikTok", "caption": "فيسبوك"})]
    section.save()
    assert mentions(graphql)[0] == ["facebook"]


def test_mentions_are_those_of_the_sections_language(section, english, graphql):
    english_facebook = factories.platform(locale=english)
    assert [link.platform.locale.language_code for link in section.mention_links.all()] == ["ar", "ar"]
    section.locale = english
    section.save()
    assert [link.platform_id for link in SectionPage.objects.get().mention_links.all()] == [english_facebook.pk]
