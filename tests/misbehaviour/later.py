"""Misbehaviours that take time: the server, the clock, the disk between two crawls."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Later:
    """Held by the test of that name in tests/test_misbehaviour_later.py."""

    test: str
    what: str
    recorded: str
    seen: str


LATER = [
    Later(
        "test_an_etag_that_lies",
        "an ETag that stays while the text changes",
        "unchanged 304; after 14 days fetched 200, article",
        "the new claim, two weeks late at the most",
    ),
    Later(
        "test_an_etag_that_changes_while_the_text_does_not",
        "an ETag that changes while the text does not",
        "unchanged 200",
        "nothing new",
    ),
    Later(
        "test_a_304_for_another_mark",
        "304 for ever, whatever is asked",
        "unchanged 304; after 14 days permanent 304",
        "answered 304; what was read stays",
    ),
    Later(
        "test_a_server_that_goes_and_comes_back",
        "connection refused: the server is gone, and comes back with another text",
        "transient –; later fetched 200, article",
        "could not be read; then the new claim",
    ),
    Later(
        "test_a_name_that_leads_elsewhere_during_a_crawl",
        "a name server that gives an internal address for the second request",
        "refused –",
        "not on the public internet",
    ),
    Later(
        "test_a_clock_that_jumps_ahead",
        "the clock jumps two years ahead, then back",
        "unchanged 200 each time",
        "nothing is lost, nothing waits for two years",
    ),
    Later(
        "test_a_clock_that_jumps_back",
        "the clock jumps a year back",
        "unchanged 200",
        "its claim, once",
    ),
    Later(
        "test_a_full_disk",
        "the disk is full while a document is stored",
        "nothing half; fetched 200, article at the next crawl",
        "the disk is full; free some space, nothing was half written",
    ),
    Later(
        "test_a_locked_database",
        "another process holds the database",
        "nothing",
        "another process is writing to it; try again when it is done",
    ),
]
