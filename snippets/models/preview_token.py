"""Tokens by which a frontend shows what one editor is working on, for a while."""

import re
from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

#: What every token looks like, so that one is known wherever it stands: in a query, in an address, in a log.
TOKEN = re.compile(r"pv_[\w-]{43}", re.ASCII)


def secret_of(nonce: str) -> str:
    """The token that belongs to ``nonce``; who knows the table but not the site's secret key cannot tell it."""
    secret = salted_hmac("snippets.PreviewToken", nonce, algorithm="sha256").digest()
    return f"pv_{urlsafe_b64encode(secret).decode().rstrip('=')}"


def digest_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


class PreviewTokens(models.QuerySet):
    """Tokens, those among them that still hold, and those that do not."""

    def live(self) -> "PreviewTokens":
        return self.filter(expires_at__gt=timezone.now())

    def expired(self) -> "PreviewTokens":
        return self.filter(expires_at__lte=timezone.now())

    def named(self, token: str) -> "PreviewTokens":
        """The one that ``token`` names, if it is shaped like a token at all."""
        return self.live().filter(digest=digest_of(token)) if TOKEN.fullmatch(token) else self.none()


class PreviewToken(models.Model):
    """Leave to see one version of one object, given by one editor in one session; only the token's digest is kept."""

    nonce = models.CharField(max_length=32, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("editor"), on_delete=models.CASCADE, related_name="+"
    )
    session_key = models.CharField(max_length=40, editable=False)
    content_type = models.ForeignKey(ContentType, verbose_name=_("kind"), on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255, blank=True, editable=False)
    title = models.CharField(_("title"), max_length=255)
    content = models.JSONField(encoder=DjangoJSONEncoder, editable=False)
    follows_editing = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"), db_index=True)

    objects = PreviewTokens.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        default_permissions = ()
        indexes = [models.Index(fields=["editor", "content_type", "object_id"], name="preview_of_an_editor")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the token and let it hold for the whole time from now on."""
        self.nonce = self.nonce or token_hex(16)
        self.digest = digest_of(secret_of(self.nonce))
        self.expires_at = timezone.now() + timedelta(seconds=settings.PREVIEW_SECONDS)
        super().save(*args, **kwargs)

    @property
    def secret(self) -> str:
        """What the frontend is given."""
        return secret_of(self.nonce)
