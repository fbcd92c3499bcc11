"""`monitor retention`: bytes of snapshots and requests that the settings no longer keep."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer

from monitor.cli.context import of
from monitor.cli.options import AsJson


def retention(
    context: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be dropped; drop nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Drop what was fetched and [retention] in monitor.toml no longer keeps.

    Bytes of snapshots, and lines of the log of requests. The daemon does it once
    a day. Texts, claims, quotes and hashes stay; what a claim stands on is never
    dropped.
    """
    from dataclasses import asdict

    from rich.text import Text

    from monitor.cli.output import print_json, print_lines, print_text
    from monitor.jobs import keeps_for_ever, requests_since, retained_since
    from monitor.storage import shown_address, utc_now

    options = of(context)
    config = options.config()
    settings = config.settings.retention
    now = utc_now()
    since, asked_since = retained_since(settings, now), requests_since(settings, now)
    with options.store(config) as store:
        going = store.droppable(**since) if dry_run else store.drop_bodies(**since)
        dropped = store.dropped()
        requests = 0
        if asked_since:
            drop = store.droppable_requests if dry_run else store.drop_requests
            requests = drop(asked_since)
    if as_json:
        told = {"dry_run": dry_run, "now": asdict(going), "all": asdict(dropped)}
        print_json("retention", told | {"requests": requests})
        return
    if keeps_for_ever(settings) and not dropped.number:
        print_text("everything is kept for ever: [retention] in monitor.toml names no days")
        return
    what = "would be dropped" if dry_run else "dropped"
    print_text(
        f"{what}: the bytes of {going.number:,} bodies, {going.room:,} in the database; "
        f"{dropped.number:,} dropped in all"
    )
    if asked_since:
        print_text(f"{what}: {requests:,} lines of the log of requests that found nothing new")
    if (going.number or requests) and not dry_run:
        file = shown_address(options.address(config)).partition("sqlite:///")[2]
        print_text("new snapshots use the room")
        if file:
            print_text("to make the file smaller, end the daemon and have SQLite write it anew:")
            print_lines([Text(f"  sqlite3 {shlex.quote(file)} VACUUM")])
