"""Paths of pages: where a page stands below its site's address, and which page stands at a path."""

import unicodedata
from urllib.parse import quote, unquote

from django.conf import settings
from wagtail.models import Page, Site

from cms.slugs import cleaned

from .roots import Roots, site_roots


def path_of(page: Page, roots: Roots | None = None) -> tuple[int, str] | None:
    """The site of ``page`` and its path there, such as ``(1, "/مقالات/شبكات/")``; None where no site holds it.

    The path is readable (not percent-encoded), starts and ends with a slash, and starts with the language code in
    every language but the default one. Who asks for many pages gives the ``roots``, which are looked up otherwise.
    """
    for site_id, root_path, _url, language in site_roots() if roots is None else roots:
        if not page.url_path.startswith(root_path):
            continue
        prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
        return site_id, f"{prefix}/{page.url_path[len(root_path) :]}"
    return None


def normalised(path: str) -> str:
    """One spelling for all of a path: decoded, NFC, with one slash before and after.

    >>> normalised("%D8%A3%20b")
    '/أ b/'
    """
    # PostgreSQL takes no NUL; no page's path holds what stands for it here.
    decoded = unquote(path).replace("\0", "\ufffd")
    parts = [part for part in unicodedata.normalize("NFC", decoded).split("/") if part]
    return "/".join(["", *parts, ""])


def without_ornament(path: str) -> str:
    """``path``, normalised, as slugs are made: without marks, tatweel, controls and presentation forms.

    >>> without_ornament("/شـبكةُ/")
    '/شبكة/'
    """
    return "/".join(map(cleaned, normalised(path).split("/")))


def spellings(path: str) -> set[str]:
    """The forms in which one path may have been stored: composed or decomposed, readable or percent-encoded."""
    plain = {form.rstrip("/") or "/" for form in (normalised(path), without_ornament(path))}
    readable = {unicodedata.normalize(form, spelling) for spelling in plain for form in ("NFC", "NFD")}
    return {form for spelling in readable for form in (spelling, quote(spelling))}


def url_path_at(path: str, site: Site) -> str | None:
    """Wagtail's ``url_path`` of the page that would stand at ``path`` of ``site``; None where no language is rooted."""
    parts = normalised(path).strip("/").split("/")
    languages = {code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES} - {settings.LANGUAGE_CODE}
    language = parts.pop(0) if parts[0] in languages else settings.LANGUAGE_CODE
    for site_id, root_path, _url, root_language in site_roots():
        if site_id == site.pk and root_language == language:
            return root_path + "".join(f"{part}/" for part in parts if part)
    return None
