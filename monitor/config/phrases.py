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
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Annotated

from pydantic import AfterValidator

# Between two words of a phrase: spaces, line breaks, hyphens, the emphasis marks of Markdown.
# Short, for thousands of phrases are compiled; that none goes over into the next paragraph is seen
# to by the text that is searched (`monitor/extract/components/doc.py`).
BETWEEN = r"(?:[\s*_]++|-)"
# Up to four words, each of up to four parts (on-premises, customer's), of one sentence or cell.
# Every choice is bounded: could marks be word or space as often as they like, a row of dashes
# could be divided endlessly.
_GAP = r"(?:[^\w.;:!?|\n]++\w++(?:['’&+/-]\w++){0,3}){0,4}?[^\w.;:!?|\n]++"
# Signs behind the first digit; without end, a row of commas would be read again from each.
_LONGEST_NUMBER = 20
# What stands for the star behind a word.
ENDING = r"[^\W_]*"
_WORD = re.compile(r"\(([^()]*)\)|([^\s()]+)")
_CHOICE = re.compile(r"\([^()]*\)")
_BEGINNING = re.compile(r"\(([^()]*)\)|\w+")
_FIRST = re.compile(r"([^\W_]+)(.?)", re.DOTALL)
_ONE_WORD = re.compile(r"(?:[^\W_]|[*()|])+")
_JOINED = re.compile(r"[^\W_]+\*?['’-](?=[^\W_])(.+)")
# So few phrases are tried as fast as their first letters.
_FEW = 5
_STRAY = re.compile(r"[()|]")
_LITERAL = re.compile(r"[^\w*|'’]")


def _word_pattern(word: str) -> str:
    if word == "#":
        return rf"\d[\d,.]{{0,{_LONGEST_NUMBER}}}"
    escaped = _LITERAL.sub(lambda match: "\\" + match.group(), word)
    return escaped.replace("*", ENDING).replace("’", "'").replace("'", "['’]")


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
            separator = BETWEEN
        elif separator:
            pattern += f"(?:{before}{part})?"
        else:
            after = "" if phrase[last : last + 1].strip() else BETWEEN
            pattern += f"(?:{part}{after})?"
    return rf"(?<!\w){pattern}(?!\w)" if edges else pattern


def any_of(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern for all the phrases, longer ones first; None where there are none."""
    return _any_of(tuple(phrases))


@cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    pattern = any_pattern(phrases)
    return re.compile(pattern, re.IGNORECASE) if pattern else None


def any_pattern(phrases: Iterable[str]) -> str:
    """The same as text, for what compiles it with more around it; empty where there are none."""
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    words = [phrase for phrase in ordered if not is_sign(phrase)]
    signs = [re.escape(phrase.strip()) for phrase in ordered if is_sign(phrase)]
    choices = "|".join(phrase_pattern(phrase, edges=False) for phrase in words)
    parts = [rf"(?<!\w){_openings(words)}(?:{choices})(?!\w)"] if words else []
    return "|".join([*parts, *signs])


def _openings(phrases: Sequence[str]) -> str:
    """Looks for letters that one of them begins with, so that most words are told in one step."""
    begun = frozenset[str]().union(*map(openings, phrases))
    if len(phrases) < _FEW or "" in begun:
        return ""
    by_first: dict[str, list[str]] = {}
    for letters in sorted(begun):
        by_first.setdefault(letters[0], []).append(re.escape(letters[1:].rstrip()))
    tried = (rf"{first}(?:{'|'.join(rest)})" for first, rest in by_first.items())
    return f"(?={'|'.join(tried)})"


def is_sign(phrase: str) -> bool:
    """Whether a phrase is punctuation alone: it needs no edges of words around it."""
    return not re.search(r"[\w#]", phrase)


def spelled(phrase: str) -> Iterator[str]:
    """The phrase once for each of the choices it begins with."""
    first = _CHOICE.match(phrase)
    if first is None:
        yield phrase
        return
    for choice in first.group()[1:-1].split("|"):
        yield from spelled((choice.strip() + phrase[first.end() :]).strip())


def head(phrase: str) -> str:
    """What the first word of a match begins with; a space behind it where it is the whole word.

    "#" for any number, "" where a match begins with no word. Of a phrase as `spelled` gives it.
    """
    if phrase.startswith("#"):
        return "#"
    word = _FIRST.match(phrase.lower())
    if word is None:
        return ""
    stem, sign = word.groups()
    return stem if sign and sign in "*(#" else f"{stem} "


def heads_of(word: str, longest: int) -> set[str]:
    """The heads (`head`) of phrases that can begin with a word, with ""."""
    heads = {word[:length] for length in range(min(len(word), longest) + 1)}
    heads.add(f"{word} ")
    if word[:1].isdigit():
        heads.add("#")
    return heads


def seconds(phrase: str) -> list[str]:
    """What the second word of a match begins with, each as `head` says; [""] where it may be any.

    Empty where a match is one word. Of a phrase as `spelled` gives it.
    """
    if joined := _JOINED.match(phrase):
        return [head(joined[1])]
    first, _, rest = phrase.strip().partition(" ")
    if not _ONE_WORD.fullmatch(first) or first.count("(") != first.count(")"):
        return [""]
    return sorted({head(one) for one in spelled(rest.strip())}) if rest else []


def denied(
    phrases: Iterable[str], auxiliaries: Sequence[str], negations: Sequence[str]
) -> Iterator[str]:
    """Those that begin with an auxiliary, negated ("is paused" → "is not paused", "isn't paused").

    A negation begins with the space that parts it from its verb, if any does.
    """
    for phrase in phrases:
        first = _BEGINNING.match(phrase)
        verbs = (first[1] or first[0]).split("|") if first else []
        ours = [verb for verb in verbs if verb in auxiliaries]
        if first and ours:
            choices = "|".join(f"{verb}{negation}" for verb in ours for negation in negations)
            yield f"({choices}){phrase[first.end() :]}"


def openings(phrase: str) -> frozenset[str]:
    """The first letters (three at the most) a match of the phrase can begin with.

    A word shorter than that ends in a space. {""} where nothing can be told.
    """
    begun = map(head, spelled(phrase))
    return frozenset(
        stem[:3] if len(stem.rstrip()) >= 3 else stem.replace("#", "") for stem in begun
    )


def _checked(phrase: str) -> str:
    words = phrase.split()
    if not words:
        raise ValueError("an empty phrase would match everywhere; remove it")
    if ".." in (words[0], words[-1]):
        raise ValueError(f"{phrase!r}: '..' stands between two words; remove it")
    if _STRAY.search(_CHOICE.sub("", phrase)):
        raise ValueError(f"{phrase!r}: write choices as (one|other), closed and not nested")
    if all(_may_be_nothing(*match.groups()) for match in _WORD.finditer(phrase)):
        raise ValueError(f"{phrase!r} would match everywhere; give it a word")
    return phrase


def _may_be_nothing(choice: str | None, word: str | None) -> bool:
    """Whether this part matches an empty text; to ask its pattern takes long with thousands."""
    words = [word or ""] if choice is None else choice.split("|")
    return any(not one.replace("..", "").strip(" *") for one in words)


Phrase = Annotated[str, AfterValidator(_checked)]
Phrases = tuple[Phrase, ...]
