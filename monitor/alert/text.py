"""An alert as plain text that opens, calls and loads nothing, wherever it is shown.

What strangers wrote goes into chats that read signs as orders: `@everyone`,
`<!channel>`, `[a link](https://…)`. apprise is told that the text is plain, and
escapes what it knows of each service; but some services take no plain text. So
such orders are broken as well, by a sign that takes no room.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.plain import web_address
from monitor.sides import Side, Told
from monitor.wording import in_marks

# Zero width space. It stays in what somebody copies; the quote as it was is in `monitor show`.
_BREAK = "\u200b"
# What begins a call, a tag, a special mention, a link, an image or an address of the web.
_ORDER = re.compile(r"[@<](?=\S)|\](?=[(\[:])|:(?=//)|(?<=\bwww)\.")
# What Markdown would take for mark-up of its own.
_MARKUP = re.compile(r"[\\`*_\[\]<>#~|!]")
# Lines of one message that counts others: past these nobody reads on.
_MOST_LISTED = 10


@dataclass(frozen=True, slots=True)
class Message:
    """What a receiver gets."""

    title: str
    body: str

    def to_bytes(self) -> bytes:
        """As the outbox keeps it."""
        return json.dumps({"title": self.title, "body": self.body}, ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, kept: bytes) -> Message:
        """What `to_bytes` gave."""
        row = json.loads(kept)
        return cls(row["title"], row["body"])


def message_of(told: Told) -> Message:
    """One relation: why, who on either side with the words and a link, and where to see more."""
    lines = [harmless(told.explanation), ""]
    for side in (told.a, told.b):
        lines += [*_side(side), ""]
    found = f"Found {told.recorded:%Y-%m-%d %H:%M} UTC."
    lines.append(f"{found} All of it: monitor show {told.relation}")
    return Message(harmless(told.headline), "\n".join(lines))


def message_of_rest(folded: Sequence[Told], *, beside: int) -> Message:
    """Many relations in one message; `beside` were told each by itself."""
    more = "more" if beside else "new"
    lines = [f"- {harmless(told.headline)} ({told.relation})" for told in folded[:_MOST_LISTED]]
    if len(folded) > _MOST_LISTED:
        lines.append(f"- and {len(folded) - _MOST_LISTED} others")
    lines += ["", "All of them: monitor contradictions --all"]
    return Message(f"and {len(folded)} {more}: {harmless(folded[0].headline)}", "\n".join(lines))


def message_of_test(name: str) -> Message:
    """What is sent to see whether it arrives."""
    return Message(
        f"Test of the alert {name}",
        "This is a test, and nothing was found. Alerts come here with both sides of a "
        "contradiction: who said it, when and where, and the words.",
    )


def harmless(text: str) -> str:
    """The text with every order to a chat broken."""
    return _ORDER.sub(lambda match: match.group() + _BREAK, text)


def as_markdown(body: str) -> str:
    """The body for services that take Markdown alone: each line by itself, links as such."""
    return "\n\n".join(_markdown(line) for line in body.splitlines() if line)


def _markdown(line: str) -> str:
    literal = _MARKUP.sub(lambda match: "\\" + match.group(), line)
    return f"[{literal}]({line})" if web_address(line) == line else literal


def _side(side: Side) -> list[str]:
    more = f" (and {side.more} more)" if side.more else ""
    where = f"{side.dated}, {side.outlet}{more}: {side.voice}: {side.value}"
    lines = [harmless(where), in_marks(harmless(side.quote))]
    return [*lines, side.link] if side.link else lines
