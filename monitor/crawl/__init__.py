"""From declared sources to snapshots: polite, stubborn, and safe against what it reads.

Only `monitor.crawl.http` opens a connection; feeds, sitemaps and pages are
read from bytes.
"""

from monitor.crawl.address import canonical_address
from monitor.crawl.crawl import Fetched, Listed, Outcome, Unchanged, crawl, crawl_source
from monitor.crawl.http import Client
from monitor.crawl.response import Response
from monitor.crawl.robots import Robots

__all__ = [
    "Client",
    "Fetched",
    "Listed",
    "Outcome",
    "Response",
    "Robots",
    "Unchanged",
    "canonical_address",
    "crawl",
    "crawl_source",
]
