"""A program that edits at random, reads at random from several workers, and computes each answer afresh beside them.

    python -m tests.cms.caching.exactness ROUNDS SEED PORT

It prints, as JSON, what it did and each answer of a worker that was not what the content said at that moment.
"""

import json
import random
import sys
from collections import Counter
from contextlib import suppress
from typing import Any

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.exceptions import ValidationError  # noqa: E402
from django.test import Client  # noqa: E402

from pages import roots  # noqa: E402
from tests.cms.caching import other_edits, page_edits, program_edits, shared_edits  # noqa: E402, F401  they name themselves
from tests.cms.caching.content import content  # noqa: E402
from tests.cms.caching.edits import EDITS, Undone  # noqa: E402
from tests.cms.caching.program_edits import program, workflow  # noqa: E402
from tests.cms.caching.reads import questions  # noqa: E402
from tests.cms.caching.serving import Worker  # noqa: E402

READS = 4
#: Rounds after which the questions name what has been made meanwhile.
RENEWAL = 50


def main(rounds: int, seed: int, port: int, processes: int = 2) -> dict[str, Any]:
    chance = random.Random(seed)
    content()
    desk = Client(SERVER_NAME="localhost")
    desk.force_login(get_user_model().objects.create_superuser(f"editor {random.random()}"))
    _ = program(), workflow()  # made before any edit, for one that is undone would take them away again
    workers = connections(port, processes)
    before = [hits(worker) for worker in workers]
    done: Counter[str] = Counter()
    stale: list[dict[str, Any]] = []
    reads = 0
    for number in range(rounds):
        if number % RENEWAL == 0:
            asked = questions(chance)
        edit = chance.choice(EDITS)
        with suppress(Undone, ValidationError):  # Wagtail refuses what has no place
            edit(chance, desk)
            done[edit.__name__] += 1
        for body in (chance.choice(asked) for _ in range(READS)):
            expected = fresh(body)
            for worker in workers:
                reads += 1
                given = kept(worker, body)
                # What time itself changes may have changed meanwhile.
                if given not in (expected, fresh(body) if given != expected else b""):
                    told = {"round": number, "edit": edit.__name__, "asked": body.decode()}
                    stale.append(told | {"expected": fresh(body).decode(), "given": given.decode()})
        if len(stale) > 5:
            break
    return {
        "edits": done,
        "reads": reads,
        "hits": sum(hits(worker) - old for worker, old in zip(workers, before, strict=True)),
        "stale": stale,
    }


def connections(port: int, processes: int) -> list[Worker]:
    found: dict[int, Worker] = {}
    while len(found) < processes:
        worker = Worker(port)
        worker.number = worker.process
        found.setdefault(worker.number, worker)
    return list(found.values())


def hits(worker: Worker) -> int:
    return worker.counted("answers_total", origin="process")


def kept(worker: Worker, body: bytes) -> bytes:
    return worker.send("POST", "/graphql/", body, Content_Type="application/json", Host="localhost").body


def fresh(body: bytes) -> bytes:
    """The answer by the content alone: this process keeps nothing."""
    roots._store.cache_clear()
    return Client(SERVER_NAME="localhost").post("/graphql/", body, content_type="application/json").content


if __name__ == "__main__":
    print(json.dumps(main(*map(int, sys.argv[1:])), ensure_ascii=False))
