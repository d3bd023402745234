"""A site in which every public row refers to rows of every model in every state that is not public."""

from collections import defaultdict
from typing import Any

from graphql_relay import to_global_id
from grapple.registry import registry
from wagtail.models import DraftStateMixin, Page

from pages.models import ArticleIndexPage, ArticlePage, HomePage, SectionPage
from tests.sentinels import add, hidden, public_models, redraft, stand_alone

SECRET, SHOWN = "SENTINEL", "SHOWN"


def crowd(article_index: ArticleIndexPage) -> dict[type, list[Any]]:
    """Fill the site; the hidden rows of each model. Their texts hold ``SECRET``, those of public rows ``SHOWN``."""
    home = article_index.get_parent().specific
    article = article_index.add_child(instance=ArticlePage(title="article", slug="article", locale=home.locale))
    parents = {HomePage: home.get_parent(), ArticleIndexPage: home, ArticlePage: article_index, SectionPage: article}
    models = [model for model in public_models() if stand_alone(model)]
    rows = defaultdict(list)
    for model in models:
        rows[model] = list(hidden(model, SECRET, lambda wanted: [], parents))
    for state in ({"live": False}, {}):
        above = add(ArticlePage, f"{SECRET}ABOVE", lambda wanted: [], parents, **state)
        rows[SectionPage].append(add(SectionPage, f"{SECRET}BELOW", lambda wanted: [], {SectionPage: above}))
        if not state:
            above.view_restrictions.create(restriction_type="login")
            rows[ArticlePage].append(above)

    def targets(wanted):
        if wanted is Page:
            return [page for model, found in rows.items() if issubclass(model, Page) for page in found]
        return rows[wanted]

    for model in models:
        for turn in range(max(1, *(len(found) for found in rows.values()))):
            shown = add(
                model, f"{SHOWN}{model.__name__}", lambda wanted, turn=turn: _rotated(targets(wanted), turn), parents
            )
            _link_many(shown, rows)
            if isinstance(shown, DraftStateMixin):
                redraft(shown, SECRET, lambda wanted: [])
    return rows


def _shown():
    return [row for model in public_models() if stand_alone(model) for row in model._default_manager.all()]


def _rotated(found, turn):
    return found[turn % len(found) :] + found[: turn % len(found)] if found else []


def _link_many(shown, rows):
    """Every many-to-many and child relation of a public row refers to all hidden rows of its model."""
    for field in shown._meta.many_to_many:
        if rows.get(field.related_model):
            getattr(shown, field.name).set(rows[field.related_model])
            shown.save()
    for relation in getattr(shown._meta, "child_relations", []):
        for link in relation.related_model._meta.concrete_fields:
            for target in rows.get(link.related_model, ()):
                relation.related_model.objects.create(**{relation.field.name: shown, link.name: target})


def arguments() -> dict[str, list[str]]:
    """What names hidden and public rows, and words that would find them, for the arguments of root fields."""
    found = [(registry.models[type(row)]._meta.name, row) for row in _shown()]
    pages = [row for _name, row in found if isinstance(row, Page)]
    return {
        "id": [to_global_id(name, row.pk) for name, row in found],
        "slug": [row.slug for _name, row in found if hasattr(row, "slug")],
        "path": ["/", *("/" + "/".join(page.url_path.strip("/").split("/")[1:]) for page in pages)],
        "query": [SECRET, *(f"{SECRET}{number}" for number in range(30))],
        "token": ["none"],
    }
