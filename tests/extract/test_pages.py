"""What headings, lists, tables and questions lend to the words that stand under them."""

from __future__ import annotations

import pytest

from monitor.types import Claim
from monitor.values import Actor, Quantity, ScopeItem
from tests.extract.reading import claims_in

MOVED = """
| Source | What FastTrack moves | What FastTrack doesn't move |
|---|---|---|
| Exchange | Mailboxes | Public folders |
"""
WHO = """
| Task | Who does it |
|---|---|
| Packaging apps | You or your partner |
| Copying mailboxes | FastTrack engineers |
"""
DUTIES = """
| Phase | FastTrack Center | You |
|---|---|---|
| Remediate | Lists what to fix | Carry out the changes |
"""
LISTS = """
**FastTrack Specialists**

- Run the mailbox migration

**You**

- Give end-user training
"""
PRICES = """
| | FastTrack | A partner |
|---|---|---|
| Price | Free | From $2,000 |
"""
RIVALS = """
| | FastTrack | CopyWell |
|---|---|---|
| Public folders | Not supported | Yes |
| Minimum size | 500 licenses | 1 user |
"""

SCOPE: list[tuple[str, str, set[tuple[str, bool]]]] = [
    ("columns of what is moved and what is not", MOVED, {
        ("email-migration", True), ("public-folder-migration", False),
    }),
    ("a column of who does it", WHO, {("app-packaging", False), ("email-migration", True)}),
    ("lists under their doers' names", LISTS, {("email-migration", True), ("training", False)}),
    ("a rival's column is none of the program's", RIVALS, {("public-folder-migration", False)}),
    (
        "a heading that asks",
        "## Does FastTrack move public folders?\n\nNot at present.",
        {("public-folder-migration", False)},
    ),
    (
        "a heading that asks what",
        "## Which data can FastTrack move?\n\nMailboxes from Exchange.",
        {("email-migration", True)},
    ),
    (
        "a bare verdict on the words before",
        "FastTrack, item by item:\n\n- Third-party archives. Not covered.",
        {("archive-migration", False)},
    ),
    (
        "a sentence in a list speaks for itself",
        "What to know:\n\n1. FastTrack won't package applications or write code for you.",
        {("app-packaging", False), ("custom-development", False)},
    ),
    (
        "labels in front of what they tell of",
        "- In scope: mailboxes\n- Out of scope: public folders",
        {("email-migration", True), ("public-folder-migration", False)},
    ),
    (
        "what one does not get, and what an entry tells besides",
        "## What you don't get\n\n- Public folders.\n- Training. Microsoft hands over adoption material.",
        {("public-folder-migration", False), ("training", False)},
    ),
    ("a label in bold", "**In scope:** mailboxes.", {("email-migration", True)}),
]  # fmt: skip


def _scope(claims: tuple[Claim, ...]) -> set[tuple[str, bool]]:
    values = (claim.value for claim in claims)
    return {(value.item, value.included) for value in values if isinstance(value, ScopeItem)}


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in SCOPE], ids=[row[0] for row in SCOPE]
)
def test_scope(text: str, expected: set[tuple[str, bool]]) -> None:
    assert _scope(claims_in(f"FastTrack helps customers.\n{text}", facet="scope")) == expected


DELIVERY: list[tuple[str, str, set[str]]] = [
    ("columns of duties", DUTIES, {"vendor", "customer"}),
    ("a column of who does it", WHO, {"vendor", "customer", "partner"}),
    ("lists under their doers' names", LISTS, {"vendor", "customer"}),
    ("customers who open their clause", "You carry out the migration steps.", {"customer"}),
    ("customers after a condition do nothing yet", "If you carry out the migration, wait.", set()),
    ("what is left to somebody", "Importing PST files is left to you.", {"customer"}),
    ("a verb of no list, and people", "FastTrack engineers script the migration.", {"vendor"}),
    ("a bare name does much that is no work", "Microsoft renamed the migration.", set()),
    ("people who only say", "FastTrack engineers said the migration is easy.", set()),
    ("done by", "The migration is run end to end by our own partners.", {"partner"}),
    ("chosen by is not done by", "Customers nominated by Microsoft for migration.", set()),
    ("what one is expected to do", "You are expected to prepare the migration.", {"customer"}),
    ("a partner in a role", "A partner of record may do the migration.", {"partner"}),
    (
        "one engineer of the vendor's",
        "An engineer at Microsoft will run the migration.",
        {"vendor"},
    ),
    ("what is passed over", "FastTrack engineers skip the archives.", set()),
    ("what one keeps asking", "Customers keep asking about migration.", set()),
    ("what is yours", "Archives are yours to take care of.", {"customer"}),
    ("what one keeps", "Customers keep the archives.", {"customer"}),
    ("a label asks who", "Who does the work: Microsoft engineers.", {"vendor"}),
    (
        "in a cell",
        "| | FastTrack |\n|---|---|\n| Mailbox migration | Yes, by Microsoft |",
        {"vendor"},
    ),
    ("a row of prices is nobody's work", PRICES, set()),
    ("not done", "FastTrack engineers never touch the migration.", set()),
]


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in DELIVERY], ids=[row[0] for row in DELIVERY]
)
def test_delivery(text: str, expected: set[str]) -> None:
    found = claims_in(f"FastTrack is free.\n\n{text}", facet="delivery")
    assert {c.value.performer for c in found if isinstance(c.value, Actor)} == expected


def test_a_cell_is_quoted_with_its_row() -> None:
    [claim] = claims_in(f"FastTrack is free.\n{RIVALS}", facet="scope")
    assert claim.quote == "| Public folders | Not supported | Yes |"


def test_the_first_cell_says_what_a_number_limits() -> None:
    found = claims_in(f"FastTrack is free.\n{RIVALS}", facet="threshold")
    assert [c.value.span.low for c in found if isinstance(c.value, Quantity)] == [500]


ANSWERED = [
    pytest.param("| Workload | Included |", "| Archives | {} |", id="beside it"),
    pytest.param("| Workload | From | Covered |", "| Archives | Exchange | {} |", id="further on"),
]


@pytest.mark.parametrize(("head", "row"), ANSWERED)
@pytest.mark.parametrize(("answer", "covered"), [("No", False), ("Yes", True), ("✗", False)])
def test_a_row_says_itself_what_its_heading_says_of_others(
    head: str, row: str, answer: str, *, covered: bool
) -> None:
    rule = "|".join(["---"] * (head.count("|") - 1))
    table = f"## What FastTrack includes\n\n{head}\n|{rule}|\n{row.format(answer)}"
    found = {c.value for c in claims_in(table) if isinstance(c.value, ScopeItem)}
    assert {value.included for value in found} == {covered}


LABELS = [
    (
        "In this article, a FastTrack engineer means an employee of Microsoft who does the work.",
        True,
    ),
    (
        "Sign up for FastTrack before you buy, since customers need at least 150 seats to get it.",
        True,
    ),
    ("In this article", False),
    ("Sign up for our newsletter on FastTrack for customers with 150 seats.", False),
]


@pytest.mark.parametrize(("text", "read"), LABELS)
def test_a_whole_sentence_is_no_furniture_however_it_begins(text: str, *, read: bool) -> None:
    assert bool(claims_in(f"Office 365 FastTrack is news.\n\n{text}")) is read


@pytest.mark.parametrize(
    ("heading", "covered"),
    [
        ("What's included", {True}),
        ("What isn't included", {False}),
        ("What's not covered", {False}),
        ("What's out", {False}),
        ("Not supported", {False}),
        ("Out of scope", {False}),
        ("What we don't move", {False}),
        ("Included, but not for everyone", set()),
    ],
)
def test_what_a_heading_says_of_its_list(heading: str, covered: set[bool]) -> None:
    text = f"FastTrack moves data.\n\n## {heading}\n\n- Public folders.\n- PST files."
    claims = claims_in(text, facet="scope", organisation="Microsoft")
    items = {"public-folder-migration", "client-side-data"}
    values = [c.value for c in claims if isinstance(c.value, ScopeItem) and c.value.item in items]
    assert {value.included for value in values} == covered
