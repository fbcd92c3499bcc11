"""How the work of the workers goes, for `monitor status`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from monitor.config import Config
from monitor.storage import QueueState, Store
from monitor.wording import count

# A worker that misses three signs is taken for dead; one more, since clocks differ a little.
_MISSED = 4


def work_of(store: Store, config: Config, now: datetime) -> dict[str, Any] | None:
    """Jobs that wait and that are being done, by task; None where there are no workers."""
    state = store.queue_state() if config.settings.workers.enabled else None
    if state is None:
        return None
    silence = timedelta(seconds=_MISSED * config.settings.workers.heartbeat)
    return {
        "waiting": dict(state.waiting),
        "doing": dict(state.doing),
        "last_sign": state.last_sign.isoformat(timespec="seconds") if state.last_sign else None,
        "alive": state.last_sign is not None and now - state.last_sign < silence,
        "troubles": _troubles(state, now, silence),
    }


def quarantine_trouble(number: int) -> list[str]:
    """A line where there is anything in quarantine."""
    if not number:
        return []
    return [f"{count(number, 'snapshot')} in quarantine, see `monitor quarantine list`"]


def _troubles(state: QueueState, now: datetime, silence: timedelta) -> list[str]:
    if state.last_sign is None:
        return ["no worker runs: start one with `monitor worker`"]
    if now - state.last_sign < silence:
        return []
    since = f"{state.last_sign:%Y-%m-%d %H:%MZ}"
    return [f"no worker has given a sign of life since {since}: start one with `monitor worker`"]
