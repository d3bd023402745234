"""What the generated content is made of: names, Arabic words for sentences, and rare words to search for."""

from itertools import permutations
from random import Random

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


def search_words(articles: int) -> list[str]:
    """Words of which each stands in the titles of ten of that many articles, and nowhere else."""
    wanted = -(-articles // ARTICLES_PER_WORD)
    found = ["".join(letters) for letters in permutations(_PLAIN_LETTERS, 3)]
    Random(7).shuffle(found)
    if wanted > len(found):
        raise ValueError(f"There are words for {len(found) * ARTICLES_PER_WORD} articles, not for {articles}.")
    return found[:wanted]


def words(random: Random, number: int) -> str:
    """That many of the words, in no order."""
    return " ".join(random.choices(WORDS, k=number))


def sentences(random: Random, number: int = 1) -> str:
    """That many sentences of 14 to 25 words each."""
    return " ".join(f"{words(random, random.randrange(14, 26))}." for _ in range(number))
