"""Whether an entry is worth a fetch: whether what the listing says of it names a topic."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote_plus, urlsplit

from monitor.config.phrases import any_of
from monitor.config.settings import Organisation
from monitor.config.topic import Topic
from monitor.types import Entry

# What divides the words of an address; a hyphen between two words is read as a space anyway.
_DIVIDERS = re.compile(r"[-/_.+=&?,;:]+")
# Signs the phrase language gives a meaning, which a name of an organisation does not intend.
_SIGNS = re.compile(r"[()|*#]|\.\.+")
_LONGEST_LINK = 2000  # characters looked at
_NOTHING = re.compile(r"(?!)")


def topic_names(
    topics: Iterable[Topic], organisations: Iterable[Organisation] = ()
) -> re.Pattern[str]:
    """One pattern for all words that name a followed topic in a listing.

    The names of the programs, those of their vendors with the vendors'
    aliases, and the topics' `listing_words`.
    """
    topics = tuple(topics)
    vendors = {topic.vendor for topic in topics}
    phrases = [phrase for topic in topics for phrase in (*topic.programs, *topic.listing_words)]
    names = vendors | {
        alias
        for organisation in organisations
        if organisation.name in vendors
        for alias in organisation.aliases
    }
    plain = (" ".join(_SIGNS.sub(" ", name).split()) for name in names)
    return any_of((*phrases, *sorted(name for name in plain if name))) or _NOTHING


def names_topic(entry: Entry, names: re.Pattern[str]) -> bool:
    """Whether title, summary or the words of the address name a topic.

    An entry with neither title nor summary is relevant: better to fetch one
    too many than to lose a statement.
    """
    told = [text for text in (entry.title, entry.summary) if text]
    if not told:
        return True
    return any(names.search(text) for text in (*told, words_of_address(entry.url)))


def words_of_address(url: str) -> str:
    """Path and parameters of an address as words; the host says nothing of a single document."""
    parts = urlsplit(url)
    return spaced(f"{parts.path} {parts.query}")


def spaced(link: str) -> str:
    """The words of a link, or of a piece of one, with spaces between them."""
    return _DIVIDERS.sub(" ", unquote_plus(link[:_LONGEST_LINK])).strip()
