"""Mails that answer or pass on another: the whole text, with what is quoted behind "> ".

The main text of a page is looked for with other means; of such a mail they drop the answer and keep
what it answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from monitor.read.blocks import parse_page

_QUOTED = re.compile(r"[ \t]*((?:>[ \t]?)+)(.*)")
_LISTED = re.compile(r"(?:[-*•+–]|\d{1,2}[.)])\s")
# "From: …@…", "Sent: …", "To: …", in whatever language.
_LABELLED = re.compile(
    r"^[*_ ]*[A-Z][\w-]{1,20}:[^\n]*@[^\n]*(?:\n+[*_ ]*[A-Z][\w-]{1,20}:[^\n]*){2}", re.M
)
# How mail programs mark what they quote.
_CITED = re.compile(
    r"<(?:blockquote|div)\b[^>]{0,300}(?:\btype=[\"']?cite|_quoted?\b)", re.IGNORECASE
)
# Letters in a line that its writer's program has wrapped: a shorter one ended there.
_FULL = 50
_DEEPEST = 9  # mails in mails that are told apart
_BLOCKS = frozenset(
    {"p", "div", "li", "tr", "td", "th", "table", "ul", "ol", "blockquote", "br", "hr", "pre"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer", "center"}
)
_UNSEEN = ("script", "style", "head", "title", "template")


def quotes_another(text: str) -> bool:
    """Whether the text of a mail holds one that it answers or passes on."""
    return "\n>" in f"\n{text}" or _LABELLED.search(text) is not None


def unwrapped(text: str) -> str:
    """The text with each quoted paragraph on one line: it was wrapped, sign by sign."""
    rows, depth, last = list[str](), 0, ""
    for line in text.split("\n"):
        match = _QUOTED.match(line)
        now, words = (match[1].count(">"), match[2].strip()) if match else (0, line)
        if now and now == depth and words and len(last) >= _FULL and not _LISTED.match(words):
            rows[-1] += f" {words}"
        else:
            rows.append(f"{'>' * now} {words}".rstrip() if now else line)
        depth, last = now, words
    return "\n".join(rows)


def letter_of(html: str) -> str | None:
    """The text of a mail in HTML that quotes another; None of one that is read as a page."""
    page = parse_page(html.encode())
    if page is None:
        return None
    text = "\n\n".join(_lines(page.tree))
    return text if _CITED.search(html) or _LABELLED.search(text) else None


def _lines(tree: etree._Element) -> Iterator[str]:
    """Its lines as they are seen, those of quoted mails behind as many signs as they are deep."""
    words, depth, mark, unseen = list[str](), 0, "", 0

    def line() -> Iterator[str]:
        nonlocal mark
        if said := " ".join("".join(words).split()):
            yield f"{'>' * min(depth, _DEEPEST)} {mark}{said}".lstrip()
            mark = ""
        words.clear()

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        starts, tag = event == "start", element.tag
        if tag in _BLOCKS:
            yield from line()
        if tag in _UNSEEN:
            unseen += 1 if starts else -1
        if tag == "blockquote":
            depth += 1 if starts else -1
        if tag == "li":
            mark = "- " if starts else ""
        if not unseen:
            words.append((element.text if starts else element.tail) or "")
    yield from line()
