"""Addresses of new pages, made from their titles."""

from wagtail.models import Page

from cms.slugs import slug_of

#: How many slugs are looked up at a time.
TRIED = 20


def free_slug(title: str, parent: Page, fallback: str) -> str:
    """The slug of ``title`` with a number behind it where a child of ``parent`` has it already.

    Slugs are looked up as they are, some at a time: a search for all that begin alike would read all siblings.
    """
    wanted = slug_of(title, fallback)
    start = 1
    while True:
        tried = [wanted if number == 1 else f"{wanted}-{number}" for number in range(start, start + TRIED)]
        taken = set(parent.get_children().filter(slug__in=tried).order_by().values_list("slug", flat=True))
        free = next((slug for slug in tried if slug not in taken), None)
        if free is not None:
            return free
        start += TRIED
