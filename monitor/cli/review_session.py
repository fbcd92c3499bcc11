"""The screens of `monitor review`, one after the other: a key decides, and it is kept at once."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from io import TextIOWrapper

import typer
from rich.text import Text

from monitor.cli.keyboard import RESIZED, Keyboard
from monitor.cli.output import console
from monitor.cli.review_screen import HELP, KEYS, screen
from monitor.config import Config
from monitor.errors import DatabaseBusyError, NotFoundError
from monitor.plain import one_line
from monitor.review import REASONS, Case, case_of, decide
from monitor.storage import KeptVerdict, Store, utc_now
from monitor.verdict import Decision

_DECISIONS: dict[str, Decision] = {"c": "confirmed", "s": "superseded"}
_HINT = "Press one of the keys below; ? explains them."


def at_terminal() -> None:
    """Raises a usage error where there is no terminal to ask at."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        return
    raise typer.BadParameter(
        "review asks at a terminal, and here is none. For scripts: monitor review --json lists "
        "what is open, monitor review ID --confirm (or --dismiss REASON, --superseded) decides"
    )


class Session:
    """Goes through relations; `decided_too` shows also what somebody else decides meanwhile."""

    def __init__(
        self, config: Config, store: Store, keys: Sequence[str], by: str, *, decided_too: bool
    ) -> None:
        self._config, self._store, self._keys, self._by = config, store, keys, by
        self._decided_too = decided_too
        self._console = console()
        self._keyboard = Keyboard(frozenset(key for key, _ in KEYS))
        self._at = 0
        self._note = ""
        # The screens that were left: which, and the verdict given there, None where skipped.
        self._left: list[tuple[int, KeptVerdict | None]] = []

    def run(self) -> None:
        """Until all are seen, or the person quits. Ctrl-C may come at any time."""
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")  # whatever is typed as a reason is text
        going = True
        with self._keyboard.noticing_resizes():
            while going:
                going = self._screen() if self._at < len(self._keys) else self._end()
        self._console.print(Text(self._totals()))

    def _screen(self) -> bool:
        """One relation; False where the person quits."""
        try:
            case = case_of(self._config, self._store, self._keys[self._at])
        except NotFoundError:
            self._note = "One is not there any more: what it stood on was read anew."
            self._at += 1
            return True
        if not case.reviewed.is_open and not self._decided_too:
            self._at += 1  # by somebody else
            return True
        key = self._key(case)
        if key == RESIZED:  # the same is drawn again
            return True
        self._note = ""
        match key:
            case "q":
                return False
            case "k":
                self._leave(None)
            case "u":
                self._back()
            case "?":
                self._help()
            case "c" | "s":
                self._decide(case, _DECISIONS[key], None)
            case "d":
                if reason := self._reason():
                    self._decide(case, "dismissed", reason)
            case _:
                self._note = _HINT
        return True

    def _end(self) -> bool:
        """The last decision can be taken back too."""
        self._console.clear()
        self._console.print(Text(f"{self._totals()}\n\n[u]ndo the last one, any other key ends."))
        key = self._keyboard.pressed()
        if key == "u" and self._left:
            self._back()
            return True
        return key == RESIZED

    def _key(self, case: Case) -> str:
        place = f"{self._at + 1} of {len(self._keys)}"
        self._console.clear()
        self._console.print(screen(case, place=place, note=self._note, console=self._console))
        return self._keyboard.pressed()

    def _decide(self, case: Case, decision: Decision, reason: str | None) -> None:
        row, now = case.reviewed.stored, utc_now()
        try:
            kept = decide(
                self._config, self._store, row, decision, reason=reason, by=self._by, at=now
            )
        except DatabaseBusyError:
            self._note = "The database is busy, so nothing was decided; press the key again."
            return
        # The same decided again was there before: undo must leave it.
        self._leave(kept if kept.verdict.at == now else None)

    def _leave(self, kept: KeptVerdict | None) -> None:
        self._left.append((self._at, kept))
        self._at += 1

    def _back(self) -> None:
        if not self._left:
            self._note = "There is nothing to undo."
            return
        at, kept = self._left[-1]
        if kept is not None:
            try:
                self._store.withdraw_verdict(kept.id, by=self._by, at=utc_now())
            except DatabaseBusyError:
                self._note = "The database is busy, so nothing was undone; press the key again."
                return
            self._note = f"Undone: it is no longer {kept.verdict.decision}."
        self._left.pop()
        self._at = at

    def _reason(self) -> str:
        """By number or in words; "" where the person thinks better of it."""
        out = self._console
        out.print(Text("\nWhy?"))
        numbered = {str(number): reason for number, reason in enumerate(REASONS, start=1)}
        for number, reason in numbered.items():
            out.print(Text(f"  {number}  {reason}"))
        out.print(Text("A number, or your own words; nothing to go back: "), end="")
        try:
            typed = one_line(input())
        except EOFError:
            return ""
        if typed.isdecimal() and typed not in numbered:
            self._note = "There is no reason of that number; nothing was decided."
            return ""
        return numbered.get(typed, typed)

    def _help(self) -> None:
        self._console.clear()
        self._console.print(Text(f"{HELP}\n\nAny key goes back."))
        self._keyboard.pressed()

    def _totals(self) -> str:
        done = Counter(kept.verdict.decision for _, kept in self._left if kept)
        told = ", ".join(f"{number} {decision}" for decision, number in sorted(done.items()))
        left = len(self._keys) - done.total()
        return (
            f"{done.total()} of {len(self._keys)} decided{': ' + told if told else ''}; {left} left"
        )
