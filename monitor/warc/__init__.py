"""Snapshots to WARC (ISO 28500) and back: pure; docs/decisions/0012 says what stands where."""

from __future__ import annotations

import re

# The field that holds a snapshot to the letter, as JSON; a record without it is somebody else's.
KEPT = "X-Monitor-Snapshot"
ARCHIVES = (".warc", ".warc.gz")
# Schemes under which every reader takes what begins a `response` for the head of an answer.
WEB = ("http://", "https://")
# What the name of a header may be made of (RFC 9110, section 5.6.2).
HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def is_archive(name: str) -> bool:
    """Whether a file of this name is an archive, packed or not."""
    return name.lower().endswith(ARCHIVES)
