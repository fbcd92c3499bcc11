"""How often one client may ask: a bucket of tokens each, in memory, and not for ever."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

# Clients remembered; the one that was silent longest makes way. 100 bytes each or so.
_MOST_CLIENTS = 10_000


class Buckets:
    """Every client begins with a full bucket of `a_minute`, which fills up again in a minute.

    `clock` gives seconds that never go back.
    """

    def __init__(self, a_minute: int, clock: Callable[[], float]) -> None:
        self._most = float(a_minute)
        self._a_second = a_minute / 60
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, client: str, tokens: int = 1) -> float:
        """Take so many for one request; 0, or after how many seconds there will be enough."""
        with self._lock:
            now = self._clock()
            left, seen = self._left.pop(client, (self._most, now))
            left = min(self._most, left + (now - seen) * self._a_second)
            enough = left >= tokens
            self._left[client] = (left - tokens if enough else left, now)
            if len(self._left) > _MOST_CLIENTS:
                self._left.popitem(last=False)
            return 0.0 if enough else (tokens - left) / self._a_second
