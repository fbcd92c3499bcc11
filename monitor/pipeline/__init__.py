"""Joins the stages and storage: the only module that does.

    crawl, import, backfill → snapshots → read → revisions → extract → claims → compare → relations

Snapshots are stored first and marked read last, so a kill at any moment loses
nothing: what was fetched and not yet read is read by the next run. The
revision, its claims and the relations they touch are one transaction.
"""

from __future__ import annotations

from monitor.pipeline.archived import BackfillReport, Wanted
from monitor.pipeline.archiving import export_archive
from monitor.pipeline.backfilling import backfill
from monitor.pipeline.comparing import compare_slots
from monitor.pipeline.crawling import crawl_sources
from monitor.pipeline.health import update_health
from monitor.pipeline.importing import import_paths
from monitor.pipeline.reading import read_one, read_pending
from monitor.pipeline.report import CrawlReport, Stages
from monitor.pipeline.rereading import DocumentChange, RereadReport, reread

__all__ = [
    "BackfillReport",
    "CrawlReport",
    "DocumentChange",
    "RereadReport",
    "Stages",
    "Wanted",
    "backfill",
    "compare_slots",
    "crawl_sources",
    "export_archive",
    "import_paths",
    "read_one",
    "read_pending",
    "reread",
    "update_health",
]
