"""Processes that do work for a parent: in order, bounded, and nothing lost when one dies."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from monitor.errors import ConfigError, MonitorError, ParseError, UnforeseenError
from monitor.pipeline.children import Children, processes_for, side_by_side

# Not those of tests/program.py: a child imports this file, and should not have to import that one.
PATIENCE = 60
ROOT = Path(__file__).parents[1]
Work = Callable[[str], str]


def gone(pid: int) -> bool:
    """Waits until this process, which need not be a child of ours, has ended."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], PATIENCE)[0])
    finally:
        os.close(descriptor)


def begin(folder: Path) -> Work:
    return partial(act, folder)


def act(folder: Path, task: str) -> str:
    """What a task's first word says; the rest is its name."""
    what, _, name = task.partition(" ")
    if what == "hear":
        return (folder / name).read_text("utf-8")  # a FIFO: waits for another process
    if what == "speak":
        (folder / name).write_text(task, "utf-8")
    if what == "refuse":
        raise ParseError(name)
    if what == "die" or (what == "die-once" and not (folder / name).exists()):
        (folder / name).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "tell-and-wait":
        sys.stdout.write(f"{os.getpid()}\n")
        sys.stdout.flush()
        return (folder / name).read_text("utf-8")
    return f"{task}: done"


def cannot_begin(error: MonitorError) -> Work:
    raise error


def dies_at_once() -> Work:
    os._exit(9)


def all_of(
    folder: Path, tasks: list[str], number: int = 2, told: list[str] | None = None
) -> list[str]:
    lines = told if told is not None else []
    with Children(number, partial(begin, folder), lines.append) as children:
        came = list(children.results(tasks))
    assert [task for task, _ in came] == tasks
    return [str(result) for _, result in came]


def test_results_come_in_order_from_processes_side_by_side(tmp_path: Path) -> None:
    """The first cannot end before the second has begun, in another process."""
    os.mkfifo(tmp_path / "fifo")
    came = all_of(tmp_path, ["hear fifo", "speak fifo", "refuse it", "work"])
    assert came == ["speak fifo", "speak fifo: done", "it", "work: done"]


def test_a_task_that_a_process_died_of_is_done_again_and_none_is_lost(tmp_path: Path) -> None:
    told: list[str] = []
    tasks = ["work 1", "die-once a", "work 2", "die b", "work 3", "work 4"]
    came = all_of(tmp_path, tasks, told=told)
    assert came[3].startswith("die b: reading it ended 2 processes, the last by signal 9")
    assert [*came[:3], *came[4:]] == [f"{task}: done" for task in (*tasks[:3], *tasks[4:])]
    assert len(told) == 3


def test_what_is_ahead_of_the_parent_is_bounded(tmp_path: Path) -> None:
    taken: list[str] = []

    def tasks() -> Iterator[str]:
        for number in range(500):
            taken.append(f"work {number}")
            yield taken[-1]

    most = 0
    with Children(2, partial(begin, tmp_path), print) as children:
        for given, _ in enumerate(children.results(tasks())):
            most = max(most, len(taken) - given)
    assert len(taken) == 500
    assert most <= 2 * 16


@pytest.mark.parametrize(
    ("begins", "error", "said"),
    [
        pytest.param(
            partial(cannot_begin, ConfigError("topics are gone")),
            ConfigError,
            "are gone",
            id="config",
        ),
        pytest.param(dies_at_once, UnforeseenError, "with code 9", id="no memory, as it were"),
    ],
)
def test_children_that_cannot_begin_end_the_run(
    begins: Callable[[], Work], error: type[MonitorError], said: str
) -> None:
    with Children(1, begins, lambda line: None) as children, pytest.raises(error, match=said):
        list(children.results(["work"]))


def test_no_child_outlives_its_parent(tmp_path: Path) -> None:
    """Killed without a chance to end them, while they are in the middle of something."""
    os.mkfifo(tmp_path / "never")
    program = (
        "from pathlib import Path; from functools import partial; from tests.test_children import *;"
        f"list(Children(1, partial(begin, Path({str(tmp_path)!r})), print)"
        ".results(['tell-and-wait never']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        parent.kill()
    assert gone(child)


@pytest.mark.parametrize(
    ("asked", "tasks", "expected"),
    [
        pytest.param(None, 1, 1, id="one file: none is worth starting"),
        pytest.param(None, 49, 1, id="too few for one"),
        pytest.param(4, 100, 4, id="as many as were asked for"),
        pytest.param(4, 2, 2, id="never more than there are documents"),
        pytest.param(1, 10_000, 1, id="one: by itself"),
        pytest.param(2, 0, 1, id="nothing to do"),
    ],
)
def test_how_many_are_worth_it(asked: int | None, tasks: int, expected: int) -> None:
    assert processes_for(asked, tasks) == expected


def test_as_many_as_there_are_processors_where_there_is_much() -> None:
    assert processes_for(None, 100_000) == min(4, len(os.sched_getaffinity(0)))


def test_without_children_it_is_done_here(tmp_path: Path) -> None:
    work = begin(tmp_path)
    with side_by_side(1, ["a", "b"], dies_at_once, work, print) as came:
        assert list(came) == [("a", "a: done"), ("b", "b: done")]
