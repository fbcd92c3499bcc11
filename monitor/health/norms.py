"""A source against its own past: does it still give what it usually gives?

The past are the documents of the last 90 days, at least 20 of them however old;
the present the last 10 (30 where the odd are common). A document is *odd* where
its text is less than a third or more than three times as long as usual, where it
has no date, is no article, or holds no claim. A warning is given where ordinary
fluctuation would give so many odd ones once in 100,000 looks. A source with ten
new documents a day is looked at 3,650 times a year, for four properties and
over two lengths: at most 0.3 false warnings a year, and looks that overlap make
it fewer. It stays until chance explains the present once in 1,000 looks.

What breaks for good becomes the norm when half of the past is broken: about
45 days later the warning ends by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from monitor.health.chance import chance_of_count, chance_of_odd
from monitor.health.shape import ArrivedDocument, Reason, Sample

PAST = timedelta(days=90)
FEWEST = 20  # documents a norm is taken from
RECENT = (10, 30)  # documents that are held against it
WARN = 1e-5
STILL = 1e-3
# Lengths of one outlet's articles are spread by about 1.6 times either way.
LENGTH_FACTOR = 3
# Of a source with fewer, a spell without claims says nothing.
USUALLY_CLAIMS = 0.4

WINDOW = timedelta(days=14)  # two weeks, so that every weekday counts alike
WATCHED_DAYS = 10  # of those, on which a listing answered: else we have seen too little
# The past of a rate: twice the window.
SHORTEST_PAST = timedelta(days=28)
WARN_RATE = 1e-6  # looked at with every crawl, so more often than documents arrive
RATE_FACTOR = 4  # holidays halve what an outlet writes
STILL_FACTOR = 2
# Four times the longest of m pauses is exceeded by chance with 24 / (m+1)(m+2)(m+3)(m+4): once
# in 10,000 pauses for 20 of them, less than once in a hundred years of such a source.
PAUSE_FACTOR = 4
FEWEST_PAUSES = 10
SHORTEST_SILENCE = timedelta(days=7)  # feasts and holidays
_DAY = timedelta(days=1)

Odd = Callable[[ArrivedDocument], bool]


def judge_norms(sample: Sample, now: datetime, before: Collection[str]) -> tuple[Reason, ...]:
    """Why the source is not as it was; `before` are the kinds of reasons that held until now."""
    silence = _silence(sample)
    found = [silence] if silence else list(_rate(sample, now, before))
    return (*found, *_documents(sample.documents, before))


def _documents(documents: Sequence[ArrivedDocument], before: Collection[str]) -> Iterator[Reason]:
    kinds = _unusual(documents, _no_article, "norm-articles", before)
    if kinds:
        recent, usual, odd, usual_odd = kinds
        text = (
            f"{recent - odd} of the last {recent} new pages are articles, "
            f"usually {_percent(usual - usual_odd, usual)}"
        )
        yield Reason("norm-articles", text)
    articles = [one for one in documents if not _no_article(one)]
    yield from _length(articles, before)
    yield from _share(articles, lambda one: not one.dated, "norm-dates", "have a date", before)
    # Held against the longer present: a spell without claims must not make itself the norm.
    past = _past(articles, RECENT[-1]) or _past(articles, RECENT[0])
    if past and sum(one.claims for one in past) >= USUALLY_CLAIMS * len(past):
        yield from _share(
            articles, lambda one: not one.claims, "norm-claims", "hold a claim", before
        )


def _no_article(document: ArrivedDocument) -> bool:
    return document.kind != "article"


def _share(
    articles: Sequence[ArrivedDocument], odd: Odd, kind: str, verb: str, before: Collection[str]
) -> Iterator[Reason]:
    found = _unusual(articles, odd, kind, before)
    if found:
        recent, usual, missing, usual_missing = found
        text = (
            f"{recent - missing} of the last {recent} new articles {verb}, "
            f"usually {_percent(usual - usual_missing, usual)}"
        )
        yield Reason(kind, text)


def _length(articles: Sequence[ArrivedDocument], before: Collection[str]) -> Iterator[Reason]:
    past = _past(articles, RECENT[0])
    if not past:
        return
    usual = median(one.length for one in past)
    # Short and long apart: a source whose texts are merely uneven is no broken one.
    for odd in (
        lambda one: one.length * LENGTH_FACTOR < usual,
        lambda one: one.length > LENGTH_FACTOR * usual,
    ):
        found = _unusual(articles, odd, "norm-length", before)
        if found:
            now = median(one.length for one in articles[-found[0] :])
            text = (
                f"the last {found[0]} new articles have {now:,.0f} characters of text, "
                f"usually {usual:,.0f} (medians)"
            )
            yield Reason("norm-length", text)
            return


def _unusual(
    documents: Sequence[ArrivedDocument], odd: Odd, kind: str, before: Collection[str]
) -> tuple[int, int, int, int] | None:
    """Documents now and before, and the odd among both, where chance does not explain them."""
    limit = STILL if kind in before else WARN
    for recent in RECENT:
        past = _past(documents, recent)
        if not past:
            return None
        now_odd = sum(odd(one) for one in documents[-recent:])
        past_odd = sum(odd(one) for one in past)
        if chance_of_odd(recent, now_odd, len(past), past_odd) < limit:
            return recent, len(past), now_odd, past_odd
    return None


def _past(documents: Sequence[ArrivedDocument], recent: int) -> Sequence[ArrivedDocument]:
    """What the last `recent` are held against; nothing where it is too little."""
    earlier = documents[:-recent]
    if len(earlier) < FEWEST:
        return ()
    begin = documents[-1].at - PAST
    young = [one for one in earlier if one.at >= begin]
    return young if len(young) >= FEWEST else earlier[-FEWEST:]


def _silence(sample: Sample) -> Reason | None:
    """Nothing new for much longer than ever before, though the listings answer."""
    if sample.checked_until is None:
        return None
    moments = _after_the_first(sample.arrivals)
    begin = sample.checked_until - PAST
    young = [moment for moment in moments if moment >= begin]
    moments = young if len(young) >= FEWEST else moments[-FEWEST:]
    if len(moments) < FEWEST:
        return None
    # What arrives with one crawl is one arrival.
    pauses = [gap for a, b in pairwise(moments) if (gap := b - a) > timedelta(hours=1)]
    if len(pauses) < FEWEST_PAUSES:
        return None
    silent = sample.checked_until - moments[-1]
    if silent < max(PAUSE_FACTOR * max(pauses), SHORTEST_SILENCE):
        return None
    text = (
        f"nothing new for {silent / _DAY:.0f} days, though its listings answer; "
        f"its longest pause was {max(pauses) / _DAY:.1f} days"
    )
    return Reason("norm-silence", text, moments[-1])


def _after_the_first(arrivals: Sequence[datetime]) -> list[datetime]:
    """Without the first day: a source begins with all that it lists at that time."""
    return [moment for moment in arrivals if moment > arrivals[0] + _DAY]


def _rate(sample: Sample, now: datetime, before: Collection[str]) -> Iterator[Reason]:
    """New documents in two weeks against the weeks before."""
    if not sample.arrivals or sample.watched_days < WATCHED_DAYS:
        return
    end = now - WINDOW
    begin = max(sample.arrivals[0] + _DAY, end - PAST)
    usual = sum(begin < moment <= end for moment in sample.arrivals)
    count = sum(moment > end for moment in sample.arrivals)
    if end - begin < SHORTEST_PAST or usual < FEWEST:
        return
    held = "norm-entries" in before
    limit, factor = (STILL, STILL_FACTOR) if held else (WARN_RATE, RATE_FACTOR)
    expected = usual * (WINDOW / (end - begin))
    few, many = chance_of_count(count, WINDOW / _DAY, usual, (end - begin) / _DAY)
    if (few < limit and count * factor < expected) or (many < limit and count > expected * factor):
        text = (
            f"{count / 2:.1f} new documents a week in the last two weeks, "
            f"usually {expected / 2:.1f}"
        )
        yield Reason("norm-entries", text)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %"
