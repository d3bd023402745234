"""The sample's parts, put together in one transaction."""

from django.db import transaction

from import_scripts.catalogue import load_catalogue
from import_scripts.locks import wait_for_turn
from import_scripts.models import ImportRecord

from .articles import add_arabic_article, add_english_article
from .library import add_pictures
from .material import LANGUAGES, Material, read_content
from .shared import add_logos, add_people, add_topics
from .site import add_menu, article_list, describe_site, home_page

KEY = "sample-social-networks"


def load_sample() -> bool:
    """Add and publish the sample in Arabic and English, all of it or nothing; False where it was added before.

    What stands already, such as a home page, is used and not changed.
    """
    if _is_loaded():
        return False
    load_catalogue()
    with transaction.atomic():
        wait_for_turn("sample")
        if _is_loaded():
            return False
        _load()
    return True


def _is_loaded() -> bool:
    return ImportRecord.objects.filter(key=KEY, locale__language_code=LANGUAGES[0]).exists()


def _load() -> None:
    content = read_content()
    pictures = add_pictures(content)
    add_logos(content, pictures)
    people, topics = add_people(content, pictures), add_topics(content)
    arabic, english = (
        Material(language, content, pictures, people[language], topics[language]) for language in LANGUAGES
    )
    home = home_page(arabic)
    articles = article_list(home, arabic, None)
    article = add_arabic_article(articles, arabic, KEY)
    add_menu(arabic, home, articles, article)
    english_home = home_page(english)
    english_articles = article_list(english_home, english, articles)
    translation = add_english_article(english_articles, english, article)
    add_menu(english, english_home, english_articles, translation)
    describe_site(arabic)
