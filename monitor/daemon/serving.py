"""What the daemon answers on loopback: /metrics for Prometheus, /healthz for whoever looks."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus

from prometheus_client.process_collector import ProcessCollector

from monitor.config import Config
from monitor.daemon.pulse import Pulse
from monitor.errors import StorageError
from monitor.jobs import Clock
from monitor.plain import one_line, visible_json
from monitor.storage import Store
from monitor.telemetry.endpoint import Answer, Endpoint
from monitor.telemetry.metrics import exposition, families

log = logging.getLogger(__name__)


@contextmanager
def serving(
    listen: str, pulse: Pulse, config: Config, open_store: Callable[[], Store], clock: Clock
) -> Iterator[None]:
    """Answer as long as this lasts; raises ConfigError where the address cannot be had."""
    one_at_a_time = threading.Lock()  # each counts all rows

    def metrics() -> Answer:
        with one_at_a_time, open_store() as store:
            return _metrics(pulse, config, store, clock)

    answers: dict[str, Callable[[], Answer]] = {
        "/metrics": metrics,
        "/healthz": partial(health, pulse, open_store),
    }
    endpoint = Endpoint(listen, answers)
    log.info("listening on %s", endpoint.url)
    try:
        yield
    finally:
        endpoint.close()


def _metrics(pulse: Pulse, config: Config, store: Store, clock: Clock) -> Answer:
    found = [*families(store, config, clock()), *pulse.tally.families(pulse.waiting)]
    process = ProcessCollector(registry=None)
    kind = "text/plain; version=0.0.4; charset=utf-8"
    return Answer(HTTPStatus.OK, kind, exposition(found, process))


def health(pulse: Pulse, open_store: Callable[[], Store]) -> Answer:
    """200 where all is well, else 503; JSON with the reasons in words."""
    troubles = pulse.troubles()
    try:
        with open_store() as store:
            store.size()
    except StorageError as error:
        troubles.append(one_line(f"the database does not answer: {error}"))
    status = HTTPStatus.SERVICE_UNAVAILABLE if troubles else HTTPStatus.OK
    row = {"well": not troubles, "troubles": troubles}
    return Answer(status, "application/json", visible_json(json.dumps(row)) + "\n")
