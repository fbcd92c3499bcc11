"""Mails: the whole text, with what they quote of another behind "> ".

The main text of a page is looked for with other means; of a mail they drop the answer and keep what
it answers, and of a newsletter the headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from monitor.read.blocks import parse_page
from monitor.read.layout import unfold

# ">=150" is a number, and ">From" a line that a mailbox has marked.
_QUOTED = re.compile(r"[ \t]*((?:>[ \t]?)+)(?![=\d]|From )(.*)")
_LISTED = re.compile(r"(?:[-*•+–]|\d{1,2}[.)])\s")
# "From: …", "Sent: …", "To: …", in whatever language, on lines of their own.
_LABEL = re.compile(r"[*_ \t]*[^\W\d_a-z][\w-]{0,20}[ \t\xa0]?:")
_FEWEST = 3
# How mail programs mark what they quote.
_CITED = re.compile(
    r"<(?:blockquote|div)\b[^>]{0,300}?"
    r"(?:\btype=[\"']?cite|\b(?:gmail_|protonmail_|moz-cite-|yahoo_)(?:quote|prefix))",
    re.IGNORECASE,
)
# Letters in a line that its writer's program has wrapped: a shorter one ended there. One without
# a stop goes on, unless it is as short as an entry of a list.
_FULL, _SHORT = 50, 40
_STOPS = (".", "!", "?", ":", ";", ",", ")")
# The mark above a signature (RFC 3676), and lines that one has.
_SIGNATURE, _SIGNED = "-- ", 8
_DEEPEST = 9  # mails in mails that are told apart
_LINES = frozenset({"div", "br", "li", "tr"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PARAGRAPHS = _HEADINGS | {
    *("p", "table", "ul", "ol", "blockquote", "hr", "pre", "section", "article"),
    *("header", "footer", "center"),
}
_UNSEEN = frozenset({"script", "style", "head", "title", "template"})


def quotes_another(text: str) -> bool:
    """Whether the text of a mail holds one that it answers or passes on."""
    return any(map(_QUOTED.match, text.split("\n"))) or _heads_another(text)


def _heads_another(text: str) -> bool:
    """Whether the labels of a mail stand in it, one below the other."""
    labelled, addressed = 0, False
    for line in text.split("\n"):
        if _LABEL.match(line) is None:
            labelled, addressed = 0, False
            continue
        labelled, addressed = labelled + 1, addressed or "@" in line
        if labelled >= _FEWEST and addressed:
            return True
    return False


def unwrapped(text: str) -> str:
    """The text with each paragraph on one line, as its writer had it, and without a signature."""
    rows, depth, last = list[list[str]](), 0, ""
    for line in _unsigned(text.split("\n")):
        match = _QUOTED.match(line)
        now, words = (match[1].count(">"), match[2].strip()) if match else (0, line.rstrip())
        if now == depth and words and _goes_on(last, words):
            rows[-1].append(words)
        else:
            rows.append([f"{'>' * now} {words}".rstrip() if now else line])
        depth, last = now, words
    return "\n".join(" ".join(row) for row in rows)


def _goes_on(last: str, words: str) -> bool:
    """Whether a line is the rest of one that was wrapped in front of it."""
    if not last or last.endswith(":") or _LISTED.match(words) or _LABEL.match(words):
        return False
    inside = words[0].islower() or (words[0].isdigit() and last[-1].islower())
    return inside or len(last) >= _FULL or (len(last) >= _SHORT and not last.endswith(_STOPS))


def _unsigned(lines: Sequence[str]) -> Iterator[str]:
    """Without what stands below a mark of signature, up to an empty line or what is quoted."""
    left = 0
    for line in lines:
        if line == _SIGNATURE:
            left = _SIGNED
        if left and line.strip() and not _QUOTED.match(line) and not line.endswith(":"):
            left -= 1
            continue
        left = 0
        yield line


def mail_text(html: str) -> tuple[str, bool]:
    """All that is seen of a mail in HTML, as light Markdown; and whether it quotes another.

    What one that quotes another cites stands behind "> "; a newsletter is nobody's answer.
    """
    page = parse_page(html.encode())
    if page is None:
        return "", False
    unfold(page.tree)
    quoting = "\n".join(_Lines(quoting=True).of(page.tree)).strip("\n")
    if _CITED.search(html) or _heads_another(quoting):
        return quoting, True
    return "\n".join(_Lines(quoting=False).of(page.tree)).strip("\n"), False


class _Lines:
    """Writes the lines of a mail as they are seen, those it quotes behind as many signs as they
    are deep."""

    def __init__(self, *, quoting: bool) -> None:
        self._quoting = quoting
        self._words: list[str] = []  # of the line that is open
        self._mark = ""  # what it begins with
        self._depth = 0  # of quotations
        self._cells = 0  # of tables of data, one in another: a row is one line
        self._row = False  # whether the line is a row, and how many heads of columns it has
        self._heads = 0
        self._blank = True  # whether the last line was empty

    def of(self, tree: etree._Element) -> Iterator[str]:
        """The lines of a tree, in order."""
        hidden = list[etree._Element]()
        for event, element in etree.iterwalk(tree, events=("start", "end")):
            starts, tag = event == "start", element.tag
            if (tag in _LINES or tag in _PARAGRAPHS) and (starts or tag != "br"):
                yield from self._end(apart=tag in _PARAGRAPHS, left_empty=tag == "br")
            if starts and (tag in _UNSEEN or _is_hidden(element)):
                hidden.append(element)
            self._marked(tag, starts=starts)
            if not starts and hidden and hidden[-1] is element:
                hidden.pop()
            if not hidden:
                self._words.append((element.text if starts else element.tail) or "")
        yield from self._end(apart=False)

    def _end(self, *, apart: bool, left_empty: bool = False) -> Iterator[str]:
        """The line so far, if it says something; an empty one behind it where it ends apart."""
        if self._cells:
            self._words.append(" ")
            return
        if said := " ".join("".join(self._words).split()):
            signs = ">" * min(self._depth, _DEEPEST)
            yield f"{signs} {self._mark}{said}{' |' if self._row else ''}".lstrip()
            if self._heads:
                yield f"{signs} {'|---' * self._heads}|".lstrip()
            self._mark, self._blank, left_empty = "", False, False
        self._words.clear()
        self._row, self._heads = False, 0
        if (apart or left_empty) and not self._blank:
            self._blank = True
            yield ""

    def _marked(self, tag: str, *, starts: bool) -> None:
        if tag == "blockquote" and self._quoting:
            self._depth += 1 if starts else -1
        elif tag == "li":
            self._mark = "- " if starts else ""
        elif tag in _HEADINGS:
            self._mark = f"{'#' * int(tag[1])} " if starts else ""
        elif tag in ("td", "th"):
            self._cells += 1 if starts else -1
            self._words.append(" | " if starts else "")
            self._row = True
            self._heads += starts and tag == "th"


def _is_hidden(element: etree._Element) -> bool:
    style = (element.get("style") or "")[:500].replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style
