"""Imports that are killed, and imports that meet, each in a process and a database of their own."""

import json
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "import_scripts" / "sample" / "article.txt"

# Imports in children of this process, each killed by itself just before a given statement, and tells what is left.
KILLED = """
import json, os, signal, sys
import django; django.setup()
from django.core.management import call_command
from django.db import connection

def importing(key, killed_at):
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    statements, over = 0, False
    def count(execute, sql, params, many, context):
        nonlocal statements, over
        over = over or "cms_" in sql  # after the commit the journal is written, which is tested by itself
        statements += not over
        if statements == killed_at and not over:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)
    with connection.execute_wrapper(count), open(os.devnull, "w") as nowhere:
        call_command("import_article", sys.argv[1], key=key, stdout=nowhere)
    with open(sys.argv[2], "w") as file:
        file.write(str(statements))
    os._exit(0)

def left(key):
    from import_scripts.models import ImportRecord
    from pages.models import ArticlePage, SectionPage, SectionMention
    from wagtail.models import Page, PageLogEntry, Revision
    records = ImportRecord.objects.filter(key=key)
    pages = [str(pk) for pk in records.values_list("page", flat=True)]
    answer = {
        "records": records.count(),
        "articles": ArticlePage.objects.filter(locale__language_code="ar").count(),
        "live sections": SectionPage.objects.filter(locale__language_code="ar", live=True).count(),
        "revisions": Revision.page_revisions.filter(object_id__in=pages).count(),
        "published": PageLogEntry.objects.filter(page__in=pages, action="wagtail.publish").count(),
        "all revisions": Revision.objects.count(),
        "log entries": PageLogEntry.objects.count(),
        "problems": sum(map(len, Page.find_problems())),
    }
    connection.close()
    return answer

before = left("killed")
assert importing("whole", 0) == 0
whole = left("whole")
total = int(open(sys.argv[2]).read())
steps = sorted({1, 2, 5, *range(total // 12, total, total // 12), total - 1, total})
killed = [[step, importing("killed", step), left("killed")] for step in steps]
assert importing("killed", 0) == 0
print(json.dumps([total, before, whole, killed, left("killed")]))
"""


def test_an_import_killed_anywhere_leaves_nothing(scratch, tmp_path):
    total, before, whole, killed, after = json.loads(scratch.run("-c", KILLED, SAMPLE, tmp_path / "statements"))
    assert total > 100
    assert before | {"records": 6, "articles": 2, "live sections": 10, "revisions": 6, "published": 6} == whole | {
        name: before[name] for name in ("all revisions", "log entries")
    }
    assert whole["all revisions"] == before["all revisions"] + 6
    assert len(killed) >= 14
    for step, signal, left in killed:
        assert (step, signal) == (step, 9)
        untouched = {name: whole[name] for name in ("articles", "live sections", "all revisions", "log entries")}
        assert left == {"records": 0, "revisions": 0, "published": 0, "problems": 0, **untouched}, step
    assert after["all revisions"] == whole["all revisions"] + 6
    assert after | {name: whole[name] for name in ("all revisions", "log entries")} == whole | {
        "articles": 3,
        "live sections": 15,
    }


STATE = """
import django; django.setup()
import json
from import_scripts.models import ImportRecord
from pages.models import ArticlePage, SectionPage
from wagtail.models import Page, Revision
print(json.dumps([
    ArticlePage.objects.filter(import_records__key__startswith="met").count(),
    SectionPage.objects.filter(import_records__key__startswith="met", live=True).count(),
    ImportRecord.objects.filter(key__startswith="met").count(),
    sum(map(len, Page.find_problems())),
]))
"""


def _meet(scratch, *keys):
    options = ("manage.py", "import_article", SAMPLE, "--format", "json", "--key")
    processes = [scratch.start(*options, key) for key in keys]
    outputs = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0] * len(keys), outputs
    return [json.loads(out)["counts"] for out, _err in outputs]


def test_two_imports_of_one_article_wait_for_each_other(scratch):
    counts = _meet(scratch, "met", "met")
    assert sorted(map(str, counts)) == ["{'created': 6}", "{'unchanged': 6}"]
    assert json.loads(scratch.run("-c", STATE)) == [1, 5, 6, 0]


def test_imports_of_two_articles_do_not_collide(scratch):
    assert _meet(scratch, "met-a", "met-b") == [{"created": 6}] * 2
    assert json.loads(scratch.run("-c", STATE)) == [2, 10, 12, 0]
