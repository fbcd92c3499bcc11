"""Single keys from a terminal, and the news that its window was resized."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Collection, Iterator
from types import FrameType

import typer

RESIZED = ""
QUIT = "q"
NO_KEY = "\0"


class Keyboard:
    """Gives one of `keys` at a time; q where the terminal has come to its end."""

    def __init__(self, keys: Collection[str]) -> None:
        self._keys = keys
        self._resized = self._waiting = False

    def pressed(self) -> str:
        """The key that was pressed, RESIZED where the window was resized, NO_KEY for another one.

        What was typed before it waits is thrown away by the terminal, and of
        several signs at once (a paste, an arrow) none is a key: nobody decides
        about what they have not seen.
        """
        self._waiting = True
        try:
            if self._resized:  # since it last gave an answer
                raise InterruptedError
            typed = typer.getchar().lower()
        except InterruptedError:
            self._resized = False
            return RESIZED
        except (EOFError, OSError):
            return QUIT
        finally:
            self._waiting = False
        return (typed if typed in self._keys else NO_KEY) if typed else QUIT

    @contextlib.contextmanager
    def noticing_resizes(self) -> Iterator[None]:
        """Inside, a change of the window's size ends what waits for a key."""
        if not hasattr(signal, "SIGWINCH"):  # Windows has none
            yield
            return
        before = signal.signal(signal.SIGWINCH, self._wake)
        try:
            yield
        finally:
            signal.signal(signal.SIGWINCH, before)

    def _wake(self, _number: int, _frame: FrameType | None) -> None:
        self._resized = True
        if self._waiting:
            raise InterruptedError
