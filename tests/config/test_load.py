"""Reading config/: what is shipped loads, and every mistake names its file, key and remedy."""

from __future__ import annotations

import pickle
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.config import Config, find_config_dir, load_config, open_config
from monitor.config.reader import WEEKDAYS, Reader, Wishes
from monitor.errors import ConfigError

SHIPPED = Path(__file__).resolve().parents[2] / "config"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped config, to be spoilt."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "config"))


def spoil(file: Path, old: str, new: str) -> None:
    """Replace `old`, which must be there, or all of the file where `old` is empty."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1) if old else new, encoding="utf-8")


def refusal(folder: Path) -> str:
    """What the ConfigError says."""
    with pytest.raises(ConfigError) as caught:
        load_config(str(folder))
    assert caught.value.exit_code == 78
    return str(caught.value)


def test_all_that_is_shipped_loads() -> None:
    config = load_config(str(SHIPPED))
    assert config.directory == SHIPPED
    assert "office365-fasttrack" in {topic.key for topic in config.topics}
    assert len(config.sources) >= 25
    assert config.language.abbreviations
    assert "Microsoft" in {organisation.name for organisation in config.organisations}


def test_what_is_opened_reads_a_file_when_it_is_asked_for(folder: Path) -> None:
    (folder / "language" / "en.toml").write_text("no TOML", encoding="utf-8")
    config = open_config(str(folder))
    assert config.settings.storage.database == "sqlite:///monitor.db"
    assert config.topics is config.topics
    with pytest.raises(ConfigError, match=r"en\.toml: not valid TOML"):
        _ = config.language
    with pytest.raises(ConfigError, match=r"en\.toml: not valid TOML"):
        load_config(str(folder))


def test_a_config_may_be_changed_in_part_and_sent_to_another_process() -> None:
    config = replace(open_config(str(SHIPPED)), sources=())
    assert config.sources == ()
    assert config.readers == load_config(str(SHIPPED)).readers
    assert pickle.loads(pickle.dumps(config)).topics == config.topics
    assert pickle.loads(pickle.dumps(open_config(str(SHIPPED)))).topics == config.topics


def test_every_source_that_is_switched_off_says_why() -> None:
    silent = [s.key for s in load_config(str(SHIPPED)).sources if not s.enabled and not s.note]
    assert silent == []


def test_a_sitemap_is_narrowed_by_words() -> None:
    """An outlet's whole sitemap would be fetched address by address, politely, for days."""
    sources = load_config(str(SHIPPED)).sources
    assert [s.key for s in sources if s.sitemaps and not s.only] == []


def test_monitor_toml_shows_the_defaults(folder: Path) -> None:
    """It says that what stands there is the default, so an empty file must mean the same."""
    shown = load_config(str(folder)).settings
    spoil(folder / "monitor.toml", "", "")
    assert load_config(str(folder)).settings == shown


def test_nobody_gets_the_digest_until_somebody_is_named() -> None:
    assert load_config(str(SHIPPED)).readers == ()


def test_readers_toml_shows_the_defaults(folder: Path) -> None:
    """Its example is a whole one, and says that it shows what holds where a key is left out."""
    file = folder / "readers.toml"
    example = file.read_text(encoding="utf-8").partition("#\n")[2]
    spoil(file, "", re.sub("^# ?", "", example, flags=re.MULTILINE))
    shown = load_config(str(folder)).readers
    assert shown == (Reader(address="Ann Example <ann@example.org>"),)


@pytest.mark.parametrize(
    ("days", "gap"),
    [(["mon"], 7), (["mon", "thu"], 4), (["sat", "sun"], 6), (list(WEEKDAYS), 1)],
    ids=["weekly", "twice a week", "over the end of the week", "daily"],
)
def test_the_longest_wait_for_a_digest(days: list[str], gap: int) -> None:
    assert Wishes.model_validate({"days": days}).longest_gap == gap


def test_persons_speak_for_organisations_that_are_declared() -> None:
    """A name that is spelt otherwise would be a side of its own. An author may be his own side."""
    config = load_config(str(SHIPPED))
    names = {name for o in config.organisations for name in (o.name, *o.aliases)}
    strangers = [p.name for p in config.people if p.organisation not in {*names, p.name}]
    assert strangers == []


SOURCE = """
[[source]]
key = "outlet"
name = "The Outlet"
kind = "press"
country = "US"
feeds = ["https://outlet.example/feed"]
"""

READER = """
[[reader]]
address = "ann@example.org"
"""

MISTAKES = [
    pytest.param(
        "monitor.toml",
        ("max_body =", "max_boddy ="),
        ["monitor.toml", "crawl.max_boddy: unknown key", "did you mean 'max_body'?"],
        id="a typo in a key: the nearest one is proposed",
    ),
    pytest.param(
        "monitor.toml",
        ("[crawl]", "[crawl]\nmax_day_back = 3"),
        ["crawl.max_day_back: unknown key; remove it\n"],
        id="a key much like one of another table",
    ),
    pytest.param(
        "topics/office365-fasttrack.toml",
        ("[[facet.threshold.positive]]", "[[facet.treshold.positive]]"),
        ["  facet.treshold: unknown key; did you mean 'threshold'?\n"],
        id="a facet that there is not, told once",
    ),
    pytest.param(
        "topics/office365-fasttrack.toml",
        ("ordinary = [", 'ordinary = ["Fast-Track", '),
        ["ordinary: 'Fast-Track' is none of programs; write it as it stands there"],
        id="an ordinary name that is none",
    ),
    pytest.param(
        "sources.toml",
        ("", SOURCE.replace('"outlet"', '"import"')),
        ["'import' stands for files that are of no source; name it otherwise"],
        id="a source of a name that is ours",
    ),
    pytest.param(
        "monitor.toml",
        ("", "[clouds]\nsky = 1"),
        ["monitor.toml", "clouds: unknown key; remove it"],
        id="a key like no other: there is nothing to propose",
    ),
    pytest.param(
        "monitor.toml",
        ("delay = 5 ", "delay = -1 "),
        ["crawl.delay", "must be 0 or more", "found -1"],
        id="a number out of range: the bound is said",
    ),
    pytest.param(
        "monitor.toml",
        ("max_body = 10_000_000 ", 'max_body = "10 MB" '),
        ["crawl.max_body", "must be a whole number", "found '10 MB'"],
        id="text for a number",
    ),
    pytest.param(
        "readers.toml",
        ("", READER + 'time_zone = "Mars/Olympus"'),
        [
            "reader[1] (ann@example.org).time_zone",
            "'Mars/Olympus' is no time zone",
            "Europe/Berlin",
        ],
        id="no such time zone",
    ),
    pytest.param(
        "readers.toml",
        ("", READER + 'time_zone = "../../etc/passwd"'),
        ["reader[1] (ann@example.org).time_zone", "is no time zone"],
        id="a path for a time zone is refused, not read",
    ),
    pytest.param(
        "readers.toml",
        ("", READER + 'time_zone = "Europe"'),
        ["reader[1] (ann@example.org).time_zone", "'Europe' is no time zone"],
        id="half of a time zone, which is a folder of them",
    ),
    pytest.param(
        "readers.toml",
        ("", READER + f'time_zone = "{"x" * 3000}"'),
        ["reader[1] (ann@example.org).time_zone", "x…' is no time zone"],
        id="a time zone longer than any file is called",
    ),
    pytest.param(
        "monitor.toml",
        ('security = "none"', 'security = "ssl"'),
        ["smtp.security", "'none', 'starttls' or 'tls'", "found 'ssl'"],
        id="not one of the choices: they are said",
    ),
    pytest.param(
        "readers.toml",
        ("", READER + "at = 25:00:00"),
        ["readers.toml", "not valid TOML"],
        id="a time that is none is no TOML",
    ),
    pytest.param(
        "monitor.toml",
        ("[storage]", "[storage"),
        ["monitor.toml", "not valid TOML", "line 3"],
        id="broken TOML: the line is said",
    ),
    pytest.param(
        "readers.toml",
        ("", READER + 'at = "07:00+02:00"'),
        ["reader[1] (ann@example.org).at", "the reader's own", "time_zone"],
        id="a time of day with a zone of its own",
    ),
    pytest.param(
        "readers.toml",
        ("", READER.replace("ann@example.org", "ann at example.org")),
        ["reader[1] (ann at example.org).address", "is no mail address", "write name@example.org"],
        id="no mail address",
    ),
    pytest.param(
        "readers.toml",
        ("", READER.replace("ann@", "änn@")),
        ["reader[1] (änn@example.org).address", "is not ASCII"],
        id="an address that most mail servers do not take",
    ),
    pytest.param(
        "readers.toml",
        ("", READER.replace('"ann@', r'"a@b.example\r\nBcc: ann@')),
        ["reader[1]", "is no mail address", "control characters"],
        id="an address that would add a header",
    ),
    pytest.param(
        "readers.toml",
        ("", READER + READER.replace('"ann@example.org"', '"Ann <ANN@example.org>"')),
        ["readers.toml", "address ann@example.org is used twice; give each its own"],
        id="one reader twice, in another spelling",
    ),
    pytest.param(
        "readers.toml",
        ("", READER + 'topics = ["office365-fasttrak"]'),
        [
            "reader ann@example.org: no topic 'office365-fasttrak' is followed; followed are",
            "office365-fasttrack",
        ],
        id="an unknown topic",
    ),
    pytest.param(
        "sources.toml",
        ("", '\n[[source]]\nkey = "new"\nrewrite = [{match = "("}]'),
        ["rewrite[1].match: '", "is no regular expression ("],
        id="a pattern that is none",
    ),
    pytest.param(
        "sources.toml",
        ("", '\n[[source]]\nkey = "new"\nrewrite = [{match = "[a--b]"}]'),
        ["rewrite[1].match: '", "is no regular expression ("],
        id="a pattern that a later Python will read otherwise",
    ),
    pytest.param(
        "sources.toml",
        ("", '\n[[source]]\nkey = "new"\nrewrite = [{match = "a{99999999999}"}]'),
        ["rewrite[1].match: '", "is no regular expression ("],
        id="a pattern that repeats without end",
    ),
    pytest.param(
        "readers.toml",
        ("", READER + 'tell = ["contradictions"]'),
        ["reader[1] (ann@example.org).tell[1]", "'contradiction'", "found 'contradictions'"],
        id="a kind that is none: those that are, are said",
    ),
    pytest.param(
        "readers.toml",
        ("", READER + 'days = ["monday"]'),
        ["reader[1] (ann@example.org).days[1]", "'mon'", "found 'monday'"],
        id="a day that is none",
    ),
    pytest.param(
        "readers.toml",
        ("", READER + "days = []"),
        ["reader[1] (ann@example.org).days: must not be empty"],
        id="no day at all would be no reader",
    ),
    pytest.param(
        "readers.toml",
        ("", READER + 'days = ["mon"]\nmax_days_back = 3'),
        ["reader[1] (ann@example.org)", "its days lie 7 days apart", "reaches back 3", "raise it"],
        id="weekly, and reaching back too short",
    ),
    pytest.param(
        "readers.toml",
        ("", READER.replace("address", "adress")),
        ["reader[1].adress: unknown key; did you mean 'address'?", "reader[1].address: missing"],
        id="a typo in a reader",
    ),
    pytest.param(
        "monitor.toml",
        ('sender = "Monitor <monitor@localhost>"', 'sender = "monitor"'),
        ["digest.sender", "'monitor' is no mail address"],
        id="a sender nobody could answer",
    ),
    pytest.param(
        "monitor.toml",
        ("[digest]", '[digest]\nunsubscribe = "example.org/out"'),
        ["digest.unsubscribe", "is no address to write to", "mailto:"],
        id="an address to unsubscribe at that is none",
    ),
    pytest.param(
        "monitor.toml",
        ("[digest]", '[digest]\nrecipients = ["ann@example.org"]'),
        ["digest.recipients: unknown key"],
        id="readers have a file of their own",
    ),
    pytest.param(
        "monitor.toml",
        ("max_body =", "sender ="),
        ["crawl.sender: unknown key; remove it"],
        id="a key of another table: it is not what was meant instead of itself",
    ),
    pytest.param(
        "sources.toml",
        ("", SOURCE.replace("https:", "htps:")),
        ["sources.toml", "source[1] (outlet).feeds[1]", "is no web address", "https://host/path"],
        id="not a web address: the source is called by its key",
    ),
    pytest.param(
        "sources.toml",
        ("", SOURCE.replace("feeds =", "feed =")),
        ["source[1] (outlet).feed: unknown key; did you mean 'feeds'?"],
        id="a typo in a source",
    ),
    pytest.param(
        "sources.toml",
        ("", SOURCE.replace('feeds = ["https://outlet.example/feed"]', "")),
        ["source[1] (outlet)", "names no feeds, sitemaps, listings, pages or anchored pages"],
        id="a source without anything to read",
    ),
    pytest.param(
        "sources.toml",
        ("", SOURCE.replace('country = "US"', "")),
        ["source[1] (outlet).country: missing; add it"],
        id="a key that must be there",
    ),
    pytest.param(
        "language/en.toml",
        ("[money.kinds]", "[money.sorts]"),
        ["money.kinds: missing; add it, as the file of that name in this release has it"],
        id="a key of words that an upgrade brought",
    ),
    pytest.param(
        "sources.toml",
        ("", SOURCE.replace('"US"', '"usa"')),
        ["source[1] (outlet).country: 'usa' must be two capitals, such as US\n"],
        id="a country in other letters than two capitals",
    ),
    pytest.param(
        "sources.toml",
        ("", SOURCE.replace('"outlet"', '"The Outlet"')),
        ["source[1] (The Outlet).key: 'The Outlet' must be small letters, digits and hyphens"],
        id="a key with spaces could not be typed",
    ),
    pytest.param(
        "sources.toml",
        ("", SOURCE + SOURCE),
        ["sources.toml", "key outlet is used twice; give each its own"],
        id="twins",
    ),
    pytest.param(
        "sources.toml",
        ("", SOURCE.replace("[[source]]", "[source]")),
        ["source: must be a list; write [[source]] over each"],
        id="one bracket for two",
    ),
    pytest.param(
        "sources.toml",
        ("", SOURCE.replace('["https://outlet.example/feed"]', '"https://outlet.example/feed"')),
        ["source[1] (outlet).feeds: must be a list; write it in [brackets]"],
        id="one text for a list",
    ),
    pytest.param(
        "sources.toml",
        ("", SOURCE.replace('["https://outlet.example/feed"]', "[1]")),
        ['source[1] (outlet).feeds[1]: must be a text; write it in "quotation marks" (found 1)'],
        id="a number for a text",
    ),
    pytest.param(
        "sources.toml",
        ("", SOURCE + 'enabled = "now and then"'),
        ["source[1] (outlet).enabled: must be true or false (found 'now and then')"],
        id="words for yes or no",
    ),
    pytest.param(
        "sources.toml",
        ("", SOURCE + "interval_minutes = 99999"),
        ["source[1] (outlet).interval_minutes: must be 43200 or less (found 99999)"],
        id="a number past its bound",
    ),
    pytest.param(
        "sources.toml",
        ("", SOURCE + 'name = "Again"\n'),
        ["this key stands there twice (at line 8, column 15): name = …\n"],
        id="a key twice in one table",
    ),
    pytest.param(
        "sources.toml",
        ("", SOURCE.replace('"The Outlet"', '"The Outlet')),
        ["close it with a quotation mark (at line 4", "name = …\n"],
        id="a text that is not closed",
    ),
    pytest.param(
        "sources.toml",
        ("", SOURCE.replace('"The Outlet"', "“The Outlet”")),
        ["not valid TOML: Invalid value (at line 4, column 8): name = …\n"],
        id="quotation marks of a word processor",
    ),
    pytest.param(
        "sources.toml",
        ("", SOURCE + '"\\u001b[31m\\u202ex\\n" = 1'),
        ["source[1] (outlet).[31mx: unknown key; remove it\n"],
        id="a key that would act on a terminal",
    ),
    pytest.param(
        "monitor.toml",
        ('database = "', 'database = postgresql://monitor:pa55word@host/monitor" # "'),
        ["not valid TOML: Invalid value (at line 4, column 12): database = …\n"],
        id="a value may hold a password, and is not told",
    ),
    pytest.param(
        "monitor.toml",
        ("[storage]", "storage = 3\n[clouds]"),
        ["storage: must be a table; write [storage] (found 3)"],
        id="a value for a table",
    ),
    pytest.param(
        "readers.toml",
        ("", READER + 'at = "7"'),
        ["reader[1] (ann@example.org).at: must be a time of day, such as 07:00:00 (found '7')"],
        id="half of a time",
    ),
    pytest.param(
        "readers.toml",
        ("", READER + "at = 7:00"),
        ["not valid TOML", "(at line 4, column 7): at = …\n"],
        id="a time without its zero",
    ),
    pytest.param(
        "speakers.toml",
        ("fiscal_year_starts = 7", "fiscal_year_starts = 13"),
        ["speakers.toml", "organisation[1] (Microsoft).fiscal_year_starts", "12"],
        id="a thirteenth month",
    ),
    pytest.param(
        "language/en.toml",
        ("[money]", '[money]\nnothing = [""]'),
        ["en.toml", "money.nothing: unknown key"],
        id="a word list nobody reads",
    ),
    pytest.param(
        "language/en.toml",
        ("terminators = [", 'terminators = ["",'),
        ["en.toml", "trigger.terminators[1]", "an empty phrase would match everywhere; remove it"],
        id="an empty phrase",
    ),
    pytest.param(
        "topics/office365-fasttrack.toml",
        ('default_component = "onboarding"', 'default_component = "embarking"'),
        ["office365-fasttrack.toml", "default_component 'embarking' is not declared"],
        id="an unknown component",
    ),
    pytest.param(
        "topics/office365-fasttrack.toml",
        ('kind_of = ["migration"]', 'kind_of = ["emigration"]'),
        ["kind_of 'emigration' is not declared"],
        id="an unknown item",
    ),
    pytest.param(
        "topics/office365-fasttrack.toml",
        ("[facet.threshold]", "[facet.treshold]"),
        ["facet.treshold", "threshold"],
        id="a facet that is none",
    ),
]


@pytest.mark.parametrize(("file", "change", "said"), MISTAKES)
def test_a_mistake_is_named(
    folder: Path, file: str, change: tuple[str, str], said: list[str]
) -> None:
    spoil(folder / file, *change)
    message = refusal(folder)
    assert [words for words in said if words not in f"{message}\n"] == []


def test_all_mistakes_of_a_file_are_named_at_once(folder: Path) -> None:
    spoil(folder / "monitor.toml", "", "[crawl]\ndelay = -1\nmax_pages = 0\ncolour = 1\n")
    message = refusal(folder)
    assert message.startswith(str(folder / "monitor.toml") + ":\n")
    assert re.findall(r"^  (crawl\.\w+):", message, re.MULTILINE) == [
        "crawl.delay",
        "crawl.max_pages",
        "crawl.colour",
    ]


@pytest.mark.parametrize(
    "file",
    ["monitor.toml", "sources.toml", "readers.toml", "speakers.toml", "language/en.toml"],
)
def test_a_file_that_is_missing(folder: Path, file: str) -> None:
    (folder / file).unlink()
    message = refusal(folder)
    assert str(folder / file) in message
    assert "no such file; copy it from the config/ Monitor ships" in message


def test_no_topic_at_all(folder: Path) -> None:
    shutil.rmtree(folder / "topics")
    assert "no topic; add a .toml file for each program" in refusal(folder)


def test_two_topics_of_one_key(folder: Path) -> None:
    topics = folder / "topics"
    shutil.copy(topics / "office365-fasttrack.toml", topics / "twin.toml")
    assert "key office365-fasttrack is used twice" in refusal(folder)


def test_a_file_that_is_not_utf8(folder: Path) -> None:
    (folder / "speakers.toml").write_bytes("# Müller".encode("latin-1"))
    message = refusal(folder)
    assert "speakers.toml: not UTF-8 text; save it as UTF-8" in message


def test_a_folder_where_a_file_should_be(folder: Path) -> None:
    (folder / "speakers.toml").unlink()
    (folder / "speakers.toml").mkdir()
    assert "speakers.toml: a folder; a file of that name should be there" in refusal(folder)


def test_a_file_where_the_folder_of_topics_should_be(folder: Path) -> None:
    shutil.rmtree(folder / "topics")
    (folder / "topics").write_text("key = 1")
    assert "topics: a file; a folder of that name should be there" in refusal(folder)


def test_a_mark_of_byte_order_is_no_mistake(folder: Path) -> None:
    """Some editors write one before all else."""
    file = folder / "readers.toml"
    file.write_text(READER, encoding="utf-8-sig")
    assert [reader.mailbox for reader in load_config(str(folder)).readers] == ["ann@example.org"]


def test_a_long_wrong_value_is_cut(folder: Path) -> None:
    spoil(folder / "monitor.toml", 'host = "localhost"', f'host = ["{"x" * 5000}"]')
    message = refusal(folder)
    assert "smtp.host" in message
    assert len(message) < 500


class TestWhichFolder:
    """The one named, else the environment's, else ./config, else the one shipped."""

    @pytest.fixture(autouse=True)
    def _elsewhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.delenv("MONITOR_CONFIG", raising=False)

    def test_the_one_shipped_where_nothing_else_is(self) -> None:
        assert find_config_dir() == SHIPPED

    def test_config_here(self, folder: Path) -> None:
        assert find_config_dir() == Path("config")
        assert isinstance(load_config(), Config)

    def test_a_folder_of_that_name_without_monitor_toml_is_another_program_s(
        self, tmp_path: Path
    ) -> None:
        (tmp_path / "config").mkdir()
        assert find_config_dir() == SHIPPED

    def test_the_environment_goes_before_config_here(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = tmp_path / "other"
        shutil.copytree(folder, other)
        monkeypatch.setenv("MONITOR_CONFIG", str(other))
        assert find_config_dir() == other

    def test_the_one_named_goes_before_all(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MONITOR_CONFIG", "/nowhere")
        assert find_config_dir(str(folder)) == folder

    def test_one_that_is_not_there(self) -> None:
        with pytest.raises(ConfigError, match="no such folder; name the folder that holds"):
            find_config_dir("nowhere")
