"""Writes articles as text files, for a run of the import over as many as one asks for.

    python -m tests.benchmarks.texts FOLDER 10000
    python manage.py import_article FOLDER

Each has a lead and five sections with two platforms each, some 400 words; every tenth has the title of the one before,
so that addresses have to be told apart.
"""

import sys
from pathlib import Path
from random import Random

from .vocabulary import PLATFORMS, SECTION_KINDS, sentences, words

_CATALOGUED = PLATFORMS[:6]


def write(folder: Path, articles: int) -> None:
    """Write files ``article-00000.txt`` and so on into ``folder``, made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(articles):
        (folder / f"article-{number:05}.txt").write_text(text(number), "utf-8")


def text(number: int) -> str:
    """The article of this number, the same each time."""
    random = Random(number)
    titled = number - 1 if number % 10 == 9 else number
    sections = (_section(random, kind) for kind in SECTION_KINDS)
    return f"# {words(Random(titled), 5)} {titled}\n{sentences(random, 2)}\n\n{''.join(sections)}"


def _section(random: Random, kind: str) -> str:
    (_, _, named), (second, _, shown) = random.sample(_CATALOGUED, 2)
    return (
        f"## {{{kind}}} {words(random, 4)}\n"
        f"{sentences(random, 2)} {words(random, 3)} {named}.\n"
        f"- {words(random, 3)}: {sentences(random)}\n"
        f"- {{{second}}} {shown}: {sentences(random)}\n\n"
    )


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
