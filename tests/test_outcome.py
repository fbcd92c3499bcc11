"""Reading and claims give what they gave: an optimisation changes nothing that comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from tests.outcome import KEPT, of_pages, of_texts


@pytest.mark.parametrize(
    ("sort", "read"),
    [
        pytest.param("page", of_pages, id="text, kind, dates and notices of pages"),
        pytest.param("text", of_texts, id="claims of texts"),
    ],
)
def test_what_comes_out_is_what_came_out(sort: str, read: Callable[[], Iterable[str]]) -> None:
    kept = KEPT.read_text("utf-8").splitlines()
    changed = set(read()) ^ {line for line in kept if line.startswith(f"{sort}\t")}
    assert not changed, "if this is meant: python -m tests.outcome --write"
