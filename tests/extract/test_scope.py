"""What is inside a program and what is not, in the many ways a sentence or a list can say it."""

from __future__ import annotations

import pytest

from monitor.types import Claim
from monitor.values import ScopeItem
from tests.extract.reading import claims_in

IN, OUT = True, False
Scope = set[tuple[str, bool]]


def _scope(claims: tuple[Claim, ...]) -> Scope:
    values = (claim.value for claim in claims)
    return {(value.item, value.included) for value in values if isinstance(value, ScopeItem)}


def scope_of(text: str, organisation: str | None = None) -> Scope:
    """What a text says, after a sentence that makes it one about the program."""
    found = claims_in(f"FastTrack is for all.\n\n{text}", facet="scope", organisation=organisation)
    return _scope(found)


DENIED: list[tuple[str, str, Scope]] = [
    (
        "what is denied in a condition keeps nothing out",
        "If an app does not run on Windows 10, our engineers will help you.",
        set(),
    ),
    (
        "what follows from a condition does",
        "If you have public folders, they are not moved.",
        {("public-folder-migration", OUT)},
    ),
    (
        "one negation for all the verbs behind it",
        "They won't repackage an app or run regression tests.",
        {("app-packaging", OUT), ("app-testing", OUT)},
    ),
    ("the subject of a denied verb", "Public folders on a server are never copied.", {
        ("public-folder-migration", OUT),
    }),
    ("a denial cut short", "File shares are not.", {("file-migration", OUT)}),
    (
        "an aside behind the negation",
        "They do not, however, package your applications.",
        {("app-packaging", OUT)},
    ),
    (
        "a list behind it",
        "What isn't: class notes, old mailboxes of alumni, public folders.",
        {("public-folder-migration", OUT)},
    ),
    ("no verb of working", "Public folders are not popular.", set()),
    (
        "taken up by a pronoun",
        "Custom code is another matter: FastTrack doesn't convert it.",
        {("custom-development", OUT)},
    ),
    (
        "by somebody and not by the program",
        "End-user training is provided by Contoso and not by FastTrack.",
        {("training", OUT)},
    ),
]  # fmt: skip
LEFT: list[tuple[str, str, Scope]] = [
    ("to the customer", "FastTrack leaves app packaging to you.", {("app-packaging", OUT)}),
    ("to who tells it", "End-user training was up to us.", {("training", OUT)}),
    (
        "only what is left, and not what stands before",
        "It covers mail only, SharePoint sites are left to us.",
        {("email-migration", IN), ("sharepoint-migration", OUT)},
    ),
    (
        "done by the customer",
        "PST files are imported by the customer.",
        {("client-side-data", OUT)},
    ),
    ("done by the vendor", "PST files are imported by FastTrack.", {("client-side-data", IN)}),
]
SHARED: list[tuple[str, str, Scope]] = [
    (
        "a verdict at the end of an enumeration",
        "Custom coding, on-site visits, plans of any kind, and end-user training are excluded.",
        {("custom-development", OUT), ("training", OUT)},
    ),
    (
        "a verdict at its start",
        "FastTrack leaves out public folders in any form, and archives of third parties.",
        {("public-folder-migration", OUT), ("archive-migration", OUT)},
    ),
    (
        "not beyond a number",
        "File migration begins, as ever, at 500 licenses, archives of any kind are out of scope.",
        {("archive-migration", OUT)},
    ),
    (
        "not beyond a verb",
        "Training is excluded, and partners sell app packaging.",
        {("training", OUT)},
    ),
]
LISTS: list[tuple[str, str, Scope]] = [
    (
        "a lead-in that stops at its subject",
        "Once you have signed up, engineers of the Center:\n\n- Run the directory sync",
        {("active-directory-integration", IN)},
    ),
    (
        "with an auxiliary, as a heading",
        "The FastTrack Center will\n\n1. migrate mailboxes",
        {("email-migration", IN)},
    ),
    (
        "and with a negation",
        "The FastTrack Center will not\n\n1. migrate public folders",
        {("public-folder-migration", OUT)},
    ),
    (
        "a lead-in that names two",
        "You and FastTrack Specialists:\n\n- app packaging",
        set(),
    ),
    (
        "a list of work for others",
        "These need a partner:\n\n- app packaging",
        {("app-packaging", OUT)},
    ),
    (
        "a table under a heading that keeps it out",
        "## Not part of the benefit\n\n| Area | Remarks |\n|---|---|\n| Public folders | Ask |\n",
        {("public-folder-migration", OUT)},
    ),
    (
        "a table under a heading that says nothing",
        "## Areas\n\n| Area | Remarks |\n|---|---|\n| Public folders | Ask |\n",
        set(),
    ),
    (
        "a heading that denies nothing of the program",
        "## No surprises\n\n- app packaging",
        set(),
    ),
    (
        "another program's name is a source in a list of the program's work",
        "FastTrack Specialists migrate:\n\n- mailboxes from Google Workspace",
        {("email-migration", IN)},
    ),
    (
        "elsewhere it is another program",
        "Mailboxes are moved by Google Workspace.",
        set(),
    ),
    (
        "workshops are one more thing left out",
        "The following aren't covered:\n\n- Workshops and training for users",
        {("training", OUT)},
    ),
    (
        "a sentence with a note is no heading",
        "Messages larger than 50 MB are left behind.[1]",
        {("large-items", OUT)},
    ),
]
ANSWERS: list[tuple[str, str, Scope]] = [
    (
        "a yes with words of its own",
        "**Will you move our SharePoint sites?**\n\nYes, if they carry no custom code.",
        {("sharepoint-migration", IN), ("custom-development", OUT)},
    ),
    ("a verb cut short: no", "Are archives moved? They are not.", {("archive-migration", OUT)}),
    (
        "a verb cut short: yes",
        "Are archives moved? They have been since July.",
        {("archive-migration", IN)},
    ),
    ("a verb of its own is no answer yet", "Are archives moved? They are large.", set()),
    (
        "a sentence that denies what it takes up",
        "## Do you train our users?\n\nWe don't run such things.",
        {("training", OUT)},
    ),
    ("left to the customer", "Got archives? You're on your own.", {("archive-migration", OUT)}),
    (
        "a denial of the price is none of the work",
        "What about archives, do they cost extra? They do not cost you a cent.",
        set(),
    ),
    (
        "a question about a number asks for no yes",
        "How many archives can we have? You need not count them.",
        set(),
    ),
]
FAMILIES: list[tuple[str, str, Scope]] = [
    (
        "mail is in though a kind of it is out",
        "FastTrack migrates mailboxes, but no public folders.",
        {("email-migration", IN), ("public-folder-migration", OUT)},
    ),
    (
        "mail is not out with two kinds of it",
        "Not covered:\n\n- Public folders and site mailboxes",
        {("public-folder-migration", OUT)},
    ),
    (
        "migration at large adds nothing to its kinds",
        "FastTrack includes a migration of mailboxes.",
        {("email-migration", IN)},
    ),
]
WORDS: list[tuple[str, str, Scope]] = [
    ("what is avoided", "They steer clear of public folders.", {("public-folder-migration", OUT)}),
    ("and passed over", "They skip old versions of a file.", {("file-metadata", OUT)}),
    (
        "what was promised and did not come",
        "SharePoint content hasn't turned up.",
        {("sharepoint-migration", OUT)},
    ),
    ("only advice is no help", "Public folders only get advice.", {
        ("public-folder-migration", OUT),
    }),
    ("what gets lost", "Sharing links disappear on the way.", {("file-metadata", OUT)}),
    (
        "what customers have in hand",
        "The customer remains in charge of local Outlook data.",
        {("client-side-data", OUT)},
    ),
    (
        "what customers do alone",
        "Customers below 500 now do the migration on their own.",
        set(),
    ),
    (
        "what customers keep for themselves",
        "Customers export archives on their own.",
        {("archive-migration", OUT)},
    ),
    ("what does something by itself", "Old archives grow by themselves.", set()),
    ("what is asked for and got", "You get remote assistance with directory sync.", {
        ("active-directory-integration", IN),
    }),
    (
        "what customers do is not got",
        "You know directory sync well.",
        set(),
    ),
    (
        "performed by the vendor's staff",
        "Customers may choose a mailbox migration performed by Microsoft staff.",
        {("email-migration", IN)},
    ),
    (
        "performed by somebody",
        "Customers may choose a mailbox migration performed by the night shift.",
        set(),
    ),
    (
        "a bare name where it is left out",
        "It covers mail only, SharePoint is left to us.",
        {("email-migration", IN), ("sharepoint-migration", OUT)},
    ),
    ("and where it is deployed", "FastTrack helps you with SharePoint.", set()),
    (
        "nothing is no denial cut short",
        "The move of its mail costs it nothing.",
        {("email-migration", IN)},
    ),
    (
        "a label that leaves out what it names",
        "**What stays with you.** Everything else: public folders, and training.",
        {("public-folder-migration", OUT), ("training", OUT)},
    ),
    ("a label that says nothing", "**Scope.** Everything: public folders, and training.", set()),
    (
        "none under a minimum",
        "| Service | Minimum |\n|---|---|\n| File migration | none |",
        set(),
    ),
    (
        "guidance, and no hands",
        "They get guidance and must do the moving themselves.",
        {("migration-guidance", IN)},
    ),
    (
        "two kinds of fast track",
        "It is our fast track into mailbox moves, says the bakery.",
        set(),
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(*row[1:], id=row[0])
        for row in (*DENIED, *LEFT, *SHARED, *LISTS, *ANSWERS, *FAMILIES, *WORDS)
    ],
)
def test_scope(text: str, expected: Scope) -> None:
    assert scope_of(text) == expected


def test_what_the_vendor_takes_upon_itself_is_not_left_to_others() -> None:
    assert scope_of("End-user training is up to us.", "Microsoft") == set()
