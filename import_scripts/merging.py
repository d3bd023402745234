"""Three-way comparison: what the text says, what the page says, and what the import wrote last."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Merge:
    """Names of fields: ``take`` from the text, of those the ``replaced`` ones an editor's; ``kept`` as an editor left
    them; ``agreed`` on although both changed."""

    take: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()


def fingerprint(canonical: Any) -> str:
    """A digest of JSON-ready data, the same for equal data."""
    packed = json.dumps(canonical, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(packed.encode()).hexdigest()


def merge(
    incoming: Mapping[str, str], current: Mapping[str, str], written: Mapping[str, str], *, overwrite: bool
) -> Merge:
    """Decide on each field of ``incoming`` by fingerprints. A field that was never written counts as an editor's."""
    differing = [name for name in incoming if incoming[name] != current[name]]
    edited = tuple(name for name in differing if current[name] != written.get(name))
    return Merge(
        take=tuple(name for name in differing if overwrite or name not in edited),
        replaced=edited if overwrite else (),
        kept=() if overwrite else edited,
        agreed=tuple(n for n in incoming if incoming[n] == current[n] and incoming[n] != written.get(n)),
    )
