"""Keeps what an editor is working on under a token, and gives it back for the token."""

from collections.abc import Iterable
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.signals import user_logged_out
from django.contrib.contenttypes.models import ContentType
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from wagtail.models import COMMENTS_RELATION_NAME, Page, Site

from snippets.models.preview_token import PreviewToken
from snippets.models.site_settings import SiteSettings


def preview_address(instance: Any, request: HttpRequest) -> str | None:
    """Where the frontend shows ``instance`` as it is now; None where there is no frontend or nobody has signed in."""
    site = instance.get_site() if isinstance(instance, Page) else Site.find_for_request(request)
    template = SiteSettings.objects.filter(site=site).values_list("preview_url", flat=True).first()
    user, session = getattr(request, "user", None), getattr(request, "session", None)
    if not (template and user and user.is_authenticated and session and session.session_key):
        return None
    return template.replace("{token}", keep(instance, request).secret)


def keep(instance: Any, request: HttpRequest) -> PreviewToken:
    """The token under which ``instance`` is kept as it is now.

    While an object is being edited its token stays the same and gives the newest version, so that a frontend may ask
    again; a preview of an older version, or of one that is up for approval, has a token of its own.
    """
    PreviewToken.objects.expired().delete()
    follows = getattr(request, "is_editing", False)
    whose = {
        "editor": request.user,
        "session_key": request.session.session_key,
        "content_type": ContentType.objects.get_for_model(instance, for_concrete_model=False),
        "object_id": "" if instance._state.adding or instance.pk is None else str(instance.pk),
        "follows_editing": follows,
    }
    known = PreviewToken.objects.filter(**whose).order_by("pk").first() if follows else None
    token = known or PreviewToken(**whose)
    token.title = str(instance)[:255]
    content = instance.serializable_data()
    token.content = {name: value for name, value in content.items() if name != COMMENTS_RELATION_NAME}
    token.save()
    return token


def redeem(secret: str) -> PreviewToken | None:
    """The token that ``secret`` names while it holds; None for any other, for whatever reason.

    It ends with its time, when it is revoked, and with the session in which it was made: by signing out, by a change of
    the password, or because the account is closed.
    """
    token = PreviewToken.objects.named(secret).select_related("editor", "content_type").first()
    return token if token is not None and token.editor.is_active and _is_signed_in(token) else None


def _is_signed_in(token: PreviewToken) -> bool:
    session = import_module(settings.SESSION_ENGINE).SessionStore(token.session_key).load()
    is_theirs = session.get(SESSION_KEY) == str(token.editor.pk)
    return is_theirs and constant_time_compare(session.get(HASH_SESSION_KEY, ""), token.editor.get_session_auth_hash())


def values(children: Iterable[dict[str, Any]], name: str) -> list[Any]:
    """What ``name`` holds in each of the kept ``children``, in their order."""
    return [child[name] for child in sorted(children, key=lambda child: child.get("sort_order") or 0)]


@receiver(user_logged_out)
def revoke_at_logout(request: HttpRequest, **kwargs: Any) -> None:
    if request is not None and (key := request.session.session_key):
        PreviewToken.objects.filter(session_key=key).delete()
