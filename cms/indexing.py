"""Search entries of objects that changed together, written together."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Model
from django_tasks import task
from modelsearch.tasks import insert_or_update_object_task
from wagtail.search.backends import get_search_backends

from .tasks import run_together


@task()
def index_together(asked: Iterable[tuple[str, str, str]]) -> None:
    """Does for many objects, each named by app, model and key, what `insert_or_update_object_task` does for one."""
    keys = defaultdict(list)
    for app_label, model_name, key in asked:
        keys[apps.get_model(app_label, model_name)].append(key)
    found: dict[type[Model], dict[Any, Any]] = defaultdict(dict)
    for model, wanted in keys.items():
        for stored in model.objects.filter(pk__in=wanted).order_by("pk"):
            if (specific := stored.get_indexed_instance()) is not None:
                found[type(specific)][specific.pk] = specific
    for model, objects in found.items():
        indexed = model.get_indexed_objects().filter(pk__in=objects).values_list("pk", flat=True)
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(model, [objects[pk] for pk in indexed.order_by("pk")])


def connect() -> None:
    run_together(insert_or_update_object_task, index_together)
