"""How right a rule is, by verdicts; few verdicts prove little."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.review import Counts, Reviewed, count_rules
from monitor.storage import StoredRelation
from tests.builders import NOON, a_relation, a_verdict


def reviewed(rule: str, *, decided: bool = False) -> Reviewed:
    row = StoredRelation(a_relation(rule=rule), NOON)
    return Reviewed(row, a_verdict(row.relation) if decided else None)


def test_by_rule_and_by_version() -> None:
    relations = [
        reviewed("disjoint@1", decided=True),
        reviewed("disjoint@2"),
        reviewed("disjoint@2"),
        reviewed("silent@2"),
    ]
    verdicts = [
        a_verdict(rule="disjoint@1"),
        a_verdict(rule="disjoint@1", decision="confirmed"),
        a_verdict(rule="disjoint@2", decision="superseded"),
    ]
    disjoint, silent = count_rules(relations, verdicts)
    assert (disjoint.rule, silent.rule) == ("disjoint", "silent")
    assert disjoint.counts == Counts(3, 2, 1, 1, 1)
    assert disjoint.versions == {"1": Counts(1, 0, 1, 0, 1), "2": Counts(2, 2, 0, 1, 0)}
    assert silent.counts == Counts(1, 1, 0, 0, 0)


def test_a_rule_keeps_the_mistakes_whose_relations_are_gone() -> None:
    (rule,) = count_rules([], [a_verdict(rule="disjoint@1")])
    assert rule.counts == Counts(0, 0, 0, 0, 1)


# The interval, to three places, as tables of Wilson's score have it.
INTERVALS = [
    pytest.param(7, 9, (0.453, 0.937), id="seven of nine"),
    pytest.param(0, 10, (0.0, 0.278), id="none of ten may yet be a quarter"),
    pytest.param(10, 10, (0.722, 1.0), id="ten of ten"),
    pytest.param(1, 1, (0.207, 1.0), id="one of one says little"),
    pytest.param(50, 100, (0.404, 0.596), id="half of many"),
]


@pytest.mark.parametrize(("right", "decided", "interval"), INTERVALS)
def test_the_interval(right: int, decided: int, interval: tuple[float, float]) -> None:
    counts = Counts(confirmed=right, dismissed=decided - right)
    assert counts.precision == right / decided
    assert counts.interval == pytest.approx(interval, abs=0.001)


def test_nothing_decided_is_no_share() -> None:
    assert (Counts(relations=3, open=3).precision, Counts().interval) == (None, None)


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_share_lies_in_its_interval(right: int, wrong: int) -> None:
    counts = Counts(confirmed=right, dismissed=wrong)
    if counts.interval is not None:
        low, high = counts.interval
        assert counts.precision is not None
        assert 0 <= low <= counts.precision + 1e-9
        assert counts.precision - 1e-9 <= high <= 1
