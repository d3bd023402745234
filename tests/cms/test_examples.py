"""The explorer's ready queries: whole answers within the limits, and SQL that does not grow with what they find."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.graphql import explorer
from snippets.models import Menu
from tests import factories

EXAMPLES = sorted(Path(explorer.__file__).with_name("examples").glob("*.graphql"))
#: The slug under which the bundled sample stands, which the examples ask for.
SLUG = "شبكات-التواصل-الاجتماعي"


def _fill(index, many: int, start: int) -> None:
    """Bring the site to ``many`` articles, sections of the one that is asked for, platforms and items of menus."""
    topic, person = factories.topic(f"موضوع {start}"), factories.person(f"كاتبة {start}")
    whole = index.get_children().filter(slug=SLUG).first() or factories.article(index, "شبكات", slug=SLUG)
    whole = whole.specific
    for number in range(start, many):
        name = f"p{number}"
        platform = factories.platform(name, name, f"منصة{number}", logo=factories.picture(name))
        page = factories.article(index, f"شبكات {number}", hero_image=factories.picture(f"hero {name}"))
        page.topics.add(topic)
        page.save()
        factories.sign(page, person)
        blocks = factories.every_block(platform, factories.picture(f"in {name}"), page, factories.document(name))
        factories.section(page, f"فيسبوك منصة{number}", blocks)
        factories.section(whole, f"فيسبوك {number}", blocks)
        whole.refresh_from_db()
    items = [factories.block("item", title="", page=page.pk, url="") for page in index.get_children()]
    Menu.objects.all().delete()
    factories.menu("main", items=json.dumps(items))


@pytest.mark.django_db
def test_ready_queries_cost_the_same_for_ten_and_for_thirty(article_index, client):
    factories.platform(logo=factories.picture("logo"))
    asked = {}
    for many, start in ((10, 0), (30, 10)):
        _fill(article_index, many, start)
        for path in EXAMPLES:
            for _again in range(2):  # what outlives a request is read the first time
                with CaptureQueriesContext(connection) as captured:
                    answer = client.post(
                        "/graphql/", {"query": path.read_text(encoding="utf-8")}, content_type="application/json"
                    ).json()
            assert "errors" not in answer, (path.name, answer["errors"])
            asked.setdefault(path.stem, []).append(len(captured))
    assert {name: counts for name, counts in asked.items() if counts[0] != counts[1]} == {}
