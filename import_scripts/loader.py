"""Outline → database: one article in one transaction, repeatable, and careful with what editors have changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Page

from cms.tasks import once_each
from pages.models import ArticleIndexPage
from pages.paths import path_of
from snippets.models import Platform

from .incoming import ARTICLE, Incoming, StoredPage, incoming_article, incoming_sections
from .items import Outcome, Request, load_item, remember, withdraw_item
from .locks import wait_for_turn
from .models import ImportRecord
from .ordering import bring_into_order, decide_order
from .outline import Outline
from .reports import ItemReport, Status


def load_article(outline: Outline, parent: ArticleIndexPage, request: Request) -> tuple[ItemReport, ...]:
    """Store an article with its sections, or nothing of it; answer what became of each.

    ``parent`` takes the article when it is new; one that was imported before stays where editors have it.
    """
    with transaction.atomic(), once_each():
        wait_for_turn(f"import {request.locale.language_code} {request.key}")
        records = _held_records(request)
        article = load_item(incoming_article(outline), records.get(ARTICLE), parent, request)
        written = {key: record.written for key, record in records.items() if key != ARTICLE}
        sections = incoming_sections(outline, _platform_pks(request), written)
        if article.page is None:
            waiting = (request.report(s.title, Status.CONFLICT, "its article is missing") for s in sections)
            return (article.report, *waiting)
        loaded = _Sections(article.page, sections, records, request)
        outcomes = loaded.load()
        article = loaded.put_in_order(article, outcomes)
        withdrawn = loaded.withdraw_others()
        placed = path_of(article.page)
        if article.report.status is Status.CREATED and placed:
            article = article.with_detail(Status.CREATED, f"at {placed[1]}")
        return (article.report, *(outcome.report for outcome in outcomes), *withdrawn)


@dataclass(frozen=True, slots=True)
class _Sections:
    """The sections of one article, as the text has them and as they were imported before."""

    article: StoredPage
    incoming: tuple[Incoming, ...]
    records: dict[str, ImportRecord]
    request: Request

    def load(self) -> tuple[Outcome, ...]:
        return tuple(load_item(s, self.records.get(s.key), self.article, self.request) for s in self.incoming)

    def put_in_order(self, article: Outcome, outcomes: Sequence[Outcome]) -> Outcome:
        """Bring the pages into the text's order unless an editor's stays; answer what that makes of the article."""
        pks = {s.key: o.page.pk for s, o in zip(self.incoming, outcomes, strict=True) if o.page}
        in_tree = list(self.article.get_children().order_by("path").values_list("pk", flat=True))
        pks = {key: pk for key, pk in pks.items() if pk in in_tree}  # an editor may have moved one elsewhere
        known = sorted((key for key in pks if key in self.records), key=lambda key: in_tree.index(pks[key]))
        record = ImportRecord.objects.get(key=self.request.key, locale=self.request.locale, item=ARTICLE)
        order = decide_order(
            list(pks),
            known,
            record.written.get("sections", ()),
            draft=self.request.draft,
            overwrite=self.request.overwrite,
        )
        bring_into_order(self.article, (pks[key] for key in order.keys))
        if order.kept:
            detail = "an editor changed the order of sections; --overwrite takes the text's"
            return article.with_detail(Status.CONFLICT, detail)
        if record.written.get("sections") != list(order.keys):
            remember(record, self.request, {"sections": list(order.keys)})
        if order.moved and article.report.status is Status.UNCHANGED:
            return article.with_detail(Status.UPDATED, "order of sections")
        return article.with_detail(article.report.status, "order of sections") if order.moved else article

    def withdraw_others(self) -> tuple[ItemReport, ...]:
        """Unpublish what the text no longer has."""
        kept = {ARTICLE, *(section.key for section in self.incoming)}
        others = (record for key, record in self.records.items() if key not in kept and not record.vanished)
        return tuple(filter(None, (withdraw_item(record, self.request) for record in others)))


def _held_records(request: Request) -> dict[str, ImportRecord]:
    """What is remembered of the article, by item, with its pages held against other writers until the end."""
    records = ImportRecord.objects.filter(key=request.key, locale=request.locale).order_by("pk").select_related("page")
    pages = Page.objects.select_for_update().filter(pk__in=records.values("page")).order_by("pk")
    list(pages.values_list("pk", flat=True))
    return {record.item: record for record in records}


def _platform_pks(request: Request) -> dict[str, int]:
    """The platforms by slug, in the language of the request where there is such an entry."""
    ordered = Platform.objects.order_by("pk").values_list("slug", "pk")
    return dict(ordered) | dict(ordered.filter(locale=request.locale))
