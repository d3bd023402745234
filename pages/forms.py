"""What the editor of an article offers to choose from."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm


class ArticleForm(WagtailAdminPageForm):
    """Offers the topics of the article's own language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "topics" in self.fields:
            locale = self.instance.locale_id or getattr(self.parent_page, "locale_id", None)
            topics = self.fields["topics"]
            topics.queryset = topics.queryset.filter(locale=locale)
