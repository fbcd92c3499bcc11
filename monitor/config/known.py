"""What was found out once is remembered, and not without bound."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
T = TypeVar("T")
# Words remembered at the most: more than English has in use, and a few megabytes.
_MOST_WORDS = 50_000


class Known(dict[K, T]):
    """What something is, found out when it is first met; forgotten when there are too many."""

    def __init__(self, find: Callable[[K], T], most: int = _MOST_WORDS) -> None:
        super().__init__()
        self._find, self._most = find, most

    def __missing__(self, met: K) -> T:
        if len(self) >= self._most:
            self.clear()
        found = self[met] = self._find(met)
        return found
