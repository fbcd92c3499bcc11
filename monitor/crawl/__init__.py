"""From declared sources to snapshots: polite, stubborn, and safe against what it reads.

Only `monitor.crawl.http` opens a connection; feeds, sitemaps and pages are
read from bytes.
"""

from monitor.crawl.address import canonical_address
from monitor.crawl.crawl import crawl, crawl_document, crawl_source
from monitor.crawl.http import Client
from monitor.crawl.ledger import Ledger, Memory
from monitor.crawl.outcome import Alias, Failed, Fetched, Listed, Outcome, Unchanged
from monitor.crawl.response import Response
from monitor.crawl.robots import Robots

__all__ = [
    "Alias",
    "Client",
    "Failed",
    "Fetched",
    "Ledger",
    "Listed",
    "Memory",
    "Outcome",
    "Response",
    "Robots",
    "Unchanged",
    "canonical_address",
    "crawl",
    "crawl_document",
    "crawl_source",
]
