"""What a draft names is not public before the draft is."""

from tests import factories


def test_saving_a_draft_leaves_the_mentions_of_what_is_published(article_index) -> None:
    factories.platform("facebook")
    section = factories.section(factories.article(article_index), "قسم")
    section.title = "عن فيسبوك"
    revision = section.save_revision()
    assert section.mention_links.count() == 0
    revision.publish()
    assert [mention.platform.slug for mention in section.mention_links.all()] == ["facebook"]


def test_the_api_shows_no_mention_of_a_draft(article_index, graphql) -> None:
    factories.platform("facebook")
    section = factories.section(factories.article(article_index), "قسم")
    section.title = "عن فيسبوك"
    section.save_revision()
    assert graphql('{ platform(slug: "facebook") { mentionedIn { totalCount } } }') == {
        "platform": {"mentionedIn": {"totalCount": 0}}
    }
