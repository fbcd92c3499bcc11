"""Who copied whom: texts in groups of one origin."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.compare.origins import origins

RELEASE = (
    "The vendor today announced that its onboarding service is open to every customer with at "
    "least 150 seats. Customers that bought before September keep their former terms. Partners "
    "receive a fixed sum for each customer they move, paid once the first mailbox is in use. "
    "The offer ends in June of next year, the vendor said, and will not be renewed."
)
QUOTED = "is open to every customer with at least 150 seats"
REPORT = (
    "Resellers had waited for weeks for a word on who may use the new help. On Tuesday they got "
    f"one: it {QUOTED}, a spokesperson told this paper. Small customers are left to themselves, "
    "and to those who sell to them, which several of these found little to complain about. What "
    "becomes of projects that have begun nobody would say."
)

GROUPS = [
    pytest.param({"a": RELEASE, "b": RELEASE}, [{"a", "b"}], id="the same text"),
    pytest.param(
        {"a": RELEASE, "b": f"**{RELEASE.upper()}**".replace(". ", ".\n\n")},
        [{"a", "b"}],
        id="in other case, marks and lines",
    ),
    pytest.param(
        {"a": RELEASE, "b": RELEASE[: len(RELEASE) // 2]}, [{"a", "b"}], id="cut at the end"
    ),
    pytest.param(
        {"a": RELEASE, "b": f"By our own reporter. {REPORT} The release in full: {RELEASE}"},
        [{"a", "b"}],
        id="with words of an outlet's own around it",
    ),
    pytest.param(
        {"a": RELEASE, "b": RELEASE.replace("vendor", "company").replace("customer", "client")},
        [{"a", "b"}],
        id="a few words changed",
    ),
    pytest.param({"a": RELEASE, "b": REPORT}, [{"a"}, {"b"}], id="only a quotation in common"),
    pytest.param({"a": "", "b": ""}, [{"a"}, {"b"}], id="without a word nothing is known"),
    pytest.param({"a": "Not so.", "b": "Not so!"}, [{"a", "b"}], id="shorter than a run"),
    pytest.param({}, [], id="none"),
]


@pytest.mark.parametrize(("texts", "groups"), GROUPS)
def test_groups_of_one_origin(texts: dict[str, str], groups: list[set[str]]) -> None:
    assert [set(group) for group in origins(texts)] == groups


def test_a_copy_of_a_copy_is_of_the_same_origin() -> None:
    """Each half shares nothing with the other; the whole joins them."""
    half = len(RELEASE) // 2
    first, last = RELEASE[:half], RELEASE[half:]
    assert len(origins({"first": first, "last": last})) == 2
    assert len(origins({"first": first, "last": last, "whole": RELEASE})) == 1


# Sentences of words that are nobody else's, some of which several texts share.
_words = count()
SENTENCES = [" ".join(f"word{next(_words)}" for _ in range(12)) for _ in range(8)]
collections = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=2),
    st.lists(st.sampled_from(SENTENCES), max_size=6, unique=True).map(". ".join),
    max_size=8,
)


@given(collections)
def test_every_text_is_in_one_group(texts: dict[str, str]) -> None:
    found = [key for group in origins(texts) for key in group]
    assert sorted(found) == sorted(texts)


@given(collections, st.randoms(use_true_random=False))
def test_the_order_of_texts_makes_no_difference(texts: dict[str, str], random: object) -> None:
    keys = list(texts)
    random.shuffle(keys)  # type: ignore[attr-defined]
    assert origins({key: texts[key] for key in keys}) == origins(texts)


@given(collections, st.text("abcdef", min_size=3, max_size=3))
def test_one_more_copy_is_no_new_origin(texts: dict[str, str], key: str) -> None:
    for text in texts.values():
        if text:
            assert len(origins({**texts, key: text})) == len(origins(texts))


@given(collections)
def test_one_more_text_never_parts_what_was_together(texts: dict[str, str]) -> None:
    together = {key: group for group in origins({**texts, "xyz": RELEASE}) for key in group}
    for group in origins(texts):
        assert all(group <= together[key] for key in group)
