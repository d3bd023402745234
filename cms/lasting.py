"""Says of a property or resolver that its value follows from the columns of one row alone.

Not from another row, the site that was asked, a setting that editors change, or the clock: parts of answers that hold
such values are kept with the row for as long as that does not change.
"""

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def always(source: Any) -> bool:
    return True


def lasting(function: F, when: Callable[[Any], bool] = always) -> F:
    """``function``, of which is said that its value lasts; but not for objects for which ``when`` is false."""
    function.__dict__["lasting"] = when
    return function
