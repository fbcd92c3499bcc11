"""Full-text search: what is a word, what a person may type, and that nothing typed does harm."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from monitor.query.said import Question, said
from monitor.storage import Store, tables
from monitor.storage.search import (
    LONGEST_WORD,
    MOST_BYTES,
    MOST_WORDS,
    Term,
    terms_of,
    words_of,
)
from tests.builders import NOON, a_claim, a_revision, keep_claims, keep_revision
from tests.storage.conftest import Clock


@pytest.mark.parametrize(
    ("passage", "words"),
    [
        pytest.param("150 seats, or more!", ["150", "seats", "or", "more"], id="punctuation parts"),
        pytest.param("Office365 E3", ["office365", "e3"], id="letters and digits stay together"),
        pytest.param("naïve Café", ["naive", "cafe"], id="accents go"),
        pytest.param("STRASSE Straße", ["strasse", "strasse"], id="case folds as languages do"),
        pytest.param("don't e-mail", ["don", "t", "e", "mail"], id="marks part words"),
        pytest.param("under_score", ["under", "score"], id="an underscore too"),
        pytest.param("１５０ ½", ["150", "1", "2"], id="wide digits and fractions are taken apart"),
        pytest.param("移行は無料", ["移行は無料"], id="what has no spaces is one word"),
        pytest.param("", [], id="nothing"),
        pytest.param("?! --", [], id="no word at all"),
    ],
)
def test_words(passage: str, words: list[str]) -> None:
    assert words_of(passage) == words


def test_a_word_and_a_text_are_bounded() -> None:
    assert words_of("x" * 5000) == ["x" * LONGEST_WORD]
    assert len(words_of("x " * (MOST_WORDS + 5))) == MOST_WORDS


@pytest.mark.parametrize(
    ("sign", "bytes_each"),
    [
        pytest.param("x", 1, id="ASCII"),
        pytest.param("字", 3, id="a script without spaces"),
        pytest.param("𝒳", 1, id="what is taken apart"),
        pytest.param("𠀀", 4, id="the widest signs there are"),
    ],
)
def test_a_text_of_long_words_is_kept_and_found_by_its_first(
    store: Store, sign: str, bytes_each: int
) -> None:
    """All of them in one row are more than PostgreSQL takes; refused, nothing would be read on."""
    words = [f"{number:05d}{sign * (LONGEST_WORD - 5)}" for number in range(MOST_WORDS)]
    keep_revision(store, a_revision(text=" ".join(words)))
    kept = MOST_BYTES // (5 + (LONGEST_WORD - 5) * bytes_each + 8)
    assert words_of(" ".join(words)) == words_of(" ".join(words[:kept]))
    (revision,) = store.revisions(document=a_revision().document)
    keep_claims(store, a_claim(revision, quote=words[0]))
    assert found(store, words[kept - 1], anywhere=True) == {revision.document}
    assert found(store, words[kept], anywhere=True) == set()


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        pytest.param("seats", [Term(("seats",), begins=True)], id="a word may go on"),
        pytest.param("150", [Term(("150",))], id="a number is itself"),
        pytest.param("in", [Term(("in",))], id="a short word is itself"),
        pytest.param('"150 seats"', [Term(("150", "seats"))], id="a phrase, to the letter"),
        pytest.param('"150 seats', [Term(("150", "seats"))], id="a phrase that nobody closed"),
        pytest.param("e-mail", [Term(("e", "mail"), begins=True)], id="parts stay together"),
        pytest.param("seats seats", [Term(("seats",), begins=True)], id="twice is once"),
        pytest.param("NOT OR AND", [Term(("not",), True), Term(("or",)), Term(("and",), True)],
                     id="no word is an operator"),
        pytest.param("* ( ) ^ : '", [], id="and no sign"),
    ],
)  # fmt: skip
def test_terms(asked: str, terms: list[Term]) -> None:
    assert list(terms_of(asked)) == terms


# A quote, and what stands behind it.
TEXTS = {
    "small": ("FastTrack needs fifty", " seats for hybrid moves."),
    "large": ("Deals of 1500", " seats, said the vendor in a naïve e-mail, get a free move."),
    "both": ("Fifty seats or 150", "; “seating” is another matter."),
}


@pytest.fixture
def library(store: Store) -> Store:
    """One claim a document."""
    for name, (quote, rest) in TEXTS.items():
        revision = keep_revision(store, a_revision(document=name, text=quote + rest))
        keep_claims(store, a_claim(revision, quote=quote), slot=name)
    return store


def found(
    store: Store, asked: str, *, anywhere: bool = False, limit: int | None = None
) -> set[str]:
    rows = store.claims(text=asked, anywhere=anywhere, limit=limit)
    return {row.claim.document for row in rows}


@pytest.mark.parametrize(
    ("asked", "in_quotes", "in_texts"),
    [
        pytest.param("seats", {"both"}, {"small", "large", "both"}, id="a word"),
        pytest.param("seat", {"both"}, {"small", "large", "both"}, id="its beginning"),
        pytest.param("150", {"both"}, {"both"}, id="150 is not 1500"),
        pytest.param("1500 SEATS", set(), {"large"}, id="all words, whatever the case"),
        pytest.param('"seats or 150"', {"both"}, {"both"}, id="a phrase over punctuation"),
        pytest.param('"150 seats"', set(), set(), id="a phrase in that order"),
        pytest.param("naive email", set(), set(), id="one word is not there"),
        pytest.param("naive e-mail", set(), {"large"}, id="accents and hyphens"),
        pytest.param("hybrid", set(), {"small"}, id="elsewhere in the text"),
        pytest.param("?", set(), set(), id="no word finds nothing"),
    ],
)
def test_finding(library: Store, asked: str, in_quotes: set[str], in_texts: set[str]) -> None:
    assert found(library, asked) == found(library, asked, limit=9) == in_quotes
    assert found(library, asked, anywhere=True) == in_texts


def test_the_most_relevant_first(store: Store) -> None:
    """The shortest quote says least besides; a quote that lacks the word comes last."""
    text = "Free moves. The vendor said free moves are for all who ask. No seats are needed."
    revision = keep_revision(store, a_revision(text=text))
    quotes = (text[12:59], text[:11], text[60:])
    keep_claims(store, *(a_claim(revision, quote=quote) for quote in quotes))
    rows = store.claims(text="free", anywhere=True, order="relevance")
    assert [row.claim.quote for row in rows] == [quotes[1], quotes[0], quotes[2]]


def test_of_very_many_the_newest_are_sorted(store: Store) -> None:
    """As many as a page has: shortest first, and the next page behind it."""
    lines = [f"Seats for {'more ' * (n % 7)}firm {n}." for n in range(2100)]
    revision = keep_revision(store, a_revision(text="\n".join(lines)))
    keep_claims(store, *(a_claim(revision, quote=line) for line in lines))
    (last,) = store.claims(limit=1)
    with store._writing() as connection:  # as after years of claims that went
        moved = update(tables.claim).where(tables.claim.c.key == last.claim.key)
        connection.execute(moved.values(id=10**8))
    pages, after = list[str](), None
    for _ in range(3):
        rows = store.claims(text="seats", order="relevance", limit=40, after=after)
        pages += [row.claim.quote for row in rows]
        after = rows[-1].claim.key
    assert len(set(pages)) == 120
    assert pages == sorted(pages, key=len)
    held = said(store, Question(text="seats", order="relevance", valid_at=NOON.date()))
    every = store.claims(text="seats")  # but the one that was moved away from its words
    assert sorted(row.claim.key for row in held) == sorted(row.claim.key for row in every)


def test_what_is_gone_is_not_found_and_what_comes_back_is(library: Store) -> None:
    revision = library.revision(library.claims(document="small")[0].claim.revision)
    library.drop_revision(revision.key)
    assert found(library, "hybrid", anywhere=True) == set()
    library.add_revision(revision)
    keep_claims(library, a_claim(revision, quote="FastTrack"))
    assert found(library, "hybrid", anywhere=True) == {"small"}


def test_the_past_is_searched_as_it_was(library: Store, clock: Clock) -> None:
    then = clock.now
    clock.move(hours=1)
    (row,) = library.claims(document="both")
    library.put_claims(row.claim.revision, [], {})
    assert library.claims(text="seats") == ()
    assert library.claims(text="seats", known_at=then) == (row,)


@given(
    asked=st.text(max_size=60) | st.sampled_from(['"', "a\0b", "x' OR 1=1 --", "seats NEAR(", "^*"])
)
@settings(
    max_examples=200,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_is_typed_is_only_looked_for(library: Store, asked: str) -> None:
    assert found(library, asked) == found(library, asked, limit=9), "one by one as by the index"
    wanted = words_of(asked)
    for name in found(library, asked, anywhere=True):
        assert all(
            any(have.startswith(word) for have in words_of("".join(TEXTS[name]))) for word in wanted
        )


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_every_word_of_a_text_finds_it(store: Store, text: str) -> None:
    revision = keep_revision(store, a_revision(document="any", text=text))
    keep_claims(store, replace(a_claim(revision, quote=text)), slot="any")
    for word in words_of(text)[:5]:
        rows = store.claims(text=f'"{word}"', revision=revision.key)
        assert [row.claim.quote for row in rows] == [text]
