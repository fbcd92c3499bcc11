"""Posts of a thread stand under a line of who wrote them and when; nothing else becomes one."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from monitor.config import load_config
from monitor.interval import DaySpan
from monitor.read.page import Given, PageText, read_html

WORDS = load_config().language.page
NOW = datetime(2014, 10, 1, 12, tzinfo=UTC)
ONE = "We were told on the phone that it takes at least 150 seats, is that so?"
TWO = "No. They took a customer of ours with 60 seats last week."
THREE = "It is 150 seats, and hybrid is not covered."
LONG = "The company told its resellers in a letter who may use the service and who may not. " * 6


def read(body: str) -> PageText:
    page = f"<!doctype html><html><head><title>Seats?</title></head><body>{body}</body></html>"
    given = Given("https://forum.example/t/7", NOW, {}, "US")
    return read_html(page.encode(), given, WORDS)


def lines(page: PageText) -> list[str]:
    return [line.strip() for line in page.text.splitlines() if line.strip()]


def thread(post: str, around: str = "<div>{}</div>") -> str:
    """Three posts by one template."""
    rows = (
        ("ann_m", "Partner", "Sep 3, 2014", "2014-09-03", ONE),
        ("Bo Dahl", "Stellwerk GmbH", "Sep 4, 2014", "2014-09-04", TWO),
        ("李雷", "Microsoft", "Sep 5, 2014", "2014-09-05", THREE),
    )
    posts = (
        post.format(n=n, name=name, rank=rank, day=day, iso=iso, text=text)
        for n, (name, rank, day, iso, text) in enumerate(rows, 1)
    )
    return around.format("\n".join(posts))


LINES = [
    "**@ann_m** (Partner) – 2014-09-03",
    ONE,
    "**@Bo Dahl** (Stellwerk GmbH) – 2014-09-04",
    TWO,
    "**@李雷** (Microsoft) – 2014-09-05",
    THREE,
]
MARKUP = [
    pytest.param(
        '<div class="post"><div class="author"><span class="username">{name}</span>'
        '<span class="rank">{rank}</span></div><div class="date">{day}</div>'
        '<div class="content"><p>{text}</p></div></div>',
        id="boxes named after what they hold",
    ),
    pytest.param(
        '<div id="p{n}" class="post bg{n}"><dl class="postprofile"><dt><a href="/u/{n}" '
        'class="username">{name}</a></dt><dd class="profile-rank">{rank}</dd><dd '
        'class="profile-joined"><strong>Joined:</strong> Mon Jan 02, 2012 8:00 am</dd></dl><div '
        'class="postbody"><h3><a href="/t/7?p={n}">Re: Seats?</a></h3><p class="author">by <strong>'
        '<a class="username" href="/u/{n}">{name}</a></strong> » <time datetime="{iso}T10:12:00">'
        '{day}</time></p><div class="content">{text}</div></div></div>',
        id="the name twice, and the day of joining",
    ),
    pytest.param(
        '<article class="message" data-author="{name}"><div class="message-cell message-cell--user">'
        '<h4 class="message-name"><a href="/members/{n}/" class="username">{name}</a></h4><h5 '
        'class="userTitle">{rank}</h5></div><div class="message-cell message-cell--main"><header '
        'class="message-attribution"><time datetime="{iso}T10:12:00+0000">{day}</time> #{n}</header>'
        '<div class="message-content"><div class="bbWrapper">{text}</div></div><footer>Like Reply'
        "</footer></div></article>",
        id="headings that are names, and time and buttons in the same box as the text",
    ),
    pytest.param(
        '<li class="postcontainer" id="post_{n}"><span class="postdate">{day}</span><div '
        'class="userinfo"><a class="username" href="/m/{n}"><strong>{name}</strong></a><span '
        'class="usertitle">{rank}</span></div><div class="postbody"><h2 class="title">Re: Seats?</h2>'
        '<blockquote class="postcontent">{text}</blockquote></div></li>',
        id="entries of a list, with the text as a quotation",
    ),
    pytest.param(
        '<div itemprop="comment" itemscope itemtype="http://schema.org/Comment" class="topic-body">'
        '<span class="creator" itemprop="author" itemscope itemtype="http://schema.org/Person">'
        '<a href="/u/{n}"><span itemprop="name">{name}</span></a></span><span itemprop="jobTitle">'
        '{rank}</span><time itemprop="datePublished" datetime="{iso}T10:12:00Z">{day}</time>'
        '<div class="post" itemprop="text"><p>{text}</p></div></div>',
        id="as schema.org declares it",
    ),
    pytest.param(
        '<div class="lia-message"><div class="lia-message-author-container"><span class="UserName '
        'lia-user-name"><a class="lia-user-name-link" href="#"><span>{name}</span></a></span><div '
        'class="lia-message-author-rank">{rank}</div></div><div class="lia-message-post-date">'
        '{day} 10:12 AM</div><div class="lia-message-body"><p>{text}</p></div><div '
        'class="lia-message-footer">0 Kudos Reply</div></div>',
        id="class names of several words",
    ),
    pytest.param(
        '<div class="reply-header"><span class="reply-post-date">{day}</span> #{n}</div><div '
        'class="post-{n} reply"><div class="reply-author"><span class="author-name">{name}</span>'
        '<div class="author-role">{rank}</div></div><div class="reply-content"><p>{text}</p></div>'
        "</div>",
        id="the day in a box before the post",
    ),
    pytest.param(
        '<tr><td><span class="name"><b>{name}</b></span><br><span class="rank">{rank}</span></td>'
        '<td><span class="postdate">{day}</span><hr><span class="postbody">{text}</span></td></tr>',
        id="rows of a table",
    ),
    pytest.param(
        '<div class="post-layout"><div class="votes">{n}</div><div class="postcell"><div '
        'class="js-post-body">{text}</div><div class="signed"><span class="post-time">{day}</span>'
        '<div class="user-details"><a href="/u/{n}">{name}</a><span class="role">{rank}</span></div>'
        "</div></div></div>",
        id="signed below the text",
    ),
]


@pytest.mark.parametrize("post", MARKUP)
def test_posts_stand_under_a_line_of_who_wrote_them(post: str) -> None:
    around = "<table>{}</table>" if post.startswith("<tr") else "<ol>{}</ol>"
    page = read(thread(post, around))
    assert lines(page) == LINES
    assert (page.kind, page.author) == ("article", "ann_m")
    assert page.published == DaySpan.day(date(2014, 9, 3))


POST = (
    '<div class="post" id="post-{n}"><b class="username">{name}</b> <i class="rank">{rank}</i> '
    '<i class="date">{day}</i><div class="content">{text}</div></div>'
)
MORE = [
    pytest.param(
        '<div class="answer"><div class="post-body">{text}</div><div class="user-info">edited '
        '<a href="/u/9">Tidy Editor</a></div><div class="user-info" itemprop="author"><a href="/u">'
        '{name}</a></div><i class="rank">{rank}</i><time datetime="{iso}">{day}</time></div>',
        id="another one who edited it stands first",
    ),
    pytest.param(
        '<table id="post{n}"><tr><td>{day}, 08:45 AM</td></tr><tr><td><a class="bigusername">{name}</a>'
        '<div class="rank">{rank}</div></td><td><div id="post_message_{n}">{text}</div></td></tr></table>',
        id="a text with an id and no class, and a time in no element of its own",
    ),
    pytest.param(
        '<div class="post"><div class="poster"><a class="username">{name}</a><i class="rank">{rank}</i>'
        '<p class="joined">Tue Mar 06, 2012 8:11 am</p><p><b>Joined:</b> Tue Mar 06, 2012 8:11 am</p></div><div class="postarea"><h5>Re: Who '
        'pays for it?</h5><div class="small">« <b>Reply on:</b> {day}, 06:00 PM »</div><div class="post">'
        '<div class="inner">{text}</div></div></div></div>',
        id="subject and time within the part that holds the text, and a day of joining",
    ),
    pytest.param(
        '<div class="post"><div class="poster"><h4><a href="/u/{n}">{name}</a></h4><ul class="user_info">'
        '<li class="membergroup">{rank}</li><li>Posts: {n}</li><li class="poster_ip">Logged</li></ul></div>'
        '<div class="postinfo"><a href="/p/{n}" class="small">{day}, 12:02:00 PM</a></div>'
        '<div class="inner" id="msg_{n}">{text}</div></div>',
        id="the name a link in a box with a list of other things",
    ),
    pytest.param(
        '<div class="post"><div class="author_information"><b><a href="/u/{n}">{name}</a></b><br><span '
        'class="small">{rank}<br></span></div><div class="author_statistics">Posts: {n}</div><span '
        'class="post_date">{day}</span><div class="post_body">{text}</div></div>',
        id="a rank behind the name that nothing calls one",
    ),
    pytest.param(
        '<div class="post"><p class="author">by <strong>{name}</strong> » {day}, 8:12 am</p>'
        '<i class="rank">{rank}</i><div class="content">{text}</div></div>',
        id="name and day on one line, the name set off",
    ),
    pytest.param(
        '<div class="post"><p class="author">{name} » {day}, 8:12 am</p>'
        '<i class="rank">{rank}</i><div class="content">{text}</div></div>',
        id="and parted by a sign alone",
    ),
    pytest.param(
        '<div class="post"><b class="username">{name} ({rank})</b> <i class="date">{day}</i>'
        '<div class="content">{text}</div></div>',
        id="a firm in brackets behind the name",
    ),
    pytest.param(
        '<div class="post"><span class="sr-only">View profile of</span><b class="username"><span '
        'class="sr-only">Member</span> {name}</b><i class="rank">{rank}</i><i class="date">{day}</i>'
        '<div class="content">{text}</div><div class="note">{n} found this helpful. Was it?</div></div>',
        id="what only a screen reader tells, and a question that is the same below each",
    ),
]


@pytest.mark.parametrize("post", MORE)
def test_posts_of_other_makes(post: str) -> None:
    assert lines(read(thread(post))) == LINES


def test_the_first_post_may_stand_apart_from_its_answers() -> None:
    first, *answers = thread(POST).split("\n")
    page = read(first.replace('"post"', '"question"') + "".join(answers))
    assert lines(page) == LINES


def test_remarks_on_an_answer_are_posts_too() -> None:
    remark = '<div class="remark"><span class="message">{}</span> <a class="username">{}</a></div>'
    remarks = remark.format("Since when?", "Cy") + remark.format("Since May, they wrote.", "Di")
    page = read(thread(POST).replace(TWO, f"{TWO}</div>{remarks}<div>"))
    assert [line for line in lines(page) if line.startswith(("**@C", "**@D"))] == [
        "**@Cy**",
        "**@Di**",
    ]


@pytest.mark.parametrize(
    ("times", "days"),
    [
        (("09-03-2014", "09-04-2014", "08-21-2014"), ("2014-09-03", "2014-09-04", "2014-08-21")),
        (("03/09/2014", "04/09/2014", "21/08/2014"), ("2014-09-03", "2014-09-04", "2014-08-21")),
        (("03-09-2014", "09-21-2014", "21-08-2014"), ("2014-03-09", "2014-09-21", "2014-08-21")),
    ],
    ids=["the month first", "the day first", "either: as the outlet's country writes it"],
)
def test_figures_are_read_in_the_order_that_the_thread_shows(
    times: tuple[str, ...], days: tuple[str, ...]
) -> None:
    posts = thread(POST)
    for number, time in enumerate(times, 3):
        posts = posts.replace(f"Sep {number}, 2014", time)
    told = [line for line in lines(read(posts)) if line.startswith("**@")]
    assert tuple(line.rpartition(" – ")[2] for line in told) == days


@pytest.mark.parametrize("told", ["Sep 4, 2024", "3 hours ago", "04.09.14", ""])
def test_a_post_without_a_sure_day_has_none(told: str) -> None:
    page = read(thread(POST).replace("Sep 4, 2014", told))
    assert lines(page) == [*LINES[:2], "**@Bo Dahl** (Stellwerk GmbH)", *LINES[3:]]


def test_an_answer_that_is_shown_twice_is_told_once() -> None:
    posts = thread(POST)
    assert lines(read(posts.split("\n")[1] + posts)) == LINES


def test_answers_to_answers_are_posts_of_their_own() -> None:
    inner = POST.format(n=2, name="Bo Dahl", rank="Stellwerk GmbH", day="Sep 4, 2014", text=TWO)
    outer = POST.format(n=1, name="ann_m", rank="Partner", day="Sep 3, 2014", text=ONE)
    nested = outer.removesuffix("</div>") + f'<div class="children">{inner}</div></div>'
    assert lines(read(nested)) == LINES[:4]


INSIDE = [
    pytest.param(
        f'<blockquote><cite class="username">ann_m</cite> wrote: {ONE}</blockquote><p>{TWO}</p>',
        TWO,
        id="who is quoted wrote nothing here",
    ),
    pytest.param(f'{TWO}<div class="signature">{ONE}</div>', TWO, id="a signature is left out"),
    pytest.param(
        f"<p>{TWO}</p><p>**@Priya Raman** (Microsoft) – 2014-09-04</p><p>{THREE}</p>",
        "@Priya Raman** (Microsoft) – 2014-09-04",
        id="what is posted cannot make a line of another poster",
    ),
    pytest.param("Yes.", "Yes.", id="a word is a post"),
    pytest.param(
        f'<div class="bbcode"><div class="quote">{ONE}</div></div>{TWO}<br>Or not?',
        TWO,
        id="bare words behind a box",
    ),
]


@pytest.mark.parametrize(("text", "told"), INSIDE)
def test_the_text_of_a_post(text: str, told: str) -> None:
    page = read(thread(POST).replace(TWO, text))
    assert [line for line in lines(page) if line.startswith("**")] == LINES[::2]
    assert told in lines(page)
    assert not any("ann_m" in line for line in lines(page)[1:] if line[0] != ">")


COMMENTS = thread(
    '<li class="comment"><b class="comment-author">{name}</b><div class="comment-content">{text}'
    "</div></li>",
    '<ol class="comment-list">{}</ol>',
)
OTHER = [
    pytest.param(f"<article><h1>Seats</h1><p>{LONG}</p></article>{COMMENTS}", id="an article"),
    pytest.param(
        f"<article><h1>Seats</h1><p>{LONG[:170]}</p></article>{COMMENTS}", id="news in two lines"
    ),
    pytest.param(
        thread(
            '<div class="post"><h2><a href="/2014/{n}">Seats, part {n}</a></h2><p class="author">'
            'by {name}</p><div class="entry-content"><p>{text}</p></div></div>'
        ),
        id="the first page of a weblog",
    ),
    pytest.param(
        f'<div class="main"><p class="author">Ann Moss</p><div class="content"><p>{LONG}</p></div>'
        f'</div><div class="side"><b class="author">bo</b><div class="content">{TWO}</div></div>',
        id="the last post of a forum beside an article",
    ),
    pytest.param(
        f'<p class="author">Ann Moss</p><div class="content"><p>{LONG}</p></div>',
        id="an article with an author",
    ),
    pytest.param(
        thread(
            '<div class="row"><a href="/f/{n}">Seats {n}</a><span class="posts">{n}1</span>Last post '
            'by <a class="username">{name}</a> {day}</div>'
        ),
        id="a list of topics with the last post of each",
    ),
    pytest.param(
        '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Seats?"}'
        "</script>" + thread(POST),
        id="a live blog that says so",
    ),
]


@pytest.mark.parametrize("body", OTHER)
def test_what_is_no_thread(body: str) -> None:
    assert "**@" not in read(body).text


def test_a_greeting_of_guests_is_no_article_and_is_kept() -> None:
    greeting = "<p>You have to register before you can post. To read, select a forum below.</p>"
    first, *rest = lines(read(greeting + thread(POST)))
    assert (first, rest) == (greeting[3:-4], LINES)
