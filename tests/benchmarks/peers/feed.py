"""The generated content as one JSON document, from which each peer is filled.

Whatever refers to something else names its place in the list of its kind: a ``logo`` among ``pictures``, a block's
``page`` among ``articles``. Rich text is HTML, with addresses in its links.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from .. import content, vocabulary

PICTURE = {"url": f"/media/{content.PICTURE_FILE}", "width": 1_600, "height": 900}


def feed(number: int) -> str:
    """That many articles and all that they refer to."""
    articles = list(content.articles(number))
    paths = [article.path for article in articles]
    document = {
        "site": {"name": content.SITE_NAME},
        "pictures": [{"title": f"صورة {place}", **PICTURE} for place in range(content.PICTURES)],
        "people": [{"name": name, "role": "محرر"} for name in vocabulary.PEOPLE],
        "topics": [{"slug": name, "name": name} for name in vocabulary.TOPICS],
        "platforms": [_platform(platform) for platform in content.platforms()],
        "articles": [_article(article, paths) for article in articles],
    }
    return json.dumps(document, ensure_ascii=False)


def _platform(platform: content.Platform) -> dict[str, Any]:
    fields = _camel(asdict(platform))
    return {**fields, "description": _html(fields["description"], ()), "logo": fields.pop("picture")}


def _article(article: content.Article, paths: Sequence[str]) -> dict[str, Any]:
    return {
        "title": article.title,
        "path": article.path,
        "summary": article.summary,
        "date": article.date.isoformat(),
        "lead": _html(article.lead, paths),
        "heroImage": article.picture,
        "people": article.people,
        "topics": article.topics,
        "sections": [
            {
                "title": section.title,
                "path": f"{article.path}{section.slug}/",
                "kind": section.kind,
                "mentions": sorted(section.mentions),
                "body": [{"type": kind, **_block(value, paths)} for kind, value in section.body],
            }
            for section in article.sections
        ],
    }


def _block(value: Mapping[str, Any], paths: Sequence[str]) -> dict[str, Any]:
    return {name: _html(inner, paths) if name == "prose" else inner for name, inner in _camel(value).items()}


def _camel(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with names as JavaScript writes them."""
    names = (name.split("_") for name in fields)
    return {
        first + "".join(map(str.title, rest)): value
        for (first, *rest), value in zip(names, fields.values(), strict=True)
    }


def _html(text: str, paths: Sequence[str]) -> str:
    """Rich text without what only Wagtail keeps in it: keys of paragraphs, and keys of pages in place of addresses."""
    bare = text.replace(' data-block-key="k"', "")
    return bare.replace('linktype="page" id=', "href=").format(*paths) if "linktype" in bare else bare
