"""Saved pages of news as bulk work meets them: 60 to 120 kB of HTML, the same in every run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from benchmarks.outlets import CLAIMS, sentence

# Bytes of a page, as articles of news have them without their pictures.
SMALLEST, LARGEST = 60_000, 120_000
# Every which page is about the topic: what a team imports was chosen for it.
TOPICAL = 4
_SENTENCES = 48  # some 600 words
_FIRST = datetime(2014, 1, 6, 9, tzinfo=UTC)
_OUTLETS = 40


def write_pages(folder: Path, number: int) -> list[Path]:
    """So many pages as files of a folder, which is made."""
    folder.mkdir(parents=True)
    files = [folder / f"{n:06}.html" for n in range(number)]
    for n, file in enumerate(files):
        file.write_bytes(page(n))
    return files


def page(number: int) -> bytes:
    """One article with the menus, teasers, comments, styles and scripts around it."""
    chance = Random(number)  # noqa: S311 (the same in every run)
    told = [sentence(chance) for _ in range(_SENTENCES)]
    told[3] = f"Our file on it bears the number {number:06}."
    topical = number % TOPICAL == 0
    for at in (5, 21) if topical else ():
        told[at] = chance.choice(CLAIMS).format(
            seats=chance.choice((50, 150, 250)),
            day=chance.choice((1, 15)),
            fee=chance.choice((5, 9)),
        )
    name = f"Notes from {'FastTrack' if topical else 'the valley'}, number {number}"
    url = f"https://outlet-{number % _OUTLETS}.example/news/{number:06}.html"
    when = (_FIRST + timedelta(hours=number % 6000)).isoformat()
    text = "".join(f"<p>{' '.join(told[n : n + 4])}</p>" for n in range(0, len(told), 4))
    head = (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{name}</title>"
        f'<link rel="canonical" href="{url}">'
        f'<meta property="article:published_time" content="{when}">'
    )
    around = f"<aside>{_teasers(chance, 30)}</aside>{_comments(chance, 25)}"
    body = (
        f"</style></head><body><header><nav><ul>{_MENU}</ul></nav></header><main>"
        f"<article><h1>{name}</h1>{text}</article>{around}</main><footer><ul>{_MENU}</ul></footer>"
        "<script>"
    )
    rest = chance.randrange(SMALLEST, LARGEST) - len(head) - len(body)
    half = max(0, rest) // 2
    return f"{head}<style>{_STYLE[:half]}{body}{_SCRIPT[:half]}</script></body></html>".encode()


def _teasers(chance: Random, number: int) -> str:
    return "".join(
        f'<div class="card teaser"><a href="/news/{n}"><img src="/i/{n}.jpg" alt=""><h3>'
        f'{sentence(chance)[:60]}</h3></a><span class="meta">{n} minutes</span></div>'
        for n in range(number)
    )


def _comments(chance: Random, number: int) -> str:
    rows = "".join(
        f'<li class="comment"><b class="author">reader{n}</b><p>{sentence(chance)}</p>'
        f'<a href="#reply-{n}">Reply</a></li>'
        for n in range(number)
    )
    return f'<section id="comments"><h2>Comments</h2><ol>{rows}</ol></section>'


_MENU = "".join(f'<li class="menu"><a href="/section/{n}">Section {n}</a></li>' for n in range(60))
_STYLE = "".join(f".box-{n} {{ margin: {n % 7}px; padding: {n % 5}px }}\n" for n in range(2000))
_SCRIPT = "".join(f"track({n}, 'event-{n * 7919 % 9973}');\n" for n in range(3000))
