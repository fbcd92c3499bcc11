"""What every request passes before a page is made, and what every answer bears.

In this order: the name it asks for must be ours, its client may not ask too often,
and somebody must be known where not everybody may look.
"""

from __future__ import annotations

import math
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from monitor.progress import Clock
from monitor.web.access import SESSION, Access, Visitor
from monitor.web.bucket import Buckets
from monitor.web.trouble import Request, trouble

# Nothing but our own style sheet and forms: no script at all, ours neither.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: browsers would then call the origin of our own forms "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# Without who asks: what a page of signing in needs.
_ALWAYS_OPEN = ("/sign-in", "/style.css")
# A token that is tried costs as much as so many pages: thirty tries a minute by default.
SIGN_IN_COSTS = 20


class Guard:
    """Around the pages."""

    def __init__(self, app: ASGIApp, access: Access, buckets: Buckets, clock: Clock) -> None:
        self._app = app
        self._access = access
        self._buckets = buckets
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Only HTTP is answered."""
        if scope["type"] != "http":
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                # Who may look now may not tomorrow, so nobody on the way keeps a page.
                headers.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        answer = self._refusal(Request(scope)) or self._app
        await answer(scope, receive, sent)

    def _refusal(self, request: Request) -> Response | None:
        """The answer where no page is to be made; else notes who asks."""
        headers = request.headers
        if not self._access.knows_host(headers.get("host", "")):
            words = "This server goes by another name; ask it by that, or set web.address."
            return trouble(request, HTTPStatus.MISDIRECTED_REQUEST, words)
        peer = request.client.host if request.client else ""
        visitor = self._access.visitor(peer, headers, _session(headers), self._clock())
        signs_in = request.method == "POST" and request.url.path == "/sign-in"
        client = f"sign-in {peer}" if signs_in else self._client(visitor, peer)
        if wait := self._buckets.take(client, SIGN_IN_COSTS if signs_in else 1):
            words = "Too many requests; wait a minute, then go on."
            answer = trouble(request, HTTPStatus.TOO_MANY_REQUESTS, words)
            answer.headers["Retry-After"] = str(math.ceil(wait))
            return answer
        if visitor is None and request.url.path not in _ALWAYS_OPEN:
            return self._unknown(request)
        request.state.visitor = visitor or Visitor()
        return None

    def _client(self, visitor: Visitor | None, peer: str) -> str:
        """Whose bucket it is. Behind a proxy all have one address, so strangers get their own."""
        if visitor is None or self._access.open:
            return peer
        return f"by {visitor.name}" if visitor.name is not None else f"token {peer}"

    def _unknown(self, request: Request) -> Response:
        """To the page of signing in, where there is one and a person asks."""
        if self._access.with_token and request.method in ("GET", "HEAD") and not request.programs:
            here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"/sign-in?{urlencode({'next': here})}", 303)
        words = "You are not known here; sign in, send the token, or come through the proxy."
        answer = trouble(request, HTTPStatus.UNAUTHORIZED, words)
        answer.headers["WWW-Authenticate"] = 'Bearer realm="monitor"'
        return answer


def _session(headers: Headers) -> str | None:
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(SESSION)
    except CookieError:
        return None
    return cookie.value if cookie else None
