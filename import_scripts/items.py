"""One item of an import, an article or a section, brought into the database by three-way comparison."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from wagtail.models import Locale, Page

from pages.models import ArticlePage, SectionPage

from .incoming import IMPORTED_FIELDS, Incoming, StoredPage, stored_prints
from .merging import Merge, merge
from .models import ImportRecord
from .publication import create, objection, revise
from .reports import ItemReport, Status
from .slugs import free_slug

# What the import left behind, kept with the fingerprints in `ImportRecord.written`.
LIVE, DRAFT, WITHDRAWN = "live", "draft", "withdrawn"


@dataclass(frozen=True, slots=True)
class Request:
    """How an article is to be stored: under which key, in which language, as a draft or published, at what cost."""

    key: str
    source: str
    locale: Locale
    draft: bool = False
    overwrite: bool = False

    def report(self, title: str, status: Status, detail: str = "") -> ItemReport:
        return ItemReport(self.source, self.key, title, status, detail)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item, and its page; None where it has none."""

    report: ItemReport
    page: StoredPage | None = None

    def with_detail(self, status: Status, detail: str) -> "Outcome":
        joined = "; ".join(filter(None, [self.report.detail, detail]))
        return replace(self, report=replace(self.report, status=status, detail=joined))


def load_item(item: Incoming, record: ImportRecord | None, parent: Page, request: Request) -> Outcome:
    """Create, update or leave the page of ``item`` below ``parent``; ``record`` is None when it was never imported."""
    if record is None:
        record = ImportRecord(key=request.key, locale=request.locale, item=item.key)
        if (own := _editors_own(item, parent)) is None:
            return _create(item, record, parent, request)
        record.page, record.written = own, {"state": LIVE if own.live else DRAFT, "revision": own.latest_revision_id}
    if record.page is None:
        if request.overwrite:
            return _create(item, record, parent, request).with_detail(Status.CREATED, "an editor had deleted it")
        return Outcome(_conflict(item, request, "an editor deleted the page; --overwrite creates it anew"))
    page = record.page.specific
    return Outcome(_update(item, record, page, request), page)


def withdraw_item(record: ImportRecord, request: Request) -> ItemReport | None:
    """Unpublish the page of an item that the text no longer has; None where there is no page to unpublish."""
    if record.page is None:
        remember(record, request, {}, vanished=True)
        return None
    page: StoredPage = record.page.specific
    gone = "no longer in the text"
    if request.draft:
        return request.report(page.title, Status.UNCHANGED, f"{gone}; a run without --draft unpublishes it")
    if not request.overwrite and (edited := _edited(page, record)):
        detail = f"{gone}, but an editor changed {edited}; --overwrite unpublishes it"
        return request.report(page.title, Status.CONFLICT, detail)
    ours = page.latest_revision_id == record.written["revision"]
    if reason := objection(page, ours=ours, overwrite=request.overwrite):
        return request.report(page.title, Status.CONFLICT, f"{gone}, but {reason}")
    # Where an editor unpublished it before the text dropped it, that is remembered for the day the text has it again.
    state = record.written["state"] if _is_withdrawn(page, record) else WITHDRAWN
    page.unpublish()
    remember(record, request, {"state": state, "revision": page.latest_revision_id}, vanished=True)
    return request.report(page.title, Status.UNPUBLISHED, gone)


def _create(item: Incoming, record: ImportRecord, parent: Page, request: Request) -> Outcome:
    Page.objects.select_for_update().values_list("pk").get(pk=parent.pk)  # no other page takes the address meanwhile
    slug = free_slug(item.title, parent, item.fallback_slug)
    page = item.model(slug=slug, locale=request.locale, **item.fields)
    revision = create(page, parent, publish=not request.draft)
    record.page = page
    state = DRAFT if request.draft else LIVE
    remember(record, request, {**item.prints, "state": state, "revision": revision.pk}, vanished=False)
    return Outcome(request.report(item.title, Status.CREATED), page)


def _editors_own(item: Incoming, parent: Page) -> StoredPage | None:
    """A section of that kind and title that an editor wrote; an export of the article holds it too."""
    if not isinstance(parent, ArticlePage):
        return None
    # A range, which the index of paths knows, where Wagtail's `child_of` asks how a path begins.
    below = SectionPage.objects.filter(path__range=Page._get_children_path_interval(parent.path))
    return below.filter(import_records=None, title=item.title, kind=item.fields["kind"]).first()


def _update(item: Incoming, record: ImportRecord, page: StoredPage, request: Request) -> ItemReport:
    written, publish = record.written, not request.draft
    prints = item.prints
    merged = merge(
        prints,
        stored_prints(page.get_latest_revision_as_object(), item.fields),
        written,
        overwrite=request.overwrite,
    )
    withdrawn = _is_withdrawn(page, record)
    if withdrawn and not request.overwrite:
        return _conflict(item, request, "an editor unpublished the page; --overwrite publishes it")
    pending = not page.live or page.has_unpublished_changes
    due = publish and pending and (withdrawn or written["state"] != LIVE)
    if not (merged.take or due or record.vanished):
        if merged.agreed:
            remember(record, request, {name: prints[name] for name in merged.agreed})
        return _settled(item, merged, request)
    ours = page.latest_revision_id == written["revision"]
    if reason := objection(page, ours=ours, overwrite=request.overwrite):
        return _conflict(item, request, reason)
    values = {name: item.fields[name] for name in merged.take}
    revision = revise(page, values, publish=publish)
    fields = {name: prints[name] for name in (*merged.take, *merged.agreed)}
    state = LIVE if publish else WITHDRAWN if written["state"] == WITHDRAWN else DRAFT
    remember(record, request, {**fields, "state": state, "revision": revision.pk}, vanished=False)
    return _changed(item, merged, request, published=due)


def _is_withdrawn(page: StoredPage, record: ImportRecord) -> bool:
    """Whether an editor has unpublished the page: it was public, is not now, and the import did not do it."""
    return not page.live and page.first_published_at is not None and record.written["state"] != WITHDRAWN


def _settled(item: Incoming, merged: Merge, request: Request) -> ItemReport:
    if merged.kept:
        return _conflict(item, request, _kept(merged))
    return request.report(item.title, Status.UNCHANGED)


def _changed(item: Incoming, merged: Merge, request: Request, *, published: bool) -> ItemReport:
    details = [", ".join(merged.take)] if merged.take else []
    if merged.replaced:
        details.append(f"replaced an editor's {', '.join(merged.replaced)}")
    if published:
        details.append("published")
    if merged.kept:
        details.append(_kept(merged))
    status = Status.CONFLICT if merged.kept else Status.UPDATED
    return request.report(item.title, status, "; ".join(details) or "back in the text")


def _kept(merged: Merge) -> str:
    return f"an editor changed {', '.join(merged.kept)}; --overwrite takes the text's"


def _conflict(item: Incoming, request: Request, detail: str) -> ItemReport:
    return request.report(item.title, Status.CONFLICT, detail)


def _edited(page: StoredPage, record: ImportRecord) -> str:
    """The fields that an editor has changed since the import wrote them, by name; "" where none."""
    names = [field for field in IMPORTED_FIELDS if field in record.written]
    current = stored_prints(page.get_latest_revision_as_object(), names)
    return ", ".join(name for name in names if current[name] != record.written[name])


def remember(
    record: ImportRecord, request: Request, written: Mapping[str, Any], *, vanished: bool | None = None
) -> None:
    """Store what the import wrote, on top of what it wrote before."""
    record.written = {**(record.written or {}), **written}
    record.vanished = record.vanished if vanished is None else vanished
    record.source = request.source
    record.save()
