"""What edits are made of: the list of them, and random choices among what is there."""

import random
from collections.abc import Callable
from typing import Any

from django.test import Client
from wagtail.models import Page

from snippets.models import Menu, Person, Platform, Topic

SNIPPETS = (Platform, Person, Topic, Menu)
Edit = Callable[[random.Random, Client], None]
EDITS: list[Edit] = []


class Undone(Exception):
    """There is nothing that this edit could change."""


def edit(function: Edit) -> Edit:
    """Add ``function`` to the list."""
    EDITS.append(function)
    return function


def some(chance: random.Random, rows: Any) -> Any:
    """One of ``rows``."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    if not keys:
        raise Undone
    return rows.model._default_manager.get(pk=chance.choice(keys))


def move_below(target: Page, page: Page, *, first: bool) -> None:
    """Move ``page`` to one end of what is below ``target``, in the admin's way.

    Wagtail's copies begin at 0 below a page; treebeard's own "first-child" takes 1 for the first place there, and two
    pages for one path then.
    """
    before = target.get_first_child() if first else None
    if before:
        page.move(before, pos="left")
    else:
        page.move(target, pos="last-child")


def word(chance: random.Random) -> str:
    return f"كلمة {chance.randrange(10**6)}"


def below_home(model: type[Page] = Page) -> Any:
    return model.objects.filter(depth__gt=2)


def written() -> Any:
    """Pages that have versions of their own, which mirrors of others have not."""
    return below_home().filter(alias_of__isnull=True)
