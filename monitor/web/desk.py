"""What every page is made with: configuration, a store that only reads, who may look, a clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from monitor.config import Config
from monitor.progress import Clock
from monitor.storage import Store
from monitor.web.access import Access


@dataclass(frozen=True, slots=True)
class Desk:
    """`writing` opens a store of its own for the one verdict that is to be kept."""

    config: Config
    store: Store
    access: Access
    clock: Clock
    writing: Callable[[], Store]
