"""The order of an article's sections: the text's, or an editor's where one has reordered them since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wagtail.models import Page


@dataclass(frozen=True, slots=True)
class Order:
    """The keys of all sections in order, whether known ones move, and whether an editor's order was kept."""

    keys: tuple[str, ...]
    moved: bool = False
    kept: bool = False


def decide_order(
    incoming: Sequence[str], current: Sequence[str], written: Sequence[str], *, draft: bool, overwrite: bool
) -> Order:
    """Order the keys of ``incoming``, of which ``current`` have a page already, in the order of the pages.

    An order that an editor changed since ``written`` stays, and so does any in a ``draft``, for the order of pages
    has no drafts; new keys then follow the one that they follow in the text.
    """
    if [key for key in incoming if key in current] == list(current):
        return Order(tuple(incoming))
    common = set(current) & set(written)
    edited = [key for key in current if key in common] != [key for key in written if key in common]
    if draft or (edited and not overwrite):
        return Order(_joined(incoming, current), kept=edited)
    return Order(tuple(incoming), moved=True)


def bring_into_order(parent: Page, wanted: Iterable[int]) -> None:
    """Move children of ``parent`` so that those in ``wanted`` (primary keys) follow one another in that order.

    Writes nothing where they do already; other children keep their place.
    """
    targets = list(wanted)
    order = list(parent.get_children().filter(pk__in=targets).order_by("path").values_list("pk", flat=True))
    for place, pk in enumerate(targets):
        if order[place] == pk:
            continue
        page = Page.objects.get(pk=pk)
        if place:
            page.move(Page.objects.get(pk=targets[place - 1]), pos="right")
        else:
            page.move(Page.objects.get(pk=order[0]), pos="left")
        order.remove(pk)
        order.insert(place, pk)


def _joined(incoming: Sequence[str], current: Sequence[str]) -> tuple[str, ...]:
    keys = list(current)
    for place, key in enumerate(incoming):
        if key not in current:
            keys.insert(keys.index(incoming[place - 1]) + 1 if place else 0, key)
    return tuple(keys)
