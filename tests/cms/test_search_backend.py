"""What indexing an object costs, and what `update_index` puts right."""

from django.core.management import call_command
from modelsearch.tasks import insert_or_update_object_task
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from cms.tasks import once_each
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


def test_what_changed_together_is_indexed_as_ever(article_index):
    article = factories.article(article_index, "مقال عن الشبكات")
    sections = [factories.section(article, f"قسم {number}") for number in range(3)]
    pages = [article, *sections]
    expected = _entries(pages)
    IndexEntry.objects.all().delete()
    with once_each():
        for page in [Page.objects.get(pk=article.pk), *sections]:
            insert_or_update_object_task.enqueue(page._meta.app_label, page._meta.model_name, str(page.pk))
    assert _entries(pages) == expected
    assert len(expected) == 4


def test_what_is_gone_at_the_end_of_a_block_is_not_indexed(article_index):
    first, second, third = (factories.article(article_index, f"مقال {number}") for number in range(3))
    with once_each():
        for page in (first, second, third):
            page.save()
        second.delete()
    assert [entry[0] for entry in _entries(ArticlePage.objects.all())] == [str(first.pk), str(third.pk)]


def _entries(pages):
    entries = IndexEntry.objects.filter(object_id__in=[str(page.pk) for page in pages]).order_by("object_id")
    return list(entries.values_list("object_id", "content_type", "title", "body"))
