"""The Arabic order of titles and names: exact orders, the same on both databases, and pages by cursor in it."""

import random
from functools import cmp_to_key

import pytest
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Collate
from wagtail.models import Page

from cms.collation import NAME, compare, in_arabic_order
from snippets.models import Topic
from tests import factories

RLM, ZWNJ, NBSP = "\u200f", "\u200c", "\u00a0"

#: Texts in their order, of each kind of difference.
ORDERS = {
    "letters": [*"أبتثجحخدذرزسشصضطظعغفقكلمنهوي"],
    "Persian letters": [*"بپتجچحرزژسكکگل"],
    "alefs and hamzas differ last": ["ءمل", "أمل", "ؤمل", "إمل", "ئمل", "امل", "ٱمل", "بمل"],
    "hamza does not part words": ["أحمد", "احمد", "أحمدي", "احمدي", "أسد", "اسد"],
    "alef with madda is hamza and alef": ["آ", "أأ", "آب", "آخر", "أب", "ابن", "أحمد"],
    "teh marbuta goes with teh": ["شبكات", "شبكة", "شبكت", "شبكتان", "شبكه"],
    "alef maqsura goes with yeh": ["على", "علي", "علياء", "علينا"],
    "vowel signs differ last": ["مدرسة", "مدّرسة", "مَدرسة", "مُدرسة", "مِدرسة", "مدرسي"],
    "signs as they are typed": ["عم", "عم\u064e", "عم\u064e\u0651", "عم\u0651", "عم\u0651\u064e", "عمل"],
    "hamza typed apart": ["عمء", "عمأ", "عم\u0627\u0654", "عما", "عمب"],
    "the article is a part of the word": ["المكتبة", "النص", "أمل", "بحث", "مكتبة"],
    "digits of all scripts": ["1", "١", "۱", "10", "١٠", "2", "٢", "۲", "20", "٣"],
    "signs, digits, Arabic, Latin, the rest": [" ", "-", "،", "؟", ".", "«", "5", "٦", "أ", "ي", "a", "Z", "я", "中"],
    "case differs last": ["apple", "Apple", "APPLE", "apples", "Banana", "zebra"],
    "accents differ before case": ["étage", "ete", "Ete", "été", "Été", "etf"],
    "spaces part words": ["أ ب", "أ ت", "أب", "أبت"],
    "tatweel and controls count for nothing else": ["شبكة", f"شبكة{RLM}", "شـبكة", f"ش{ZWNJ}بكة", "شبكتان"],
    "presentation forms": ["مدرسة", "ﻣﺪﺭﺳﺔ", "مدرسته"],
    "mixed scripts": ["إكس X", "إنستغرام", "تيك توك", "فيسبوك", "Facebook فيسبوك", "X", "YouTube"],
}
LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيٱپچژگکی"
ALPHABET = [
    *LETTERS,
    *"0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳",
    *"abczABCZéÉèàüÜçÇñÑöâ",
    *f" _-–—,،;؛:!?؟.'\"«»()[]/&#%٪@+=$€{NBSP}…°|~*",
    *(
        letter + shadda + vowel
        for letter in "ابتة"
        for shadda in ("", "\u0651")
        for vowel in "\u064b\u064e\u064f\u0650"
    ),
    *("\u0640", ZWNJ, RLM, "م\u0652", "ر\u0670"),
]


def shuffled(texts: list[str]) -> list[str]:
    return random.Random(5).sample(texts, len(texts))


@pytest.mark.parametrize("kind", ORDERS)
def test_texts_come_in_the_order_of_cldr(kind):
    assert sorted(shuffled(ORDERS[kind]), key=cmp_to_key(compare)) == ORDERS[kind]


def by_database(texts: list[str]) -> list[str]:
    Topic.objects.all().delete()
    Topic.objects.bulk_create(
        Topic(name=text, slug=f"t{number}", locale=factories.arabic()) for number, text in enumerate(texts)
    )
    return list(Topic.objects.order_by(in_arabic_order("name")).values_list("name", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ORDERS)
def test_either_database_gives_the_same_order(kind):
    assert by_database(shuffled(ORDERS[kind])) == ORDERS[kind]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_either_database_gives_the_same_order_of_any_text(seed):
    chance = random.Random(seed)
    texts = list({"".join(chance.choices(ALPHABET, k=chance.randint(1, 6))) for _ in range(2_000)})
    assert by_database(texts) == sorted(texts, key=cmp_to_key(compare))


def test_only_one_and_the_same_text_is_equal():
    assert compare("شبكة", "شبكة") == 0
    composed, decomposed = "\u0623", "\u0627\u0654"
    assert compare(composed, decomposed) == -compare(decomposed, composed) != 0
    assert compare("", "") == 0
    assert compare("", "أ") < 0 < compare("أ", "")


@pytest.mark.django_db
def test_a_text_is_compared_in_that_order_by_the_database():
    topic = factories.topic("ة")
    found = Topic.objects.annotate(placed=in_arabic_order("name")).filter(placed__lt="ت", placed__gt="ب")
    assert list(found) == [topic]
    assert Topic.objects.annotate(named=Collate(Value("ة"), NAME)).get().named == "ة"


TITLES = ["«قول»", "10 نصائح", "٢ نصيحتان", "آخر", "ابن", "أحمد", "احمد", "المدن", "شبكات", "شبكة", "شَبكة", "Zoom"]


@pytest.fixture
def articles(article_index):
    for title in shuffled([*TITLES, "شبكة", f"شبكة{RLM}", "أ" * 255]):
        factories.article(article_index, title)


EXPECTED = [*TITLES[:3], "أ" * 255, *TITLES[3:10], "شبكة", f"شبكة{RLM}", *TITLES[10:]]


@pytest.mark.usefixtures("articles")
@pytest.mark.parametrize("order", ["TITLE_ASC", "TITLE_DESC"])
@pytest.mark.parametrize("size", [1, 2, 4, 100])
def test_pages_by_cursor_lose_and_repeat_nothing_in_either_direction(graphql, order, size):
    expected = EXPECTED if order == "TITLE_ASC" else EXPECTED[::-1]
    for end, cursor, field in (("first", "after", "endCursor"), ("last", "before", "startCursor")):
        query = f"""query($c: String) {{articles({end}: {size}, {cursor}: $c, orderBy: {order}) {{
            nodes {{title}} pageInfo {{{field} hasNextPage hasPreviousPage}}}}}}"""
        seen, place = [], None
        while True:
            page = graphql(query, c=place)["articles"]
            titles = [node["title"] for node in page["nodes"]]
            seen = seen + titles if end == "first" else titles + seen
            place = page["pageInfo"][field]
            if not page["pageInfo"]["hasNextPage" if end == "first" else "hasPreviousPage"]:
                break
        assert seen == expected


def test_names_come_in_that_order(graphql, db):
    for place, name in enumerate(("Zoom", "هدى", "آمنة", "أحمد", "ابن")):
        factories.person(name)
        factories.topic(name)
        factories.platform(f"p{place}", name, name)
        factories.picture(name)
        factories.document(name)
    answer = graphql(
        """{people(orderBy: NAME_ASC) {nodes {name}} topics(orderBy: NAME_ASC) {nodes {name}}
        arabic: platforms(orderBy: ARABIC_NAME_ASC) {nodes {name: arabicName}}
        latin: platforms(orderBy: LATIN_NAME_ASC) {nodes {name: latinName}}
        images(orderBy: TITLE_ASC) {nodes {name: title}} documents(orderBy: TITLE_ASC) {nodes {name: title}}}"""
    )
    for nodes in answer.values():
        assert [node["name"] for node in nodes["nodes"]] == ["آمنة", "ابن", "أحمد", "هدى", "Zoom"]


def test_listings_of_the_admin_sort_titles_and_names_in_that_order(admin_client, article_index):
    for name in ("هدى", "آخر", "أحمد", "ابن"):
        factories.article(article_index, name)
        factories.person(name)
    people = admin_client.get("/admin/snippets/snippets/person/", {"ordering": "-name"}).context["object_list"]
    assert [person.name for person in people] == ["هدى", "أحمد", "ابن", "آخر"]
    for address in (f"/admin/pages/{article_index.pk}/", "/admin/articles/"):
        for ordering, step in (("title", 1), ("-title", -1)):
            listed = admin_client.get(address, {"ordering": ordering}).context["object_list"]
            assert [page.title for page in listed] == ["آخر", "ابن", "أحمد", "هدى"][::step]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has the order itself")
def test_a_connection_to_sqlite_that_is_opened_later_knows_the_order(transactional_db):
    connection.close()
    assert list(Page.objects.order_by(in_arabic_order("title")).values_list("depth", flat=True)[:1]) == [1]
