"""What a source's own hosts are sent besides: headers and cookies a team may lawfully use."""

from __future__ import annotations

import os
from collections.abc import Mapping
from http.cookiejar import CookieJar, LoadError, MozillaCookieJar
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request

from monitor.config.source import SourceConfig
from monitor.errors import ConfigError

_FROM_ENVIRONMENT = "env:"
# What the client itself says of a request; a source may not talk it out of that.
_OURS = frozenset(
    {"host", "connection", "content-length", "transfer-encoding", "accept-encoding", "user-agent"}
)


class Credentials:
    """The further headers of one source, for the hosts it is configured with and no other."""

    def __init__(self, source: SourceConfig, environ: Mapping[str, str] = os.environ) -> None:
        """Raises ConfigError where a file or a variable is missing."""
        self._hosts = {urlsplit(address).hostname for address in source.addresses}
        self._headers = {
            name: _value(source, name, value, environ) for name, value in source.headers.items()
        }
        self._jar = _cookies(source)

    def __call__(self, url: str) -> dict[str, str]:
        """What to send along to this address."""
        parts = urlsplit(url)
        if parts.hostname not in self._hosts:
            return {}
        # Only asks which cookies belong there: by domain, path, age and "secure".
        request = Request(url)  # noqa: S310
        self._jar.add_cookie_header(request)
        cookies = request.get_header("Cookie")
        return self._headers | ({"Cookie": cookies} if cookies else {})


def _value(source: SourceConfig, name: str, value: str, environ: Mapping[str, str]) -> str:
    if name.lower() in _OURS:
        raise ConfigError(f"source {source.key}: headers: {name} is Monitor's own; take it out")
    if value.startswith(_FROM_ENVIRONMENT):
        variable = value.removeprefix(_FROM_ENVIRONMENT)
        if variable not in environ:
            raise ConfigError(
                f"source {source.key}: headers: {name} is to come from the environment, "
                f"but {variable} is not set; set it"
            )
        value = environ[variable]
    if not value.isascii() or not value.isprintable():
        raise ConfigError(f"source {source.key}: headers: {name} has signs no header may have")
    return value


def _cookies(source: SourceConfig) -> CookieJar:
    if source.cookie_file is None:
        return CookieJar()
    jar = MozillaCookieJar(str(Path(source.cookie_file).expanduser()))
    try:
        jar.load(ignore_discard=True)
    except LoadError as error:
        raise ConfigError(
            f"source {source.key}: {source.cookie_file} is no file of cookies; "
            "export it from the browser in the format of Netscape"
        ) from error
    except OSError as error:
        raise ConfigError(
            f"source {source.key}: {source.cookie_file} cannot be read ({error.strerror})"
        ) from error
    return jar
