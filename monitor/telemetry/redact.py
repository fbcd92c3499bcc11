"""Takes secrets out of text for the log: known ones by value, others by what stands around them.

Mail addresses stay: whoever reads the log has them in monitor.toml, and needs
them to find a message that did not arrive.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import quote

STRUCK = "***"
# Between a scheme and a host: "user:password@", or a token alone.
_LOGIN = re.compile(r"(?<=://)([^\s/?#]*)@")
# A parameter of an address or a form whose name tells that its value is a secret. What stands
# before the telling word stays in any case; what is looked at behind it is bounded.
_PARAMETER = re.compile(
    r"""(?ix) ( (?: token | secret | passw(?:or)?d | signature | api[_-]?key
                    | access[_-]?key | session | credential ) [\w.-]{0,40}
                | \b (?: key | sig | pwd | auth | sid | code ) )
        (?: = | %3d ) [^\s&;"'<>]+"""
)
# The same in JSON, or as Python shows a mapping.
_QUOTED = re.compile(
    r"""(?ix) ( (?: token | secret | passw(?:or)?d | api[_-]?key ) [\w.-]{0,40} ["']
          \s* : \s* )
        ( "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' )"""
)
# Headers that are secrets to the end of their line.
_HEADER = re.compile(
    r"""(?ix) \b ( (?: proxy- )? authorization | (?: set- )? cookie | x-api-key )
        ( ["']? \s* : ) [^\r\n]*"""
)
_SCHEME = re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{6,}")


def redactor(secrets: Iterable[str]) -> Callable[[str], str]:
    """A function that strikes these values, and all that looks like a secret, out of a text."""
    values = {form for secret in secrets if secret for form in (secret, quote(secret, safe=""))}
    # The longest first: a secret may hold another.
    ordered = sorted(values, key=len, reverse=True)
    known = re.compile("|".join(map(re.escape, ordered))) if ordered else None

    def redact(text: str) -> str:
        found = known.sub(STRUCK, text) if known else text
        found = _LOGIN.sub(_without_password, found)
        found = _HEADER.sub(rf"\1\2 {STRUCK}", found)
        found = _SCHEME.sub(rf"\1 {STRUCK}", found)
        found = _QUOTED.sub(rf'\1"{STRUCK}"', found)
        return _PARAMETER.sub(rf"\1={STRUCK}", found)

    return redact


def _without_password(match: re.Match[str]) -> str:
    name, colon, _ = match.group(1).partition(":")
    return f"{name}:{STRUCK}@" if colon else f"{STRUCK}@"
