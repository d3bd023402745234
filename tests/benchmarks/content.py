"""Generated Arabic content, the same for each seed: what both sites of the benchmark are filled with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from .vocabulary import PEOPLE, PLATFORM_KINDS, PLATFORMS, SECTION_KINDS, TOPICS, search_words, sentences, words

SITE_NAME = "مجلة القياس"
INDEX_TITLE = INDEX_SLUG = "المقالات"
SECTIONS = 5
PICTURES = 12
#: The one file that all pictures name. It need not exist: no operation opens it.
PICTURE_FILE = "original_images/shared.png"


@dataclass(frozen=True, slots=True)
class Platform:
    slug: str
    latin_name: str
    arabic_name: str
    aliases: tuple[str, ...]
    kind: str
    tagline: str
    description: str
    features: tuple[str, ...]
    website: str
    picture: int
    brand_color: str
    post_length_limit: int | None
    launch_year: int


@dataclass(frozen=True, slots=True)
class Section:
    """``body`` is ``[(block type, value), …]``; in a value, platforms, pictures and articles stand as their places."""

    title: str
    slug: str
    kind: str
    body: tuple[tuple[str, dict[str, Any]], ...]
    mentions: frozenset[int]


@dataclass(frozen=True, slots=True)
class Article:
    title: str
    slug: str
    summary: str
    lead: str
    date: date
    picture: int
    people: tuple[int, ...]
    topics: tuple[int, ...]
    sections: tuple[Section, ...]

    @property
    def path(self) -> str:
        return f"/{INDEX_SLUG}/{self.slug}/"


def platforms() -> list[Platform]:
    random = Random(1)
    return [
        Platform(
            slug=slug,
            latin_name=latin,
            arabic_name=arabic,
            aliases=(f"{latin} App", f"تطبيق {arabic}"),
            kind=PLATFORM_KINDS[place % len(PLATFORM_KINDS)],
            tagline=words(random, 6),
            description=_paragraph(f"{words(random, 24)} <b>{words(random, 3)}</b> {words(random, 8)}."),
            features=tuple(words(random, 2) for _ in range(4)),
            website=f"https://{slug}.example/",
            picture=place % PICTURES,
            brand_color=f"#{random.randrange(16**6):06X}",
            post_length_limit=random.choice((None, 280, 500, 2_200)),
            launch_year=random.randrange(2003, 2024),
        )
        for place, (slug, latin, arabic) in enumerate(PLATFORMS)
    ]


def articles(number: int) -> Iterator[Article]:
    """Newest first; an article links only to those before it."""
    to_find = search_words(number)
    for place in range(number):
        random = Random(1_000 + place)
        title = f"{words(random, 4)} {to_find[place % len(to_find)]} {place + 1}"
        yield Article(
            title=title,
            slug=title.replace(" ", "-"),
            summary=f"{words(random, 18)}.",
            lead=_paragraph(sentences(random, 2)),
            date=date(2026, 1, 1) - timedelta(days=place),
            picture=random.randrange(PICTURES),
            people=tuple(sorted(random.sample(range(len(PEOPLE)), random.choice((1, 2))))),
            topics=tuple(sorted(random.sample(range(len(TOPICS)), 2))),
            sections=tuple(_section(random, place, number) for number in range(SECTIONS)),
        )


def _section(random: Random, article: int, number: int) -> Section:
    named = random.sample(range(len(PLATFORMS)), 2)
    first, second = (PLATFORMS[place][2] for place in named)
    body = [
        ("paragraph", {"prose": _paragraph(sentences(random, 5))}),
        ("heading", {"text": words(random, 5), "level": "h3"}),
        ("paragraph", {"prose": _paragraph(f"{words(random, 9)} {first} {sentences(random, 4)}")}),
        ("point", {"title": words(random, 4), "prose": _paragraph(sentences(random, 2))}),
        (
            "point",
            {"title": words(random, 4), "prose": _paragraph(f"<b>{words(random, 3)}</b> {sentences(random)}")},
        ),
        ("platform", {"platform": named[1], "display_name": second, "prose": _paragraph(sentences(random, 2))}),
    ]
    match number:
        case 0 if article:
            earlier = random.randrange(article)
            body.append(("read_also", {"text": words(random, 5), "page": earlier}))
        case 1:
            body.append(("image", {"image": random.randrange(PICTURES), "alt_text": "", "caption": words(random, 5)}))
        case 2:
            body.append(("quote", {"text": sentences(random), "attribution": random.choice(PEOPLE)}))
        case 3:
            prose = _paragraph(sentences(random, 2))
            body.append(("callout", {"tone": "tip", "title": words(random, 3), "prose": prose}))
        case 4:
            link = f'<a linktype="page" id="{{{random.randrange(article)}}}">{words(random, 2)}</a>' if article else ""
            body.append(("summary", {"prose": _paragraph(f"{sentences(random, 2)} {link}".strip())}))
    title = words(random, 5)
    slug = f"{title.replace(' ', '-')}-{number + 1}"
    return Section(title, slug, SECTION_KINDS[number], tuple(body), frozenset(named))


def _paragraph(text: str) -> str:
    return f'<p data-block-key="k">{text}</p>'
