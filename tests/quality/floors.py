"""Floors under the figures of the labelled sets, which may rise and not fall.

python -m tests.quality.floors            what is measured, look and held side by side
python -m tests.quality.floors --raise    raise the floors to it; refuses to lower one
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from tests.quality.measure import Measured, measure_set, set_names
from tests.quality.scoring import Share

FILE = Path(__file__).with_name("floors.json")
# Set, "floors" or "ceilings", figure.
Kept = Mapping[str, Mapping[str, Mapping[str, float]]]


def read_floors(file: Path = FILE) -> Kept:
    """What is kept in floors.json."""
    kept: Kept = json.loads(file.read_text("utf-8"))
    return kept


def falls(name: str, measured: Measured, kept: Kept) -> list[str]:
    """What a set fell below, or rose above, one sentence each; a figure without a bound, too."""
    bounds = kept.get(name, {})
    floors, ceilings = bounds.get("floors", {}), bounds.get("ceilings", {})
    found = []
    for figure, share in measured.floors.items():
        floor = floors.get(figure)
        if floor is not None and share.thousandths < round(floor * 1000):
            found.append(
                f"{name}: {figure} fell to {share.thousandths / 1000:.3f} "
                f"({share.right} of {share.of}); its floor is {floor:.3f}"
            )
    for figure, count in measured.ceilings.items():
        ceiling = ceilings.get(figure)
        if ceiling is not None and count > ceiling:
            found.append(f"{name}: {figure} rose to {count}; its ceiling is {ceiling}")
    for figure in sorted({*floors, *ceilings} - {*measured.floors, *measured.ceilings}):
        found.append(f"{name}: {figure} is no longer measured")
    return found


def unbounded(name: str, measured: Measured, kept: Kept) -> list[str]:
    """The figures of a set that have no floor or ceiling yet."""
    bounds = kept.get(name, {})
    known = {*bounds.get("floors", {}), *bounds.get("ceilings", {})}
    return sorted({*measured.floors, *measured.ceilings} - known)


def raised(measured: Mapping[str, Measured], kept: Kept) -> Kept:
    """The bounds at today's figures, rounded down to 3 decimals; sets not measured keep theirs.

    Raises ValueError, naming each figure, where one would have to be made worse.
    """
    worse = list(chain.from_iterable(falls(name, each, kept) for name, each in measured.items()))
    if worse:
        raise ValueError("\n".join(worse))
    today: Kept = {
        name: {
            "floors": {figure: share.thousandths / 1000 for figure, share in each.floors.items()},
            "ceilings": dict(each.ceilings),
        }
        for name, each in measured.items()
    }
    return {**kept, **today}


def table(measured: Mapping[str, Measured]) -> Iterator[str]:
    """The figures as lines: look and held side by side, how far held falls behind, the others."""
    figures = dict.fromkeys(
        figure for each in measured.values() for figure in (*each.floors, *each.shown)
    )
    counts = dict.fromkeys(figure for each in measured.values() for figure in each.ceilings)
    yield _row("", measured, {name: name for name in measured}, "gap")
    for figure in figures:
        shares = {name: _share(each, figure) for name, each in measured.items()}
        gap = _gap(*[share for name, share in shares.items() if name.endswith(("look", "held"))])
        yield _row(figure, measured, {name: written(each) for name, each in shares.items()}, gap)
    for figure in counts:
        cells = {name: str(each.ceilings.get(figure, "-")) for name, each in measured.items()}
        yield _row(figure, measured, cells, "")
    for name, each in measured.items():
        yield from (f"{name}: {note}" for note in each.notes)


def _row(figure: str, measured: Mapping[str, Measured], cells: Mapping[str, str], gap: str) -> str:
    """One line; the gap stands right of what is held."""
    line = [figure.ljust(35)]
    for name in measured:
        line.append(cells[name].rjust(15))
        line += [gap.rjust(7)] if name.endswith("held") else []
    return " ".join(line).rstrip()


def _share(measured: Measured, figure: str) -> Share:
    return {**measured.shown, **measured.floors}.get(figure, Share(0, 0))


def written(share: Share) -> str:
    """0.945 (105/111), or a dash where there is nothing to count."""
    return f"{share.thousandths / 1000:.3f} {f'({share.right}/{share.of})':>9}" if share.of else "-"


def _gap(look: Share, held: Share) -> str:
    if look.value is None or held.value is None:
        return "-"
    return f"{look.value - held.value:+.3f}"


def main(arguments: Sequence[str] | None = None, file: Path = FILE) -> int:
    """Print the table; exit code 1 where a figure fell."""
    parser = ArgumentParser(prog="python -m tests.quality.floors", description=__doc__)
    parser.add_argument("--raise", dest="lift", action="store_true", help="raise the floors")
    options = parser.parse_args(arguments)
    measured, kept = {name: measure_set(name) for name in set_names()}, read_floors(file)
    news = {name: each for name, each in measured.items() if name.startswith("news")}
    claims = {name: each for name, each in measured.items() if name not in news}
    print("\n".join([*table(claims), "", *table(news)]))
    worse = [fall for name, each in measured.items() for fall in falls(name, each, kept)]
    print("\n".join(["", *worse]) if worse else "\nNo figure is below its floor.")
    if worse:
        return 1
    if options.lift:
        file.write_text(json.dumps(raised(measured, kept), indent=2) + "\n", "utf-8")
        print(f"{file.name} holds these figures now.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
