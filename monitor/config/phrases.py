"""The small pattern language in which config/ writes words and phrases.

    seat*            a word and its endings: seat, seats
    free of charge   words in this order; hyphens and line breaks count as spaces
    move* .. email   up to four words may stand between
    (e-mail|email)   either
    spokes(man|woman) a part of a word
    (any|) charge    with the word or without it
    office 365       digits as they are
    over # GB        any number

Everything is read without regard to case, and whole words only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Annotated

from pydantic import AfterValidator

# Between two words of a phrase: spaces, hyphens, and the emphasis marks of Markdown.
_BETWEEN = r"(?:[\s*_]+|-)"
# Up to four words. A word begins and ends with a letter or digit: were its marks also free to count
# as space, a row of dashes could be divided in millions of ways, and the search would try them all.
_GAP = r"(?:[^\w.;:!?\n]+\w+(?:['’&+/-]\w+)*){0,4}?" + r"[^\w.;:!?\n]+"
_WORD = re.compile(r"\(([^()]*)\)|([^\s()]+)")
_LITERAL = re.compile(r"[^\w*|'’]")


def _word_pattern(word: str) -> str:
    if word == "#":
        return r"\d[\d,.]*"
    escaped = _LITERAL.sub(lambda match: "\\" + match.group(), word)
    return escaped.replace("*", r"\w*").replace("’", "'").replace("'", "['’]")


def _choices(text: str) -> tuple[str, bool]:
    """The pattern of `a|b`, and whether one of the choices is nothing at all."""
    choices = text.split("|")
    patterns = [phrase_pattern(choice, edges=False) for choice in choices if choice.strip()]
    return "(?:" + "|".join(patterns) + ")", len(patterns) < len(choices)


def phrase_pattern(phrase: str, *, edges: bool = True) -> str:
    """The regular expression of one phrase; with `edges`, bound to whole words."""
    pattern, separator, last = "", "", 0
    for match in _WORD.finditer(phrase.lower()):
        choice, word = match.groups()
        if word == "..":
            separator = _GAP
            continue
        if match.start() == last:
            separator = ""  # glued to what stands before: spokes(man|woman)
        last = match.end()
        part, optional = _choices(choice) if choice is not None else (_word_pattern(word), False)
        if not optional:
            pattern += separator + part
            separator = _BETWEEN
        elif separator:
            pattern += f"(?:{separator}{part})?"
        else:
            pattern += f"(?:{part}{_BETWEEN})?"
    return rf"(?<!\w){pattern}(?!\w)" if edges else pattern


def any_of(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern for all the phrases, longer ones first; None where there are none."""
    return _any_of(tuple(sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))))


@cache
def _any_of(ordered: tuple[str, ...]) -> re.Pattern[str] | None:
    if not ordered:
        return None
    choices = "|".join(phrase_pattern(phrase, edges=False) for phrase in ordered)
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE)


def _checked(phrase: str) -> str:
    if not phrase.strip() or phrase.strip() == "..":
        raise ValueError("an empty phrase would match everywhere; remove it")
    try:
        pattern = re.compile(phrase_pattern(phrase))
    except re.error as error:
        raise ValueError(f"{phrase!r} cannot be read as a phrase: {error}") from None
    if pattern.search(""):
        raise ValueError(f"{phrase!r} would match everywhere; give it a word")
    return phrase


Phrase = Annotated[str, AfterValidator(_checked)]
Phrases = tuple[Phrase, ...]
