"""Content for tests, complete enough to be saved and no more."""

import json
from itertools import count
from typing import Any

from wagtail.models import Locale

from pages.models import ArticlePage, SectionPage
from snippets.models import Menu, Person, Platform, Topic

_serial = count(1)


def prose(text: str) -> str:
    return f'<p data-block-key="k">{text}</p>'


def block(kind: str, **value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": f"00000000-0000-4000-8000-{next(_serial):012d}"}


def arabic() -> Locale:
    return Locale.objects.get_or_create(language_code="ar")[0]


def article(parent, title: str = "مقال", **fields: Any) -> ArticlePage:
    values = {"slug": f"article-{next(_serial)}", "locale": parent.locale, **fields}
    return parent.add_child(instance=ArticlePage(title=title, **values))


def section(parent, title: str = "قسم", body: list[dict[str, Any]] | None = None, **fields: Any) -> SectionPage:
    values = {"slug": f"section-{next(_serial)}", "locale": parent.locale, **fields}
    return parent.add_child(instance=SectionPage(title=title, body=json.dumps(body or []), **values))


def platform(slug: str = "facebook", latin: str = "Facebook", arabic_name: str = "فيسبوك", **fields: Any) -> Platform:
    values = {"kind": "social_network", "locale": arabic(), **fields}
    return Platform.objects.create(slug=slug, latin_name=latin, arabic_name=arabic_name, **values)


def person(name: str = "كاتبة", **fields: Any) -> Person:
    return Person.objects.create(name=name, **{"slug": f"person-{next(_serial)}", "locale": arabic(), **fields})


def topic(name: str = "تسويق", **fields: Any) -> Topic:
    return Topic.objects.create(name=name, **{"slug": f"topic-{next(_serial)}", "locale": arabic(), **fields})


def menu(slug: str = "main", **fields: Any) -> Menu:
    return Menu.objects.create(slug=slug, **{"title": slug, "locale": arabic(), **fields})
