"""Who may look and who may decide: by a token, by a proxy's word, or because it is this machine.

Nothing is kept: a session is a name and a moment, signed with a key that is made of
the token, so a new token ends all of them.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from monitor.config.settings import WebSettings, host_and_port
from monitor.errors import ConfigError
from monitor.plain import one_line
from monitor.wording import shorten

SESSION = "monitor-session"
# A working week: who decides on Monday need not sign in again on Friday.
LASTS = timedelta(days=5)
# Signs of a token: 16 random ones of a keyboard cannot be tried out over a network.
_SHORTEST = 16
_LONGEST_NAME = 100
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_BEARER = "bearer "


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: `name` where it is known. `decides`: verdicts may be given in that name."""

    name: str | None = None
    decides: bool = False


class Access:
    """The rules of one server; raises ConfigError where they would let anybody in."""

    def __init__(self, settings: WebSettings, token: str | None) -> None:
        if token is not None and len(token) < _SHORTEST:
            raise ConfigError(
                f"web: the token has less than {_SHORTEST} signs, and could be guessed; "
                "make one with: openssl rand -hex 16"
            )
        host, _ = host_and_port(settings.listen, anywhere=True)
        local = ipaddress.ip_address(host).is_loopback
        if not local and token is None and settings.proxy_header is None:
            raise ConfigError(
                f"web.listen: {settings.listen} can be reached by others; set a token in "
                f"${settings.token_env}, or name a web.proxy_header, or listen on 127.0.0.1"
            )
        self._settings = settings
        self._token = token
        self._key = hashlib.sha256(f"monitor web {token}".encode()).digest() if token else None
        self._own = self._key or secrets.token_bytes(32)
        self.hosts = _hosts(settings, host)
        self.address = settings.address
        self.secure = urlsplit(settings.address or "").scheme == "https"

    @property
    def open(self) -> bool:
        """Whether whoever reaches the server may look."""
        return self._token is None and self._settings.proxy_header is None

    @property
    def with_token(self) -> bool:
        """Whether one can sign in."""
        return self._token is not None

    def visitor(
        self, peer: str, headers: Mapping[str, str], session: str | None, now: datetime
    ) -> Visitor | None:
        """Who asks, None where nobody may without saying who they are.

        `peer` is the address of the connection; `headers` by names in small letters.
        """
        name = self._named_by_proxy(peer, headers) or self._named_by_session(session, now)
        if name is not None:
            return Visitor(name, decides=True)
        given = headers.get("authorization", "")
        if given.lower().startswith(_BEARER) and self.is_token(given[len(_BEARER) :].strip()):
            return Visitor()
        return Visitor() if self.open else None

    def is_token(self, given: str) -> bool:
        """Whether it is the token, in the same time for each that is not."""
        wanted = self._token or secrets.token_hex()
        return hmac.compare_digest(wanted.encode(), given.encode())

    def session(self, name: str, now: datetime) -> str:
        """The cookie of somebody who has shown the token."""
        until = int((now + LASTS).timestamp())
        told = f"{until}.{base64.urlsafe_b64encode(clean_name(name).encode()).decode()}"
        return f"{told}.{self._sign('session', told)}"

    def form_token(self, visitor: Visitor, about: str) -> str:
        """What a form of ours carries, and none of another page: of one person and matter."""
        return self._sign("form", f"{visitor.name or ''}\n{about}")

    def is_form_token(self, given: str, visitor: Visitor, about: str) -> bool:
        """Whether the form came from our own page."""
        return hmac.compare_digest(self.form_token(visitor, about).encode(), given.encode())

    def own_origin(self, headers: Mapping[str, str]) -> bool:
        """Whether a browser says that the request came from a page of this server."""
        origin = headers.get("origin")
        if origin is None:
            return headers.get("sec-fetch-site") == "same-origin"
        try:
            parts = urlsplit(origin)
            return parts.scheme in ("http", "https") and parts.hostname in self.hosts
        except ValueError:
            return False

    def knows_host(self, header: str) -> bool:
        """Whether a Host header names this server.

        A page elsewhere could else read it by a name of its own.
        """
        try:
            return urlsplit(f"//{header}").hostname in self.hosts
        except ValueError:
            return False

    def by_proxy(self, peer: str) -> bool:
        """Whether the connection comes from a proxy whose word counts."""
        return self._settings.proxy_header is not None and peer in self._settings.proxies

    def _named_by_proxy(self, peer: str, headers: Mapping[str, str]) -> str | None:
        header = self._settings.proxy_header
        if header is None or not self.by_proxy(peer):
            return None
        return clean_name(headers.get(header.lower(), "")) or None

    def _named_by_session(self, session: str | None, now: datetime) -> str | None:
        told, _, signature = (session or "").rpartition(".")
        if self._key is None or not told:
            return None
        if not hmac.compare_digest(self._sign("session", told).encode(), signature.encode()):
            return None
        until, _, name = told.partition(".")
        if int(until) < now.timestamp():
            return None
        return base64.urlsafe_b64decode(name).decode()

    def _sign(self, what: str, text: str) -> str:
        return hmac.new(self._own, f"{what}\n{text}".encode(), hashlib.sha256).hexdigest()


def clean_name(text: str) -> str:
    """A name as it may stand beside a verdict."""
    return shorten(one_line(text), _LONGEST_NAME)


def own_path(text: str) -> str:
    """Where to go on: a path of this server, else the front page.

    Browsers take `//host` and `/\\host` for other servers.
    """
    fine = text.startswith("/") and text[1:2] not in ("/", "\\") and one_line(text) == text
    return text if fine and text.isascii() and " " not in text else "/"


def _hosts(settings: WebSettings, listening: str) -> frozenset[str]:
    named = urlsplit(settings.address).hostname if settings.address else None
    any_address = ipaddress.ip_address(listening).is_unspecified
    return _LOCAL | {one for one in (named, None if any_address else listening) if one}
