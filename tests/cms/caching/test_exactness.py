"""No kept answer is ever stale: random edits, random reads, and every answer compared with one computed afresh.

EXACTNESS_ROUNDS says how many edits there are, four reads of each worker after each; EXACTNESS_SEED which ones.
"""

import json
import os

from tests.cms.caching.serving import environment, run, serving

ROUNDS = int(os.environ.get("EXACTNESS_ROUNDS", "60"))
SEED = int(os.environ.get("EXACTNESS_SEED", "1"))


def test_no_answer_of_any_worker_is_stale(tmp_path, django_db_blocker):
    with django_db_blocker.unblock(), environment(tmp_path) as told, serving(tmp_path, told) as workers:
        alone = {"DJANGO_SETTINGS_MODULE": "cms.settings", "ROW_CACHE_BYTES": "0", "ANSWER_CACHE_BYTES": "0"}
        command = ["-m", "tests.cms.caching.exactness", str(ROUNDS), str(SEED), str(workers[0].port)]
        found = json.loads(run(command, told | alone, patience=120 + 5 * ROUNDS).splitlines()[-1])
    print(json.dumps({name: found[name] for name in ("edits", "reads", "hits")}, indent=1))
    assert found["stale"] == []
    assert found["reads"] == 8 * ROUNDS
    assert found["hits"] > found["reads"] // 20
    assert sum(found["edits"].values()) > ROUNDS // 2
