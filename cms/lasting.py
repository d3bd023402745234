"""Says of a property or resolver that its value follows from the columns of one row alone.

Not from another row, the site that was asked, a setting that editors change, or the clock: parts of answers that hold
such values are kept with the row for as long as that does not change. What else a value follows from may be told of
each request; parts are then kept for each thing that was told.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from graphql import GraphQLResolveInfo

F = TypeVar("F", bound=Callable[..., Any])


def always(source: Any) -> bool:
    return True


def lasting(
    function: F,
    when: Callable[[Any], bool] = always,
    given: Callable[[GraphQLResolveInfo], bytes] | None = None,
) -> F:
    """``function``, of which is said that its value lasts; but not for objects for which ``when`` is false.

    ``given`` tells of a request what the value follows from beside the object, as bytes that differ where that does.
    """
    function.__dict__.update(lasting=when, given=given)
    return function
