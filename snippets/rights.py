"""What Wagtail's groups of editors and moderators may do with shared content on a new site."""

from django.contrib.auth.models import Group, Permission

RIGHTS = {"Editors": ("add", "change"), "Moderators": ("add", "change", "delete", "publish", "lock", "unlock")}
SHARED = ("menu", "person", "platform", "topic")


def grant_rights() -> None:
    """Let editors write shared content, and moderators publish it and change the site's settings.

    For a new site: what an operator has decided since would be overruled.
    """
    of_snippets = Permission.objects.filter(content_type__app_label="snippets")
    for name, verbs in RIGHTS.items():
        wanted = {f"{verb}_{model}" for verb in verbs for model in SHARED}
        if name == "Moderators":
            wanted.add("change_sitesettings")
        for group in Group.objects.filter(name=name):
            group.permissions.add(*of_snippets.filter(codename__in=wanted))
