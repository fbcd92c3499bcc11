"""In whose words a value stands, and how firmly they hold it."""

from __future__ import annotations

from monitor.extract.facets.frame import Draft, Frame
from monitor.extract.facets.refuted import is_refuted
from monitor.extract.passages import Mark
from monitor.types import WITHHELD, Attribution, Modality, Revision, Speaker

# Words by which statements are judged.
_VERDICTS = frozenset({"right", "wrong"})
# What tells two speakers apart.
_SPEAKER = ("name", "organisation", "role")


def own_voice(revision: Revision) -> Attribution:
    """Who speaks where nobody is quoted: the document's organisation, else the outlet itself."""
    if revision.organisation:
        speaker = Speaker(None, revision.organisation, "document", False)
        return Attribution(speaker, "document", None, (revision.publisher,))
    speaker = Speaker(None, revision.publisher, "outlet", False)
    return Attribution(speaker, "outlet", None, (revision.publisher,))


def speech_at(frame: Frame, mark: Mark) -> Mark | None:
    """The report that takes in a mark: quoted words first, then the shortest stretch.

    "Promised to", "announced plans" and "reportedly" report no statement: there the outlet speaks.
    """
    judged = mark.label in _VERDICTS  # "called the report inaccurate"
    around = [
        speech
        for speech in frame.passage.reports(mark)
        if speech.values["clause"] or (judged and speech.values.get("naming"))
    ]
    refusal = next((s for s in around if s.label == "refusal"), None)
    if refusal is not None:
        return refusal

    def rank(speech: Mark) -> tuple[bool, int]:
        return speech.label != "direct", speech.end - speech.start

    return min(around, key=rank, default=None)


def passed_on(frame: Frame, speech: Mark, at: Mark) -> str | None:
    """The side of unnamed people who passed a report on that takes in another one."""
    for outer in frame.passage.reports(at):
        longer = outer.end - outer.start >= speech.end - speech.start
        if (
            outer is not speech
            and longer
            and outer.values["anonymous"]
            and outer.label in ("indirect", "hearsay")
        ):
            side: str | None = outer.values["organisation"]
            return side if side != speech.values["organisation"] else None
    return None


def is_unsaid(frame: Frame, speech: Mark) -> bool:
    """Whether somebody denies all of a report of what another one says."""
    return any(
        outer.start < speech.start
        and speech.end <= outer.end
        and any(outer.values[part] != speech.values[part] for part in _SPEAKER)
        for outer in frame.passage.denials
    )


def but_says(frame: Frame, refusal: Mark) -> bool:
    """ "Would not commit to anything more specific than this fall" does say "this fall"."""
    rest = frame.passage.slice(refusal.start, frame.passage.end).lower()
    return any(words in rest for words in frame.rules.words("passage.more_than"))


def modality_of(
    frame: Frame,
    draft: Draft,
    attribution: Attribution,
    speech: Mark | None,
    ahead: Mark | None,
) -> tuple[Modality, tuple[str, ...]]:
    """The weakest colour that reaches the claim, with its words: rumoured, hedged, planned.

    `ahead` is the time of the passage that lies ahead, see `coming`.
    """
    if speech is not None and speech.label == "refusal":
        if draft.facet == "status":
            return "asserted", ()  # that nothing is said is certain
        return "hedged", (speech.values["cue"], WITHHELD)
    document = attribution.kind == "document"
    # In a vendor's own documents these grant or permit; they do not doubt.
    permission = frame.rules.words("passage.permission")
    weakest: tuple[Modality, ...] = ("rumoured", "hedged")
    for label in weakest:
        trigger = _reaching(frame, label, draft, speech)
        if trigger and not (document and trigger.values["words"].lower() in permission):
            return label, (trigger.values["words"],)
    unnamed = attribution.kind == "indirect" and attribution.speaker.anonymous
    if unnamed and attribution.speaker.organisation == frame.topic.vendor:
        return "rumoured", tuple(filter(None, [attribution.cue]))  # an official would be named
    if attribution.kind == "hearsay":
        return "rumoured", tuple(filter(None, [attribution.cue]))
    planned = None if draft.past else _reaching(frame, "planned", draft, speech)
    if planned:
        return "planned", (planned.values["words"],)
    if ahead is not None and not draft.past:
        return "planned", (ahead.values["words"],)
    return "asserted", ()


def _reaching(frame: Frame, label: str, draft: Draft, speech: Mark | None) -> Mark | None:
    """The trigger that colours a draft's value, or the verb that is said of it."""
    for mark in filter(None, (draft.at, draft.verb)):
        found = frame.covered(label, mark)
        if found is not None and not _is_its_subject(frame, found, draft, speech):
            return found
    return None


def _is_its_subject(frame: Frame, trigger: Mark, draft: Draft, speech: Mark | None) -> bool:
    """Whether a draft says for certain what the words of a trigger name.

    "That's a rumour", "I keep hearing it and it is false", "talk of 250 seats is wrong".
    """
    if trigger.label != "rumoured":
        return False
    judges = draft.facet == "accuracy" or is_refuted(frame, draft.at, speech)
    if judges and any(trigger.start <= w.start < trigger.end for w in frame.words("report")):
        return True
    if draft.facet != "accuracy":
        return False
    inside = draft.at.start <= trigger.start < draft.at.end
    return inside or " and " in frame.passage.slice(trigger.end, draft.at.start)
