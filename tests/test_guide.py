"""The guide shows what the commands really print, from the first one to the morning's digest."""

from __future__ import annotations

import pytest

from tests.guide import GUIDE, Step, alike, blocks_of, differences, run_all


def test_the_guide_shows_what_comes_out() -> None:
    """Where it does not any more: python -m tests.guide --write, and read what it changed."""
    blocks = blocks_of(GUIDE.read_text(encoding="utf-8"))
    assert blocks
    wrong = [
        f"line {block.line}: $ {shown.command}\n" + "\n".join(found)
        for block, steps in run_all(blocks)
        for shown, came in zip(block.steps, steps, strict=True)
        if (found := differences(shown.shown, came.shown))
    ]
    assert not wrong, "\n\n".join(wrong)


def test_a_block_is_commands_with_their_output() -> None:
    text = "Words.\n\n<!-- guide: head 2 -->\n```console\n$ one\nout\n$ two \\\n> more\n```\n"
    (block,) = blocks_of(text)
    assert block.steps == (Step("one", ("out",)), Step("two \\\nmore", ()))
    assert (block.line, block.marks) == (5, {"head": 2})


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("at 2026-11-28 07:00Z", "at 2031-01-02 09:13Z", True, id="the time of a run"),
        pytest.param("said 2014-08-05", "said 2014-08-06", False, id="what was said has its day"),
        pytest.param("[4bfdd75baf10fc07]", "[b31cd6470dca7b13]", True, id="the id of a snapshot"),
        pytest.param("SHA-256 " + "a" * 64, f"SHA-256 b20250101{'c' * 55}", True, id="a digest"),
        pytest.param("150 seats", "250 seats", False, id="a number"),
        pytest.param("took 1.2 s", "took 13 s", True, id="how long it took"),
    ],
)
def test_what_no_two_runs_share_does_not_count(one: str, other: str, same: bool) -> None:
    assert (alike(one) == alike(other)) is same
