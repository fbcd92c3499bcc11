"""`monitor sources`: list, check, test and add the outlets that are read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, get_args
from urllib.parse import urlsplit

import typer

from monitor.cli.commands import Group
from monitor.cli.context import of
from monitor.cli.options import AsJson, Quiet
from monitor.cli.source_rows import (
    checked_row,
    found_row,
    print_checked,
    print_found,
    source_row,
    visit_lines,
    visit_row,
    ways,
)
from monitor.errors import ConfigError, FetchError, ParseError
from monitor.types import SourceKind

if TYPE_CHECKING:
    from monitor.crawl.find import Found

sources_app = typer.Typer(
    cls=Group,
    help="Look after the sources: list them, check and test them, add new ones.",
    no_args_is_help=True,
)
_KEY = re.compile(r"[a-z0-9][a-z0-9-]*")
_COUNTRY = re.compile(r"[A-Z]{2}")


@sources_app.command("list")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """Show the sources of sources.toml. Asks nobody."""
    from monitor.cli.output import print_json, print_table

    sources = of(context).config().sources
    if as_json:
        print_json("sources", [source_row(source) for source in sources])
        return
    print_table(
        ("Key", "Name", "Kind", "On", "Every", "Lists by", "Note"),
        [
            (
                source.key,
                source.name,
                source.kind,
                "yes" if source.enabled else "no",
                f"{source.interval_minutes} min",
                ", ".join(ways(source)),
                source.note,
            )
            for source in sources
        ],
    )


@sources_app.command()
def check(
    context: typer.Context,
    keys: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[KEY]...", help="Keys of sources.toml; all enabled ones if left out."
        ),
    ] = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Ask the listings of sources once, and show what they hold. Stores nothing.

    A failing one never stops the others. The exit code is 69 where none works.
    """
    from monitor.cli.output import print_json, progress_line
    from monitor.explain.listings import check_sources
    from monitor.query.names import sources_named
    from monitor.storage import utc_now

    config = of(context).config()
    chosen = sources_named(config, keys or ())
    chosen = chosen or [source for source in config.sources if source.enabled]
    tell = progress_line(quiet or as_json)
    found = check_sources(config, chosen, utc_now, tell)
    if as_json:
        print_json("listings", [checked_row(row) for row in found])
    else:
        print_checked(found)
    if not any(row.problem is None for row in found):
        raise typer.Exit(FetchError.exit_code)


@sources_app.command("test")
def try_(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="An article, page, feed or sitemap.")],
    source: Annotated[
        str | None,
        typer.Option(metavar="KEY", help="Whose manners and name count, else by the host."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what a crawl would make of one address. Stores nothing.

    The exit code is 69 where it cannot be had.
    """
    from monitor.cli.output import print_json, print_text
    from monitor.explain.visit import visit
    from monitor.query.names import sources_named
    from monitor.storage import utc_now

    config = of(context).config()
    named = sources_named(config, [source])[0] if source else None
    seen = visit(config, url, utc_now, named)
    if as_json:
        print_json("visit", visit_row(seen))
    else:
        for line in visit_lines(seen):
            print_text(line)
    if seen.problem is not None:
        raise typer.Exit(seen.error.exit_code if seen.error else FetchError.exit_code)


@sources_app.command()
def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="Any page of a site, or its feed.")],
    key: Annotated[str | None, typer.Option(metavar="KEY", help="Else made of the host.")] = None,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="Else as it says.")] = None,
    kind: Annotated[
        str,
        typer.Option(metavar="KIND", help="press, vendor, partner, analyst or community."),
    ] = "press",
    country: Annotated[str, typer.Option(metavar="CODE", help="Two capitals.")] = "US",
    write: Annotated[bool, typer.Option("--write", help="Append it to sources.toml.")] = False,
    as_json: AsJson = False,
) -> None:
    """Find the feeds and sitemaps of a site, and show them as a table for sources.toml.

    The exit code is 69 where there are none that work.
    """
    from monitor.cli.output import print_json, print_text
    from monitor.config.adding import add_source, source_table
    from monitor.explain.listings import find_for
    from monitor.storage import utc_now

    config = of(context).config()
    key = key or _key_of(url)
    _check_given(key, kind, country)
    if write and config.source(key) is not None:
        raise ConfigError(f"there is a source {key!r} already; give another --key")
    found = find_for(config, url, utc_now)
    table = None
    feeds, sitemaps = found.working("feed"), found.working("sitemap")
    if feeds or sitemaps:
        values: dict[str, str | tuple[str, ...]] = {
            "key": key,
            "name": name or _name_of(found),
            "kind": kind,
            "country": country,
            # A sitemap lists all there ever was; a feed says what is new.
            "feeds": feeds,
            "sitemaps": () if feeds else sitemaps,
        }
        table = source_table(values)
    written = str(add_source(config, key, table)) if table and write else None
    if as_json:
        print_json("found", found_row(found) | {"table": table, "written": written})
    else:
        print_found(found)
        print_text(f"\n{table}" if table else "\nNo feed and no sitemap that works was found.")
        if written:
            print_text(f"Added to {written}")
    if table is None:
        raise typer.Exit(FetchError.exit_code)


def _check_given(key: str, kind: str, country: str) -> None:
    """Before anybody is asked; raises typer.BadParameter."""
    if not _KEY.fullmatch(key):
        raise typer.BadParameter(f"--key {key!r}: small letters, digits and hyphens")
    if kind not in get_args(SourceKind):
        raise typer.BadParameter(f"--kind {kind!r}: one of {', '.join(get_args(SourceKind))}")
    if not _COUNTRY.fullmatch(country):
        raise typer.BadParameter(f"--country {country!r}: two capitals, such as US")


def _name_of(found: Found) -> str:
    from monitor.plain import one_line

    host = (urlsplit(found.url).hostname or "").removeprefix("www.")
    return one_line(found.name or "") or host


def _key_of(url: str) -> str:
    """Of https://www.trade-press.example/news: trade-press."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        host = ""
    name = host if host.replace(".", "").isdigit() else host.rpartition(".")[0] or host
    key = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if not key:
        raise ParseError(f"{url!r} is no web address; write https://host/path")
    return key
