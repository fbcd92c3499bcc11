"""Whether an entry is worth a fetch: whether what the listing says of it names a topic."""

from __future__ import annotations

import re
from collections.abc import Iterable

from monitor.config.settings import Organisation
from monitor.config.topic import Topic
from monitor.types import Entry


def topic_names(
    topics: Iterable[Topic], organisations: Iterable[Organisation] = ()
) -> re.Pattern[str]:
    """One pattern for all words that name a followed topic in a listing.

    The names of the program, its vendor with the vendor's aliases, and the
    topic's `listing_words`.
    """
    raise NotImplementedError


def names_topic(entry: Entry, names: re.Pattern[str]) -> bool:
    """Whether title, summary or the words of the address name a topic.

    An entry with neither title nor summary is relevant: better to fetch one
    too many than to lose a statement.
    """
    raise NotImplementedError
