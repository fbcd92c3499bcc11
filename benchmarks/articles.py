"""Pages of 60 to 120 kB with an article in them whose text is known, the same in every run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from benchmarks.outlets import CLAIMS, sentence

SMALLEST, LARGEST = 60_000, 120_000  # bytes, as pages of news have without their pictures
# Every which page is about the topic: what a team imports was chosen for it.
_TOPICAL = 4
_PARAGRAPHS = 14
_FIRST = datetime(2014, 1, 6, 9, tzinfo=UTC)
_NAMES = ("Ann Example", "Bob Sample", "Carla Instance", "Dan Specimen")


@dataclass(frozen=True, slots=True)
class Article:
    """One page, and the paragraphs that are its main text."""

    address: str
    body: bytes
    paragraphs: tuple[str, ...]


def write_articles(folder: Path, number: int) -> list[Path]:
    """The pages of the first so many numbers as files of a folder, which is made."""
    folder.mkdir(parents=True)
    files = [folder / f"{n:06}.html" for n in range(number)]
    for n, file in enumerate(files):
        file.write_bytes(article(n).body)
    return files


def article(number: int) -> Article:
    """The page of that number, in one of three ways to build one."""
    chance = Random(number)  # noqa: S311 (the same in every run)
    told = [_paragraph(chance) for _ in range(_PARAGRAPHS)]
    told[2] += f" Our file on it bears the number {number:06}."
    if number % _TOPICAL == 0:
        for at in (1, 6):
            told[at] += f" {_claim(chance)}"
    frame = (_semantic, _weblog, _old)[number % 3]
    title = f"{'FastTrack' if number % _TOPICAL == 0 else 'Valley'} notes, number {number}"
    address = f"https://outlet-{number % 40}.example/news/{number}.html"
    when = (_FIRST + timedelta(hours=number % 6000)).isoformat()
    page = frame(title, told, chance, number)
    head = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<link rel="canonical" href="{address}">'
        f'<meta property="article:published_time" content="{when}">'
    )
    room = max(0, chance.randrange(SMALLEST, LARGEST) - len(head) - len(page))
    style = ".card-list > li:nth-child(2n){margin:0 4px;color:#333}\n" * (room // 118)
    script = "window.queue=window.queue||[];queue.push({id:7});\n" * (room // 100)
    body = f"{head}<style>{style}</style></head><body>{page}<script>{script}</script></body></html>"
    return Article(address, body.encode(), tuple(told))


def _claim(chance: Random) -> str:
    return chance.choice(CLAIMS).format(
        seats=chance.choice((50, 150, 250)),
        day=chance.choice((1, 15)),
        fee=chance.choice((5, 9)),
    )


def _paragraph(chance: Random) -> str:
    return " ".join(sentence(chance) for _ in range(chance.randrange(3, 6)))


def _menu(number: int) -> str:
    rows = "".join(f'<li><a href="/topic/{n}">Topic {n}</a></li>' for n in range(40 + number % 9))
    return f'<nav class="menu"><ul>{rows}</ul></nav>'


def _teasers(chance: Random) -> str:
    return "".join(
        f'<div class="teaser"><a href="/news/{n}"><img src="/{n}.jpg" alt=""><h3>'
        f"{sentence(chance)[:60]}</h3></a><p>{sentence(chance)}</p></div>"
        for n in range(24)
    )


def _comments(chance: Random) -> str:
    return "".join(
        f'<li class="comment"><span class="comment-author">reader{n}</span>'
        f"<p>{sentence(chance)}</p></li>"
        for n in range(20)
    )


def _semantic(title: str, told: Sequence[str], chance: Random, number: int) -> str:
    text = "".join(f"<p>{each}</p>" for each in told)
    return (
        f"<header>{_menu(number)}</header><main><article><h1>{title}</h1>"
        f'<p class="byline">By {_NAMES[number % 4]}</p>{text}</article>'
        f"<aside>{_teasers(chance)}</aside></main><footer>{_menu(number + 1)}</footer>"
    )


def _weblog(title: str, told: Sequence[str], chance: Random, number: int) -> str:
    text = "".join(f"<p>{each}</p>" for each in told)
    return (
        f'{_menu(number)}<div id="content"><div class="post"><h2 class="entry-title">{title}</h2>'
        f'<div class="entry-content">{text}</div></div>'
        f'<div class="sidebar">{_teasers(chance)}</div>'
        f'<ol class="commentlist" id="comments">{_comments(chance)}</ol></div>'
    )


def _old(title: str, told: Sequence[str], chance: Random, number: int) -> str:
    text = "<br><br>".join(told)
    return (
        f"<table><tr><td>{_menu(number)}</td><td><h1>{title}</h1><div>{text}</div></td>"
        f"<td>{_teasers(chance)}</td></tr></table>"
    )
