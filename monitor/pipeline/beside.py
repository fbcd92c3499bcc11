"""The claims of a slot that new ones may meet otherwise than their twins did: few of many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from monitor.compare.dated import dated
from monitor.compare.joining import Tones, turns_between
from monitor.compare.judge import Stated
from monitor.config import Config
from monitor.pipeline.dating import days_in
from monitor.storage import Store
from monitor.types import Stand

# A twin from so many days ago is near: fewer claims lie between than others need to be asked for.
_NEAR = 10
# Claims of one voice that are all looked at where it has no twin of its own.
_MOST_OF_VOICE = 500
# Claims of a tone among which two of different voices are sought.
_MOST_TWINS = 40


class Beside:
    """What stands in one slot. `taken_back`: claims that a new one ends the hold of."""

    def __init__(self, config: Config, store: Store, slot: str, new: Mapping[str, Stated]) -> None:
        self._config, self._store, self._slot, self._new = config, store, slot, new
        self._tones = Tones()
        self.taken_back: dict[str, Stand] = {}

    def tones(self, stands: Iterable[Stand]) -> Tones:
        """What the rules see of these."""
        self._tones.add(self.claims(self._tones.missing(stands)))
        return self._tones

    def as_it_stands(self, stands: Iterable[Stand]) -> tuple[Stand, ...]:
        """The same, each once, and those that were taken back as such."""
        return tuple({one.claim: self.taken_back.get(one.claim, one) for one in stands}.values())

    def claims(self, stands: Iterable[Stand]) -> list[Stated]:
        """The claims themselves."""
        by_key = {stand.claim: stand for stand in stands}
        mine = [self._new[key] for key in by_key if key in self._new]
        found = self._store.claims_by_key(by_key.keys() - self._new.keys())
        if not found:
            return mine
        days = days_in(self._store, [row.claim for row in found.values()])
        for one in dated(self._config, days, [row.claim for row in found.values()]):
            stand = by_key[one.claim.key]
            moved = found[one.claim.key].slot != self._slot
            stood = replace(one, since=stand.since, until=stand.until, held=stand.held)
            mine.append(replace(stood, moved=moved))
        return mine

    def of(self, stand: Stand) -> tuple[Sequence[Stand], tuple[Stand, ...]]:
        """The twins of a new claim, and the others to look at: all, where it has none.

        A twin is of its tone and voice; or there are two of its tone and other
        voices, and all its own voice said: what one of two does not tell of its
        own voice the other tells.
        """
        own = None
        if stand.voice is not None:
            own = self._store.stand_before(self._slot, stand.tone, stand.voice, stand.since)
        if own is None or (stand.since - own.since).days > _NEAR:
            twins, of_voice = self._of_others(stand)
            if twins and (own is None or min(one.since for one in twins) > own.since):
                return twins, self._turning(stand, twins, of_voice)
        if own is None:
            return [], self.as_it_stands(self._store.stands_of(self._slot))
        # Its voice may have taken it back since: then it does not tell what is met later.
        after = self._store.stands_since(self._slot, stand.since) if own.held else ()
        return [own], self._turning(stand, [own], after)

    def _turning(
        self, stand: Stand, twins: Sequence[Stand], more: Sequence[Stand]
    ) -> tuple[Stand, ...]:
        """Those of others on whose days something turns between the twins and the claim, too."""
        turns = turns_between(min(twin.since for twin in twins), stand.since)
        documents = {twin.document for twin in twins}
        found = self._store.stands_on(self._slot, turns.since, turns.until, turns.held, documents)
        return self.as_it_stands((*found, *more, *self.taken_back.values()))

    def _of_others(self, stand: Stand) -> tuple[Sequence[Stand], tuple[Stand, ...]]:
        near = self._store.stands_before(self._slot, stand.tone, stand.since, _MOST_TWINS)
        others = [one for one in near if one.voice is None or one.voice != stand.voice]
        second = next(
            (
                one
                for one in others[1:]
                if one.document != others[0].document
                and (one.voice is None or one.voice != others[0].voice)
            ),
            None,
        )
        if second is None:
            return [], ()
        of_voice: tuple[Stand, ...] = ()
        if stand.voice is not None:
            of_voice = self._store.stands_by(self._slot, stand.voice, _MOST_OF_VOICE + 1)
        return ([], ()) if len(of_voice) > _MOST_OF_VOICE else ([others[0], second], of_voice)
