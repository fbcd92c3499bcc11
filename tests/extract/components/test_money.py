"""Sums of money: amount, currency, and what they are paid per."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.extract.components.parts import marks, misread, read

Sum = tuple[str, str, str | None]


def sums(text: str) -> list[tuple[Decimal, str, str | None]]:
    """(amount, currency, per) of every sum; exact, so that no cent is lost."""
    found = marks(read(text), "money")
    return [(Decimal(mark["amount"]), mark["currency"], mark["per"]) for mark in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It costs $15.", ("15", "USD", None), id="dollars, full stop"),
        pytest.param("It costs $ 15 now.", ("15", "USD", None), id="space after the sign"),
        pytest.param("It costs $0.99 a seat.", ("0.99", "USD", "seat"), id="cents"),
        pytest.param("It costs $15.50, all in.", ("15.5", "USD", None), id="dollars and cents"),
        pytest.param("It costs $60,000.", ("60000", "USD", None), id="thousands"),
        pytest.param("It costs €60.000.", ("60000", "EUR", None), id="thousands, as in Europe"),
        pytest.param("It costs €1.250.000.", ("1250000", "EUR", None), id="millions, as there"),
        pytest.param("It costs $1.25.", ("1.25", "USD", None), id="cents"),
        pytest.param("It costs $1,234,567.89.", ("1234567.89", "USD", None), id="all digits kept"),
        pytest.param("It costs $10k.", ("10000", "USD", None), id="k"),
        pytest.param("It costs $20 thousand.", ("20000", "USD", None), id="thousand"),
        pytest.param("It costs $2.3 million.", ("2300000", "USD", None), id="million, exact"),
        pytest.param("It costs $4.35 million.", ("4350000", "USD", None), id="two places, exact"),
        pytest.param("It costs A$1.2m.", ("1200000", "AUD", None), id="m"),
        pytest.param("It costs $2bn.", ("2000000000", "USD", None), id="bn"),
        pytest.param("It costs $3 billion.", ("3000000000", "USD", None), id="billion"),
        pytest.param("It costs $1.07 billion.", ("1070000000", "USD", None), id="billion, exact"),
        pytest.param("It costs US$5,000.", ("5000", "USD", None), id="US$"),
        pytest.param("It costs AU$99.", ("99", "AUD", None), id="AU$"),
        pytest.param("It costs NZ$99.", ("99", "NZD", None), id="NZ$"),
        pytest.param("It costs C$99.", ("99", "CAD", None), id="C$"),
        pytest.param("It costs £10.", ("10", "GBP", None), id="pounds"),
        pytest.param("It costs €20.", ("20", "EUR", None), id="euros"),
        pytest.param("It costs ¥500.", ("500", "JPY", None), id="yen"),
        pytest.param("It costs EUR 20.", ("20", "EUR", None), id="code before"),
        pytest.param("It costs 500 USD.", ("500", "USD", None), id="code behind"),
        pytest.param("It costs 20 euros.", ("20", "EUR", None), id="name behind"),
        pytest.param("It costs 15 dollars per seat.", ("15", "USD", "seat"), id="name, per seat"),
        pytest.param(
            "It costs 50 cents per seat.",
            ("0.5", "USD", "seat"),
            id="cents in words",
            marks=misread("cents are not read"),
        ),
        pytest.param("It pays sixty thousand dollars.", ("60000", "USD", None), id="in words"),
        pytest.param("It pays 400 000 kr.", ("400000", "SEK", None), id="thousands apart"),
        pytest.param("It pays 1.50 euros.", ("1.5", "EUR", None), id="decimals, name behind"),
        pytest.param("It pays 2 million euros.", ("2000000", "EUR", None), id="scale, name behind"),
        pytest.param("It costs $999,999,999,999,999.", ("999999999999999", "USD", None), id="all"),
        pytest.param("It pays $5 per seat.", ("5", "USD", "seat"), id="per seat"),
        pytest.param("It pays $5 per user.", ("5", "USD", "seat"), id="per user"),
        pytest.param("It pays $5 for each seat.", ("5", "USD", "seat"), id="for each seat"),
        pytest.param(
            "It pays $5/seat.",
            ("5", "USD", "seat"),
            id="with a stroke",
        ),
        pytest.param(
            "It pays $5/user/month.",
            ("5", "USD", "seat"),
            id="with two strokes",
            marks=misread("what it is paid per is lost behind a stroke"),
        ),
        pytest.param(
            "A $5-per-seat payment.",
            ("5", "USD", "seat"),
            id="with hyphens",
        ),
        pytest.param("It pays $9,000 per customer.", ("9000", "USD", "customer"), id="customer"),
        pytest.param("It pays $9,000 a customer.", ("9000", "USD", "customer"), id="a customer"),
        pytest.param("It pays $9,000 per tenant.", ("9000", "USD", "customer"), id="per tenant"),
        pytest.param(
            "It pays **$5** per seat.",
            ("5", "USD", "seat"),
            id="emphasised",
        ),
    ],
)
def test_a_sum(text: str, expected: Sum) -> None:
    amount, currency, per = expected
    assert sums(text) == [(Decimal(amount), currency, per)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It pays US$5,000-20,000.", ["5000", "20000"], id="range"),
        pytest.param("It pays US$5,000 to US$20,000.", ["5000", "20000"], id="sign twice"),
        pytest.param("Between $5,000 and $20,000.", ["5000", "20000"], id="between"),
        pytest.param(
            "It pays $1-2 million.",
            ["1000000", "2000000"],
            id="scale for both",
        ),
        pytest.param("From $1 million to $2 million.", ["1000000", "2000000"], id="scale twice"),
        pytest.param("It pays $500k to $1 million.", ["500000", "1000000"], id="two scales"),
        pytest.param(
            "$15 a seat for up to 1,000 seats, then $5 a seat, capped at $60,000.",
            ["15", "5", "60000"],
            id="rates and a cap",
        ),
    ],
)
def test_several_sums(text: str, expected: list[str]) -> None:
    found = sums(text)
    assert [amount for amount, _, _ in found] == [Decimal(amount) for amount in expected]
    assert {currency for _, currency, _ in found} == {"USD"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It costs nothing at all.", id="no number"),
        pytest.param("Set $HOME first.", id="a variable"),
        pytest.param("There are 150 seats.", id="no currency"),
        pytest.param(f"It costs ${'9' * 400}.", id="digits without end"),
        pytest.param(f"It costs ${'999,' * 100}999.", id="with commas"),
        pytest.param("They write US$ for dollars.", id="sign alone"),
        pytest.param("It weighs on the pounds of 2014.", id="a name without its number"),
        pytest.param("It grew by 15% in 2014.", id="percent"),
    ],
)
def test_what_is_no_money(text: str) -> None:
    assert sums(text) == []


def test_another_country_s_dollar_is_not_american() -> None:
    assert [currency for _, currency, _ in sums("It costs HK$500.")] in ([], ["HKD"])


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        pytest.param("It costs $2.3 million, all in.", "$2.3 million", id="scale belongs to it"),
        pytest.param("It costs $15, then $20.", "$15", id="no comma behind it"),
    ],
)
def test_a_sum_is_marked_whole(text: str, marked: str) -> None:
    first = marks(read(text), "money")[0]
    assert text[first["start"] : first["end"]] == marked


@pytest.mark.parametrize("digits", [16, 400])
def test_a_number_without_end_is_no_sum(digits: int) -> None:
    """Longer ones are infinite as a float, and no document that holds one could be read."""
    assert sums(f"It costs ${'9' * digits} and $15.") == [(Decimal(15), "USD", None)]
