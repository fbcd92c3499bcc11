"""What a page says where there is none: one plain sentence, for people or for programs."""

from __future__ import annotations

import logging
from http import HTTPStatus

import starlette.requests
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from monitor.errors import (
    DatabaseBusyError,
    MonitorError,
    NotFoundError,
    StorageError,
    UnreasonedError,
)
from monitor.plain import json_answer, one_line
from monitor.web.access import Visitor
from monitor.web.links import ServerLinks
from monitor.web.render import STYLE_VERSION, page
from monitor.wording import shorten

log = logging.getLogger(__name__)

_LONGEST = 400
_SENTENCES = {
    HTTPStatus.NOT_FOUND: "There is no such page; begin at the front page.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This page is only looked at; nothing is sent to it.",
}


class Request(starlette.requests.Request):
    """A request, and whether a program asks."""

    @property
    def programs(self) -> bool:
        """Whether the answer is read by a program."""
        return self.url.path.endswith((".json", ".atom"))


def trouble(request: Request, status: HTTPStatus, words: str) -> Response:
    """The answer with that status and sentence."""
    told = shorten(one_line(words), _LONGEST)
    if request.programs:
        text = json_answer("error", {"status": status.value, "message": told})
        return Response(text, status, media_type="application/json")
    html = page(
        "trouble.html.j2",
        ServerLinks(STYLE_VERSION),
        live=True,
        visitor=Visitor(),
        access=None,
        title=status.phrase,
        words=told,
    )
    return HTMLResponse(html, status)


def of_error(request: starlette.requests.Request, error: Exception) -> Response:
    """Of one of our own errors, of a request that was refused, or of a mistake of ours."""
    asked = Request(request.scope)
    match error:
        case HTTPException():
            status = HTTPStatus(error.status_code)
            given = error.detail if error.detail != status.phrase else ""
            answer = trouble(asked, status, given or _SENTENCES.get(status, status.phrase))
            answer.headers.update(error.headers or {})
            return answer
        case NotFoundError():
            return trouble(
                asked, HTTPStatus.NOT_FOUND, f"{str(error)[:1].upper()}{str(error)[1:]}."
            )
        case UnreasonedError():
            return trouble(asked, HTTPStatus.BAD_REQUEST, f"Please {error}.")
        case DatabaseBusyError():
            words = "The database is busy; try again in a moment."
            return trouble(asked, HTTPStatus.SERVICE_UNAVAILABLE, words)
        case StorageError():
            log.error("%s: %s", asked.url.path, error)
            words = "The database cannot be read now; the log of the server says why."
            return trouble(asked, HTTPStatus.SERVICE_UNAVAILABLE, words)
        case MonitorError():
            log.error("%s: %s", asked.url.path, error)
            return trouble(asked, HTTPStatus.INTERNAL_SERVER_ERROR, str(error))
        case _:
            words = "Something went wrong here; the log of the server has what."
            return trouble(asked, HTTPStatus.INTERNAL_SERVER_ERROR, words)
