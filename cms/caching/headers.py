"""What caches between the site and its readers are told: for how long an answer is good, and what it is made of.

Cloudflare purges by `Cache-Tag`, Fastly by `Surrogate-Key`, Varnish by either. Both headers say the same: the tags of
the answer in the spelling in which purges name them.
"""

from collections.abc import Collection, Iterable
from hashlib import blake2b

from django.conf import settings

from .tags import coarse, header_name

#: Bytes of all names together. Fastly takes 16 kB in keys of at most 1 kB, Cloudflare 16 kB, and proxies in front of
#: the site often no more than 8 kB for all headers.
MAX_BYTES = 4096


def told(tags: Collection[str], body: bytes) -> dict[str, str]:
    """The headers of a public answer made of what ``tags`` name."""
    names = spelt(tags)
    control = f"public, max-age=0, s-maxage={settings.CDN_SECONDS}"
    if settings.STALE_SECONDS:
        control += f", stale-while-revalidate={settings.STALE_SECONDS}"
    return {
        "Cache-Control": control,
        "ETag": f'"{blake2b(body, digest_size=16).hexdigest()}"',
        "Cache-Tag": ",".join(names),
        "Surrogate-Key": " ".join(names),
    }


def spelt(tags: Iterable[str], limit: int = MAX_BYTES) -> list[str]:
    """The names of ``tags``, in at most ``limit`` bytes with what stands between them.

    What does not fit is named by whole tables: the largest group of tags of one kind first, until all fit.
    """
    groups: dict[str, set[str]] = {}
    for tag in tags:
        groups.setdefault(tag.partition(".")[0], set()).add(tag)
    by_size = sorted(groups, key=lambda kind: sum(len(header_name(tag)) + 1 for tag in groups[kind]), reverse=True)
    names = _names(groups)
    for kind in by_size:
        if _size(names) <= limit:
            break
        groups[kind] = set(coarse(kind))
        names = _names(groups)
    return names


def _names(groups: dict[str, set[str]]) -> list[str]:
    return sorted({header_name(tag) for tags in groups.values() for tag in tags})


def _size(names: list[str]) -> int:
    return sum(len(name) + 1 for name in names)
