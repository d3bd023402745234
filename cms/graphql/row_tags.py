"""What a row of content is made of, by its primary key: the tags that outdate whatever holds it."""

from django.db.models import Model
from wagtail.models import CollectionMember, Locale, Page

from cms.caching import tags

from .shelf import Tags

LOCALES = tags.whole(Locale._meta.db_table)


def row_tags(model: type[Model]) -> Tags:
    """The tags of a row of ``model`` under a key."""
    if issubclass(model, Page):
        return lambda key, row: (tags.row("page", key), tags.PAGES, LOCALES)
    kind = model._meta.model_name or ""
    shared = (tags.COLLECTIONS,) if issubclass(model, CollectionMember) else (LOCALES,)
    return lambda key, row: (tags.row(kind, key), *shared)
