"""A crawler to be killed: `python -m benchmarks.crawler FILE ADDRESS...`, an outlet each.

Says "fetching" when it begins, and "reading" when everything is fetched.
"""

from __future__ import annotations

import sys

from benchmarks.crawl import config_for
from monitor.pipeline import crawl_sources
from monitor.storage import open_store, utc_now

# A host that a killed crawler was asking is free again this soon, in seconds.
_LEASE = 5.0


def main() -> int:
    database, *bases = sys.argv[1:]
    config = config_for(bases, total_timeout=_LEASE)
    reading = False

    def tell(line: str) -> None:
        nonlocal reading
        if not reading and line.endswith(" claims"):
            reading = True
            print("reading", flush=True)

    with open_store(f"sqlite:///{database}") as store:
        print("fetching", flush=True)
        crawl_sources(config, store, config.sources, clock=utc_now, progress=tell, eager=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
