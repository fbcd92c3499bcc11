"""The application: which address gives which page, and what stands around them all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from time import monotonic

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request as PlainRequest
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from monitor.errors import MonitorError
from monitor.web import answers, deciding, pages
from monitor.web.bucket import Buckets
from monitor.web.desk import Desk
from monitor.web.guard import Guard
from monitor.web.render import STYLE
from monitor.web.trouble import Request, of_error

Page = Callable[[Desk, Request], Response]
Taker = Callable[[Desk, Request, deciding.Form], Response]
# Pages made at once: a page is work for the processor, and each has a connection to the database.
_AT_ONCE = 4
_FOR_EVER = "public, max-age=31536000, immutable"  # its address changes with its words
_PAGES: dict[str, Page] = {
    "/": pages.home,
    "/relations": pages.relations,
    "/relations/{key}.json": answers.relation,
    "/relations/{key}": pages.relation,
    "/timeline": pages.timeline,
    "/said": pages.said_page,
    "/claims/{key}.json": answers.claim,
    "/claims/{key}": pages.claim,
    "/document": pages.document,
    "/sources": pages.sources,
    "/source": pages.source,
    "/find": pages.find,
    "/sign-in": pages.sign_in,
    "/openapi.json": answers.openapi,
    "/new.json": answers.new,
    "/new.atom": answers.new_feed,
    "/relations.json": answers.relations,
    "/relations.atom": answers.relations_feed,
    "/timeline.json": answers.timeline,
    "/said.json": answers.said_rows,
    "/said.atom": answers.said_feed,
    "/document.json": answers.document,
    "/sources.json": answers.sources,
    "/sources.atom": answers.sources_feed,
    "/source.json": answers.source,
}
_FORMS: dict[str, Taker] = {
    "/relations/{key}/verdict": deciding.verdict,
    "/looked": deciding.looked,
    "/sign-in": deciding.sign_in,
    "/sign-out": deciding.sign_out,
}


def make_app(desk: Desk) -> ASGIApp:
    """All pages, behind the guard; `desk` stays open as long as they are served."""
    limiter = CapacityLimiter(_AT_ONCE)
    routes = [Route(path, _page(desk, page, limiter)) for path, page in _PAGES.items()]
    routes += [
        Route(path, _form(desk, taker, limiter), methods=["POST"]) for path, taker in _FORMS.items()
    ]
    routes.append(Route("/style.css", _style))
    handlers = {HTTPException: of_error, MonitorError: of_error, Exception: of_error}
    inner = Starlette(routes=routes, exception_handlers=handlers)
    # A redirect to another path than was asked for would be one more thing to guard.
    inner.router.redirect_slashes = False
    buckets = Buckets(desk.config.settings.web.requests_a_minute, monotonic)
    return Guard(inner, desk.access, buckets, desk.clock)


def _page(
    desk: Desk, page: Page, limiter: CapacityLimiter
) -> Callable[[PlainRequest], Awaitable[Response]]:
    async def answer(request: PlainRequest) -> Response:
        make = partial(page, desk, Request(request.scope))
        return await to_thread.run_sync(make, limiter=limiter)

    return answer


def _form(
    desk: Desk, taker: Taker, limiter: CapacityLimiter
) -> Callable[[PlainRequest], Awaitable[Response]]:
    async def answer(request: PlainRequest) -> Response:
        asked = Request(request.scope, request.receive)
        form = await deciding.read_form(asked)
        return await to_thread.run_sync(partial(taker, desk, asked, form), limiter=limiter)

    return answer


async def _style(request: PlainRequest) -> Response:
    return Response(STYLE, media_type="text/css", headers={"Cache-Control": _FOR_EVER})
