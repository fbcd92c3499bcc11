"""Attributions in news of every kind: the words that report, that name the speaker, that are said.

A row is a reason and a text. In the text {S …} marks a speaker, {C …} a cue and {T …} a stretch of
content; all of them must be found, and nothing else. Content has its quotation marks, no "that" and
no full stop of the outlet's; the addressee goes with the cue ("told reporters").
"""

from __future__ import annotations

import re

import pytest

from tests.extract.components.parts import marks, read

NEWSWIRE = """
weekday and that | {S The ministry} {C said} on Monday that {T it had found no trace of the boat}.
weekday without on | {S Officials} {C said} Tuesday {T they had no idea}.
plural without article | {S Police} {C say} {T the driver fled on foot}.
place of speaking | {S He} {C told reporters} in Paris that {T the talks had failed}.
who was told, by name | {S Tarn} {C told the Herald} that {T the talks had failed}.
in a statement | {S Marl} {C said} in a statement that {T it would appeal}.
by telephone | {S The lawyer} {C said} by telephone that {T his client was innocent}.
parenthetical | {T The plan}, {S analysts} {C say}, {T will fail}.
parenthetical, turned round | {T A fine}, {C say} {S sources close to the talks}, {T has not been ruled out}.
tail | {T It remains unclear who gave the order}, {S police} {C said}.
tail with an apposition | {T Prices will fall}, {S Ida Crane, a trader at Larkin Bank}, {C said}.
tail and a dateline | LONDON, May 3 - {T Prices will fall}, {S traders} {C said}.
age | {S Tom Hale, 45}, {C said} {T he had not slept}.
party and state | {S Sen. Paul Reed, D-Ohio}, {C said} {T the vote was rigged}.
office of somebody | {S Gov. Reed's office} {C said} {T he was resting}.
name behind the title | {S The chairman, Sir Denis Hope}, {C said} {T the fall was temporary}.
relative clause | {S The Larkin Group, which owns the mill}, {C said} {T it would sell}.
fronted time | In May {S the council} {C said} {T the road was safe}.
fronted clause | Asked about the delay, {S the minister} {C said} {T he was sorry}.
but before the subject | But {S the company} {C said} that {T it had no such plan}.
two verbs of one subject | {S The bank} {C said} {T it was sorry} and {C added} that {T it would pay}.
but added | {S The firm} {C said} {T it was sorry}, but {C added} that {T nobody was hurt}.
adding that | {S She} {C said} {T it was late}, {C adding} that {T she was tired}.
not into the outlet's but | {S The firm} {C said} {T sales rose}, but its shares fell.
not into another report | {S Analysts} {C say} {T rates will rise}, while {S traders} {C expect} {T a cut}.
semicolon ends it | {S Supporters} {C say} {T the law protects children}; it took effect in May.
believe | {S Some economists} {C believe} {T the slump is over}.
fear | {S Relief workers} {C fear} {T the toll is far higher}.
expect a figure | {S Analysts} had {C expected} {T a profit of $3m}.
expect somebody to | {S The company} {C expects} {T sales to rise 5 percent next year}.
convinced that | {S Most growers} are {C convinced} that {T the frost did it}.
promised to | {S She} {C promised} {T to return the money}.
agreed to | {S The union} {C agreed} {T to call off the strike}.
threatened to | {S Two drivers} have {C threatened} {T to walk}.
urged to | {S The mayor} {C urged} {T residents to stay indoors}.
accused of | {S Prosecutors} {C accused} {T the banker of fraud}.
ordered to | {S The regulator} {C ordered} {T the bank to repay its customers}.
blamed | {S The chairman} {C blamed} {T the weather}.
called for | {S Hauliers} {C called} {T for lower tolls}.
warned of | {S The bulletin} {C warns} {T of harder frosts}.
denied that | {S The council} {C denied} that {T the school was unsafe}.
denied doing | {S The senator} {C denied} {T taking the money}.
is said to | {T The minister} is {C said} {T to favour an early vote}.
is believed to | {T He} is {C believed} {T to be in hiding}.
reportedly | {T Brakes on the trams} {C reportedly} {T went untested for years}.
it emerged that | It {C emerged} that {T the valve had been leaking}.
rumour at the end | {T The pier will be sold}, or {C so the rumour goes}.
a noun reports | Shares fell after {C reports} that {T the mine had flooded}.
somebody's claim | The figures bear out {S the minister}'s {C claim} that {T crime fell}.
told, and nobody tells | The jury was {C told} that {T he bought the knife in May}.
refusal | {S The bank} {C declined to comment}.
refusal of a matter | {S Officials} {C declined to say} {T how many had died}.
no comment | {S Party elders} {C had no comment}.
not yet said | {S The regulator} {C has not yet said} {T whether it may be sold as wine}.
court papers | {S Court documents} {C allege} that {T Mr. Penn took bribes}.
a study | {S A study published in the journal Larch} {C showed} that {T tea had no effect}.
data with their day | {S Data released on Friday} {C showed} that {T prices fell 0.3 percent}.
figures at the end | {T A third of all homes had two cars}, {S figures from Ashby Motors} {C show}.
according to, in front | {C According to} {S the report}, {T the valve had been leaking for months}.
according to, behind | {T The valve had been leaking}, {C according to} {S a report by the inspector}.
according to, between | {T The valve}, {C according to} {S the report}, {T had been leaking for months}.
as somebody put it | As {S Mr Penn} {C put it}, {T "nobody won."}
a clause drawn out | The deal, which {S analysts} {C said} {T would close in May}, has collapsed.
whose mayor | The city, {S whose mayor} {C boasted} that {T every street was lit}, has changed its mind.
the time of a hearing | {S The judge} {C ruled} Thursday that {T the search was illegal}.
a contact clause | Managers bargained in bad faith, a charge the company rejects.
on the view of many | {T It was}, {C in the view of} {S many residents}, {T a disgrace}.
asked, and then said | Asked whether he would run again, {S Reed} {C replied}: {T "Ask me in June."}
for its part | {S The union}, for its part, {C insists} that {T talks continue}.
citing others | {S The newspaper} {C reported} that {T the deal was off}, {C citing} {S unnamed officials}.
that behind the aside | {T There is no evidence}, {S scientists} {C say}, {T that the bees are recovering}.
by neighbours | {T The victim} was {C described} by {S neighbours} {T as a quiet man}.
criticised, by nobody | {T The plan} has been {C criticised} {T as too costly}.
accused, by nobody | {T He} is {C accused} {T of stealing £2m}.
told to | {S Doctors} {C told the family} {T to expect the worst}.
promised a thing | {S The ministry} has {C promised} {T an inquiry}.
place behind the place | {S The company, based in Reno, Nev.}, {C said} {T it would cut 300 jobs}.
report of last week | {S A government report released last week} {C concluded} {T the dam was unsafe}.
a name in 's | {S Moody's} {C said} {T it might downgrade the bonds}.
a share of them | {S More than half of those polled} {C said} {T they would not vote}.
a number of them | {S Three in four} {C said} {T they would not vote}.
letter signed by many | {S The letter, signed by 40 scientists}, {C urges} {T ministers to act}.
relative clause and a name | {S One investor, who hid his name}, {C called} {T the price "a joke"}.
fronted night | Last night {S the club's chairman, Ted Moss}, {C said} {T he would resign}.
let it be known | {S The palace} {C let it be known} that {T the king was unwell}.
in time | {S She} {C thinks} that, {T in time, the reef will recover}.
tight-lipped | {S The bank} was {C tight-lipped} {T about its plans}.
on record | {S The minister} is {C on record as saying} {T the line will open by May}.
quoted as saying | {S A palace aide} was {C quoted as saying} {T the tour was off}.
"""

QUOTED = """
behind the words | {T "The bridge is safe,"} {C said} {S Ann Moss, chief executive of Larkin Homes}.
surname alone | {T "Is it over?"} {C asked} {S Tarn}.
question, and a new sentence | {T "Is it over?"} {S Tarn} {C asked}.
exclamation | {T "You can't do that!"} {S she} {C shouted}.
split | {T "Blame the coach,"} {C said} {S pitcher Lou Ferris}, {T "and leave the kids alone."}
goes on | {T "I was wrong,"} {S he} {C said}. {T "I should have listened to them."}
goes on behind the day | {T "Sales rose,"} {S Mr Penn} {C said} on Tuesday. {T "We are pleased."}
several sentences | {T "It rang. It rang all night, and no one came,"} {S she} {C said}.
colon | {S Judge Nora Fenn} {C told Peter Gill}: {T “You robbed your own neighbours.”}
colon behind an address | {S Another} {C wrote} to me in the spring: {T “The roof will be dry by June.”}
whom they told, behind | {T "We will fight,"} {S Ms. Crane} {C told the BBC}.
after the game | {T "We'll be back,"} {C vowed} {S coach Ned Tarn} after the game.
letter | {T "It was a fine run,"} {S the founders} {C wrote} in a letter to customers today.
single marks | {T 'Rats are no proof,'} {C cautions} {S Iris Fold, who ran the trial}.
curled single marks | {T ‘Who pays for it?’} {C shouted} {S a heckler at the back}.
words in a clause | {S Vickery} {C insists} {T it has “nothing at all to hide”}.
called it | {S Mara Quint} {C calls} {T the budget "a work of fiction"}.
a verb that no list has | {T "Nobody told us,"} {C harrumphed} {S Minna Falk}.
such a verb at the end | {T "Nobody told us,"} {S the baker} {C harrumphed}.
adverb between | {T “There was,”} {S she} once {C remarked}, {T “no map worth the paper.”}
paper | {T "The state must act,"} {S the report} {C concludes}.
"""

STYLES = """
trade press: claims | {S Brandt} {C claims} {T its pumps will last twenty years}.
trade press: analyst | {S Elmore analyst Mara Quint} {C predicts} that {T prices will fall}.
trade press: puts a figure | {S One lawyer} {C put} {T them at $4 million}.
trade press: blog post | {S The group} {C said} in a blog post {T it had fixed the flaw}.
trade press: two people | {S Two people familiar with the bids} {C said} {T half the plots were sold}.
trade press: anonymity | {S A manager who asked not to be named} {C said} {T the boiler was old}.
press release: announced a thing | {S Heddle Optics Inc.} today {C announced} {T the HX-2, a scanner}.
press release: reported | {S The Company} also {C reported} {T net income of $2.7 million}.
press release: stated | {T "Orders came early,"} {C stated} {S Dana Pryor, president and CEO}.
press release: is pleased | {T "We are proud,"} {C commented} {S Hugo Wren, Chairman}.
press release: plans | {S Dorn} {C announced} {T plans to close two mills}.
press release: commenting | Commenting, {S chairman Hal Orme} {C said}: {T "We shall see."}
blog: thinks | {S Nils Ware, managing director of Ringway}, {C thinks} {T shops are too dear}.
blog: in somebody's words | {C In the words of} {S its founder}, {T it is "a bakery with a website."}
blog: adamant | {S Founder Petra Voss} is {C adamant} that {T tyres will go on bursting}.
blog: wonders | {S She} {C wonders} {T whether anyone counted}.
local: neighbours | {S A few neighbours} {C asked} {T who would watch their children}.
local: grumbled | {T "Nobody came,"} {C grumbled} {S Cal Dunning, whose farm was flooded}.
local: spokesman for | {S A spokesman for the canal trust} {C said} {T the lock would stay shut}.
science: team from | {T The kelp grew back}, {S a team from Cape Orrin} {C reported} in Tidal Notes.
science: researchers | {S Researchers at the University of Alder} {C found} that {T rats slept longer}.
science: hopes | {S She} {C hopes} {T to open a second clinic in early 2001}.
interview: name and colon | {S Ned Tarn}: {T "We never saw the letter."}
FAQ: the guide | {S The guide} {C says} {T you need a permit}. Do you? Yes.
FAQ: support | Does it cost extra? {S The vendor} {C says} {T it does not cost extra}.
forum: rep told me | {S My account manager} {C told me} {T the portal was down}.
forum: they said | Called support twice. {S They} {C said} {T the fix is coming}.
forum: somebody wrote | {S Somebody on this list} {C wrote} that {T the patch breaks printing}.
"""

NONE = """
a noun: state | The state of the roads is a scandal.
a noun: report | The report was published on Friday.
a noun: claim | Their claim was settled in May.
a case stated | The county council will state its case at a public meeting next week.
added, and not said | She added two eggs to the bowl.
claimed lives | The storm claimed 12 lives.
noted the time | She noted the time.
wrote a book | He wrote a book about bees.
nobody claimed it | Nobody claimed the ticket sold in Bisbee six months ago.
heard far away | The blast could be heard 12 miles away.
results announced | Interim results will be announced on 11 July.
scare quotes | The so-called “smart” meters were shut off.
a title | “The Long Way Down” opens at the Regal in June.
said, and nothing follows | The sign says nothing.
told of old | All told, nine were hurt.
"""

_MARK = re.compile(r"\{([SCT]) ([^{}]*)\}")
_FIELDS = {"S": "speaker_at", "C": "cue_at", "T": "content_at"}


def _rows(table: str) -> list[object]:
    rows = [line.split(" | ", 1) for line in table.strip().splitlines()]
    return [pytest.param(text, id=reason) for reason, text in rows]


def _expected(marked: str) -> tuple[str, dict[str, set[str]]]:
    """The bare text, and what must be found in it, by field, with its offset."""
    found: dict[str, set[str]] = {"S": set(), "C": set(), "T": set()}
    text = ""
    last = 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        found[match.group(1)].add(f"{len(text)} {match.group(2)}")
        text += match.group(2)
        last = match.end()
    return text + marked[last:], found


def _found(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {"S": set(), "C": set(), "T": set()}
    for mark in marks(read(text), "speech"):
        for sign, field in _FIELDS.items():
            places = mark[field] or []
            for first, last in places if sign == "T" else [places] if places else []:
                found[sign].add(f"{first} {text[first:last]}")
    return found


@pytest.mark.parametrize(
    "marked", _rows(NEWSWIRE + QUOTED.lstrip() + STYLES.lstrip() + NONE.lstrip())
)
def test_cue_speaker_and_content(marked: str) -> None:
    text, expected = _expected(marked)
    assert _found(text) == expected
