"""Content for tests, complete enough to be saved and no more."""

import json
from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, Locale

from pages.models import ArticleAuthor, ArticlePage, SectionPage
from snippets.models import Menu, Person, Picture, Platform, Topic

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


def sign(article: ArticlePage, *people: Person) -> None:
    """Make `people` the authors of `article`, in that order."""
    for place, author in enumerate(people):
        ArticleAuthor.objects.create(article=article, person=author, sort_order=place)


def collection(name: str = "مجموعة", parent: Collection | None = None, private: bool = False) -> Collection:
    made = (parent or Collection.get_first_root_node()).add_child(name=name)
    if private:
        CollectionViewRestriction.objects.create(collection=made, restriction_type="login")
    return made


def pixels() -> bytes:
    """A grey PNG of 8 by 6 pixels."""
    content = BytesIO()
    Image.new("RGB", (8, 6), "grey").save(content, "PNG")
    return content.getvalue()


def picture(title: str = "picture", **fields: Any) -> Picture:
    """A grey picture in the root collection."""
    return Picture.objects.create(title=title, file=ContentFile(pixels(), f"{title}.png"), **fields)


def document(title: str = "document", **fields: Any) -> Document:
    return Document.objects.create(title=title, file=ContentFile(b"text", f"{title}.txt"), **fields)


def link(kind: str, target: Any, text: str = "رابط") -> str:
    """A link in rich text to a page or document, as editors' links are stored."""
    return f'<a linktype="{kind}" id="{target.pk}">{text}</a>'


def every_block(platform: Platform, picture: Picture, page: Any, document: Any) -> list[dict[str, Any]]:
    """One block of each kind, each with all that it can hold."""
    table = {
        "columns": [{"type": "text", "heading": "عمود"}, {"type": "text", "heading": "آخر"}],
        "rows": [{"values": ["أ", "ب"]}, {"values": ["ج", None]}],
        "caption": "جدول",
    }
    blocks = [
        block("paragraph", prose=prose(f"فقرة {link('page', page)} و{link('document', document, 'وثيقة')}")),
        block("heading", text="عنوان", level="h4"),
        block("point", title="نقطة", prose=prose("شرح")),
        block("platform", platform=platform.pk, display_name="الاسم", prose=prose("عن المنصة")),
        block("read_also", text="اقرأ", page=page.pk, url=""),
        block("summary", prose=prose("خلاصة")),
        block("quote", text="قول", attribution="قائل"),
        block("callout", tone="tip", title="تنبيه", prose=prose("ملاحظة")),
        block("image", image=picture.pk, alt_text="بديل", caption="تعليق"),
        block("embed", url="https://video.example/1", caption="مقطع"),
        block("table", table=table),
    ]
    return [{**made, "id": f"block-{place}"} for place, made in enumerate(blocks)]
