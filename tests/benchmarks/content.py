"""Generated Arabic content, the same for each seed: what both sites of the benchmark are filled with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import permutations
from random import Random
from typing import Any

SITE_NAME = "مجلة القياس"
INDEX_TITLE = INDEX_SLUG = "المقالات"
SECTIONS = 5
PICTURES = 12
#: The one file that all pictures name. It need not exist: no operation opens it.
PICTURE_FILE = "original_images/shared.png"
#: A word to search for stands in the titles of this many articles.
ARTICLES_PER_WORD = 10

PLATFORMS = (
    ("facebook", "Facebook", "فيسبوك"),
    ("instagram", "Instagram", "إنستغرام"),
    ("tiktok", "TikTok", "تيكتوك"),
    ("youtube", "YouTube", "يوتيوب"),
    ("snapchat", "Snapchat", "سنابشات"),
    ("linkedin", "LinkedIn", "لينكدإن"),
    ("pinterest", "Pinterest", "بينترست"),
    ("whatsapp", "WhatsApp", "واتساب"),
    ("telegram", "Telegram", "تيليغرام"),
    ("reddit", "Reddit", "ريديت"),
    ("discord", "Discord", "ديسكورد"),
    ("twitch", "Twitch", "تويتش"),
    ("threads", "Threads", "ثريدز"),
    ("tumblr", "Tumblr", "تمبلر"),
    ("vimeo", "Vimeo", "فيميو"),
    ("flickr", "Flickr", "فليكر"),
    ("mastodon", "Mastodon", "ماستودون"),
    ("bluesky", "Bluesky", "بلوسكاي"),
)
PLATFORM_KINDS = ("social_network", "microblog", "photo_sharing", "video_sharing", "messaging")
SECTION_KINDS = ("definition", "types", "importance", "advantages", "developments")
TOPICS = ("التسويق", "المحتوى", "الإعلان", "الجمهور", "القياس", "التجارة", "الصورة", "العلامة")
PEOPLE = ("ليان سعد", "سامر حداد", "هدى منصور", "كريم عيسى", "رنا يوسف", "ماجد فارس")
#: What sentences are made of. No word of it names a platform or is searched for.
_TEXT = (
    "في هذا القسم نعرض كيف تبني العلامة حضورها على الشبكة وكيف تقيس أثر ما تنشره يوما بعد يوم من غير أن تضيع وقت "
    "الفريق أو مال الحملة فالمحتوى الجيد يبدأ من سؤال واضح عن الناس وعما يريدون قراءته ومشاهدته ومشاركته مع غيرهم "
    "وتبقى اللغة السهلة والصورة الصادقة أقرب إلى القارئ من كل عبارة طويلة ثم تأتي الأرقام لتقول ما الذي نجح وما الذي "
    "يحتاج إلى تعديل قبل الموسم القادم وهكذا تكبر الصفحة قليلا قليلا حتى يعرفها أهل المدينة والمهتمون بها في كل مكان"
)
WORDS = _TEXT.split()
#: Letters that no affix of Arabic has, so that no folding or stemming makes two of these words alike.
_PLAIN_LETTERS = "جحخدذرزشصضطظعغقث"


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


def search_words(articles: int) -> list[str]:
    """Words of which each stands in the titles of ten of that many articles, and nowhere else."""
    wanted = -(-articles // ARTICLES_PER_WORD)
    words = ["".join(letters) for letters in permutations(_PLAIN_LETTERS, 3)]
    Random(7).shuffle(words)
    if wanted > len(words):
        raise ValueError(f"There are words for {len(words) * ARTICLES_PER_WORD} articles, not for {articles}.")
    return words[:wanted]


def platforms() -> list[Platform]:
    random = Random(1)
    return [
        Platform(
            slug=slug,
            latin_name=latin,
            arabic_name=arabic,
            aliases=(f"{latin} App", f"تطبيق {arabic}"),
            kind=PLATFORM_KINDS[place % len(PLATFORM_KINDS)],
            tagline=_words(random, 6),
            description=_paragraph(f"{_words(random, 24)} <b>{_words(random, 3)}</b> {_words(random, 8)}."),
            features=tuple(_words(random, 2) for _ in range(4)),
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
    words = search_words(number)
    for place in range(number):
        random = Random(1_000 + place)
        title = f"{_words(random, 4)} {words[place % len(words)]} {place + 1}"
        yield Article(
            title=title,
            slug=title.replace(" ", "-"),
            summary=f"{_words(random, 18)}.",
            lead=_paragraph(_sentences(random, 2)),
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
        ("paragraph", {"prose": _paragraph(_sentences(random, 5))}),
        ("heading", {"text": _words(random, 5), "level": "h3"}),
        ("paragraph", {"prose": _paragraph(f"{_words(random, 9)} {first} {_sentences(random, 4)}")}),
        ("point", {"title": _words(random, 4), "prose": _paragraph(_sentences(random, 2))}),
        (
            "point",
            {"title": _words(random, 4), "prose": _paragraph(f"<b>{_words(random, 3)}</b> {_sentences(random)}")},
        ),
        ("platform", {"platform": named[1], "display_name": second, "prose": _paragraph(_sentences(random, 2))}),
    ]
    match number:
        case 0 if article:
            earlier = random.randrange(article)
            body.append(("read_also", {"text": _words(random, 5), "page": earlier}))
        case 1:
            body.append(("image", {"image": random.randrange(PICTURES), "alt_text": "", "caption": _words(random, 5)}))
        case 2:
            body.append(("quote", {"text": _sentences(random), "attribution": random.choice(PEOPLE)}))
        case 3:
            prose = _paragraph(_sentences(random, 2))
            body.append(("callout", {"tone": "tip", "title": _words(random, 3), "prose": prose}))
        case 4:
            link = f'<a linktype="page" id="{{{random.randrange(article)}}}">{_words(random, 2)}</a>' if article else ""
            body.append(("summary", {"prose": _paragraph(f"{_sentences(random, 2)} {link}".strip())}))
    title = _words(random, 5)
    slug = f"{title.replace(' ', '-')}-{number + 1}"
    return Section(title, slug, SECTION_KINDS[number], tuple(body), frozenset(named))


def _words(random: Random, number: int) -> str:
    return " ".join(random.choices(WORDS, k=number))


def _sentences(random: Random, number: int = 1) -> str:
    return " ".join(f"{_words(random, random.randrange(14, 26))}." for _ in range(number))


def _paragraph(text: str) -> str:
    return f'<p data-block-key="k">{text}</p>'
