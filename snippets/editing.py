"""How an item of shared content begins: at the end of its language's order, and previewed in its language."""

from typing import Any

from wagtail.admin.views.generic.mixins import LocaleMixin
from wagtail.snippets.views import snippets

from .ordering import last_place


class Beginning:
    """Mixed into views that create an item."""

    def get_initial_form_instance(self) -> Any:
        instance = super().get_initial_form_instance()  # type: ignore[misc]
        if instance is not None:
            instance.sort_order = last_place(type(instance), instance.locale_id)
        return instance

    def get_preview_url(self) -> str:
        return self._set_locale_query_param(super().get_preview_url())  # type: ignore[misc, attr-defined]


class CreateView(Beginning, snippets.CreateView):
    """Adds an item."""


class CopyView(Beginning, snippets.CopyView):
    """Adds a copy of an item."""


class PreviewOnCreateView(LocaleMixin, snippets.PreviewOnCreateView):
    """Previews an item that was never saved; Wagtail's own leaves it without a language."""

    def get_object(self) -> Any:
        instance = super().get_object()
        instance.locale = self.get_locale()
        return instance
