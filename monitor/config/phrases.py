"""The small pattern language in which config/ writes words and phrases.

    seat*            a word and its endings: seat, seats
    free of charge   words in this order; hyphens and line breaks count as spaces
    move* .. email   up to four words may stand between
    (e-mail|email)   either
    spokes(man|woman) a part of a word
    (any|) charge    with the word or without it
    version 2        digits as they are
    over # GB        any number

Everything is read without regard to case, and whole words only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Annotated

from pydantic import AfterValidator

# Between two words of a phrase: spaces, one line break, hyphens, the emphasis marks of Markdown.
_SPACES = r"(?:[^\S\n]|[*_])"
_BETWEEN = rf"(?:{_SPACES}++(?:\n{_SPACES}*+)?|\n{_SPACES}*+|-)"
# Up to four words, each of up to four parts (on-premises, customer's). Every choice is bounded:
# could marks be word or space as often as they like, a row of dashes could be divided endlessly.
_GAP = r"(?:[^\w.;:!?\n]++\w++(?:['’&+/-]\w++){0,3}){0,4}?[^\w.;:!?\n]++"
_WORD = re.compile(r"\(([^()]*)\)|([^\s()]+)")
_CHOICE = re.compile(r"\([^()]*\)")
_STRAY = re.compile(r"[()|]")
_LITERAL = re.compile(r"[^\w*|'’]")


def _word_pattern(word: str) -> str:
    if word == "#":
        return r"\d[\d,.]*"
    escaped = _LITERAL.sub(lambda match: "\\" + match.group(), word)
    return escaped.replace("*", r"[^\W_]*").replace("’", "'").replace("'", "['’]")


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
        # Glued to what stands before, as in spokes(man|woman): no space between.
        before = "" if match.start() == last else separator
        last = match.end()
        part, optional = _choices(choice) if choice is not None else (_word_pattern(word), False)
        if not optional:
            pattern += before + part
            separator = _BETWEEN
        elif separator:
            pattern += f"(?:{before}{part})?"
        else:
            after = "" if phrase[last : last + 1].strip() else _BETWEEN
            pattern += f"(?:{part}{after})?"
    return rf"(?<!\w){pattern}(?!\w)" if edges else pattern


def any_of(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern for all the phrases, longer ones first; None where there are none."""
    return _any_of(tuple(phrases))


@cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    if not ordered:
        return None
    words = [phrase for phrase in ordered if not is_sign(phrase)]
    signs = [re.escape(phrase.strip()) for phrase in ordered if is_sign(phrase)]
    choices = "|".join(phrase_pattern(phrase, edges=False) for phrase in words)
    parts = [rf"(?<!\w)(?:{choices})(?!\w)"] if words else []
    return re.compile("|".join([*parts, *signs]), re.IGNORECASE)


def is_sign(phrase: str) -> bool:
    """Whether a phrase is punctuation alone: it needs no edges of words around it."""
    return not re.search(r"[\w#]", phrase)


def heads(phrase: str) -> frozenset[str]:
    """What the first word of a match begins with; a space behind it where it is the whole word.

    {""} where nothing can be told.
    """
    first = re.match(r"\(([^()]*)\)(\S*)|([^\s()]+)(\([^()]*\))?", phrase.lower())
    if first is None:
        return frozenset({""})
    choice, tail, word, glued = first.groups()
    if choice is None:
        return _heads(word, open_end=bool(glued))
    choices = [part.strip() for part in choice.split("|")]
    begun = [part + tail for part in choices if part]
    if "" in choices:
        begun.append(phrase[first.start(2) :].strip())
    found = frozenset().union(*map(heads, begun))
    return frozenset({""}) if "" in found else found


def _heads(word: str, *, open_end: bool) -> frozenset[str]:
    if word.startswith("#"):
        return frozenset("0123456789")
    letters = re.match(r"[^\W_]*", word)
    assert letters is not None
    stem, rest = letters.group(), word[letters.end() :]
    goes_on = rest[0] in "*#" if rest else open_end
    return frozenset({stem if goes_on or not stem else f"{stem} "})


def openings(phrase: str) -> frozenset[str]:
    """The same in three letters at the most; a word shorter than that ends in a space."""
    return frozenset(head[:3] if len(head.rstrip()) >= 3 else head for head in heads(phrase))


def _checked(phrase: str) -> str:
    words = phrase.split()
    if not words:
        raise ValueError("an empty phrase would match everywhere; remove it")
    if ".." in (words[0], words[-1]):
        raise ValueError(f"{phrase!r}: '..' stands between two words; remove it")
    if _STRAY.search(_CHOICE.sub("", phrase)):
        raise ValueError(f"{phrase!r}: write choices as (one|other), closed and not nested")
    if words[0][0].isalnum():
        return phrase  # it begins with a sign that must stand there; compiling thousands takes long
    try:
        pattern = re.compile(phrase_pattern(phrase))
    except re.error as error:
        raise ValueError(f"{phrase!r} cannot be read as a phrase: {error}") from None
    if pattern.search(""):
        raise ValueError(f"{phrase!r} would match everywhere; give it a word")
    return phrase


Phrase = Annotated[str, AfterValidator(_checked)]
Phrases = tuple[Phrase, ...]
