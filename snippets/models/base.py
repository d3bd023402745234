"""What every snippet shares: language, drafts, revisions, locking, workflow, preview and order."""

from itertools import count
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index

from cms.slugs import cleaned, slug_of
from snippets.previewed import PreviewedAtFrontend


class BaseSnippet(
    PreviewedAtFrontend,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    ClusterableModel,
):
    """An abstract piece of shared content with an address of its own within its language."""

    slug = models.SlugField(
        _("slug"),
        max_length=100,
        allow_unicode=True,
        help_text=_("Names this item in addresses and queries. Unique within its language."),
    )
    sort_order = models.IntegerField(_("order"), default=0, db_index=True, editable=False)
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="%(class)s", for_concrete_model=False)
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="%(class)s",
        for_concrete_model=False,
    )

    class Meta(TranslatableMixin.Meta):
        abstract = True
        ordering = ["sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["locale", "slug"], name="%(app_label)s_%(class)s_slug_per_locale"),
        ]

    @property
    def revisions(self) -> models.Manager:
        return self._revisions

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.slug = cleaned(self.slug)
        super().full_clean(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it. A new item without a slug is given that of its name, with a number where it is taken."""
        if self._state.adding:
            self.slug = cleaned(self.slug) or self._free_slug()
        super().save(*args, **kwargs)

    def _free_slug(self) -> str:
        wanted = slug_of(str(self), self._meta.model_name or "")
        siblings = type(self)._default_manager.filter(locale=self.locale_id)
        tried = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
        return next(slug for slug in tried if not siblings.filter(slug=slug).exists())

    def with_content_json(self, content: dict[str, Any]) -> "BaseSnippet":
        """The revision of that content. Its place among the others is not part of a revision, so it stays."""
        restored = super().with_content_json(content)
        restored.sort_order = self.sort_order
        return restored

    def get_preview_template(self, request: object, mode_name: str) -> str:
        return f"snippets/previews/{self._meta.model_name}.html"
