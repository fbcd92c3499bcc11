"""How likely ordinary fluctuation gives what was seen.

Both rules weigh the past by how much of it there is: with little history a
large deviation is still likely, so new sources are not warned of.
"""

from __future__ import annotations

from math import exp, lgamma


def chance_of_odd(recent: int, odd: int, usual: int, usual_odd: int) -> float:
    """That at least `odd` of `recent` documents are odd where `usual_odd` of `usual` were.

    The share of the odd is unknown, with a uniform prior: the beta-binomial distribution.
    """
    a, b = usual_odd + 1, usual - usual_odd + 1
    return min(1.0, sum(_beta_binomial(k, recent, a, b) for k in range(odd, recent + 1)))


def _beta_binomial(k: int, n: int, a: int, b: int) -> float:
    return exp(
        _log_choose(n, k) + _log_beta(k + a, n - k + b) - _log_beta(a, b),
    )


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _log_beta(a: int, b: int) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def chance_of_count(count: int, days: float, usual: int, usual_days: float) -> tuple[float, float]:
    """That so few, and that so many, come in `days` where `usual` came in `usual_days`.

    Arrivals by Poisson at an unknown rate: the negative binomial distribution.
    """
    size = usual + 1
    share = days / (days + usual_days)
    below, term = 0.0, (1 - share) ** size
    if term == 0.0:  # too small for a float: so large a past tells by its mean alone
        return (0.0, 1.0) if count < usual * days / usual_days else (1.0, 0.0)
    for k in range(count):
        below += term
        term *= share * (size + k) / (k + 1)
    return min(1.0, below + term), max(0.0, 1.0 - below)
