"""Which relations rest on one claim: where it was misread, none of them is right."""

from __future__ import annotations

from monitor.compare.crossing import stand_slot
from monitor.storage import Store, StoredRelation
from monitor.types import TOLD


def resting_on(store: Store, claim: str) -> tuple[StoredRelation, ...]:
    """The relations worth telling of which one side is this claim's sentence alone.

    Where others say the same, a side stands without it. Raises NotFoundError.
    """
    [misread] = store.claims_by_key([claim]).values()
    own = misread.claim
    slots = (misread.slot, stand_slot(own.topic, own.document))
    rows = [row for slot in slots for row in store.relations(kinds=TOLD, slot=slot)]
    sides = {key for row in rows for key in (*row.relation.a, *row.relation.b)}
    held = {key: one.claim for key, one in store.claims_by_key(sides).items()}
    sentence = own.document, own.quote

    def rests(side: tuple[str, ...]) -> bool:
        said = {(held[key].document, held[key].quote) for key in side if key in held}
        return claim in side and said == {sentence}

    return tuple(row for row in rows if rests(row.relation.a) or rests(row.relation.b))
