"""What a source's own hosts are sent besides: headers and cookies a team may lawfully use."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from http.cookiejar import CookieJar, LoadError, MozillaCookieJar
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request

from monitor.config.secrets import FROM_ENVIRONMENT, secret_from
from monitor.config.source import SourceConfig
from monitor.crawl.address import host_of
from monitor.errors import ConfigError, ParseError

# What the client itself says of a request; a source may not talk it out of that.
_OURS = frozenset(
    {"host", "connection", "content-length", "transfer-encoding", "accept-encoding", "user-agent"}
)


class Credentials:
    """The further headers of one source, for the hosts it is configured with and no other.

    A host is its name and port: who runs another port of it may be somebody
    else. What is configured with https is never sent over http.
    """

    def __init__(self, source: SourceConfig, environ: Mapping[str, str] = os.environ) -> None:
        """Raises ConfigError where a file or a variable is missing."""
        self._places = {place for address in source.addresses for place in _places(address)}
        self._headers = {
            name: _value(source, name, value, environ) for name, value in source.headers.items()
        }
        self._jar = _cookies(source)
        self._cookies = len(self._jar)

    def __call__(self, url: str) -> dict[str, str]:
        """What to send along to this address."""
        if not (self._headers or self._cookies) or self._places.isdisjoint(_places(url)[:1]):
            return {}
        # Only asks which cookies belong there: by domain, path, age and "secure".
        request = Request(url)  # noqa: S310
        self._jar.add_cookie_header(request)
        cookies = request.get_header("Cookie")
        return self._headers | ({"Cookie": cookies} if cookies else {})


def merged(own: Mapping[str, str], further: Mapping[str, str]) -> dict[str, str]:
    """Our headers and further ones, which replace ours in whatever letters they are named."""
    names = {name.lower() for name in further}
    return {name: value for name, value in own.items() if name.lower() not in names} | dict(further)


def _places(url: str) -> list[tuple[str, str]]:
    """Scheme and host of an address; then, where that is plain http, the same by https."""
    try:
        host = _ascii(host_of(url))
    except ParseError:
        return []
    place = (urlsplit(url).scheme, host)
    name, _, port = host.rpartition(":")
    return [place, ("https", f"{name}:443")] if (place[0], port) == ("http", "80") else [place]


def _ascii(host: str) -> str:
    """A host in another script as the client writes it; where two ways of writing differ, as is."""
    try:
        written = host.encode("idna").decode("ascii")
        return written if written.encode("ascii").decode("idna") == host else host
    except UnicodeError:
        return host


def _value(source: SourceConfig, name: str, value: str, environ: Mapping[str, str]) -> str:
    if name.lower() in _OURS:
        raise ConfigError(f"source {source.key}: headers: {name} is Monitor's own; take it out")
    if value.startswith(FROM_ENVIRONMENT):
        variable = value.removeprefix(FROM_ENVIRONMENT)
        what = f"source {source.key}: headers: {name}"
        value = secret_from(what, env=variable, environ=environ)
    if not _is_sendable(value):
        raise ConfigError(f"source {source.key}: headers: {name} has signs no header may have")
    return value.strip()  # the client would refuse the blank, and say the value


def _cookies(source: SourceConfig) -> CookieJar:
    if source.cookie_file is None:
        return CookieJar()
    jar = MozillaCookieJar(str(Path(source.cookie_file).expanduser()))
    try:
        with warnings.catch_warnings():  # it would print its own stack trace besides
            warnings.simplefilter("ignore")
            jar.load(ignore_discard=True, ignore_expires=True)
        for cookie in jar:
            if not _is_sendable(f"{cookie.name}{cookie.value}"):
                raise LoadError(f"the cookie of {cookie.domain} has signs no header may have")
            if not cookie.expires:  # browsers write 0 for "until the browser is closed"
                cookie.expires = None
    except (LoadError, ValueError) as error:
        raise ConfigError(
            f"source {source.key}: {source.cookie_file} is no file of cookies; "
            "export it from the browser in the format of Netscape"
        ) from error
    except OSError as error:
        raise ConfigError(
            f"source {source.key}: {source.cookie_file} cannot be read ({error.strerror})"
        ) from error
    return jar


def _is_sendable(value: str) -> bool:
    return value.isascii() and value.isprintable()
