"""What a digest says at a glance: the subject line, the head, the numbers."""

from __future__ import annotations

from datetime import datetime

from monitor.digest.shape import Digest, Story
from monitor.wording import count, day_in_words, shorten, weekday_in_words

# A longer subject is cut by every mail program.
_LONGEST_SUBJECT = 110
# Two values and their facet must both be seen in it.
_LONGEST_VALUE = 36
_SINGULAR = {
    "contradiction": "contradiction",
    "silent-revision": "silent revision",
    "revision": "revision",
    "tension": "tension",
    "new-position": "new position",
    "edit": "edited page",
}
_PLURALS = {kind: f"{name}s" for kind, name in _SINGULAR.items()} | {"gone": "pages that are gone"}


def subject_of(digest: Digest) -> str:
    """The most pressing thing first, since a mail program shows little more."""
    if digest.sections:
        first = digest.sections[0].stories[0]
        more = sum(len(one.stories) + one.more for one in digest.sections) - 1
        what = f"{_SINGULAR[first.kind].capitalize()} on {first.facet}: {_between(first)}"
        what += f" (+{more} more)" if more else ""
    elif not digest.quiet:
        what = contents_in_words(digest)
    else:
        what = f"Nothing new: {coverage_in_words(digest)}"
    return f"{shorten(what, _LONGEST_SUBJECT)} - {day_in_words(digest.day)}"


def preheader_of(digest: Digest) -> str:
    """What a mail program shows behind the subject: what that has no room for."""
    if not digest.sections:
        return coverage_in_words(digest)
    first = digest.sections[0].stories[0]
    return f"{first.topic}; in all: {contents_in_words(digest)}"


def contents_in_words(digest: Digest) -> str:
    """`1 contradiction, 2 revisions, 5 new positions`."""
    parts = [
        count(len(section.stories) + section.more, _SINGULAR[section.kind])
        for section in digest.sections
    ]
    if digest.positions:
        parts.append(
            count(len(digest.positions) + digest.more_positions, _SINGULAR["new-position"])
        )
    if digest.edited:
        parts.append(count(len(digest.edited) + digest.more_edited, _SINGULAR["edit"]))
    if digest.gone:
        parts.append(f"{count(len(digest.gone) + digest.more_gone, 'document')} no longer there")
    return ", ".join(parts) or "Nothing new"


def notes_on(digest: Digest) -> tuple[str, ...]:
    """What a reader should know of this digest itself."""
    notes = []
    if digest.last is not None and digest.last < digest.since:
        notes.append(
            f"The last digest ended {_moment(digest, digest.last)}; what was recorded between it "
            f"and {_moment(digest, digest.since)} is left out here, and kept: "
            "monitor contradictions --all, monitor said."
        )
    if digest.topics:
        notes.append(f"Only on {', '.join(digest.topics)}.")
    if digest.kinds:
        notes.append(f"Only {', '.join(_PLURALS[kind] for kind in digest.kinds)}.")
    if digest.tensions:
        are = "is" if digest.tensions == 1 else "are"
        notes.append(
            f"{count(digest.tensions, _SINGULAR['tension'])} {are} left out: "
            "monitor contradictions --all."
        )
    return tuple(notes)


def coverage_in_words(digest: Digest) -> str:
    """`14 of 15 sources checked, 212 pages, 3 imported, 1 failing since Tue 12 Aug 2014`."""
    coverage = digest.coverage
    if not coverage.sources and not coverage.imported:
        return "no sources are configured"
    checked = f"{count(coverage.checked, 'source')} checked"
    if coverage.checked != coverage.sources:
        checked = f"{coverage.checked} of {count(coverage.sources, 'source')} checked"
    parts = [checked, count(coverage.pages, "page")]
    if coverage.imported:
        parts.append(f"{coverage.imported:,} imported")
    if coverage.failing:
        parts.append(f"{coverage.failing} failing{_since(digest)}")
    if coverage.needing_person:
        verb = "needs" if coverage.needing_person == 1 else "need"
        parts.append(f"{coverage.needing_person} {verb} a person")
    if coverage.degraded:
        parts.append(f"{coverage.degraded} degraded")
    return ", ".join(parts)


def window_in_words(digest: Digest) -> str:
    """From when to when, in the reader's zone."""
    return f"{_moment(digest, digest.since)} to {_moment(digest, digest.until)}"


def _between(story: Story) -> str:
    a, b = (shorten(one.value, _LONGEST_VALUE) for one in (story.a, story.b))
    return f"{a} → {b}" if "revision" in story.kind else f"{a} vs {b}"


def _since(digest: Digest) -> str:
    moments = [one.since for one in digest.coverage.troubles if one.state == "failing"]
    return f" since {weekday_in_words(min(moments), digest.zone)}" if moments else ""


def _moment(digest: Digest, moment: datetime) -> str:
    day = weekday_in_words(moment, digest.zone)
    return f"{day} {moment.astimezone(digest.zone):%H:%M}"
