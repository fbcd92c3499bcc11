"""What the shell offers: commands, options and values, and never an error."""

from __future__ import annotations

import pytest

from tests.program import Program, environment


def asked(program: Program, *words: str) -> dict[str, str]:
    """What a shell sets to ask what it may offer for the last of these words."""
    line = ["monitor", "--config", str(program.config_dir), *words]
    return {
        "_MONITOR_COMPLETE": "complete_bash",
        "COMP_WORDS": "\n".join(line),
        "COMP_CWORD": str(len(line) - 1),
    }


def offered(program: Program, *words: str) -> list[str]:
    """What is offered, by the function that the command calls."""
    with pytest.MonkeyPatch.context() as shell:
        for name, value in asked(program, *words).items():
            shell.setenv(name, value)
        result = program.run()
    assert result.err == ""
    return result.out.split()


OFFERED = [
    pytest.param(["sa"], "said", id="a command"),
    pytest.param(["said", "--val"], "--valid-at", id="an option"),
    pytest.param(["said", "--topic", "off"], "office365-fasttrack", id="a topic"),
    pytest.param(["said", "--facet", "thr"], "threshold", id="a facet"),
    pytest.param(["said", "--component", "onb"], "onboarding", id="a component"),
    pytest.param(["said", "--kind", "hear"], "hearsay", id="a kind"),
    pytest.param(["said", "--sort", "rel"], "relevance", id="an order"),
    pytest.param(["timeline", "tim"], "timing", id="a facet as an argument"),
    pytest.param(["crawl", "out"], "outlet", id="a source"),
]


@pytest.fixture
def configured(program: Program) -> Program:
    program.configure(
        '[[source]]\nkey = "outlet"\nname = "The outlet"\nkind = "press"\ncountry = "US"\n'
        'feeds = ["https://outlet.example/feed"]\n'
    )
    return program


@pytest.mark.parametrize(("words", "found"), OFFERED)
def test_the_shell_offers(configured: Program, words: list[str], found: str) -> None:
    assert found in offered(configured, *words)


def test_a_process_of_its_own_offers_it(configured: Program) -> None:
    result = configured.apart(env=environment(**asked(configured, "said", "--topic", "off")))
    assert (result.out.split(), result.err) == (["office365-fasttrack"], "")


BROKEN = [
    pytest.param("sources.toml", "[[source\n", id="no TOML"),
    pytest.param("sources.toml", "source = 5\n", id="not what it should hold"),
    pytest.param("topics/office365-fasttrack.toml", "key = 5\nfacet = []\n", id="a broken topic"),
    pytest.param("topics/office365-fasttrack.toml", "\udce9", id="no text"),
]


@pytest.mark.parametrize(("name", "text"), BROKEN)
def test_a_broken_configuration_offers_less_and_says_nothing(
    configured: Program, name: str, text: str
) -> None:
    path = configured.config_dir / name
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    for words in (["said", "--topic", ""], ["said", "--facet", ""], ["crawl", ""]):
        offered(configured, *words)


def test_a_folder_that_is_not_there_offers_nothing(configured: Program) -> None:
    assert offered(configured, "--config", "/nowhere", "said", "--topic", "") == []
