"""The five operations that are measured, as each site and peer writes them, with the variables that vary."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .content import articles as generated
from .vocabulary import search_words

FOLDER = Path(__file__).parent / "operations"


@dataclass(frozen=True, slots=True)
class Operation:
    """One question to all sites and peers that can answer it.

    ``variables`` are all that it is asked with, one of them a request.
    """

    key: str
    name: str
    meaning: str
    variables: tuple[dict[str, Any], ...]

    def bodies(self, site: str) -> list[str]:
        """The bodies of the requests to ``site``, each a line of JSON."""
        query = self._file(site).read_text(encoding="utf-8")
        return [json.dumps({"query": query, "variables": variables}) for variables in self.variables]

    def asked_of(self, site: str) -> bool:
        """Whether ``site`` can answer it."""
        return self._file(site).exists()

    def _file(self, site: str) -> Path:
        return FOLDER / f"{self.name}.{site}.graphql"


def operations(articles: int) -> list[Operation]:
    """The operations on that many articles of the generated content."""
    paths = tuple({"path": article.path} for article in generated(articles))
    words = tuple({"words": word} for word in search_words(articles))
    return [
        Operation(
            "Q1", "article", "one article by its path, any of all, with its sections, blocks and platforms", paths
        ),
        Operation("Q2", "list", "the 20 newest articles: title, address, summary, date", ({},)),
        Operation("Q3", "platforms", "all platforms with all their fields", ({},)),
        Operation("Q4", "tree", "the site, 20 articles, their sections, the titles of what stands in them", ({},)),
        Operation("Q5", "search", "full-text search for an Arabic word, any of many, 10 hits", words),
    ]
