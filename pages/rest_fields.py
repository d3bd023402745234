"""What the REST API reads and writes of a page, beside what Wagtail's own fields say."""

from wagtail.api import APIField


def writable(*names: str) -> list[APIField]:
    """Fields that programs may set as editors do."""
    return [APIField(name, writable=True) for name in names]
