"""How `monitor sources` shows what it found: rows for programs, lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from monitor.config.source import SourceConfig
    from monitor.crawl.find import Found
    from monitor.explain.listings import Checked
    from monitor.explain.visit import Visit

_WAYS = ("feeds", "sitemaps", "listings", "pages", "anchored")
_SHOWN = 20  # entries of a feed shown to people; --json has all
_QUOTE = 160  # characters


def ways(source: SourceConfig) -> list[str]:
    counts = {way: len(getattr(source, way)) for way in _WAYS}
    return [
        f"{count} {way.removesuffix('s') if count == 1 else way}"
        for way, count in counts.items()
        if count
    ]


def source_row(source: SourceConfig) -> dict[str, Any]:
    return {
        "key": source.key,
        "name": source.name,
        "kind": source.kind,
        "country": source.country,
        "enabled": source.enabled,
        "interval_minutes": source.interval_minutes,
        "feeds": list(source.feeds),
        "sitemaps": list(source.sitemaps),
        "listings": [listing.url for listing in source.listings],
        "pages": list(source.pages),
        "anchored": list(source.anchored),
        "note": source.note,
    }


def checked_row(row: Checked) -> dict[str, Any]:
    return {
        "source": row.source,
        "way": row.way,
        "url": row.url,
        "works": row.problem is None,
        "robots": row.robots,
        "status": row.status,
        "entries": row.entries,
        "newest": row.newest.isoformat() if row.newest else None,
        "relevant": row.relevant,
        "notes": list(row.notes),
        "problem": row.problem,
    }


def print_checked(found: tuple[Checked, ...]) -> None:
    from monitor.cli.output import print_table, print_text

    print_table(
        ("Source", "Lists by", "Robots", "Status", "Entries", "Newest", "Relevant", "Address"),
        [
            (
                row.source,
                row.way,
                row.robots,
                _or_dash(row.status),
                _or_dash(row.entries),
                _or_dash(row.newest),
                _or_dash(row.relevant),
                row.url,
            )
            for row in found
        ],
    )
    for row in found:
        for note in row.notes:
            print_text(f"  {row.source}: {note}")
        if row.problem is not None:
            print_text(f"  failed: {row.source}: {row.problem}")


def _or_dash(value: object) -> str:
    return "-" if value is None else str(value)


def visit_row(seen: Visit) -> dict[str, Any]:
    from monitor.values import to_json

    revision = seen.revision
    return {
        "url": seen.url,
        "address": seen.address,
        "robots": seen.robots,
        "final": seen.final,
        "status": seen.status,
        "document": seen.document,
        "canonical": seen.named,
        "pages": seen.pages,
        "kind": seen.kind,
        "title": revision.title if revision else None,
        "published": revision.published.iso() if revision and revision.published else None,
        "dates": [
            {"method": date.method, "day": date.day.iso(), "refused": date.refused}
            for date in (revision.dates if revision else ())
        ],
        "length": len(revision.text) if revision else None,
        "claims": [
            {
                "topic": claim.topic,
                "facet": claim.facet,
                "value": to_json(claim.value),
                "quote": claim.quote,
            }
            for claim in seen.claims
        ],
        "entries": [
            {
                "url": entry.url,
                "title": entry.title,
                "published": entry.published.iso() if entry.published else None,
                "changed": entry.changed.isoformat() if entry.changed else None,
                "relevant": relevant,
            }
            for entry, relevant in seen.entries
        ],
        "sitemaps": list(seen.children),
        "problem": seen.problem,
    }


def visit_lines(seen: Visit) -> list[str]:
    from monitor.plain import one_line
    from monitor.wording import bare, held_in_words, in_marks, shorten

    rows = [("address", seen.address), ("robots.txt", seen.robots)]
    rows += [("ends at", seen.final)] if seen.final not in (None, seen.address) else []
    rows += [("status", str(seen.status))] if seen.status else []
    rows += [("lives at", seen.document)] if seen.document not in (None, seen.address) else []
    rows += [("canonical", seen.named)] if seen.named else []
    rows += [("pages", str(seen.pages))] if seen.pages > 1 else []
    rows += [("kind", seen.kind)] if seen.kind else []
    if revision := seen.revision:
        published = revision.published.iso() if revision.published else "undated"
        rows += [("title", revision.title or "none"), ("published", published)]
        for date in revision.dates:
            refused = f", refused: {date.refused}" if date.refused else ""
            rows.append(("date", f"{date.day.iso()} by {date.method}{refused}"))
        rows += [("text", f"{len(revision.text):,} characters")]
        rows += [("claims", str(len(seen.claims)))]
    for claim in seen.claims:
        quote = in_marks(shorten(bare(claim.quote), _QUOTE))
        rows.append(("", f"{held_in_words(claim)} [{claim.facet}] {quote}"))
    if seen.children:
        rows += [("sitemaps", str(len(seen.children)))]
        rows += [("", child) for child in seen.children[:_SHOWN]]
    if seen.kind in ("feed", "sitemap"):
        relevant = sum(relevant for _, relevant in seen.entries)
        rows += [("entries", f"{len(seen.entries)}, {relevant} of them relevant")]
    for entry, relevant in seen.entries[:_SHOWN]:
        day = entry.published.iso() if entry.published else "undated"
        rows.append(("", f"{'*' if relevant else '-'} {day}  {entry.title or ''}  {entry.url}"))
    rows += [("problem", seen.problem)] if seen.problem else []
    return [f"{label:<11} {one_line(text or '')}" for label, text in rows]


def found_row(found: Found) -> dict[str, Any]:
    return {
        "url": found.url,
        "name": found.name,
        "problem": found.problem,
        "listings": [
            {
                "way": row.way,
                "url": row.url,
                "said_by": row.said_by,
                "works": row.problem is None,
                "entries": row.entries,
                "newest": row.newest.isoformat() if row.newest else None,
                "sitemaps": row.children,
                "problem": row.problem,
            }
            for row in found.listings
        ],
    }


def print_found(found: Found) -> None:
    from monitor.cli.output import print_table, print_text

    if found.problem:
        print_text(f"{found.url}: {found.problem}")
    print_table(
        ("Lists by", "Said by", "Entries", "Newest", "Address", "Problem"),
        [
            (
                row.way if not row.children else f"{row.way} ({row.children} in an index)",
                row.said_by,
                str(row.entries),
                _or_dash(row.newest),
                row.url,
                row.problem or "",
            )
            for row in found.listings
        ],
    )
