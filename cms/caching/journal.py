"""The journal: every committed change gets a number, in the order of the commits, and is marked in the shared memory.

Triggers note changes in the transaction that makes them. Once it is committed, whoever comes first puts all that was
noted since into one numbered entry, together with the tags that it touches. An entry is then marked in the memory of
each host: by the process that committed before its call returns, by others as soon as their followers hear of it.
Nothing is lost with a process that is killed in between, for what it left undone is there for anybody to do.
"""

from time import time

from django.db.models import Exists

from cms.models import Change, Entry, Journal

from . import expiry, tags
from .memory import Versions, versions
from .numbering import Numbered, begin, number, renumber


def look() -> None:
    """Number and mark whatever has been committed; one query where that is nothing.

    When it returns, no process of this host takes for valid what was outdated before the call.
    """
    memory = versions()
    memory.renew()
    state = Journal.objects.annotate(pending=Exists(Change.objects.all())).values_list("epoch", "position", "pending")
    found = state.first() or (*begin(), True)
    if found == (memory.epoch, memory.position, False):
        memory.hear()
    else:
        _mark(memory, number() if found[2] else None)


def expire_due() -> None:
    """Outdate what has expired since this was last called anywhere, and find out what will expire next.

    It waits for whoever else writes, so it is the followers' work; until it is done nothing kept is used.
    """
    memory = versions()
    if memory.next_expiry > time() * 1_000_000:
        return
    _mark(memory, number(expired=True))
    with memory.locked():
        memory.next_expiry = expiry.next_one()


def _mark(memory: Versions, numbered: Numbered | None) -> None:
    """Mark all entries that ``memory`` has missed, of which ``numbered`` may be the only one."""
    with memory.locked():
        known = memory.epoch
        if numbered and (numbered.epoch, numbered.position) == (memory.epoch, memory.position + 1):
            missed = [(numbered.position, numbered.tags)]
        else:
            missed = _missed_by(memory)
        for position, told in missed:
            if tags.EVERYTHING in told:
                memory.mark_everything(position)
            else:
                memory.mark(tags.slots_of(told), position)
        if memory.epoch != known or any(tags.EVERYTHING in told or tags.EXPIRY in told for _, told in missed):
            memory.next_expiry = expiry.next_one()
        memory.hear()


def _missed_by(memory: Versions) -> list[tuple[int, list[str]]]:
    """Position and tags of each entry after the last one marked. A memory of another journal begins anew."""
    epoch, position = Journal.objects.values_list("epoch", "position").first() or begin()
    if epoch == memory.epoch and position < memory.position:
        # The database is older than the memory: a backup was restored, and positions will be given a second time.
        epoch, position = renumber(epoch)
    if epoch != memory.epoch:
        memory.begin(epoch, position)
        return []
    if position == memory.position:
        return []
    entries = Entry.objects.filter(position__gt=memory.position, position__lte=position).order_by("position")
    missed = list(entries.values_list("position", "tags"))
    if len(missed) < position - memory.position:
        return [(position, [tags.EVERYTHING])]  # some are gone: this host was away for too long
    return missed
