"""The pages, each made of what its address asks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from starlette.responses import HTMLResponse, RedirectResponse, Response

from monitor.errors import NotFoundError
from monitor.first_seen import edits_of
from monitor.moments import moment_of
from monitor.query.filters import SAID, Filter
from monitor.query.timeline import draw_timeline
from monitor.web import asked, screens
from monitor.web.access import own_path
from monitor.web.desk import Desk
from monitor.web.links import ServerLinks, query
from monitor.web.render import STYLE_VERSION, page
from monitor.web.trouble import Request
from monitor.web.views.case import case_page
from monitor.web.views.document import claim_page, document_page
from monitor.web.views.front import Front, front
from monitor.web.views.relations import relation_page
from monitor.web.views.sources import source_page, source_rows
from monitor.web.views.statements import statements

LINKS = ServerLinks(STYLE_VERSION)
LOOKED = "monitor-looked"
AT_ONCE = 50
# Who was never here is shown a week.
_FIRST_LOOK = timedelta(days=7)


def shown(desk: Desk, request: Request, template: str, **words: Any) -> HTMLResponse:
    """A page for whoever asks."""
    visitor = request.state.visitor
    return HTMLResponse(
        page(template, LINKS, live=True, visitor=visitor, access=desk.access, **words)
    )


def front_of(desk: Desk, request: Request) -> Front:
    """What is new since the moment asked for, else since the last look, else of a week."""
    now = desk.clock()
    named = asked.read_asked(request, "/new", now).get("since")
    since = named or _last_look(request, now) or now - _FIRST_LOOK
    return front(desk.config, desk.store, min(since, now), now)


def home(desk: Desk, request: Request) -> Response:
    """What changed since the last look."""
    found = front_of(desk, request)
    return shown(
        desk,
        request,
        "front.html.j2",
        front=found,
        spans=screens.spans(found.until),
        mark=desk.access.form_token(request.state.visitor, "looked"),
        feed=query("/new.atom", {}),
    )


def relations(desk: Desk, request: Request) -> Response:
    """What does not fit together, as a list."""
    wanted = asked.asked_relations(request, desk.config, desk.clock())
    found = relation_page(desk.config, desk.store, wanted, AT_ONCE)
    given = _given(request)
    return shown(
        desk,
        request,
        "relations.html.j2",
        found=found,
        wanted=wanted,
        choices=screens.choices(desk.config),
        fields=asked.PARAMETERS["/relations"],
        **_around(given, "/relations", found.after),
    )


def relation(desk: Desk, request: Request) -> Response:
    """Both sides of one, and what people decided."""
    asked.read_asked(request, "/relations/…", desk.clock())
    key = request.path_params["key"]
    if whole := _whole_id(desk, "relation", key):
        return RedirectResponse(f"/relations/{whole}", 307)
    case = case_page(desk.config, desk.store, key)
    form = desk.access.form_token(request.state.visitor, key)
    return shown(
        desk, request, "relation.html.j2", **screens.relation_words(desk.config, case), form=form
    )


def timeline(desk: Desk, request: Request) -> Response:
    """Positions as lanes over time."""
    now = desk.clock()
    wanted = asked.asked_timeline(request, desk.config, now)
    drawn = draw_timeline(desk.store, wanted, now.date())
    return shown(
        desk,
        request,
        "timeline.html.j2",
        **screens.timeline_words(desk.config, wanted, drawn),
        choices=screens.choices(desk.config),
        given=_given(request),
    )


def said_page(desk: Desk, request: Request) -> Response:
    """Who said what when."""
    now = desk.clock()
    question = asked.asked_said(request, desk.config, now)
    found = statements(desk.store, question, AT_ONCE)
    given = _given(request)
    return shown(
        desk,
        request,
        "said.html.j2",
        rows=found.rows,
        edits=edits_of(desk.store, (row.claim for row in found.rows), question.known_at),
        fields=SAID,
        in_sight=screens.IN_SIGHT,
        choices=screens.choices(desk.config),
        further=_further(SAID, given),
        **_around(given, "/said", found.after),
    )


def claim(desk: Desk, request: Request) -> Response:
    """One statement, where it stands."""
    asked.read_asked(request, "/claims/…", desk.clock())
    if whole := _whole_id(desk, "claim", request.path_params["key"]):
        return RedirectResponse(f"/claims/{whole}", 307)
    found = claim_page(desk.store, request.path_params["key"])
    return shown(desk, request, "claim.html.j2", found=found)


def document(desk: Desk, request: Request) -> Response:
    """A document through its revisions."""
    given = asked.read_asked(request, "/document", desk.clock())
    found = document_page(desk.store, given["address"], given.get("from"), given.get("to"))
    return shown(desk, request, "document.html.j2", found=found)


def sources(desk: Desk, request: Request) -> Response:
    """How all sources fare."""
    now = desk.clock()
    asked.read_asked(request, "/sources", now)
    rows = source_rows(desk.config, desk.store, now)
    return shown(desk, request, "sources.html.j2", rows=rows)


def source(desk: Desk, request: Request) -> Response:
    """How one source fares."""
    now = desk.clock()
    given = asked.read_asked(request, "/source", now)
    found = source_page(desk.config, desk.store, given["key"], now)
    return shown(desk, request, "source.html.j2", found=found)


def find(desk: Desk, request: Request) -> Response:
    """To the page of what an address or an id names; else it is looked for among the words."""
    text = asked.read_asked(request, "/find", desk.clock()).get("id", "").strip()
    try:
        found = desk.store.find(text)
    except NotFoundError:
        return RedirectResponse(query("/said", {"text": text}), 303)
    match found.kind:
        case "relation":
            return RedirectResponse(LINKS.relation(found.key), 303)
        case "claim":
            return RedirectResponse(LINKS.claim(found.key, ""), 303)
        case "revision":
            address = desk.store.revision(found.key).document
            return RedirectResponse(LINKS.document(address), 303)
        case "snapshot":
            address = desk.store.snapshot_facts(found.key).document
            return RedirectResponse(LINKS.document(address), 303)
        case _:
            return RedirectResponse(LINKS.document(found.key), 303)


def sign_in(desk: Desk, request: Request) -> Response:
    """The form that takes the token."""
    wanted = asked.read_asked(request, "/sign-in", desk.clock()).get("next", "/")
    return shown(desk, request, "sign_in.html.j2", next=own_path(wanted), wrong=False)


def _around(given: dict[str, list[str]], path: str, after: str | None) -> dict[str, Any]:
    """The addresses beside a page of a list: the next page, the feed, the same for programs."""
    plain = {name: texts for name, texts in given.items() if name != "after"}
    return {
        "given": given,
        "next_page": query(path, {**plain, "after": after}) if after else None,
        "first_page": query(path, plain) if "after" in given else None,
        "feed": query(f"{path}.atom", plain),
        "data": query(f"{path}.json", plain),
    }


def _given(request: Request) -> dict[str, list[str]]:
    """What stands in the form: the parameters as they were written, without empty ones."""
    found: dict[str, list[str]] = {}
    for name, text in request.query_params.multi_items():
        if text.strip():
            found.setdefault(name, []).append(text)
    return found


def _further(fields: Sequence[Filter], given: dict[str, list[str]]) -> bool:
    """Whether one of the filters that are folded away is in use."""
    return any(one.name in given for one in fields if one.name not in screens.IN_SIGHT)


def _last_look(request: Request, now: datetime) -> datetime | None:
    """The moment in the cookie, which anybody may have written."""
    try:
        return moment_of(request.cookies.get(LOOKED, ""), now)
    except ValueError:
        return None


def _whole_id(desk: Desk, kind: str, beginning: str) -> str | None:
    """The id that begins so, as commands take it; None where it is one already, or names none."""
    try:
        found = desk.store.find(beginning)
    except NotFoundError:
        return None  # the page says so
    return found.key if found.kind == kind and found.key != beginning else None
