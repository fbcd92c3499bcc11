"""What is covered and what is not, beside sentences that only look as if they said so."""

from __future__ import annotations

import pytest

from monitor.values import to_json
from monitor.wording import value_in_words
from tests.extract.reading import claims_in, held_in

NO_EMAIL = "scope: does not cover email migration"
EMAIL = "scope: covers email migration"
SCOPE = [
    pytest.param(
        "FastTrack does not migrate from Lotus Notes.", [], id="denied of what comes from there"
    ),
    pytest.param(
        "## What FastTrack moves\n\n| What | Moved? |\n| --- | --- |\n| Mailboxes, contacts | Yes |",
        [EMAIL],
        id="a short word that heads a row",
    ),
    pytest.param(
        "Below 150 seats a tenant is given guidance by FastTrack and runs the migration on its own.",
        [],
        id="what it does on its own",
    ),
    pytest.param(
        "FastTrack skips messages that exceed 150 MB.",
        ["scope: does not cover large items"],
        id="what exceeds a size",
    ),
    pytest.param(
        "FastTrack covers email. Not decided: hybrid migrations.", [EMAIL], id="not decided"
    ),
    pytest.param("FastTrack is no longer limited to email.", [EMAIL], id="no longer limited to"),
    pytest.param(
        "Everything in FastTrack is moved but public folders.",
        ["scope: does not cover public folder migration"],
        id="everything but one thing, and a verb between",
    ),
    pytest.param(
        "FastTrack moves email.\n\nThey refrain from:\n\n- Moving archives",
        [EMAIL, "scope: does not cover archive migration"],
        id="what they refrain from",
    ),
    pytest.param(
        "FastTrack moves email.\n\n## What customers should not do\n\n- Move archives",
        [EMAIL],
        id="a list of what customers should not do",
    ),
    pytest.param(
        "FastTrack advises you on how to migrate your mail.",
        ["scope: covers migration guidance"],
        id="advice on it, told by a verb",
    ),
    pytest.param(
        "FastTrack answers no questions after the migration.",
        ["scope: does not cover post migration support"],
        id="questions that come later",
    ),
    pytest.param(
        "FastTrack gets your tenant up and running.",
        ["scope: covers onboarding"],
        id="a tenant that is started",
    ),
    pytest.param("FastTrack no longer covers only email.", [EMAIL], id="no longer only"),
    pytest.param("FastTrack onboarding does not begin in September.", [], id="a start is denied"),
    pytest.param(
        "FastTrack does not start email migrations in May.", [], id="a start of it is denied"
    ),
    pytest.param("FastTrack does not cover email migration.", [NO_EMAIL], id="its help is denied"),
    pytest.param("FastTrack does email rather than SharePoint.", [EMAIL], id="what it does"),
    pytest.param(
        "FastTrack covers email except public folders.",
        [EMAIL, "scope: does not cover public folder migration"],
        id="what is excepted alone is left out",
    ),
    pytest.param(
        "FastTrack doesn't just cover email; it covers archives too.",
        ["scope: covers archive migration", EMAIL],
        id="not just it, and so it too",
    ),
    pytest.param(
        "FastTrack does not require customers to migrate their own mail.",
        [],
        id="what nobody has to do",
    ),
    pytest.param(
        "Partners will not do the mail migrations in FastTrack.", [], id="what partners leave out"
    ),
    pytest.param(
        "BitTitan's MigrationWiz covers archives and works alongside FastTrack.",
        [],
        id="a tool beside it",
    ),
    pytest.param("I wish FastTrack covered archives.", [], id="a wish"),
    pytest.param(
        "Microsoft does not rule out adding archives to FastTrack.", [], id="what is not ruled out"
    ),
    pytest.param(
        "FastTrack can do both cloud and hybrid migrations.",
        ["scope: covers hybrid migration"],
        id="what it can do",
    ),
    pytest.param(
        "FastTrack leaves hybrid deployments to partners.",
        ["scope: does not cover hybrid migration"],
        id="what it leaves to others",
    ),
    pytest.param(
        "FastTrack covers only email, with SharePoint to follow.",
        ["scope: covers only email migration", "scope: covers sharepoint migration"],
        id="what follows is not the only thing",
    ),
    pytest.param(
        "Under FastTrack, SharePoint migration does not change.", [], id="a change is denied"
    ),
    pytest.param(
        "FastTrack does not include change management or email migration.",
        [NO_EMAIL, "scope: does not cover value added services"],
        id="change is a noun there",
    ),
    pytest.param(
        "FastTrack does not migrate mail for tenants with fewer than 150 seats.",
        [],
        id="denied to small customers alone",
    ),
    pytest.param(
        "FastTrack does not migrate public folders larger than 100 GB.",
        ["scope: does not cover large items"],
        id="what is too large is denied",
    ),
    pytest.param(
        "FastTrack does not migrate public folders.",
        ["scope: does not cover public folder migration"],
        id="all of it is denied",
    ),
    pytest.param(
        "FastTrack file migrations: files over 15 GB are skipped.",
        ["scope: does not cover large items"],
        id="what stands before a colon is not what is skipped",
    ),
    pytest.param(
        "Microsoft will stop moving public folders for FastTrack customers.",
        ["scope: does not cover public folder migration"],
        id="stop moving ends it",
    ),
    pytest.param(
        "FastTrack engineers move email only, and customers who want their SharePoint libraries "
        "migrated are referred to partners.",
        ["scope: covers only email migration", "scope: does not cover sharepoint migration"],
        id="only belongs to the item in front of it, and another clause hands over another item",
    ),
    pytest.param(
        "FastTrack moves only email and files.",
        ["scope: covers only email migration", "scope: covers only file migration"],
        id="only before several items",
    ),
    pytest.param(
        "Microsoft offers partners more time to claim funds under its FastTrack Adoption Offer.",
        [],
        id="a word of the program's name",
    ),
    pytest.param(
        "FastTrack offers adoption guidance.",
        ["scope: covers adoption guidance"],
        id="the same word by itself",
    ),
    pytest.param("Microsoft is not planning to charge for FastTrack.", [], id="an intent"),
    pytest.param(
        "FastTrack does not include planning.",
        ["scope: does not cover planning"],
        id="planning as a part of it",
    ),
    pytest.param(
        "| Task | FastTrack | Partner |\n| --- | --- | --- |\n| Public folders | No | Yes |",
        ["scope: does not cover public folder migration"],
        id="yes in a partner's column says nothing of the program",
    ),
    pytest.param(
        "People hope for custom code from FastTrack. That is not covered.",
        ["scope: does not cover custom development"],
        id="a pronoun takes up the sentence before",
    ),
    pytest.param(
        "Public folders are another matter. FastTrack does not move them.",
        ["scope: does not cover public folder migration"],
        id="the vendor denies what stands before",
    ),
    pytest.param(
        "FastTrack engineers include email migration. That is not in the contract.",
        [EMAIL],
        id="what the sentence before has told stays told",
    ),
    pytest.param(
        "People asked about public folders in FastTrack. That is not news.",
        [],
        id="something else is denied of it",
    ),
    pytest.param(
        "FastTrack includes guidance on migrating mail.",
        ["scope: covers migration guidance"],
        id="advice on the mail moves none",
    ),
    pytest.param(
        "FastTrack includes email migration and advice.", [EMAIL], id="the mail, and advice"
    ),
    pytest.param(
        "As of today the FastTrack Center doesn't stop at onboarding.",
        [],
        id="doesn't stop at is no only, and denies nothing",
    ),
    pytest.param(
        "The FastTrack Center stops at onboarding.",
        ["scope: covers only onboarding"],
        id="stops at is only",
    ),
    pytest.param(
        "A Microsoft spokesperson added that nothing about FastTrack migrations had changed.",
        [],
        id="to add words gives nothing",
    ),
    pytest.param(
        "Since Monday there's no floor any more for FastTrack onboarding.",
        [],
        id="a floor is denied",
    ),
    pytest.param(
        "FastTrack offers remote help with onboarding at no cost beyond the subscription.",
        ["scope: covers onboarding"],
        id="beyond belongs to the cost",
    ),
    pytest.param(
        "Migrating data protected by HIPAA is not part of FastTrack.",
        ["scope: does not cover regulated data"],
        id="denied for protected data alone",
    ),
    pytest.param(
        "FastTrack does not move .pst files that sit on desktops or file shares.",
        ["scope: does not cover client side data"],
        id="where it lies is no item",
    ),
    pytest.param(
        "FastTrack does not move .pst files or file shares.",
        ["scope: does not cover client side data", "scope: does not cover file migration"],
        id="one beside it is",
    ),
    pytest.param(
        "FastTrack does not carry over version histories of the files.",
        ["scope: does not cover file metadata"],
        id="what it belongs to is no item",
    ),
    pytest.param(
        "With FastTrack, onboarding is on offer but migration is not.",
        ["scope: covers onboarding", "scope: does not cover migration"],
        id="migration as a whole is denied outright",
    ),
    pytest.param("Limits may prevent some FastTrack migrations.", [], id="some of it is prevented"),
    pytest.param("FastTrack mailbox moves: no.", [NO_EMAIL], id="no behind a colon"),
    pytest.param(
        "FastTrack mailbox moves: no change.", [], id="no change behind a colon denies nothing"
    ),
    pytest.param(
        "SharePoint content was promised for FastTrack but hasn't turned up.",
        ["scope: does not cover sharepoint migration"],
        id="but goes on with the same subject",
    ),
    pytest.param(
        "Customers who take FastTrack email migration cannot have both.",
        [],
        id="those cannot who take it",
    ),
    pytest.param("FastTrack email migration cannot be had.", [NO_EMAIL], id="it cannot"),
    pytest.param(
        "We've migrated 75,000 mailboxes since FastTrack began.", [], id="told by somebody else"
    ),
    pytest.param(
        "FastTrack has its limits: public folders and archives are off it.",
        [
            "scope: does not cover archive migration",
            "scope: does not cover public folder migration",
        ],
        id="off it",
    ),
    pytest.param(
        "Microsoft absorbs the cost of FastTrack onboarding.",
        ["scope: covers onboarding"],
        id="who bears the cost gives it",
    ),
    pytest.param(
        "Below 500 seats FastTrack customers get guidance and do the lifting themselves.",
        ["scope: covers migration guidance"],
        id="guidance and their own work",
    ),
    pytest.param(
        "FastTrack engineers move Exchange and Gmail mailboxes, file shares, and Box. "
        "They steer clear of public folders.",
        [EMAIL, "scope: covers file migration", "scope: does not cover public folder migration"],
        id="they goes on about the vendor's people",
    ),
    pytest.param(
        "What goes beyond FastTrack, e.g. archives or training, isn't included.",
        ["scope: does not cover archive migration", "scope: does not cover training"],
        id="examples of what is not covered are not covered",
    ),
    pytest.param(
        "For example, FastTrack moves 300 mailboxes.", [], id="a sentence that is an example"
    ),
    pytest.param(
        "FastTrack gives guidance plus data migration services.",
        ["scope: covers data migration"],
        id="guidance beside a migration is not guidance on it",
    ),
    pytest.param(
        "FastTrack gives guidance on data migration.",
        ["scope: covers migration guidance"],
        id="guidance on a migration is",
    ),
    pytest.param(
        "FastTrack engineers copy mailbox content.", [EMAIL], id="the content of mailboxes is mail"
    ),
    pytest.param(
        "Under FastTrack, repackaging and rewriting apps are not on offer.",
        ["scope: does not cover app packaging", "scope: does not cover custom development"],
        id="two works on one object",
    ),
    pytest.param(
        "Does FastTrack train users? They're not trained. Do engineers touch archives? Nope.",
        ["scope: does not cover archive migration", "scope: does not cover training"],
        id="nope",
    ),
    pytest.param(
        "The minimum for FastTrack mailbox moves was dropped.", [], id="a minimum that is gone"
    ),
    pytest.param(
        "The deadline for FastTrack mailbox moves has been removed.", [], id="so is a deadline"
    ),
    pytest.param(
        "FastTrack mailbox moves are handled by Microsoft engineers, not by partners.",
        [EMAIL],
        id="who does not do it stands behind who does",
    ),
    pytest.param(
        "Do partners move mailboxes under FastTrack? No.", [], id="whether others do the work"
    ),
    pytest.param(
        "Do partners get FastTrack mailbox moves too? Yes.", [EMAIL], id="whether others get it"
    ),
    pytest.param(
        "FastTrack engineers help. The mail itself they copy too.",
        [EMAIL],
        id="the object in front of who does it",
    ),
    pytest.param(
        "**A lower bar for FastTrack mailbox moves?** Not yet.", [], id="a bar is denied, not mail"
    ),
    pytest.param(
        "With FastTrack, file shares become migration sources.",
        ["scope: covers file migration"],
        id="become sources",
    ),
    pytest.param(
        "FastTrack looked at two apps; packaging was refused.",
        ["scope: does not cover app packaging"],
        id="was refused",
    ),
    pytest.param(
        "Nobody at the FastTrack Center will look at your archives.",
        ["scope: does not cover archive migration"],
        id="nobody looks at them",
    ),
    pytest.param(
        "FastTrack does not migrate mailboxes that are on hold.", [], id="those of a sort"
    ),
    pytest.param(
        "Out of scope for FastTrack:\n\n- Environments with more than one Active Directory forest",
        ["scope: does not cover complex migration"],
        id="what some environment has is not left out",
    ),
    pytest.param(
        "Microsoft only migrates from 500 seats up under FastTrack.",
        ["scope: covers migration"],
        id="only on a condition",
    ),
    pytest.param(
        "FastTrack moves mail. Public folders, yes, since May. Exchange archives too.",
        ["scope: covers archive migration", EMAIL, "scope: covers public folder migration"],
        id="in short",
    ),
    pytest.param(
        "FastTrack in short: in-place archives yes, public folders no.",
        ["scope: covers archive migration", "scope: does not cover public folder migration"],
        id="yes and no",
    ),
    pytest.param(
        "Moving from one tenant to another isn't something FastTrack does.",
        ["scope: does not cover complex migration"],
        id="nothing that it does",
    ),
    pytest.param(
        "If and when hybrid is added to FastTrack we will write again.", [], id="if and when"
    ),
    pytest.param(
        "FastTrack fixes apps that break on Windows 10 without charging for it.",
        ["scope: covers desktop app compat"],
        id="what it does not charge for is not left out",
    ),
]
TASKS = """\
| Task | FastTrack | Customer | Partner |
|---|---|---|---|
| Migrate file shares | Not included | Chooses a partner | Does |
| Migrate mailboxes | Does | Provides access | - |
| Train the help desk | Not included | Does | On request |
"""


ONLY = [
    pytest.param("They give migration guidance only.", True, id="nothing more is told"),
    pytest.param(
        "They give migration guidance only. FastTrack moves mail in larger tenants.",
        False,
        id="elsewhere more is told",
    ),
    pytest.param(
        "FastTrack moves email only. Its migration help is free.", True, id="the whole is no more"
    ),
]


@pytest.mark.parametrize(("text", "exhaustive"), ONLY)
def test_only_is_only_where_no_more_is_told(text: str, *, exhaustive: bool) -> None:
    claims = claims_in(f"FastTrack is back. {text}", facet="scope")
    said = [to_json(claim.value).get("exhaustive", False) for claim in claims]
    assert any(said) is exhaustive


def test_a_page_on_some_customers_is_on_them_alone() -> None:
    claims = claims_in("FastTrack needs 300 seats.", title="FastTrack for nonprofits")
    assert [dict(claim.qualifiers) for claim in claims] == [{"segment": "nonprofit"}]


def test_each_column_tells_its_own_part() -> None:
    scope = sorted(one for one in held_in(TASKS) if one.startswith("scope"))
    assert scope == [
        "scope: covers email migration",
        "scope: does not cover file migration",
        "scope: does not cover training",
    ]
    done = [value_in_words(claim) for claim in claims_in(TASKS, facet="delivery")]
    assert sorted(one.rpartition(" ")[2] for one in done) == ["customer"] * 3 + ["partner"] * 2 + [
        "vendor"
    ]


@pytest.mark.parametrize(("text", "expected"), SCOPE)
def test_what_is_covered(text: str, expected: list[str]) -> None:
    assert sorted(one for one in held_in(text) if one.startswith("scope: ")) == expected


def test_what_it_no_longer_covers_is_out_now() -> None:
    (found,) = claims_in("FastTrack used to include SharePoint but no longer does.", facet="scope")
    assert (value_in_words(found), found.qualifiers) == ("does not cover sharepoint migration", ())
