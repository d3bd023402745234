"""What indexing an object costs, and what `update_index` puts right."""

from django.core.management import call_command
from wagtail.search.models import IndexEntry

from pages.models import ArticlePage
from tests import factories


def test_indexing_a_page_reads_no_other_entries(article_index, django_assert_max_num_queries):
    article = factories.article(article_index, "مقال عن الشبكات")
    with django_assert_max_num_queries(100) as asked:
        article.save()
    assert [entry.title_norm for entry in IndexEntry.objects.filter(object_id=str(article.pk))] == [1.0]
    assert not [query["sql"] for query in asked if "AVG(" in query["sql"]]
    assert [page.pk for page in ArticlePage.objects.search("الشبكات")] == [article.pk]


def test_a_rebuilt_index_weighs_titles_by_their_length(article_index):
    short, long = factories.article(article_index, "كلمة"), factories.article(article_index, "كلمة من كلمات كثيرة هنا")
    call_command("update_index", verbosity=0)
    weights = dict(IndexEntry.objects.values_list("object_id", "title_norm"))
    assert weights[str(short.pk)] > 1 > weights[str(long.pk)]
