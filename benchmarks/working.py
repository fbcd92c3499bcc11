"""One worker of `benchmarks.workers`, in a process of its own.

    python -m benchmarks.working URL [--drain]

Says `ready`, and begins when it is sent a line. At its end it tells as JSON how many
snapshots it read, and how long: in all, in reading, and at that on the processor.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict, dataclass, replace

from benchmarks.outlets import ROOT
from monitor.config import load_config
from monitor.daemon import stop_on_signals
from monitor.pipeline import CrawlReport, Stages, read_one
from monitor.storage import open_store, utc_now
from monitor.telemetry.logs import configure_logging
from monitor.workers.working import run_worker


@dataclass
class Spent:
    """Snapshots read, and seconds."""

    read: int = 0
    all: float = 0.0
    reading: float = 0.0
    processor: float = 0.0


def main() -> None:
    url, drain = sys.argv[1], "--drain" in sys.argv
    config = load_config(str(ROOT / "config"))
    configure_logging(config.settings.log)
    workers = config.settings.workers.model_copy(update={"enabled": True, "heartbeat": 3})
    config = replace(config, settings=config.settings.model_copy(update={"workers": workers}))
    stages, spent = Stages(config), Spent()
    _ = stages.extractor  # built now, so that it is not measured
    with open_store(url) as store:

        def read(key: str) -> None:
            wall, processor = time.monotonic(), time.thread_time()
            read_one(stages, store, key, CrawlReport(), utc_now, lambda line: None)
            spent.reading += time.monotonic() - wall
            spent.processor += time.thread_time() - processor
            spent.read += 1

        print("ready", flush=True)
        sys.stdin.readline()
        begun = time.monotonic()
        stop = stop_on_signals()
        run_worker(config, store, url, clock=utc_now, stop=stop, drain=drain, read=read)
        spent.all = time.monotonic() - begun
    print(json.dumps(asdict(spent)), flush=True)


if __name__ == "__main__":
    main()
