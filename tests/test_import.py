"""Documents from files: what can be read is read once, what cannot is told, and nothing stops."""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from monitor.pipeline import import_paths
from monitor.storage import Store, open_store, utc_now
from tests.program import MINIMUM, Program, a_mail, article, revisions, text_file

pytestmark = pytest.mark.usefixtures("url")  # on each kind of database


def test_text_html_and_mail_in_a_folder_tree(program: Program) -> None:
    program.document("a/text.txt", text_file(MINIMUM, url="https://outlet.example/1"))
    program.document("a/b/page.html", article("It is free of charge with FastTrack.").body)
    program.document("a/PAGE.HTM", article("FastTrack starts in September.").body)
    program.document("letter.eml", a_mail())
    program.document("picture.png", b"\x89PNG")
    result = program.run("import", program.home / "docs")
    assert result.code == 0
    found = {revision.document: revision for revision in revisions(program)}
    assert set(found) == {"https://outlet.example/1", "page", "PAGE", "letter"}
    letter = found["letter"]
    assert (letter.publisher, letter.title) == ("The Letter", "Who may join")
    assert letter.published
    assert letter.published.iso() == "2014-08-01"
    assert all(revision.publisher for revision in found.values())
    assert "4 new revisions" in result.out
    assert "1 other file passed over (.png)" in result.err


def _link(folder: Path, name: str, to: Path) -> None:
    (folder / name).symlink_to(to)


BESIDES = [
    pytest.param(lambda folder: (folder / "a.png").write_bytes(b""), ".png", id="another kind"),
    pytest.param(lambda folder: (folder / "README").write_text(""), "no ending", id="no ending"),
    pytest.param(
        lambda folder: (folder / "._text.txt").write_text("x"),
        "hidden",
        id="what a Mac leaves beside a file it copies",
    ),
    pytest.param(
        lambda folder: os.mkfifo(folder / "pipe.html"), "a pipe or device", id="it may never end"
    ),
    pytest.param(
        lambda folder: _link(folder, "gone.txt", folder / "nowhere.txt"),
        "a broken link",
        id="a link to nothing",
    ),
    pytest.param(
        lambda folder: _link(folder, "elsewhere", Path("/usr")),
        "a link to a folder",
        id="a link that may lead round in a circle",
    ),
]


@pytest.mark.parametrize(("put", "why"), BESIDES)
def test_what_is_passed_over_in_a_folder_is_told(
    program: Program, put: Callable[[Path], object], why: str
) -> None:
    folder = program.document("text.txt", text_file(MINIMUM)).parent
    put(folder)
    result = program.run("import", folder)
    assert (result.code, len(list(revisions(program)))) == (0, 1)
    assert f"{folder}: 1 other file passed over ({why})" in result.err


def test_hidden_folders_are_nobodys_documents(program: Program) -> None:
    program.document("text.txt", text_file(MINIMUM))
    folder = program.document(".git/other.txt", text_file(MINIMUM)).parent.parent
    result = program.run("import", folder)
    assert (len(list(revisions(program))), "passed over" in result.err) == (1, False)


def test_a_folder_with_nothing_to_read_says_what_could_be(program: Program) -> None:
    folder = program.document("picture.png", b"\x89PNG").parent
    result = program.run("import", folder)
    assert result.code == 65
    assert ".warc.gz file in this folder; 1 other file passed over (.png)" in result.err


def test_importing_again_changes_nothing(program: Program) -> None:
    path = program.document("a.txt", text_file(MINIMUM))
    first = program.run("import", path, "--json").json["report"]
    before = program.run("export", "claims").out, program.run("export", "relations").out
    again = program.run("import", path, path.parent, path, "--json").json["report"]
    assert (first["revisions"], again["revisions"], again["failures"]) == (1, 0, [])
    assert first["claims"] > 0
    assert (program.run("export", "claims").out, program.run("export", "relations").out) == before


def test_what_is_seen_again_is_not_compared_again(program: Program) -> None:
    """Relations that were taken away show it: nobody derives them anew."""
    for name, seats in (("a.txt", "150"), ("b.txt", "250")):
        program.document(name, text_file(MINIMUM.replace("150", seats)))
    program.run("import", program.home / "docs")
    assert program.run("export", "relations").out
    engine = create_engine(program.url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM relation"))
    engine.dispose()
    program.run("import", program.home / "docs")
    assert not program.run("export", "relations").out


CORRECTED = [
    pytest.param({"published": "2014-08-03"}, id="a date"),
    pytest.param({"publisher": "Microsoft"}, id="a publisher, and so who speaks"),
    pytest.param({"title": "Who may join"}, id="a title"),
    pytest.param({"author": "Ann Lee"}, id="an author"),
]


@pytest.mark.parametrize("header", CORRECTED)
def test_a_header_that_is_corrected_corrects_what_was_read(
    program: Program, header: dict[str, str]
) -> None:
    wrong = {"publisher": "Micosoft", "published": "2014-08-13", "title": "T", "author": "A"}
    path = program.document("a.txt", text_file(MINIMUM, **wrong))
    program.run("import", path)
    program.document("a.txt", text_file(MINIMUM, **wrong | header))
    done = program.run("import", path)
    assert "0 new revisions, 0 claims, 1 corrected" in done.out
    (revision,) = revisions(program)
    told = {name: getattr(revision, name) for name in ("publisher", "title", "author")}
    told["published"] = revision.published.iso() if revision.published else None
    assert told == wrong | header
    claims = program.run("said", "--json").json["claims"]
    assert {(one["reported_by"], one["published"]) for one in claims} == {
        (told["publisher"], told["published"])
    }
    assert "corrected" not in program.run("import", path).out
    assert program.run("verify").code == 0


def test_a_header_is_corrected_for_all_texts_that_bore_it(program: Program) -> None:
    """Else the edit would come before what it edited."""
    later = MINIMUM.replace("150", "50")
    for body, day in ((MINIMUM, "2014-08-05"), (later, "2014-08-05"), (later, "2014-07-05")):
        program.run("import", program.document("a.txt", text_file(body, published=day)))
    for _ in range(2):
        found = [(one.text, one.published and one.published.iso()) for one in revisions(program)]
        assert found == [(MINIMUM, "2014-07-05"), (later, "2014-07-05")]
        held = program.run("said", "--valid-at", "today", "--json").json["claims"]
        assert [claim["value"]["low"] for claim in held] == [50]
        assert program.run("reread", "--all").code == 0
    assert program.run("verify").code == 0


def test_a_corrected_date_takes_its_wrong_alarm_away(program: Program) -> None:
    """Said two years later it is a later word, and contradicts nobody."""
    program.document("a.txt", text_file(MINIMUM, publisher="The Post", published="2014-08-13"))
    other = text_file(MINIMUM.replace("150", "250"), publisher="The Day", published="2014-08-14")
    program.document("b.txt", other)
    program.run("import", program.home / "docs")
    assert program.run("contradictions").code == 0
    program.document("b.txt", other.replace("2014-08-14", "2019-08-14"))
    program.run("import", program.home / "docs")
    assert program.run("contradictions").code == 1


def test_a_document_that_config_ignores_loses_its_claims(program: Program) -> None:
    path = program.document("a.txt", text_file(MINIMUM))
    program.run("import", path)
    assert program.run("said").code == 0
    with (program.config_dir / "monitor.toml").open("a") as file:
        file.write('[extract]\nignore = ["a"]\n')
    assert program.run("reread", "a", "--all").code == 0
    assert program.run("said").code == 1
    assert program.run("show", "a").code == 0
    program.document("a.txt", text_file(MINIMUM + " Again."))
    assert "1 new revision, 0 claims" in program.run("import", path).out


def test_an_edited_file_is_a_new_revision_and_the_old_one_stays(program: Program) -> None:
    path = program.document("a.txt", text_file(MINIMUM))
    program.run("import", path)
    program.document("a.txt", text_file(MINIMUM.replace("150", "50"), published="2014-09-01"))
    assert program.run("import", path, "--json").json["report"]["revisions"] == 1
    texts = [revision.text for revision in revisions(program)]
    assert texts == [MINIMUM, MINIMUM.replace("150", "50")]


def test_a_saved_page_is_known_by_the_address_a_crawl_would_give_it(program: Program) -> None:
    url = "HTTPS://Outlet.Example:443/1?utm_source=mail#top"
    path = program.document("a.txt", text_file(MINIMUM, url=url))
    assert program.run("import", path).code == 0
    assert [revision.document for revision in revisions(program)] == ["https://outlet.example/1"]


STORY = "https://outlet.example/2014/8/a-threshold-of-150-seats"
SAVED = [
    pytest.param(f"<!-- saved from url=(0054){STORY} -->", "A title", STORY, id="by Chrome"),
    pytest.param(
        f"<!--\n Page saved with SingleFile \n url: {STORY} \n saved date: Fri -->",
        "A title",
        STORY,
        id="by SingleFile",
    ),
    pytest.param(
        f"<link rel='canonical' href='{STORY}?utm_source=x'>",
        "A threshold of 150 seats",
        STORY,
        id="by its own word, where its title speaks for it",
    ),
    pytest.param(
        f"<link rel='canonical' href='{STORY}'>", "Another story", None, id="of another title"
    ),
    pytest.param(
        "<link rel='canonical' href='https://outlet.example/'>", "A title", None, id="front page"
    ),
    pytest.param(
        "<link rel='canonical' href='https://outlet.example/fasttrack/faq'>",
        "FastTrack: frequently asked questions",
        "https://outlet.example/fasttrack/faq",
        id="a word alone, of the title with the one before",
    ),
    pytest.param(
        "<link rel='canonical' href='https://outlet.example/2014/news'>",
        "FastTrack: what is new",
        None,
        id="a word alone that nothing speaks for",
    ),
    pytest.param(
        f"<link rel='canonical' href='{STORY}'><link rel='canonical' href='{STORY}/2'>",
        "A threshold of 150 seats",
        None,
        id="two words on it",
    ),
    pytest.param(
        "<!-- saved from url=(0014)about:internet -->", "A title", None, id="nowhere on the web"
    ),
]


@pytest.mark.parametrize(("mark", "title", "address"), SAVED)
def test_a_saved_page_is_the_page_that_stood_on_the_web(
    program: Program, mark: str, title: str, address: str | None
) -> None:
    page = program.document("index.html", article(MINIMUM, title, head=mark).body)
    assert program.run("import", page).code == 0
    (revision,) = revisions(program)
    assert revision.document == (address or "index")
    assert revision.publisher == ("outlet.example" if address else "index")


def test_a_saved_page_without_an_address_is_of_the_site_that_it_names(program: Program) -> None:
    site = '<meta property="og:site_name" content="The Daily">'
    result = program.run("import", program.document("story.html", article(MINIMUM, head=site).body))
    assert [(one.document, one.publisher) for one in revisions(program)] == [("story", "The Daily")]
    assert "says nowhere that can be believed where it stood on the web" in result.err


def test_two_files_of_one_name_are_not_one_document_that_was_edited(program: Program) -> None:
    program.document("a/index.html", article(MINIMUM).body)
    second = program.document("b/index.html", article(MINIMUM.replace("150", "50")).body)
    result = program.run("import", program.home / "docs", "--json")
    assert result.code == 65
    (failure,) = result.json["report"]["failures"]
    assert failure["url"] == str(second)
    assert "give one another name" in failure["message"]
    assert [revision.text.count("150") for revision in revisions(program)] == [1]


def test_a_file_of_another_outlet_is_no_edit_of_one_of_its_name(program: Program) -> None:
    program.run("import", program.document("a/n.txt", text_file(MINIMUM, publisher="The Wiki")))
    other = text_file(MINIMUM.replace("150", "50"), publisher="The Daily")
    result = program.run("import", program.document("b/n.txt", other), "--json")
    assert result.code == 65
    (failure,) = result.json["report"]["failures"]
    assert "an edit of n, which The Wiki published, and not The Daily" in failure["message"]
    assert [revision.publisher for revision in revisions(program)] == ["The Wiki"]


def test_offsets_count_in_the_body_as_it_stands_in_the_file(program: Program) -> None:
    body = f"\n\n  Two blank lines.\n\n{MINIMUM}\n"
    program.run("import", program.document("a.txt", text_file(body)))
    (claim,) = program.run("said", "--json", "--facet", "threshold").json["claims"]
    assert body[claim["start"] : claim["end"]] == claim["quote"]


HEADERS = [
    pytest.param("No header at all.", "no line '---'", id="no header"),
    pytest.param("", "no line '---'", id="empty file"),
    pytest.param("title: A\nwriter: B\n---\nText.", "line 2: 'writer: B'", id="unknown line"),
    pytest.param("Once upon a time\n---\nText.", "line 1", id="prose above the line"),
    pytest.param("url: https://a.example/\nurl: https://b.example/\n---\n", "twice", id="two urls"),
    pytest.param("published: 1 August\n---\nText.", "not a date", id="date in words"),
    pytest.param("published: 2014-02-30\n---\nText.", "published: day", id="no such day"),
    pytest.param("published: 2999-01-01\n---\nText.", "lies in the future", id="future"),
    pytest.param("url: outlet.example/1\n---\nText.", "no web address", id="no scheme"),
    pytest.param("url: http://[::1\n---\nText.", "no web address", id="half an IPv6 address"),
    pytest.param("url: javascript:alert(1)\n---\nText.", "no web address", id="a script"),
    pytest.param("title: Café\n---\nText.".encode("cp1252"), "not UTF-8", id="Windows encoding"),
    pytest.param("title: A\n---\nText.".encode("utf-16"), "not UTF-8", id="UTF-16"),
    pytest.param(os.urandom(50_000), "not UTF-8", id="random bytes"),
]


@pytest.mark.parametrize(("content", "says"), HEADERS)
def test_a_malformed_text_file_is_told_recorded_and_left_out(
    program: Program, content: str | bytes, says: str
) -> None:
    bad = program.document("bad.txt", content)
    program.document("good.txt", text_file(MINIMUM))
    result = program.run("import", program.home / "docs")
    assert result.code == 65
    (failure,) = program.look(lambda store: store.failures())
    assert (failure.source, failure.url) == ("import", str(bad))
    assert says in failure.message
    assert "bad.txt" in failure.message
    assert failure.message in " ".join(result.out.split())
    assert [revision.document for revision in revisions(program)] == ["good"]


NO_PAGES = [
    pytest.param(os.urandom(20_000), id="a picture"),
    pytest.param(b"%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj It needs 150 seats.", id="a PDF"),
    pytest.param(
        b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\xdf\xa4\xd2lZ\1\0\0", id="a document of Word"
    ),
]


@pytest.mark.parametrize("content", NO_PAGES)
def test_what_is_no_page_is_none_under_the_name_of_one(program: Program, content: bytes) -> None:
    result = program.run("import", program.document("page.html", content))
    assert result.code == 65
    assert "page.html: no HTML, whatever its name" in " ".join(result.out.split())
    assert not revisions(program)


GOOD_HEADERS = [
    pytest.param("title: A\r\n---\r\nText.\r\n", "Text.\n", id="Windows line ends"),
    pytest.param("title: A\r---\rText.", "Text.", id="old Mac line ends"),
    pytest.param("\ufefftitle: A\n---\nText.", "Text.", id="byte order mark"),
    pytest.param("---\nText.", "Text.", id="an empty header"),
    pytest.param("title: A\n--- \nText.\n---\nMore.", "Text.\n---\nMore.", id="a second line"),
    pytest.param("title: A\n\n---\nA\0B\x1b[31mC\u202eD", "AB[31mCD", id="signs that hide words"),
]


@pytest.mark.parametrize(("content", "text"), GOOD_HEADERS)
def test_text_files_of_every_make(program: Program, content: str, text: str) -> None:
    assert program.run("import", program.document("a.txt", content)).code == 0
    assert [revision.text for revision in revisions(program)] == [text]


PATHS = [
    pytest.param("nowhere", "no such file or folder", id="nothing there"),
    pytest.param("empty", "no .txt, .html, .htm, .eml, .warc, .warc.gz file", id="an empty folder"),
    pytest.param("picture.png", ".htm, .eml, .warc, .warc.gz)", id="another kind"),
]


@pytest.mark.parametrize(("name", "says"), PATHS)
def test_a_path_that_holds_nothing_ends_it_at_once(program: Program, name: str, says: str) -> None:
    (program.home / "docs" / "empty").mkdir(parents=True)
    program.document("picture.png", b"\x89PNG")
    result = program.run("import", program.home / "docs" / name)
    assert result.code == 65
    assert says in result.err
    assert result.err.startswith("monitor: ")


def test_a_pipe_or_a_huge_file_is_told_and_left_out(program: Program) -> None:
    os.mkfifo(program.document("x", b"").parent / "pipe.txt")
    with program.document("huge.html", b"").open("wb") as huge:
        huge.truncate(20_000_001)
    program.document("good.txt", text_file(MINIMUM))
    pipe = program.run("import", program.home / "docs" / "pipe.txt")
    assert (pipe.code, "not a file" in pipe.out) == (65, True)
    rest = program.run("import", program.home / "docs")
    assert rest.code == 65
    assert "20,000,001 bytes" in rest.out
    assert [revision.document for revision in revisions(program)] == ["good"]


@pytest.mark.skipif(sys.platform == "darwin", reason="there every file name is text")
def test_a_name_that_is_no_text(program: Program) -> None:
    folder = os.fsencode(program.document("x", b"").parent)
    for name, content in ((b"caf\xe9.txt", text_file(MINIMUM)), (b"bad\xff.txt", "no header")):
        Path(os.fsdecode(os.path.join(folder, name))).write_text(content)
    result = program.run("import", program.home / "docs")
    assert result.code == 65
    assert [revision.document for revision in revisions(program)] == ["caf\ufffd"]
    (failure,) = program.look(lambda store: store.failures())
    assert "bad\\udcff.txt" in failure.url


def test_a_hostile_header_is_shown_harmless(program: Program) -> None:
    evil = "\x1b]0;owned\x07 \u202eeviL \x9b31m"
    content = text_file(MINIMUM, title=evil, publisher=f"The {evil}", author=evil)
    program.run("import", program.document("a.txt", content))
    for command in (["said"], ["said", "--json"], ["show", "a"], ["show", "a", "--json"]):
        result = program.run(*command)
        assert result.code == 0
        assert not set("\x1b\x07\x9b\u202e") & set(result.out)


def test_an_outlet_named_after_a_vendors_town_is_not_that_vendor(program: Program) -> None:
    outlets = {
        "Redmond Channel Partner": None,
        "Redmond Observer": None,
        "Microsofty": None,
        "Microsoft Docs": "Microsoft",
        "Microsoft EMEA": "Microsoft",
    }
    for number, publisher in enumerate(outlets):
        program.document(f"{number}.txt", text_file(MINIMUM, publisher=publisher))
    program.run("import", program.home / "docs")
    assert {one.publisher: one.organisation for one in revisions(program)} == outlets


def test_two_processes_at_once_end_as_one_would(program: Program) -> None:
    for number in range(12):
        body = MINIMUM.replace("150", str(100 + number))
        header = {"publisher": f"Outlet {number}", "published": f"2014-08-{number + 1:02}"}
        program.document(f"{number}.txt", text_file(body, **header))
    docs = program.home / "docs"
    for started in [program.start("import", docs, "--quiet") for _ in range(2)]:
        assert program.wait(started).code == 0
    together = ids(program, "claims"), ids(program, "relations")
    alone = Program(program.home / "alone", program.capture)
    alone.configure()
    assert alone.run("import", docs).code == 0
    assert (ids(alone, "claims"), ids(alone, "relations")) == together
    assert len(together[0]) >= 12
    assert together[1]


def ids(program: Program, what: str) -> list[str]:
    return [line[: line.index(",")] for line in program.run("export", what).out.splitlines()]


def test_a_database_locked_by_another_process(program: Program) -> None:
    path = program.document("a.txt", text_file(MINIMUM))
    program.configure(busy_timeout=0.1)
    with program.store() as other, other.transaction():
        locked = program.run("import", path)
        assert locked.code == 75
        assert "another process is writing" in locked.err
        assert program.run("status").code == 0, "reading goes on"
    assert program.run("import", path).code == 0
    assert len(revisions(program)) == 1


def test_locked_in_the_middle_of_a_run_nothing_is_half_done(program: Program) -> None:
    """The other process takes the lock after the snapshots were kept, and before they are read."""
    for name in ("1.txt", "2.txt"):
        program.document(name, text_file(MINIMUM))
    config = program.config()
    with program.store() as other, impatient(program) as store, ExitStack() as held:

        def lock_at_the_second(line: str) -> None:
            if line.startswith("read ") and line.endswith("2.txt"):
                held.enter_context(other.transaction())

        with pytest.raises(Exception, match="another process is writing"):
            import_paths(
                config,
                store,
                [program.home / "docs"],
                clock=utc_now,
                progress=lock_at_the_second,
            )
    assert len(program.look(lambda store: store.pending())) == 2
    assert revisions(program) == ()
    program.run("import", program.home / "docs")
    assert len(revisions(program)) == 2


def impatient(program: Program) -> Store:
    return open_store(program.database, busy_timeout=0.1)


@pytest.mark.usefixtures("file")  # a limit of a file
def test_a_full_disk(program: Program) -> None:
    """A file that may grow no further: how a full disk looks to who cannot fill one."""
    program.run("status")
    path = program.document("a.txt", text_file(MINIMUM + os.urandom(1_000_000).hex()))
    most = program.file.stat().st_size + 300_000

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    result = program.apart("import", path, preexec_fn=limited)
    assert result.code == 74
    assert "check the disk and its space" in result.err
    assert program.run("status", "--json").json["status"]["counts"]["snapshots"] == 0
    assert program.run("import", path).code == 65, "with room it goes as far as the text allows"


@pytest.mark.usefixtures("file")  # a file opened so
def test_a_database_that_may_only_be_read(program: Program) -> None:
    path = program.document("a.txt", text_file(MINIMUM))
    program.run("import", path)
    only_read = f"--database=sqlite:///file:{program.file}?mode=ro&uri=true"
    result = program.run("import", path, only_read)
    assert result.code == 74
    assert "give this user the right to write" in result.err
    assert program.run("said", only_read).code == 0


def test_ctrl_c_in_the_middle_of_an_import(program: Program) -> None:
    for number in range(60):
        program.document(f"{number:03}.txt", text_file(f"{number}. {MINIMUM}"))
    started = program.start("import", "--processes", "1", program.home / "docs")
    assert started.stderr is not None
    while "claim" not in (line := started.stderr.readline()):
        assert line, "it ended before anything was read"
    started.send_signal(signal.SIGINT)
    result = program.wait(started)
    assert result.code == 130
    assert "the same command may be given again" in result.err
    counts = program.run("status", "--json").json["status"]["counts"]
    assert counts["pending"] > 0
    assert counts["pending"] + counts["revisions"] == counts["snapshots"] == 60
    program.run("import", program.document("last.txt", text_file(MINIMUM)))
    assert len(revisions(program)) == 61
