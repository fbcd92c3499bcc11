"""Accuracy: one statement called right or wrong by another.

What is judged is a report that the sentence names ("the article is wrong"), somebody who said
it ("your reseller is mistaken"), or what stands right before it ("That's nonsense.").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.extract.facets.frame import Draft, Frame
from monitor.extract.facets.rules import Rule
from monitor.extract.facets.supposed import is_longed_for
from monitor.extract.passages import Mark
from monitor.values import Accuracy

_REACH = 90
# A longer sentence than this judges something of its own, if it only points back.
_LAST_WORD_LENGTH = 14
# A verdict of so few words is all that a sentence says ("Wrong.", "Not quite right").
_BARE = 3
_ABOUT_CHARS = 120
# A subject of more words is a description, and no pronoun or name.
_SUBJECT_WORDS = 4

# Characters between a negation and the verb of telling that it denies.
_CLOSE = 2
# Words of what is judged, where it is told by all of its name ("the 50-license figure").
_NAMED_WORDS = 10

# The verb of being in front of a judgement, and what may stand between them.
_IS = Rule(r"\b{accuracy.being}(?:[\s\"“‘'*_]+{accuracy.degrees})*[\s\"“‘'*_]*$", re.IGNORECASE)
# A judgement that has its verb itself ("got it right", "holds up").
_HAS_VERB = Rule(r"{accuracy.verbs}\b")
_CLAUSE = Rule(r"[.;:!?,“\"(>]\s*|\b{accuracy.openings}\s+", re.IGNORECASE)
_WHAT = Rule(r"\b{accuracy.written}\s[^.;:!?]*$", re.IGNORECASE)
_SUPPOSED = Rule(r"\b{accuracy.supposed}\b", re.IGNORECASE)
_OF_NONE = Rule(r"{accuracy.of_none}\b", re.IGNORECASE)
# Behind a judgement: it judges what follows ("wrong to assume"), or is no judgement ("right now").
_GOES_ON = Rule(r"\s+{accuracy.goes_on}\b", re.IGNORECASE)
# "Berg: Wrong.", "A: Correct.": who speaks stands in front.
_SPEAKS = re.compile(r"[\W_]*[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,2}[*_]*:[*_]*\s+")
# "Our reseller says rubbish", "She called it nonsense".
_CALLS_IT = Rule(
    r"\b(?:{accuracy.says}[\s:,]+|{accuracy.calls_it}\s+)[\"“‘'*_]*(?:{accuracy.plainly}\s+)?$",
    re.IGNORECASE,
)
# "I was wrong": of one's own earlier words, whatever stands in front.
_SELF = Rule(r"{accuracy.oneself}", re.IGNORECASE)
_NAME = re.compile(r"(?:@\w+|[A-Z][\w.-]*)$")
# In front of the report that is denied, and behind it, where it is denied as a whole.
_OBJECT = re.compile(r"(?:[\w'’-]+\s+){0,3}")
_CONFIRMS = Rule(r"\b{accuracy.confirms}\s+(?:[\w'’-]+\s+){1,3}$", re.IGNORECASE)
_ENDS = Rule(r"[\s”’'*_]*(?:[\"“”]|$|[.,;:]|\b{accuracy.ends}\b)", re.IGNORECASE)


def accuracy(frame: Frame) -> Iterator[Draft]:
    """A report, a figure or an account called accurate or not, by somebody."""
    if frame.is_foreign or frame.is_question:
        return
    draft = _of_report(frame) or _of_last_word(frame) or _of_denied_report(frame)
    draft = draft or _of_confirmed_report(frame)
    if draft is not None:
        yield frame.draft(draft)
        other = _of_other(frame, draft)
        if other is not None:
            yield frame.draft(other)


def _judgements(frame: Frame) -> Iterator[Mark]:
    """Words that call something wrong or right; the "accurate" of "not accurate" is none."""
    wrong = frame.words("wrong")
    for mark in (*wrong, *frame.words("right")):
        if is_longed_for(frame, mark):
            continue  # "hope he's exaggerating"
        if not any(w is not mark and w.start <= mark.start < w.end for w in wrong):
            yield mark


def _accurate(frame: Frame, mark: Mark) -> bool:
    denied = frame.negated(mark, reach=12) or frame.rules[_OF_NONE].match(
        _subject(frame, mark) or ""
    )
    return (mark.label == "right") != bool(denied)


def _of_report(frame: Frame) -> Draft | None:
    """ "The report is wrong": what is judged stands beside the judgement."""
    reports = (*frame.words("report"), *frame.passage.get("quantities", "again"))
    told = bool(frame.passage.get("speech"))
    for mark in _judgements(frame):
        subject = _subject(frame, mark) or ""
        if frame.setting.focused and frame.rules[_WHAT].match(subject):
            return _judged(subject, _accurate(frame, mark), mark)  # "what they wrote is wrong"
        others = [r for r in reports if r.end <= mark.start or r.start >= mark.end]
        of = frame.near(mark, others, _REACH)
        if of is None:
            continue
        said_of = of.end <= mark.start and bool(subject)
        if _is_never_said(frame, mark):
            continue
        ours = frame.is_about or not frame.setting.shared
        if (told and ours) or (frame.setting.focused and said_of):
            return _judged(_about(frame, of, mark), _accurate(frame, mark), mark)
    return None


def _is_never_said(frame: Frame, mark: Mark) -> bool:
    """ "The vendor never said the article was wrong": nobody judges it."""
    cues = [s.values["cue_at"] for s in frame.passage.get("speech") if s.values["cue_at"]]
    return any(
        cue[1] <= mark.start and 0 <= cue[0] - no.end <= _CLOSE
        for cue in cues
        for no in frame.negations
    )


def _about(frame: Frame, of: Mark, mark: Mark) -> str:
    """What is judged, without the verb and the judgement where these stand behind it."""
    said = frame.passage.slice(min(of.start, mark.start), max(of.end, mark.end))
    if of.end <= mark.start:
        subject = _subject(frame, mark) or ""
        if 0 < len(subject.split()) <= _NAMED_WORDS:
            return " ".join(subject.split())
        before = frame.passage.slice(of.start, mark.start)
        verb = frame.rules[_IS].search(before)
        said = before[: verb.start()] if verb else before
    return " ".join(said.split())


def _of_last_word(frame: Frame) -> Draft | None:
    """ "She disputes that", "Your reseller is mistaken": the judgement is on what was just said."""
    before = frame.setting.before
    if before is None or not frame.setting.focused:
        return None
    about = " ".join(before.text.split())[:_ABOUT_CHARS]
    for mark in _judgements(frame):
        if _is_verdict(frame, mark):
            own = frame.rules[_SELF].fullmatch(_subject(frame, mark) or "")
            rule = "own-word" if own else "last-word"
            return _judged(about, _accurate(frame, mark), mark, rule)
    if len(frame.passage.text.split()) > _LAST_WORD_LENGTH:
        return None
    for mark in frame.words("disputed", "upheld"):
        if _tells_more(frame, mark) or frame.negated(mark, reach=12):
            return None  # who does not confirm it does not deny it, nor the other way round
        denial = _denial_in(frame, mark)
        if denial is not None:  # it turns what is right, as it turns every claim
            return _judged(about, accurate=True, mark=denial, rule="last-word")
        return _judged(about, mark.label == "upheld", mark, "last-word")
    return None


def _of_other(frame: Frame, first: Draft) -> Draft | None:
    """The verdict on somebody else beside the first ("So she was right and he was wrong")."""
    for mark in _judgements(frame):
        subject = _subject(frame, mark)
        if mark is first.at or not subject or mark.label == first.at.label:
            continue
        if frame.setting.focused and _is_somebody(frame, subject, mark):
            return _judged(subject, _accurate(frame, mark), mark, "last-word")
    return None


def _denial_in(frame: Frame, mark: Mark) -> Mark | None:
    """What somebody denies in the words of a verdict: the "that" of "disputes that"."""
    denials = frame.passage.denials
    return next((one for one in denials if mark.start < one.start < mark.end), None)


def _is_verdict(frame: Frame, mark: Mark) -> bool:
    """Whether a judgement is all that is said, or is said of a person, or points back."""
    behind = frame.passage.slice(mark.end, frame.passage.end)
    if frame.rules[_GOES_ON].match(behind):
        return False
    said = _SPEAKS.match(frame.passage.text)
    bare = said is not None and frame.passage.start + said.end() == mark.start
    rest = [] if bare and not behind.strip(' .!"”*_') else frame.passage.without([mark])
    called = frame.rules[_CALLS_IT].search(frame.passage.slice(frame.passage.start, mark.start))
    if called and frame.rules[_ENDS].match(behind):
        return True
    if len(rest) <= _BARE and frame.rules.words("accuracy.bare").issuperset(rest):
        return True
    subject = _subject(frame, mark)
    if not subject or len(subject.split()) > _SUBJECT_WORDS:
        return False
    if subject.split()[-1].lower() in frame.rules.words("accuracy.pointing"):
        return len(frame.passage.text.split()) <= _LAST_WORD_LENGTH
    return _is_somebody(frame, subject, mark)


def _is_somebody(frame: Frame, subject: str, mark: Mark) -> bool:
    """Whether a judgement is one on people, and its subject a person: by a noun, or by a name."""
    if not any(mark.start < one.end and one.start < mark.end for one in frame.words("of-people")):
        return False
    return bool(_NAME.search(subject)) or any(
        subject.endswith(frame.passage.slice(person.start, person.end))
        for person in frame.words("person")
        if person.start < mark.start
    )


def _subject(frame: Frame, mark: Mark) -> str | None:
    """What a judgement is said of in its clause; None where it is said of nothing, or supposed."""
    before = frame.passage.slice(frame.passage.start, mark.start)
    if not frame.rules[_HAS_VERB].match(frame.passage.slice(mark.start, mark.end).lower()):
        verb = frame.rules[_IS].search(before)
        if verb is None:
            return None
        before = before[: verb.start()]
    if frame.rules[_SUPPOSED].search(before):
        return None
    written = frame.rules[_WHAT].search(before)
    if written:
        return written.group().strip()
    return frame.rules[_CLAUSE].split(before.rstrip())[-1].strip(' "“”‘*_') or None


def _of_denied_report(frame: Frame) -> Draft | None:
    """ "Denied the report", and nothing of what it says ("denied reports that …").

    The report is called right: that somebody denies it turns it, as it turns every claim.
    """
    for speech in frame.passage.denials if frame.setting.focused else ():
        for report in frame.words("report"):
            between = frame.passage.slice(speech.start, max(speech.start, report.start))
            behind = frame.passage.slice(report.end, frame.passage.end)
            opens = speech.start <= report.start < speech.end and _OBJECT.fullmatch(between)
            if opens and frame.rules[_ENDS].match(behind):
                about = " ".join(frame.passage.slice(speech.start, report.end).split())
                return _judged(about, accurate=True, mark=report)
    return None


def _of_confirmed_report(frame: Frame) -> Draft | None:
    """ "Confirmed the report", and nothing of what it says."""
    for report in frame.words("report") if frame.setting.focused else ():
        before = frame.passage.slice(frame.passage.start, report.start)
        behind = frame.passage.slice(report.end, frame.passage.end)
        confirms = frame.rules[_CONFIRMS].search(before)
        if confirms and frame.rules[_ENDS].match(behind) and not frame.negated(report):
            about = " ".join(
                (confirms.group() + frame.passage.slice(report.start, report.end)).split()
            )
            return _judged(about, accurate=True, mark=report._replace(label="right"))
    return None


def _tells_more(frame: Frame, mark: Mark) -> bool:
    """Whether it says itself what is so, or not so: "confirmed that customers need 150 seats"."""
    return any(
        mark.end <= one.start and not frame.passage.slice(mark.end, one.start).strip()
        for one in frame.passage.get("speech")
    )


def _judged(about: str, accurate: bool, mark: Mark, rule: str = "report") -> Draft:
    value = Accuracy(about, accurate)
    return Draft("accuracy", value, mark, f"accuracy/{rule}", deny=not accurate)
