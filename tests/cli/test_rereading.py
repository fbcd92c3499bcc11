"""`monitor diff`, `monitor reread`, and what `show` tells of a document."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.behind import raw
from tests.program import MINIMUM, Program, text_file
from tests.watched import keep_address

pytestmark = pytest.mark.usefixtures("url")  # on each kind of database


ADDRESS = "https://outlet.example/page"
EDITED = MINIMUM.replace("150", "50")


def edited(program: Program) -> Program:
    """One page of which two revisions were imported."""
    for day, text in (("2014-08-01", MINIMUM), ("2014-09-01", f"{EDITED} Ask us.")):
        program.document(f"{day}.txt", text_file(text, url=ADDRESS, published=day))
    assert program.run("import", program.home / "docs", "--quiet").code == 0
    return program


def keys(program: Program) -> list[str]:
    return [
        revision.key for revision in program.look(lambda store: tuple(store.revisions(ADDRESS)))
    ]


def test_a_diff_tells_sentences_and_claims(program: Program) -> None:
    result = edited(program).run("diff", ADDRESS)
    assert result.code == 0
    lines = result.out.splitlines()
    assert "published: 2014-08-01 → 2014-09-01" in lines
    assert "silent: no new notice on the page tells of a change" in lines
    assert any(line.startswith("~ ") and "[-150-]{+50+}" in line for line in lines)
    assert "+ Ask us." in lines
    assert any("150 seats or more" in line and "50 seats or more" in line for line in lines)
    assert "\x1b" not in result.out


def test_a_diff_for_programs_between_named_revisions(program: Program) -> None:
    old, new = keys(edited(program))
    found = program.run("diff", ADDRESS, "--from", new[:6], "--to", old[:6], "--json").json["diff"]
    assert (found["from"]["revision"], found["to"]["revision"]) == (new, old)
    assert {"from": "Ask us.", "to": None, "words": []} in found["sentences"]
    assert [claim["changed"] for claim in found["claims"]] == [["value"]]
    assert found["announced"] is False


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(["https://nobody.example/"], "no document", id="no such document"),
        pytest.param([ADDRESS, "--from", "zz"], "begins 0 revisions", id="no such revision"),
        pytest.param(
            [ADDRESS, "--to", "{first}"], "no two revisions", id="nothing before the first"
        ),
    ],
)
def test_nothing_to_compare_is_exit_code_1(program: Program, words: list[str], says: str) -> None:
    first = keys(edited(program))[0]
    result = program.run("diff", *(word.format(first=first) for word in words))
    assert result.code == 1
    assert says in result.err


def test_a_document_tells_when_it_was_there_and_when_not(program: Program) -> None:
    edited(program)
    seen, gone = datetime(2015, 3, 3, 10, tzinfo=UTC), datetime(2015, 9, 9, 10, tzinfo=UTC)
    with program.store() as store:
        keep_address(
            store, ADDRESS, at=seen, document=ADDRESS, status=404, checked=gone, gone_since=gone
        )
    dates = (
        '[["json-ld", "2014-08-01", null], ["url", "2013-01", null],'
        ' ["meta", "2031-01-01", "in the future"]]'
    )
    notices = '[["superseded", "See the new page.", null]]'
    raw(
        program.database,
        f"UPDATE revision SET dates = '{dates}', notices = '{notices}'"
        " WHERE published = '2014-08-01'",
    )
    shown = program.run("show", ADDRESS).out
    assert "present on 3 Mar 2015, absent on 9 Sep 2015" in shown
    assert "2014-08-01 by json-ld\n" in shown
    assert "2013-01 by url, in conflict with the one chosen" in shown
    assert "2031-01-01 by meta, refused: in the future" in shown
    assert "superseded: See the new page." in shown
    assert "deleted" not in shown


def test_a_rehearsed_reread_tells_and_the_real_one_does_it(program: Program) -> None:
    edited(program)
    raw(
        program.database,
        "DELETE FROM claim WHERE published = '2014-09-01'",
        "DELETE FROM relation",
        "UPDATE snapshot SET reader = NULL",
    )
    tried = program.run("reread", "--dry-run", "--quiet")
    assert tried.code == 0
    assert "+ threshold: 50 seats or more" in tried.out
    assert "1 would be changed: revisions +0 -0, claims +1 -0 ~0, relations +1 -0" in tried.out
    assert program.look(lambda store: store.counts())["claims"] == 1
    done = program.run("reread", "--json").json["reread"]
    assert (done["claims_new"], done["relations_new"], done["dry_run"]) == (1, 1, False)
    assert [row["document"] for row in done["changes"]] == [ADDRESS]
    assert "0 documents reread" in program.run("reread", "--quiet").out
    assert "1 document reread" in program.run("reread", "--quiet", "--all", ADDRESS).out
    assert "1 document reread" in program.run("reread", "--quiet", "--all", "import").out
    told = program.run("said", "--json").json["claims"]
    assert sorted(row["news"] for row in told) == [False, True]


def test_a_document_that_cannot_be_read_is_exit_code_65(program: Program) -> None:
    edited(program)
    raw(program.database, "UPDATE body SET content = substr(content, 2, 1)")
    result = program.run("reread", "--all", "--quiet")
    assert result.code == 65
    assert "1 failed" in result.out
    assert "put back a backup" in result.out
    assert program.look(lambda store: store.counts())["claims"] == 2


def test_a_name_that_is_neither_is_exit_code_1(program: Program) -> None:
    edited(program)
    claim = program.run("said", "--json").json["claims"][0]["id"]
    for name, says in (("nobody", "no document or id"), (claim, "names a claim")):
        result = program.run("reread", name)
        assert result.code == 1
        assert says in result.err
