"""Addresses of new pages, made from their titles."""

from wagtail.models import Page

from cms.slugs import slug_of


def free_slug(title: str, parent: Page, fallback: str) -> str:
    """The slug of ``title`` with a number behind it where a child of ``parent`` has it already."""
    wanted = slug_of(title, fallback)
    taken = set(parent.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
