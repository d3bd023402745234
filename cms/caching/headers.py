"""What caches between the site and its readers are told: for how long an answer is good, and what it is made of.

Cloudflare purges by `Cache-Tag`, Fastly by `Surrogate-Key`, Varnish by either. Both headers say the same: the tags of
the answer in the spelling in which purges name them.
"""

from collections.abc import Collection, Iterable
from hashlib import blake2b

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .recording import Recording
from .tags import EVERYTHING, header_name, whole
from .watching import WATCHED

#: Where the view says what its answer was made of, in the WSGI environment.
MADE_OF = "cms.made_of"


def disclose(request: HttpRequest, response: HttpResponse, used: Recording) -> None:
    """Say what a public answer was made of: to the caches ahead of Django, and in headers of answers to GET."""
    if used.unkeepable:
        response["Cache-Control"] = "no-store"
        return
    request.META[MADE_OF] = used
    if request.method == "GET":
        for name, value in told(used.tags, response.content).items():
            response[name] = value


def told(tags: Collection[str], body: bytes) -> dict[str, str]:
    """The headers of a public answer made of what ``tags`` name."""
    names = spelt({*tags, EVERYTHING}, settings.CDN_TAG_BYTES)
    control = f"public, max-age=0, s-maxage={settings.CDN_SECONDS}"
    if settings.STALE_SECONDS:
        control += f", stale-while-revalidate={settings.STALE_SECONDS}"
    return {
        "Cache-Control": control,
        "ETag": f'"{blake2b(body, digest_size=16).hexdigest()}"',
        "Cache-Tag": ",".join(names),
        "Surrogate-Key": " ".join(names),
    }


def spelt(tags: Iterable[str], limit: int) -> list[str]:
    """The names of ``tags``, in at most ``limit`` bytes with what stands between them.

    Where they do not fit, all watched tables are named instead: any change has one of them among its tags.
    """
    names = _names(tags)
    return names if sum(len(name) + 1 for name in names) <= limit else _names([EVERYTHING, *map(whole, WATCHED)])


def _names(tags: Iterable[str]) -> list[str]:
    return sorted({header_name(tag) for tag in tags})
