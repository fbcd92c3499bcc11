"""The tasks a scheduler runs: each may be run at any time, by any process, any number of times.

A row with a unique key decides who does what: a slot (job and due time) for
crawls, digests and retention, the outbox row for a message. A process that dies leaves a
slot unfinished or a message half sent; after `LEASE` another takes it over. A
crawl that is told to stop gives its slot back.
"""

from __future__ import annotations

from monitor.jobs.alerts import alert_job, alert_job_name
from monitor.jobs.crawling import (
    Crawl,
    StopRequested,
    crawl_due,
    crawl_job_name,
    crawl_source_job,
)
from monitor.jobs.delivery import (
    FIRST_RETRY,
    LONGEST_RETRY,
    MOST_DELAY,
    DeliveryReport,
    deliver_job,
    retry_after,
)
from monitor.jobs.digests import (
    digest_due,
    digest_job,
    digest_job_name,
    digest_start,
    digests_are_due,
    make_digests,
)
from monitor.jobs.feeds import feeds_job
from monitor.jobs.retention import (
    RETENTION,
    keeps_for_ever,
    requests_since,
    retained_since,
    retention_due,
    retention_job,
)
from monitor.jobs.slots import is_done
from monitor.progress import Clock
from monitor.storage import LEASE

__all__ = [
    "FIRST_RETRY",
    "LEASE",
    "LONGEST_RETRY",
    "MOST_DELAY",
    "RETENTION",
    "Clock",
    "Crawl",
    "DeliveryReport",
    "StopRequested",
    "alert_job",
    "alert_job_name",
    "crawl_due",
    "crawl_job_name",
    "crawl_source_job",
    "deliver_job",
    "digest_due",
    "digest_job",
    "digest_job_name",
    "digest_start",
    "digests_are_due",
    "feeds_job",
    "is_done",
    "keeps_for_ever",
    "make_digests",
    "requests_since",
    "retained_since",
    "retention_due",
    "retention_job",
    "retry_after",
]
