"""Mails that answer or pass on another: the whole text, with what is quoted behind "> ".

The main text of a page is looked for with other means; of such a mail they drop the answer and keep
what it answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from monitor.read.blocks import parse_page

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
_PARAGRAPHS = frozenset(
    {"p", "td", "th", "table", "ul", "ol", "blockquote", "hr", "pre", "section", "article"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "header", "footer", "center"}
)
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


def letter_of(html: str) -> str | None:
    """The text of a mail in HTML that quotes another; None of one that is read as a page."""
    text = whole_text(html)
    return text if _CITED.search(html) or _heads_another(text) else None


def whole_text(html: str) -> str:
    """All that is seen of a mail in HTML, line by line."""
    page = parse_page(html.encode())
    return "" if page is None else "\n".join(_lines(page.tree)).strip("\n")


def _lines(tree: etree._Element) -> Iterator[str]:
    """Its lines as they are seen, those of quoted mails behind as many signs as they are deep."""
    words, depth, mark, hidden = list[str](), 0, "", list[etree._Element]()
    blank = True

    def line(*, apart: bool, left_empty: bool = False) -> Iterator[str]:
        nonlocal mark, blank
        if said := " ".join("".join(words).split()):
            yield f"{'>' * min(depth, _DEEPEST)} {mark}{said}".lstrip()
            mark, blank, left_empty = "", False, False
        words.clear()
        if (apart or left_empty) and not blank:
            blank = True
            yield ""

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        starts, tag = event == "start", element.tag
        if (tag in _LINES or tag in _PARAGRAPHS) and (starts or tag != "br"):
            yield from line(apart=tag in _PARAGRAPHS, left_empty=tag == "br")
        if starts and (tag in _UNSEEN or _is_hidden(element)):
            hidden.append(element)
        if tag == "blockquote":
            depth += 1 if starts else -1
        if tag == "li":
            mark = "- " if starts else ""
        if not starts and hidden and hidden[-1] is element:
            hidden.pop()
        if not hidden:
            words.append((element.text if starts else element.tail) or "")
    yield from line(apart=False)


def _is_hidden(element: etree._Element) -> bool:
    style = (element.get("style") or "")[:500].replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style
