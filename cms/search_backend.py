"""Wagtail's search backend of either database, which learns the words of what it indexes."""

from collections.abc import Iterable
from typing import Any

from wagtail.search.backends.database import SearchBackend as wagtails_backend  # noqa: N813  it is a function

from .vocabulary import learn


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  the name that Wagtail looks for
    """The backend of the database in use, with an index of our own."""
    backend: Any = wagtails_backend(params)
    backend.index_class = _learning(backend.index_class)
    return backend


def _learning(index: type[Any]) -> type[Any]:
    class Index(index):
        def add_items(self, model: type[Any], objs: Iterable[Any]) -> None:
            given = list(objs)
            super().add_items(model, given)
            texts = [text for obj in given if _is_told(obj) for text in obj.texts().values()]
            if texts:
                learn(texts)

    return Index


def _is_told(obj: Any) -> bool:
    return hasattr(obj, "texts") and obj.live
