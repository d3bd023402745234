"""Wagtail's search backend of either database: its cost does not grow with the index, and it learns words.

What it learns is the vocabulary of spelling help (cms/vocabulary.py).
"""

from collections.abc import Iterable
from typing import Any

from wagtail.search.backends import database

from .vocabulary import learn


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  the name that Wagtail looks for
    """The backend of the database in use, but for what it weighs long titles by.

    Wagtail 8 (modelsearch 1) works out how long titles are on average after each object that it indexes, by reading all
    entries. Here only `update_index` does that. The public search ranks by itself; of the admin's hits those that were
    indexed since count as having a title of average length.
    """
    backend: Any = database.SearchBackend(params)
    backend.index_class = _learning_in_constant_time(backend.index_class)
    return backend


def _learning_in_constant_time(index: type[Any]) -> type[Any]:
    class Index(index):
        def add_items(self, model: type[Any], objs: Iterable[Any]) -> None:
            given = list(objs)
            super().add_items(model, given)
            texts = [text for obj in given if _is_told(obj) for text in obj.texts().values()]
            if texts:
                learn(texts)

        def _refresh_title_norms(self, full: bool = False) -> None:
            if full:
                super()._refresh_title_norms(full=True)

    return Index


def _is_told(obj: Any) -> bool:
    return hasattr(obj, "texts") and obj.live
