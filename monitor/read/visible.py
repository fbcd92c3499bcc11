"""Dates that stand on a page for people to read: which of them are the page's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from lxml.html import HtmlElement

from monitor.config.language import PageWords
from monitor.config.phrases import any_of
from monitor.read.blocks import Block, Page
from monitor.read.byline import Byline, day_found
from monitor.read.dates import CHANGE, META, name_of
from monitor.read.days import candidates_in, find_day, read_iso
from monitor.read.shape import has_sentence
from monitor.types import DateCandidate

# The blocks after a heading among which a date of the page itself stands.
_NEAR = 8
# A line that holds a date and a name is no longer; a sentence that speaks of a day is.
_DATELINE = 120
_SEVERAL = "one of several dates away from the heading"
_PARTS = re.compile(r"date|time|publish|posted|byline|dateline|meta|author|stamp", re.IGNORECASE)
# Signs beside a date in a line that is nothing but one: weekday, time of day, a name.
_BESIDE = 40
_LONG_LINE = 90  # the same where the line is named as one
# Blocks of a page among which a date is looked for.
_LOOKED_AT = 400
# Where a part of a line ends; "Prof." is short, and ends no sentence.
_PART = re.compile(r"[|•·]|(?<=[a-z]{4})\.\s")
# Where the imprint of an issue ends, which is names and numbers alone.
_ENDED = re.compile(r"\.\s+(?=[A-Z])")
_NAMES = re.compile(r"(?:(?:[^\Wa-z_]|#)[\w.#’'-]*[,:;]?(?:\s|$)|[–—|·-]\s)+")


def from_text(page: Page, words: PageWords, country: str | None) -> Iterator[DateCandidate]:
    """Dates that stand on the page as its own: in lines beside the heading, or named as a date.

    One behind "Updated" is refused, and so is one of several away from the
    heading: a list of stories dates each of them.
    """
    blocks = [block for block in page.blocks if not block.aside]
    start = next((n for n, block in enumerate(blocks) if block.tag == "h1"), 0)
    near = {id(block.element) for block in blocks[max(0, start - 3) : start + _NEAR + 1]}
    own, far = list[DateCandidate](), list[DateCandidate]()
    for block in blocks[:_LOOKED_AT]:
        if len(block.text) > _DATELINE or block.linked * 2 > len(block.text):
            continue
        if id(block.element) in near:
            own += _of_line(block, words, country, True)
        elif _is_named_date(block.element):
            far += _of_line(block, words, country, False)
        if len(own) > 3 or len(far) > 3:
            break
    if not own and not far:
        far = list(_of_times(page, words, country))
    several = len({each.day for each in far}) > 1
    yield from own[:4]
    for each in far[: 4 - len(own[:4])]:
        yield replace(each, refused=each.refused or (_SEVERAL if several else None))


def _of_times(page: Page, words: PageWords, country: str | None) -> Iterator[DateCandidate]:
    for time in list(page.tree.iter("time"))[:4]:
        written = time.get("datetime") or "".join(time.itertext())[:60]
        other = "dates another thing on the page" if _in_other(time) else None
        for each in candidates_in("text", written, words.months, country):
            yield replace(each, refused=each.refused or other)


def _of_line(
    block: Block, words: PageWords, country: str | None, beside: bool
) -> Iterator[DateCandidate]:
    """The days of a line that is nothing but a date, a name and such words as "Posted on"."""
    text, behind = _imprint(block.text) if beside else block.text, 0
    stamp = next(block.element.iter("time"), None)
    written = read_iso(stamp.get("datetime") or "") if stamp is not None else None
    rest = _LONG_LINE if _is_named_date(block.element) and beside else _BESIDE
    for _ in range(2):
        found = find_day(text[behind:], words.months, country)
        if found is None and (written is None or behind):
            return
        # "Jul 21" alone is no day that is found, but its element tells the year.
        shown = " ".join("".join(stamp.itertext()).split()) if stamp is not None else ""
        before = text[behind : behind + found.start] if found else text.partition(shown or "\n")[0]
        if found:
            beside_it = len(text) - (found.end - found.start)
            if beside_it > rest or text.endswith((".", "?", "!")):
                return
            behind += found.end
        day, written = (written, None) if written and written.days() == 1 else (None, None)
        refused = CHANGE if _is_change(before, words) else None
        if day is None and found is not None:
            day = found.span
            refused = "the order of day and month is not known" if found.ambiguous else refused
        if day is not None:
            yield DateCandidate("text", day, refused)
        if found is None:
            return


def _imprint(text: str) -> str:
    """The first part of "Issue 7, Tuesday, May 3, 2014. Compiled by Ann Moss.": names and numbers
    alone. A line that speaks of a day has other words.
    """
    first, *rest = _ENDED.split(text)
    return first if rest and _NAMES.fullmatch(first) else text


def _is_change(before: str, words: PageWords) -> bool:
    """Whether the last word of these two kinds before a date is one like "Updated"."""
    last = {True: -1, False: -1}
    for change, phrases in ((True, words.changed), (False, words.published)):
        pattern = any_of(phrases)
        for match in pattern.finditer(before) if pattern else ():
            # "Last updated date": the "date" belongs to it.
            if change or match.start() > last[True] + 12:
                last[change] = match.end()
    if last[True] <= last[False]:
        return False
    # "Last updated by Ann Lee on": in the part of the change, "by" and "on" belong to it.
    _, *further = _PART.split(before[last[True] :])
    line = any_of(words.dateline)
    return line is None or not any(line.search(part) for part in further)


def of_section(page: Page, words: PageWords, country: str | None) -> Iterator[DateCandidate]:
    """The date a section of a page gives itself, in one of the lines right below its heading."""
    lines = [block for block in page.blocks if not block.heading][:3]
    for block in lines:
        if len(block.text) <= _DATELINE:
            yield from _of_line(block, words, country, True)


def from_finder(
    own: Byline,
    address: str,
    observed: datetime,
    others: list[DateCandidate],
    page: Page,
    words: PageWords,
) -> Iterator[DateCandidate]:
    """The day that htmldate finds, where nothing else on the page gives one.

    Not a day told in a sentence: that is what the page speaks of.
    """
    if any(each.method in ("json-ld", "meta", "text") for each in others):
        return
    if any(name_of(meta) in META for meta in page.tree.iter("meta")):
        return  # it names a date, and none that can be read: what is found is a piece of it
    found = day_found(page.tree, own, address, observed)
    day = read_iso(found) if found else None
    if day is None or day.days() != 1:
        return
    for block in page.blocks[:_LOOKED_AT]:
        if has_sentence(block.text):
            told = find_day(block.text, words.months)
            if told and told.span == day:
                yield DateCandidate("text", day, "stands in the running text")
                return
    yield DateCandidate("text", day)


def _is_named_date(element: HtmlElement) -> bool:
    for each in (element, *element.iterchildren("span", "time", "em", "small", "strong")):
        names = f"{each.get('class') or ''} {each.get('id') or ''} {each.get('itemprop') or ''}"
        if each.tag == "time" or _PARTS.search(names[:200]):
            return True
    return False


def _in_other(element: HtmlElement) -> bool:
    """Whether a time stands in navigation, a sidebar, a comment or an entry of a list of links."""
    return any(
        each.tag in ("nav", "aside", "footer", "li", "a") for each in element.iterancestors()
    )
