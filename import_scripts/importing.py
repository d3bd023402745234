"""A run of the import over many files: one that fails does not stop the rest."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError

from pages.models import ArticleIndexPage
from snippets.mentions import AliasIndex

from .catalogue import known_platforms, load_catalogue
from .errors import SourceError
from .items import Request
from .loader import load_article
from .outline import outline_dict
from .parents import article_list, locale_of
from .reports import ItemReport, Report, Status
from .sources import Reading, Source, read
from .spool import Spool


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user asks of a run: language, parent by path, drafts only, editors' changes given up."""

    language: str = "ar"
    parent: str | None = None
    draft: bool = False
    overwrite: bool = False


Tell = Callable[[str], None]


def import_sources(sources: Sequence[Source], choices: Choices, *, done: Tell, warn: Tell) -> Report:
    """Import each file. ``done`` is told the name of each file after it, ``warn`` what its reader should know.

    Ctrl-C ends the run: of the article under way nothing is stored, and the report tells of those before it. Raises
    `NoParentError` before anything is written.
    """
    parent = article_list(choices.language, choices.parent)
    platforms = known_platforms()
    items: Spool[ItemReport] = Spool(asdict, ItemReport.read)
    failed = finished = 0
    try:
        for source in sources:
            try:
                reading = read(source, platforms)
                items.add(*_store(source, reading, parent, choices))
                for note in reading.notes:
                    warn(_placed(source, note))
            except SourceError as error:
                items.add(_rejected(source, str(error)))
            except (DatabaseError, ValidationError) as error:
                failed += 1
                items.add(_rejected(source, f"{source}: not stored: {'; '.join(_messages(error))}"))
            finished += 1
            done(str(source))
    except KeyboardInterrupt:
        return Report(items, failed, left=len(sources) - finished)
    return Report(items, failed)


def preview_sources(sources: Sequence[Source], *, done: Tell, warn: Tell) -> tuple[Iterable[dict[str, Any]], Report]:
    """What an import would read, by file: nothing is written and no row is needed.

    Answers the outlines as data (see `outline_dict`, with "source") and the rejected files as a report.
    """
    platforms = known_platforms()
    outlines: Spool[dict[str, Any]] = Spool(dict, dict)
    rejected = []
    for source in sources:
        try:
            reading = read(source, platforms)
        except SourceError as error:
            rejected.append(_rejected(source, str(error)))
        else:
            outlines.add({"source": str(source), **_outlined(reading, platforms)})
            for note in reading.notes:
                warn(_placed(source, note))
        done(str(source))
    return outlines, Report(rejected)


def _outlined(reading: Reading, platforms: AliasIndex) -> dict[str, Any]:
    data = outline_dict(reading.outline, words_in=reading.words, mentions=platforms.mentions)
    return {**data, "warnings": list(reading.notes)}


def _store(source: Source, reading: Reading, parent: ArticleIndexPage, choices: Choices) -> tuple[ItemReport, ...]:
    load_catalogue()
    request = Request(
        key=source.key,
        source=str(source),
        locale=locale_of(choices.language),
        draft=choices.draft,
        overwrite=choices.overwrite,
    )
    return load_article(reading.outline, parent, request)


def _rejected(source: Source, message: str) -> ItemReport:
    return ItemReport(str(source), source.key, source.path.name, Status.REJECTED, message)


def _placed(source: Source, note: str) -> str:
    return note if note.startswith(str(source)) else f"{source}: {note}"


def _messages(error: Exception) -> Iterator[str]:
    yield from error.messages if isinstance(error, ValidationError) else [str(error).strip()]
