"""Lines in which a page tells of a change to itself: correction, update, superseded.

They are told by how a line begins, corrections also by how a sentence behind
others does. What an article reports ("the company issued a correction") stands
in the middle of its sentences, or within quotation marks; "Update:" before a
product's name heads a heading or an entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from monitor.config.language import NoticeWords, PageWords
from monitor.config.phrases import any_pattern
from monitor.config.phrases import openings as beginnings
from monitor.interval import DaySpan
from monitor.plain import one_line
from monitor.read.blocks import Block, Page
from monitor.read.days import FoundDay, find_day
from monitor.read.shape import has_sentence
from monitor.types import Notice, NoticeKind

# A page has few; one with more is a log of changes, and its entries are its text.
_MOST = 20
# Characters of a quote; a longer line is cut after a sentence.
_QUOTE = 600
# Words of a banner stand in its first sentence, within so many characters.
_OPENING = 160
_COMMENTS = re.compile(r"(?:^|[\s_-])(?:comment|reply|replies|discussion|disqus)", re.IGNORECASE)
_MARK = re.compile(r"^[\s*_>\-•|–—#(\[]+")
_NO_LETTER = re.compile(r"[\W_]")
_QUOTES = re.compile(r"[“\"‘]")
# Where the day of a notice stands: within so many characters of its beginning, before the colon
# that ends its opening words ...
_HEAD = 90
_BETWEEN = re.compile(r"[^:.\d]*(?::\s*)?[(\[]?")
# ... or in brackets at its end.
_CLOSING_REACH = 60
_CLOSING = re.compile(r"[(\[]([^()\[\]]{6,50})[)\]]\W{0,3}$")
_HEADS = ("div", "p", "section", "li", "td", "blockquote", "summary", "dd", "article", "aside")


@dataclass(frozen=True, slots=True)
class _Openings:
    """How lines begin that tell of a change."""

    first: frozenset[str]  # letters, lower case, that any of them begins with
    label: re.Pattern[str]
    patterns: tuple[tuple[NoticeKind, re.Pattern[str]], ...]
    headed: tuple[tuple[NoticeKind, re.Pattern[str]], ...]
    behind: re.Pattern[str]  # how a sentence begins that corrects those before it


def notices_of(
    page: Page | None, text: str, published: DaySpan | None, words: PageWords
) -> tuple[Notice, ...]:
    """The notices of a page, in the order they stand in, each once.

    A quote stands to the letter in `text` where it is part of it; a banner
    that is not part of the main text is quoted as the page shows it.
    """
    openings = _openings(words.notice)
    found = dict[str, Notice]()
    for line, block in _lines(page, text):
        kind, told = _kind(line, openings), line
        if kind is None and (behind := openings.behind.search(line)):
            kind, told = "correction", line[behind.start(1) :]
        if kind is None or (block is not None and _is_comment(block)):
            continue
        quote = _quote(told, text)
        found.setdefault(quote, Notice(kind, quote, _day(told, published, words)))
        if len(found) == _MOST:
            break
    return tuple(found.values())


def _lines(page: Page | None, text: str) -> Iterator[tuple[str, Block | None]]:
    """The lines that may be notices: no headings, no links, no bare entries of lists."""
    if page is None:
        yield from ((line, None) for line in text.splitlines() if line and line[0] not in "#|-")
        return
    for block in page.blocks:
        if block.tag not in _HEADS or block.is_link or len(block.text) < 8:
            continue
        if not _may_open(block.text):
            continue
        if block.tag in ("li", "td", "dd") and not has_sentence(block.text):
            continue
        yield block.text, block


def _may_open(text: str) -> bool:
    """A line that begins in lower case goes on with another one."""
    first = _MARK.sub("", text[:20])
    return bool(first) and not first[0].islower()


def _is_comment(block: Block) -> bool:
    """Whether readers wrote it: they too correct themselves."""
    for each in block.element.iterancestors():
        names = f"{each.get('class') or ''} {each.get('id') or ''}"
        if each.tag not in ("body", "html", "article", "main") and _COMMENTS.search(names[:200]):
            return True
    return False


@cache
def _openings(words: NoticeWords) -> _Openings:
    # Behind the word: a date, a number, "(Aug. 5)", and then a colon or a dash.
    tail = r"(?:[^\w\n]{1,3}[\w.,/ ]{0,40}?)?[)\]]?\s{0,2}(?::|\s[–—-]\s)"
    dated = r"[\s:,(]{1,3}(?:on\s|at\s)?(?=\w{3,9}\.?\s\d|\d{1,2}\s\w|\d{4}-\d|\d{1,2}[/.]\d)"

    def begins(phrases: tuple[str, ...], *, after: str = "") -> re.Pattern[str]:
        return re.compile(f"(?:{any_pattern(phrases)}){after}", re.IGNORECASE)

    label = re.compile(rf"(?:{any_pattern(words.labels)})[^\w\n]{{1,4}}", re.IGNORECASE)
    headed: tuple[tuple[NoticeKind, re.Pattern[str]], ...] = (
        ("correction", begins(words.corrections, after=f"(?:{tail}|{dated})")),
        ("update", begins(words.updates, after=f"(?:{tail}|{dated})")),
    )
    patterns: tuple[tuple[NoticeKind, re.Pattern[str]], ...] = (
        ("superseded", begins(words.superseded)),
        ("correction", begins(words.corrected)),
        ("update", begins(words.updated)),
    )
    openers = (
        words.labels,
        words.corrections,
        words.corrected,
        words.updates,
        words.updated,
        words.superseded,
    )
    first = frozenset(each for phrases in openers for word in phrases for each in beginnings(word))
    sentence = re.compile(
        rf"[.!?][)”\"]?\s+([(\[*_]{{0,2}}(?:(?:{any_pattern(words.corrections)}):|(?:{any_pattern(words.behind)})))",
        re.IGNORECASE,
    )
    return _Openings(first, label, patterns, headed, sentence)


def _kind(line: str, openings: _Openings) -> NoticeKind | None:
    """Which kind of notice a line is, by its beginning."""
    start = _MARK.sub("", line)
    if _NO_LETTER.sub(" ", start[:3].lower()) not in openings.first:
        return None
    label = openings.label.match(start)
    rest = start[label.end() :] if label else start
    for kind, pattern in openings.patterns:
        if pattern.match(rest):
            return kind
        found = pattern.search(rest[:_OPENING]) if label else None
        # "Editor's note: the price in this article was corrected": the label says who speaks.
        if found and not _QUOTES.search(rest[: found.start()]):
            return kind
    for kind, pattern in openings.headed:
        headed = pattern.match(start)
        if headed and not _is_product(headed):
            return kind
    return None


def _is_product(headed: re.Match[str]) -> bool:
    """ "Update 7 for the server: what is new" is the name of one, told by a small word inside."""
    inside = re.sub(r"^\w+(?:\s+updated)?", "", headed.group())
    return re.search(r"\b(?:for|of|to|in|the|and)\b", inside) is not None


def _quote(line: str, text: str) -> str:
    """The line as it stands in the text, cut where it is too long."""
    quote = line
    if len(quote) > _QUOTE:
        end = max(quote.rfind(sign, 0, _QUOTE) for sign in (". ", "! ", "? "))
        quote = quote[: end + 1] if end > 0 else quote[:_QUOTE]
    if quote in text:
        return quote
    opening = quote[:30]
    for row in text.splitlines():
        at = row.find(opening)
        if at >= 0:
            return row[at : at + _QUOTE].strip()
    return one_line(quote)


def _day(line: str, published: DaySpan | None, words: PageWords) -> DaySpan | None:
    """The day of the change, behind the first words or in brackets at the end; no other."""
    head = line[:_HEAD]
    found = _find(head, published, words)
    if found and _BETWEEN.fullmatch(head[: found.start]):
        return found.span
    closing = _CLOSING.search(line[-_CLOSING_REACH:])
    found = _find(closing[1], published, words) if closing else None
    return found.span if found else None


def _find(text: str, published: DaySpan | None, words: PageWords) -> FoundDay | None:
    """A day; one without its year is the first of that name since the page was published."""
    first = published.earliest if published else None
    found = find_day(text, words.months, None, first.year if first else None)
    if found is None or found.ambiguous:
        return None
    told = re.search(r"\d{4}", text[found.start : found.end])
    if first and not told and found.span.latest and found.span.latest < first:
        return find_day(text, words.months, None, first.year + 1)
    return found
