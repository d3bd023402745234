"""No kept answer is ever stale: random edits, random reads, and every answer compared with one computed afresh.

EXACTNESS_ROUNDS says how many edits there are, four reads of each worker after each; EXACTNESS_SEED which ones.
"""

import json
import os

import pytest

from tests.cms.caching.serving import editing, environment, run, serving

ROUNDS = int(os.environ.get("EXACTNESS_ROUNDS", "20"))
SEED = int(os.environ.get("EXACTNESS_SEED", "1"))
WITHOUT_TRIGGERS = """
from django.db import connection
from cms.caching import triggers
with connection.cursor() as cursor:
    for name, table in triggers.existing("default").items():
        triggers._drop(cursor, name, table)
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory, django_db_blocker):
    """What the site's processes are told, and the port at which its workers listen."""
    folder = tmp_path_factory.mktemp("exactness")
    with django_db_blocker.unblock(), environment(folder) as told, serving(folder, told) as workers:
        yield told, workers[0].port


@pytest.fixture
def edit_and_read(served):
    told, port = served
    alone = {"DJANGO_SETTINGS_MODULE": "cms.settings", "ROW_CACHE_BYTES": "0", "ANSWER_CACHE_BYTES": "0"}
    alone |= {"REST_API": "true"}

    def act(rounds):
        command = ["-W", "ignore", "-m", "tests.cms.caching.exactness", str(rounds), str(SEED), str(port)]
        return json.loads(run(command, told | alone, patience=300 + 10 * rounds))

    return act


def test_no_answer_of_any_worker_is_stale(edit_and_read):
    found = edit_and_read(ROUNDS)
    print(json.dumps({name: found[name] for name in ("edits", "reads", "hits")}, indent=1))
    assert found["stale"] == []
    assert found["reads"] == 8 * ROUNDS
    assert found["hits"] > found["reads"] // 10
    assert sum(found["edits"].values()) > ROUNDS // 2


def test_stale_answers_would_be_found(served, edit_and_read):
    told, _ = served
    with editing(told) as editor:
        editor(WITHOUT_TRIGGERS)
    assert any(edit_and_read(20)["stale"] for _ in range(5))
