"""The same as the pages, for programs: JSON of each, and feeds of what comes anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from starlette.responses import JSONResponse, Response

from monitor.atom import Note, claims_feed, notes_feed, told_feed
from monitor.export import claim_rows, relation_row
from monitor.first_seen import edits_of
from monitor.health import STATE_WORDS
from monitor.plain import json_answer, web_address
from monitor.query.edits import claim_change_row
from monitor.query.timeline import draw_timeline
from monitor.shown import claim_shown, document_shown, relation_shown, timeline_row
from monitor.sides import Told
from monitor.storage import Store
from monitor.telemetry.status import source_row
from monitor.web import asked
from monitor.web.desk import Desk
from monitor.web.links import query
from monitor.web.openapi import description
from monitor.web.pages import AT_ONCE, LINKS, front_of
from monitor.web.trouble import Request
from monitor.web.views.document import document_page
from monitor.web.views.relations import relation_page
from monitor.web.views.sources import source_page, source_rows
from monitor.web.views.statements import statements

_ATOM = "application/atom+xml"
# Steps of health that a feed has.
_LOOKED_BACK = timedelta(days=30)


def openapi(desk: Desk, request: Request) -> Response:
    """What there is for programs, in the form that programs read."""
    return JSONResponse(description(desk.config))


def new(desk: Desk, request: Request) -> Response:
    """What changed: the relations, and the sources that are not well."""
    found = front_of(desk, request)
    troubles = [
        {"source": one.source, "state": one.state, "text": one.words} for one in found.troubles
    ]
    return _json(
        "new",
        {
            "since": found.since.isoformat(),
            "until": found.until.isoformat(),
            "relations": [_told_row(one) for one in found.told],
            "sources": troubles,
        },
    )


def new_feed(desk: Desk, request: Request) -> Response:
    """The same as a feed."""
    return _told_feed(desk, request, "What changed", front_of(desk, request).told)


def relations(desk: Desk, request: Request) -> Response:
    """Relations page by page, most pressing first."""
    wanted = asked.asked_relations(request, desk.config, desk.clock())
    found = relation_page(desk.config, desk.store, wanted, AT_ONCE)
    rows = [relation_row(one.reviewed.stored, one.reviewed) for one in found.lines]
    return _json("relations", rows, next=_next(request, found.after))


def relations_feed(desk: Desk, request: Request) -> Response:
    """The newest of them."""
    wanted = asked.asked_relations(request, desk.config, desk.clock())
    newest = replace(wanted, order="newest")
    told = [one.told for one in relation_page(desk.config, desk.store, newest, AT_ONCE).lines]
    return _told_feed(desk, request, "What does not fit together", told)


def relation(desk: Desk, request: Request) -> Response:
    """One relation with all its claims."""
    asked.read_asked(request, "/relations/…", desk.clock())
    return _json("relation", relation_shown(desk.store, desk.config, request.path_params["key"]))


def timeline(desk: Desk, request: Request) -> Response:
    """Lanes with their events; null where nothing was said."""
    now = desk.clock()
    wanted = asked.asked_timeline(request, desk.config, now)
    drawn = draw_timeline(desk.store, wanted, now.date())
    return _json("timeline", timeline_row(drawn) if drawn else None)


def said_rows(desk: Desk, request: Request) -> Response:
    """Claims page by page."""
    question = asked.asked_said(request, desk.config, desk.clock())
    found = statements(desk.store, question, AT_ONCE)
    told = claim_rows(desk.store, desk.config, found.rows, question.known_at)
    return _json("claims", told, next=_next(request, found.after))


def said_feed(desk: Desk, request: Request) -> Response:
    """The newest claims that answer."""
    question = asked.asked_said(request, desk.config, desk.clock())
    newest = replace(question, order="newest", after=None)
    rows = statements(desk.store, newest, AT_ONCE).rows
    base = _base(desk, request)
    feed = claims_feed(
        f"{base}:said:{request.url.query}",
        "Statements",
        rows,
        edits_of(desk.store, (row.claim for row in rows), question.known_at),
        here=_here(desk, request),
        page=lambda key: f"{base}{LINKS.claim(key, '')}",
    )
    return Response(feed, media_type=_ATOM)


def claim(desk: Desk, request: Request) -> Response:
    """One claim with its evidence."""
    asked.read_asked(request, "/claims/…", desk.clock())
    return _json("claim", claim_shown(desk.store, desk.config, request.path_params["key"]))


def document(desk: Desk, request: Request) -> Response:
    """A document with its revisions, and what the edit between two of them changed."""
    given = asked.read_asked(request, "/document", desk.clock())
    found = document_page(desk.store, given["address"], given.get("from"), given.get("to"))
    edit = found.edit
    changes = (
        {
            "from": edit.old.key,
            "to": edit.new.key,
            "announced": bool(edit.notices),
            "sentences": [{"from": one.old, "to": one.new} for one in edit.sentences],
            "claims": [claim_change_row(one) for one in edit.claims],
        }
        if edit
        else None
    )
    row = document_shown(desk.store, desk.config, found.document)
    return _json("document", row, edit=changes)


def sources(desk: Desk, request: Request) -> Response:
    """How all sources fare."""
    now = desk.clock()
    asked.read_asked(request, "/sources", now)
    return _json("sources", [source_row(row) for row in source_rows(desk.config, desk.store, now)])


def sources_feed(desk: Desk, request: Request) -> Response:
    """Each step of a source's health."""
    now = desk.clock()
    asked.read_asked(request, "/sources", now)
    base = _base(desk, request)
    notes = list(_steps(desk.store, now, base))
    feed = notes_feed(f"{base}:sources", "Sources", notes, here=_here(desk, request))
    return Response(feed, media_type=_ATOM)


def source(desk: Desk, request: Request) -> Response:
    """How one source fares, and what it usually gives."""
    now = desk.clock()
    given = asked.read_asked(request, "/source", now)
    found = source_page(desk.config, desk.store, given["key"], now)
    steps = [
        {"at": one.at.isoformat(), "state": one.health.state, "reasons": one.health.text}
        for one in found.steps
    ]
    failures = [
        {"at": one.at.isoformat(), "kind": one.kind, "url": one.url, "message": one.message}
        for one in found.failures
    ]
    row = {**source_row(found.status), "steps": steps, "usual": asdict(found.usual)}
    return _json("source", {**row, "last_failures": failures})


def _steps(store: Store, now: datetime, base: str) -> Iterator[Note]:
    for step in reversed(store.health_steps(now - _LOOKED_BACK, now)):
        state = STATE_WORDS[step.health.state]
        yield Note(
            f"monitor:health:{step.source}:{step.at.isoformat()}",
            step.at,
            f"{step.source}: {state}",
            step.health.text or f"{step.source} is {state}",
            f"{base}{LINKS.source(step.source)}",
        )


def _told_feed(
    desk: Desk, request: Request, title: str, told: list[Told] | tuple[Told, ...]
) -> Response:
    base = _base(desk, request)
    feed = told_feed(
        f"{base}:{request.url.path}:{request.url.query}",
        title,
        told,
        here=_here(desk, request),
        page=lambda key: f"{base}{LINKS.relation(key)}",
    )
    return Response(feed, media_type=_ATOM)


def _told_row(told: Told) -> dict[str, Any]:
    row = asdict(told)
    return {**row, "recorded": told.recorded.isoformat()}


def _json(name: str, rows: Any, **beside: Any) -> Response:
    return Response(json_answer(name, rows, **beside), media_type="application/json")


def _next(request: Request, after: str | None) -> str | None:
    """The address of the next page, None at the end."""
    if after is None:
        return None
    given: dict[str, list[str]] = {}
    for name, text in request.query_params.multi_items():
        given.setdefault(name, []).append(text)
    return query(request.url.path, {**given, "after": after})


def _base(desk: Desk, request: Request) -> str:
    """Where this server is, as others reach it; the Host header was looked at before."""
    named = desk.access.address
    return named.rstrip("/") if named else f"{request.url.scheme}://{request.url.netloc}"


def _here(desk: Desk, request: Request) -> str:
    path = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    return web_address(f"{_base(desk, request)}{path}") or _base(desk, request)
