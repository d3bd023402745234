"""The article list under which new articles are put."""

from wagtail.models import Locale, Site

from pages.models import ArticleIndexPage
from pages.paths import path_of, url_path_at


class NoParentError(LookupError):
    """There is no article list where one was asked for; the message lists those that exist."""


def article_list(language: str, path: str | None = None) -> ArticleIndexPage:
    """The article list at ``path``, such as ``/المقالات/``; without one, the first in ``language``."""
    known = ArticleIndexPage.objects.filter(locale__language_code=language).order_by("path")
    if path is None:
        found = known.first()
    else:
        places = [place for site in Site.objects.order_by("-is_default_site") if (place := url_path_at(path, site))]
        found = known.filter(url_path__in=places).first()
    if found is None:
        raise NoParentError(_message(language, path, [placed[1] for page in known if (placed := path_of(page))]))
    return found


def locale_of(language: str) -> Locale:
    """The language's row; raises `NoParentError` where the site has no such language yet."""
    try:
        return Locale.objects.get(language_code=language)
    except Locale.DoesNotExist:
        raise NoParentError(_message(language, None, [])) from None


def _message(language: str, path: str | None, known: list[str]) -> str:
    if not known:
        return (
            f"There is no article list in '{language}' yet. Add one below the home page in the admin, or run "
            "`python manage.py load_sample`."
        )
    return f"There is no article list in '{language}' at {path}. There is: {', '.join(known)}"
