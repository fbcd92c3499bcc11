"""Processes of our own that do one sort of work, for a parent that takes what comes in order.

The work reads and decides; only the parent writes. So a child may be killed at
any moment, by us too, and nothing is lost: what it had in hand is done again.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from monitor.errors import MonitorError, ParseError, UnforeseenError
from monitor.progress import Progress

Task = TypeVar("Task")
Result = TypeVar("Result")

# A child costs two seconds to start, which is what so many documents take.
_WORTH = 50
# What one parent can keep busy: it writes and compares for a fifth of the time that reading takes.
_MOST = 4
# Tasks a child holds: one under way, and one so that it need not wait for the parent.
_IN_HAND = 2
# Results a child may be ahead of the parent; each is a text with its claims, some 20 kB.
_AHEAD = 16
_TRIES = 2
# Deaths without a result between them: no document's fault, but the machine's.
_MOST_DEATHS = 6
_INTERRUPT = {signal.SIGINT}
# A fresh interpreter: a copy of ours would share its open database, and the locks of its threads.
_CONTEXT = multiprocessing.get_context("spawn")


def processes_for(asked: int | None, tasks: int) -> int:
    """How many children so many tasks are worth; 1: none, the parent does all itself.

    As many as were asked for, else as there are processors.
    """
    if asked is not None:
        return max(1, min(asked, tasks))
    return max(1, min(_processors(), _MOST, tasks // _WORTH))


def _processors() -> int:
    """Those this process may use; all there are where the system does not say, as macOS."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextlib.contextmanager
def side_by_side(
    asked: int | None,
    tasks: Sequence[Task],
    begin: Callable[[], Callable[[Task], Result]],
    here: Callable[[Task], Result],
    tell: Progress,
) -> Iterator[Iterator[tuple[Task, Result | MonitorError]]]:
    """Each task with what came of it, in order: from children where they are worth it, as
    `processes_for` says, else by doing it `here`.
    """
    number = processes_for(asked, len(tasks))
    if number == 1:
        yield ((task, here(task)) for task in tasks)
        return
    with Children(number, begin, tell) as children:
        yield children.results(tasks)


@dataclass(slots=True)
class _Child:
    """A process, our end of the pipe to it, and the tasks it was given, oldest first."""

    process: SpawnProcess
    pipe: Connection
    ready: bool = False
    hand: deque[int] = field(default_factory=deque)


class Children(Generic[Task, Result]):
    """So many processes. `begin` is called in each, once, and gives what does a task.

    Both are named by where they stand (a function of a module, or a partial of one),
    and what goes to and fro can be pickled. Processes start when there is work.
    """

    def __init__(
        self,
        number: int,
        begin: Callable[[], Callable[[Task], Result]],
        tell: Progress,
    ) -> None:
        self._number, self._begin, self._tell = number, begin, tell
        self._children: list[_Child] = []
        # By number of task: taken on and not yet given back, what came, how often one died of it,
        # and those that no child has.
        self._tasks: dict[int, Task] = {}
        self._done: dict[int, Result | MonitorError] = {}
        self._deaths: dict[int, int] = {}
        self._due: deque[int] = deque()
        self._in_a_row = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End them at once, whatever they do: they only read."""
        for child in self._children:
            child.process.kill()
        for child in self._children:
            child.process.join()
            child.process.close()
            child.pipe.close()
        self._children.clear()

    def results(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | MonitorError]]:
        """Each task with what came of it, in their order; errors of Monitor are results.

        A task that a child died of is tried once more, and is a ParseError then.
        Raises UnforeseenError where the children die whatever they do, and what
        kept one from beginning.
        """
        following, at = enumerate(tasks), 0
        while True:
            self._collect(0)
            self._hand_out(following)
            if at in self._done:
                yield self._tasks.pop(at), self._done.pop(at)
                at += 1
            elif self._tasks:
                self._collect(None)
            else:
                return

    def _hand_out(self, following: Iterator[tuple[int, Task]]) -> None:
        """Give each child as much as it may hold, the emptiest first; start those that lack."""
        while True:
            open_ = (child for child in self._children if len(child.hand) < _IN_HAND)
            child = min(open_, key=lambda each: len(each.hand), default=None)
            lacking = len(self._children) < self._number
            if (child is None and not lacking) or not self._take(following):
                return
            if child is None or (child.hand and lacking):
                child = self._start()
            number = self._due.popleft()
            child.hand.append(number)
            with contextlib.suppress(OSError):  # it is dead, as is found out by the next look
                child.pipe.send((number, self._tasks[number]))

    def _take(self, following: Iterator[tuple[int, Task]]) -> bool:
        """Whether a task waits to be given to a child; takes on the next one where none does."""
        if not self._due and len(self._tasks) < self._number * _AHEAD:
            for number, task in following:
                self._tasks[number] = task
                self._due.append(number)
                break
        return bool(self._due)

    def _start(self) -> _Child:
        ours, theirs = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_work, args=(theirs, self._begin), daemon=True)
        # Ctrl-C is for the parent, which ends its children: it is blocked from their first moment.
        # Python's own helper of spawned processes would unblock it, so that one is started first.
        resource_tracker.ensure_running()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _INTERRUPT)
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            theirs.close()  # so that the end of the child is the end of the pipe
        child = _Child(process, ours)
        self._children.append(child)
        return child

    def _collect(self, timeout: float | None) -> None:
        """Take what has come; waits for something where `timeout` is None."""
        by_pipe = {child.pipe: child for child in self._children}
        for pipe in wait(list(by_pipe), timeout):
            assert isinstance(pipe, Connection)
            child = by_pipe[pipe]
            try:
                number, came = pipe.recv()
            except (EOFError, OSError):
                self._bury(child)
                continue
            if number is not None:
                child.hand.remove(number)
                self._done[number] = came
                self._in_a_row = 0
            elif came is not None:
                raise came
            child.ready = True

    def _bury(self, child: _Child) -> None:
        """Let another child do what this one had in hand, but what two have died of."""
        child.process.join()
        self._children.remove(child)
        child.pipe.close()
        how = _end_of(child.process.exitcode)
        self._in_a_row += 1
        if self._in_a_row == _MOST_DEATHS:
            raise UnforeseenError(
                f"{self._in_a_row} processes that read ended one after the other, the last {how}; "
                "if memory is short, read in fewer of them with --processes; "
                "what was not read is read by the next run"
            )
        self._tell(f"a process that reads ended {how}; what it had in hand is done again")
        if child.ready and child.hand:
            first = child.hand[0]
            self._deaths[first] = self._deaths.get(first, 0) + 1
            if self._deaths[first] == _TRIES:
                child.hand.popleft()
                self._done[first] = ParseError(
                    f"{self._tasks[first]}: reading it ended {_TRIES} processes, the last {how}; "
                    "it is left out, and read again by a newer Monitor or by monitor reread --all"
                )
        self._due = deque(sorted((*self._due, *child.hand)))  # the parent waits for the first


def _end_of(code: int | None) -> str:
    """How a process ended, for people."""
    if code is not None and code < 0:
        return f"by signal {-code} ({signal.strsignal(-code)})"
    return f"with code {code}"


def _work(pipe: Connection, begin: Callable[[], Callable[[Any], Any]]) -> None:
    """What a child does: first says that it is ready, or why not; then task by task."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        do = begin()
    except MonitorError as error:
        pipe.send((None, error))
        return
    pipe.send((None, None))
    while True:
        try:
            number, task = pipe.recv()
        except (EOFError, OSError):
            return  # the parent is gone
        try:
            came = do(task)
        except MonitorError as error:
            came = error
        try:
            pipe.send((number, came))
        except OSError:
            return


def _end_with_parent() -> None:
    """At once, in the middle of a document too: nobody waits for it any more."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
