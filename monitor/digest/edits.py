"""Pages that were edited in words on a program, where no rule told of what the edit changed.

A watched page may change what counts in a sentence that no rule reads. Who watches it wants to know
that it was edited, and to see the sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from itertools import chain, islice, pairwise

from monitor.compare.diff import SentenceChange, diff_texts
from monitor.config import Config
from monitor.config.phrases import any_of
from monitor.config.topic import Topic
from monitor.digest.shape import Changed, Edited
from monitor.news import is_news
from monitor.storage import Issue, Store
from monitor.types import Revision
from monitor.wording import bare, shorten, weekday_in_words

# Two texts are compared for each; nobody looks at more edits of one day.
_MOST_READ = 50
# Sentences of one page; of an edit that rewrote more, the page itself is looked at.
_MOST_SHOWN = 5
# What was seen so long before is no news, though its text was kept only now: a page of an archive,
# or one read again by a newer reader.
_LATE = timedelta(days=1)
_LONGEST_QUOTE = 300
_LONGEST_TITLE = 200
# The keys of the text before and of the one behind it, and when that was seen.
_Pair = tuple[str, str, datetime]


@dataclass(frozen=True, slots=True)
class PageEdit:
    """An edit that was seen: what it changed of the sentences that name a topic, by its key."""

    document: str
    publisher: str
    title: str | None
    observed: datetime
    changes: Mapping[str, Sequence[SentenceChange]]


def page_edits(
    config: Config, store: Store, since: datetime, until: datetime
) -> tuple[PageEdit, ...]:
    """The edits of pages whose text was kept after `since` and up to `until`, or came back then.

    None that only an archive knows of, where it was not asked for as news. Raises StorageError.
    """
    pairs = chain(_taken_back(store, since, until), _new_texts(store, since, until))
    edited = ((store.revision(old), store.revision(new), seen) for old, new, seen in pairs)
    about = ((*one, topics) for one in edited if (topics := _topics_of(config, *one[:2])))
    news = (one for one in about if _is_news(store, *one[:2]))
    found = (_edit(*one) for one in islice(news, _MOST_READ))
    return tuple(edit for edit in found if edit.changes)


def _new_texts(store: Store, since: datetime, until: datetime) -> Iterator[_Pair]:
    """What was kept in this time, each behind the text that its page bore before."""
    texts = store.texts_recorded(since, until)
    for _, issues in sorted(store.issues(texts.values()).items()):
        for before, after in pairwise(_as_seen(issues)):
            if after.revision in texts and after.observed > since - _LATE:
                yield before.revision, after.revision, after.observed


def _taken_back(store: Store, since: datetime, until: datetime) -> Iterator[_Pair]:
    """What pages went back to in this time, each behind the text that was taken back."""
    back = store.texts_restored(since, until)
    issues = store.issues(one.document for one in back)
    for one in back:
        older = [i for i in _as_seen(issues[one.document]) if i.observed < one.at]
        if older and older[-1].revision != one.revision:
            yield older[-1].revision, one.revision, one.at


def _as_seen(issues: Iterable[Issue]) -> list[Issue]:
    return sorted(issues, key=lambda one: (one.observed, one.revision))


def _is_news(store: Store, old: Revision, new: Revision) -> bool:
    """Whether the younger of two texts is: what a page went back to may long be known."""
    younger = old if old.observed > new.observed else new
    snapshot = store.snapshot_facts(younger.snapshot)
    return is_news(snapshot.origin, snapshot.headers)


def _topics_of(config: Config, old: Revision, new: Revision) -> list[Topic]:
    """The topics whose program one of the two texts names."""
    names = ((topic, any_of(topic.programs)) for topic in config.topics)
    return [
        topic
        for topic, programs in names
        if programs and (programs.search(new.text) or programs.search(old.text))
    ]


def _edit(old: Revision, new: Revision, seen: datetime, topics: Iterable[Topic]) -> PageEdit:
    changes = diff_texts(old.text, new.text)
    named = (
        # On the vendor's own page about the program every sentence may be one of its terms.
        (topic.key, changes if new.organisation == topic.vendor else _naming(topic, changes))
        for topic in topics
    )
    return PageEdit(
        document=new.document,
        publisher=new.publisher,
        title=new.title,
        observed=seen,
        changes={key: found for key, found in named if found},
    )


def _naming(topic: Topic, changes: Iterable[SentenceChange]) -> tuple[SentenceChange, ...]:
    """The changes of sentences that name the program or what it may cover."""
    items = (word for one in topic.item if not one.product for word in one.words)
    names = any_of((*topic.programs, *topic.short_names, *items))
    return tuple(
        one for one in changes if names and names.search(f"{one.old or ''}\n{one.new or ''}")
    )


def edited_from(
    edits: Iterable[PageEdit],
    topics: Collection[str],
    told: Collection[tuple[str, str]],
    zone: tzinfo,
) -> tuple[Edited, ...]:
    """Those on these topics (on any, if none is named), without the sentences `told` anyway.

    `told`: documents and quotes.
    """
    found = []
    for edit in edits:
        quotes = [quote for document, quote in told if document == edit.document]
        changes = [
            one
            for key, some in edit.changes.items()
            if not topics or key in topics
            for one in some
            if not any(_holds(one, quote) for quote in quotes)
        ]
        if changes:
            found.append(_told(edit, changes, zone))
    return tuple(found)


def _holds(change: SentenceChange, quote: str) -> bool:
    """Whether a quote is of a changed sentence: each may be a part of the other, or cut."""
    sentences = [bare(sentence) for sentence in (change.old, change.new) if sentence]
    start = quote.removesuffix("…").rstrip()
    return any(start in sentence or sentence in quote for sentence in sentences)


def _told(edit: PageEdit, changes: Sequence[SentenceChange], zone: tzinfo) -> Edited:
    """With what was reworded before what only came or went."""
    every = list(dict.fromkeys(changes))
    every.sort(key=lambda one: not (one.old and one.new))
    return Edited(
        title=shorten(edit.title or edit.document, _LONGEST_TITLE),
        publisher=edit.publisher,
        document=edit.document,
        seen=f"{weekday_in_words(edit.observed, zone)} {edit.observed.astimezone(zone):%H:%M}",
        changes=tuple(Changed(_quote(one.old), _quote(one.new)) for one in every[:_MOST_SHOWN]),
        more=max(0, len(every) - _MOST_SHOWN),
    )


def _quote(sentence: str | None) -> str | None:
    return shorten(bare(sentence), _LONGEST_QUOTE) if sentence else None
