"""Who a speaker is, by what the text itself tells: name, organisation, role, and whether unnamed."""

from __future__ import annotations

import pytest

from tests.extract.components.parts import marks, read

# Reason | text | name | organisation | role; "-" where nothing is known, "?" behind the unnamed.
TABLE = """
analyst at | Jane Doe, an analyst at Foo Corp., said sales would rise. | Jane Doe | Foo Corp. | an analyst at Foo Corp.
chief of | "It is safe," said Ann Moss, chief executive of Larkin Homes. | Ann Moss | Larkin Homes | chief executive of Larkin Homes
surname and office | "It is safe," said Moss, chief executive of Larkin Homes. | Moss | Larkin Homes | chief executive of Larkin Homes
office in front | Larkin's chief executive, Ann Moss, said it was safe. | Ann Moss | Larkin | chief executive
a seat in the name | The lead author, Eva Linz of the University of Basel, said it was small. | Eva Linz | University of Basel | lead author
home, no employer | Tom Hale, 45, of Leeds, said he was safe. | Tom Hale | - | -
title and surname | Mr. Orr said that he saw the car. | Orr | - | -
president | President Ada Lorne said she would sign. | Ada Lorne | - | -
party and state | Sen. Paul Reed, D-Ohio, said the vote was rigged. | Paul Reed | - | D-Ohio
abbreviation | NASA said the probe had landed. | - | NASA | -
with the article | The European Commission said the rules would change. | - | European Commission | -
a mark of companies | Heddle Optics Inc. said it had closed the plant. | - | Heddle Optics Inc | -
ministry | The ministry said it had found nothing. | - | - | ministry
capital of the sentence | Police said the road was closed. | - | - | police
many people | Critics said the road was closed. | - | - | critics
no body of its own | Union members said the road was closed. | - | - | members ?
health officials | Health officials said the water was safe. | - | - | officials ?
sources | Sources close to the deal said the price was high. | - | - | sources ?
asked not to be named | A manager who asked not to be named said it was late. | - | - | manager ?
one of many | One of them said it was late. | - | - | - ?
another one | A third said it was late. | - | - | - ?
who was told | "It is late," Ann Moss, a director, told a room of dealers. | Ann Moss | - | a director
study | A study published in May showed that tea had no effect. | - | - | study
court papers | Court documents allege that he took bribes. | - | - | documents
spokeswoman for | A spokeswoman for Tollman said it was late. | - | Tollman | spokeswoman
owner in front | Larkin's Ann Moss said it was late. | Ann Moss | Larkin | -
owner known to us | It was late, said Microsoft’s Ann Moss. | Ann Moss | Microsoft | -
an apostrophe of the name | Ann O'Brien said it was late. | Ann O'Brien | - | -
a paper with a capital | A Microsoft FAQ says it was late. | - | Microsoft | faq
according to one | According to a Microsoft Guide, it was late. | - | Microsoft | guide
of another house | Larkin's Guide says it was late. | - | Larkin | guide
a family of that name | Larry Page said it was late. | Larry Page | - | -
a newspaper of that name | The Larkin Post said it was late. | - | Larkin Post | -
known by a name like a place | Tony Redmond said it was late. | Tony Redmond | Tony Redmond | author
wife of somebody | Harker's wife said he left at noon. | - | - | wife
field staff | Our account manager said it was late. | - | Microsoft | account manager ?
field staff of another house | A Tollman Inc. account manager said it was late. | - | Tollman Inc. | account manager ?
field staff of a partner | Our reseller's account manager said it was late. | - | partner | account manager ?
somebody | Someone from Microsoft said it was late. | - | Microsoft | - ?
no more than ours | Ours says it was late. | - | - | - ?
of a program | A FastTrack director we trust said it was late. | - | Microsoft | director
firm told of behind it | Ann Moss, practice lead at Larkin Homes, a reseller in Leeds, said it was late. | Ann Moss | Larkin Homes | practice lead at Larkin Homes, a reseller in Leeds
firm behind town and trade | Ann Moss, head of sales at Leeds integrator Tidewater Networks, said it was late. | Ann Moss | Tidewater Networks | head of sales at Leeds integrator Tidewater Networks
firm of a town | Ann Moss, director of Leeds's Larkin Homes, said it was late. | Ann Moss | Larkin Homes | director of Leeds's Larkin Homes
firm and its town | Ann Moss, head of sales at Lakeshore Cloud Partners of Leeds, said it was late. | Ann Moss | Lakeshore Cloud Partners | head of sales at Lakeshore Cloud Partners of Leeds
where it was said | But in Reno, Ann Moss, the director, said it was late. | Ann Moss | - | the director
firm based in a town | Ann Moss, boss of Leeds-based Larkfield IT, said it was late. | Ann Moss | Larkfield IT | boss of Leeds-based Larkfield IT
trade based in a town | Ann Moss, vice president at the Leeds-based reseller, said it was late. | Ann Moss | partner | vice president at the Leeds-based reseller
director of a program's center | Ann Moss, senior director of the FastTrack Center, said it was late. | Ann Moss | Microsoft | senior director of the FastTrack Center
an internal paper | An internal FAQ viewed by Larkin Press says it is late. | - | - | faq
behind a day, and more told | It opens on 7 October, Ann Moss, a director at Larkin Homes, said. | Ann Moss | Larkin Homes | a director at Larkin Homes
behind a list and a day | It opens in Canada, the UK and Ireland on October 3, Ann Moss, a director at Larkin Homes, said. | Ann Moss | Larkin Homes | a director at Larkin Homes
behind a name, and more told | It is part of FastTrack, Ann Moss, a director at Larkin Homes, told us. | Ann Moss | Larkin Homes | a director at Larkin Homes
office for a country | Ann Moss, managing director for the UK and Ireland, said it was late. | Ann Moss | - | managing director for the UK and Ireland
spokesman of a man | Mr Holt's spokesman said the minister was ill. | - | Microsoft | spokesman
"""

# What a later word points back to.
BACK = """
surname of one introduced | Ann Moss, chief executive of Larkin Homes, rose early. Moss said it was late. | Ann Moss | Larkin Homes
she, named last | Carl Dahl said it was early. Ann Moss disagreed. She said it was late. | Ann Moss | -
she, an office | Two managers said it was early. A Tollman spokeswoman laughed. She said it was late. | - | Tollman
the spokesman, not who spoke last | A Tollman Inc. spokeswoman said it was early. A director at Larkin Homes said it was not. It was late, the spokesperson said. | - | Tollman Inc.
the spokesman of nobody told of | A director at Larkin Homes said it was early. It was late, the spokesman said. | - | Microsoft
a first name, told before | Ann Moss, a director at Larkin Homes, rose early. Ann says it is late. Ann said so. | Ann Moss | Larkin Homes
the director | A director at Larkin Homes said it was early. Microsoft said it was not. The director said it was late. | - | Larkin Homes
it, the organisation | NASA said the probe had landed. It said the crew was well. | - | NASA
it, whose person spoke | Ann Moss of Foo Corp. said it was early. It said the plant was shut. | - | Foo Corp.
no person is meant | NASA said the probe had landed. She said it was late. | - | -
she, of whom more is told | Carl Dahl said no. Ann Moss, a manager at Microsoft, rose. She said it was late. | Ann Moss | Microsoft
surname, told twice | Ann Moss (Microsoft, Leeds) is here. We thank Ms. Moss. Moss said it was late. | Ann Moss | Microsoft
surname, told in front | Here is Microsoft sales director Ann Moss. Then Moss said it was late. | Ann Moss | Microsoft
a quotation alone | Ann Moss, who works for Microsoft, came on. "We are starting on Monday, all of us." | Ann Moss | Microsoft
a quotation behind a colon | Ann Moss of Microsoft gave the date: "We are starting on Monday, all of us." | Ann Moss | Microsoft
"""


def _rows(table: str) -> list[object]:
    cells = [[cell.strip() for cell in line.split(" | ")] for line in table.strip().splitlines()]
    return [pytest.param(*row[1:], id=row[0]) for row in cells]


def _known(cell: str) -> str | None:
    return None if cell == "-" else cell


@pytest.mark.parametrize(("text", "name", "organisation", "role"), _rows(TABLE))
def test_who_it_is(text: str, name: str, organisation: str, role: str) -> None:
    mark = marks(read(text), "speech")[0]
    bare = role.removesuffix("?").strip()
    assert (mark["name"], mark["organisation"]) == (_known(name), _known(organisation))
    assert mark["role"] == _known(bare)
    assert mark["anonymous"] is role.endswith("?")


@pytest.mark.parametrize(("text", "name", "organisation"), _rows(BACK))
def test_whom_it_points_back_to(text: str, name: str, organisation: str) -> None:
    mark = marks(read(text), "speech")[-1]
    assert (mark["name"], mark["organisation"]) == (_known(name), _known(organisation))


def test_a_longer_text_that_never_names_the_vendor_is_about_another() -> None:
    text = "The mill has stood empty for years. " * 12 + "The company said it would sell it."
    mark = marks(read(text), "speech")[-1]
    assert mark["organisation"] is None


def test_places_lie_in_the_text_and_a_carried_quotation_has_no_cue() -> None:
    text = 'Ann Moss said: "It is late.\n\n"And it is cold out there, too."'
    first, second = marks(read(text), "speech")
    assert text[slice(*first["cue_at"])] == "said"
    assert text[slice(*first["speaker_at"])] == "Ann Moss"
    assert (second["cue_at"], second["speaker_at"], second["name"]) == (None, None, "Ann Moss")
    assert [text[a:b] for a, b in second["content_at"]] == ['"And it is cold out there, too."']
