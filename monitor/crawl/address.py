"""Web addresses: the one spelling of a document's, and what may be shown of any."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import SplitResult, unquote_plus, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from monitor.config.source import SourceConfig
from monitor.errors import ParseError

# Bytes: an index of PostgreSQL takes 2704 with what else stands in its row, such as a slot of up
# to 450 signs; no browser of old took as many, and hardly a server does.
LONGEST_ADDRESS = 2200
_PORTS = {"http": 80, "https": 443}
# Parameters that say how a reader came to a page, never which page it is.
_TRACKER = re.compile(
    r"utm_.*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|mkt_tok"
    r"|oly_(anon|enc)_id|vero_id|wickedid|s_cid|_hs(enc|mi)",
    re.IGNORECASE,
)
# Signs that steer a terminal or turn the direction of writing, and halves of signs (JSON can name
# one), which no encoding can write.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SHOWN_LENGTH = 200  # characters of an address in a message: a line or two, no wall of text


@lru_cache(maxsize=4096)  # an address is spelt several times on its way to being fetched
def canonical_address(url: str) -> str:
    """The spelling under which a document is known.

    Scheme and host in lower case, no default port, no fragment, no tracker
    parameters; signs that no address may have are escaped, each in one way.
    Path and the other parameters stay as they are, in their order.
    Raises ParseError for what is no http(s) address, or too long for one.
    """
    parts = _split(_CONTROL.sub("", url).strip())
    query = "&".join(field for field in parts.query.split("&") if not _is_tracker(field))
    path, query = _escaped(parts.path or "/"), _escaped(query)
    spelt = urlunsplit((parts.scheme, _netloc(parts), path, query, ""))
    if is_too_long(spelt):
        raise ParseError(f"{shown(url)} is too long for an address")
    return spelt


def is_too_long(address: str) -> bool:
    """Whether no document can be kept under this address."""
    return len(address.encode(errors="replace")) > LONGEST_ADDRESS


def spelling(source: SourceConfig) -> Callable[[str], str]:
    """The canonical address by a source's own rules: its rewrites, and whether case matters.

    The rules are for its own hosts. What the function is given may be no web
    address: it comes back as it was.
    """
    rules = [(re.compile(rule.match), rule.by) for rule in source.rewrite]
    hosts = {urlsplit(address).hostname for address in source.addresses}

    def spelt(url: str) -> str:
        try:
            parts = urlsplit(canonical_address(url))
        except ParseError:
            return url
        path = parts.path
        if parts.hostname in hosts:
            path = path.lower() if source.ignore_case else path
            for match, by in rules:
                path = match.sub(by, path)
        return urlunsplit(parts._replace(path=path or "/"))

    return spelt


def web_address(base: str, link: str) -> str | None:
    """`link` as found in a document at `base`, canonical; None where it leads nowhere on the web.

    So javascript:, data: and mailto: links are dropped here, and broken ones.
    """
    link = _CONTROL.sub("", link).strip()
    try:
        return canonical_address(urljoin(base, link)) if link else None
    except (ParseError, ValueError):  # urljoin raises ValueError for half an IPv6 address
        return None


def host_of(url: str) -> str:
    """`host:port`, what politeness and robots.txt count by. Raises ParseError."""
    parts = _split(url)
    return f"{parts.hostname}:{parts.port or _PORTS[parts.scheme]}"


def root_of(url: str) -> str:
    """The address of the host itself, without path. Raises ParseError."""
    parts = _split(url)
    return f"{parts.scheme}://{_netloc(parts)}"


def shown(url: str) -> str:
    """The address as it may stand in a message: no control characters, no password, not endless."""
    clean = re.sub(r"//[^/?#\s]*@", "//...@", _CONTROL.sub("", url))
    return clean if len(clean) <= _SHOWN_LENGTH else clean[: _SHOWN_LENGTH - 3] + "..."


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # urlsplit looks at the port only when asked
    except ValueError:
        raise ParseError(f"{shown(url)} is no web address") from None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ParseError(f"{shown(url)} is no web address (http or https)")
    return parts


def _escaped(part: str) -> str:
    """A path or a query in signs that may stand there.

    Behind a path of our own: alone, `//[` would be taken for a host.
    """
    return safe_url_string(f"/./{part}").removeprefix("/./")


def _netloc(parts: SplitResult) -> str:
    user, at, _ = parts.netloc.rpartition("@")
    host = parts.hostname or ""
    if ":" in host:
        host = f"[{host}]"
    port = "" if parts.port in (None, _PORTS[parts.scheme]) else f":{parts.port}"
    return f"{user}{at}{host}{port}"


def _is_tracker(field: str) -> bool:
    return _TRACKER.fullmatch(unquote_plus(field.partition("=")[0])) is not None
