"""What a page says of itself as linked data (JSON-LD, schema.org): of this article, no other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml.html import HtmlElement

# Signs of one script, scripts of a page and objects of a script that are looked at.
_LONGEST = 500_000
_SCRIPTS = 20
_OBJECTS = 500
_ARTICLE = re.compile(r"(?:Article|Posting|Report|TechArticle|LiveBlogPosting)$")
_DISCUSSION = re.compile(r"(?:DiscussionForumPosting|SocialMediaPosting)$")
_PAGE = re.compile(r"(?:WebPage|FAQPage|AboutPage|ItemPage)$")
_LIST = re.compile(r"(?:ItemList|CollectionPage|SearchResultsPage|Blog)$")
_WRAPPED = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*$")


@dataclass(frozen=True, slots=True)
class LinkedData:
    """The objects of one page, top ones only: what is nested in another is another thing's."""

    article: dict[str, Any] | None  # the one this page is
    page: dict[str, Any] | None  # the page around it
    others: tuple[dict[str, Any], ...]  # articles beside it, on the same level
    lists: bool  # whether the page calls itself a list

    def words(self) -> int | None:
        """How many words the article is said to have."""
        count = (self.article or {}).get("wordCount")
        try:
            return int(str(count))
        except ValueError:
            return None

    @property
    def is_story(self) -> bool:
        """Whether the page says that it is one text, and not what people wrote to one another."""
        return self.article is not None and not _is(self.article, _DISCUSSION)

    @property
    def free(self) -> bool:
        """False where the article is said to be for subscribers."""
        said = [each.get("isAccessibleForFree") for each in (self.article, self.page) if each]
        return not any(value is False or str(value).lower() == "false" for value in said)

    @property
    def paid_parts(self) -> tuple[str, ...]:
        """The classes of the parts that are for subscribers, as their selectors name them."""
        parts = (self.article or self.page or {}).get("hasPart")
        rows = parts if isinstance(parts, list) else [parts]
        selectors = [each.get("cssSelector") for each in rows if isinstance(each, dict)]
        names = [str(each).strip() for each in selectors if each]
        return tuple(name[1:] for name in names if re.fullmatch(r"\.[\w-]{1,80}", name))


def linked_data(tree: HtmlElement, address: str, titles: tuple[str, ...]) -> LinkedData:
    """Of several articles the page's is the one at its address, or under its title, or the only."""
    top = list(_top(tree))
    articles = [each for each in top if _is(each, _ARTICLE)]
    own = [each for each in articles if _is_at(each, address)] or [
        each for each in articles if _has_title(each, titles)
    ]
    lone = articles[0] if len(articles) == 1 and not own else None
    article = own[0] if own else lone
    page = next((each for each in top if _is(each, _PAGE)), None)
    others = tuple(each for each in articles if each is not article)
    return LinkedData(article, page, others, any(_is(each, _LIST) for each in top))


def _top(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    scripts = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        scripts += 1
        text = script.text or ""
        if scripts > _SCRIPTS or len(text) > _LONGEST:
            continue
        try:
            loaded = json.loads(_WRAPPED.sub("", text), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _objects(loaded)


def _objects(loaded: Any) -> Iterator[dict[str, Any]]:
    rows = loaded if isinstance(loaded, list) else [loaded]
    for each in rows[:_OBJECTS]:
        if not isinstance(each, dict):
            continue
        graph = each.get("@graph")
        if isinstance(graph, list):
            yield from (one for one in graph[:_OBJECTS] if isinstance(one, dict))
        else:
            yield each
        main = each.get("mainEntity")
        if isinstance(main, dict):
            yield main


def _is(thing: dict[str, Any], pattern: re.Pattern[str]) -> bool:
    kinds = thing.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and pattern.search(name) for name in names)


def _is_at(thing: dict[str, Any], address: str) -> bool:
    main = thing.get("mainEntityOfPage")
    named = main.get("@id") if isinstance(main, dict) else main
    said = [named, thing.get("url"), thing.get("@id")]
    return any(isinstance(each, str) and _same(each, address) for each in said)


def _same(one: str, other: str) -> bool:
    try:
        a = urlsplit(urldefrag(urljoin(other, one.strip())).url)
        b = urlsplit(urldefrag(other).url)
    except ValueError:
        return False
    return (a.path.rstrip("/").lower(), a.query) == (b.path.rstrip("/").lower(), b.query)


def _has_title(thing: dict[str, Any], titles: tuple[str, ...]) -> bool:
    headline = " ".join(str(thing.get("headline") or thing.get("name") or "").split()).lower()
    return len(headline) > 3 and any(headline in title.lower() for title in titles)
