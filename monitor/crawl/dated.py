"""Addresses that name the day they are asked for."""

from __future__ import annotations

import calendar
from datetime import date


def dated_address(address: str, day: date) -> str:
    """The address with {year}, {month} (01 to 12) and {month_name} ("september") filled in."""
    return (
        address.replace("{year}", f"{day.year:04}")
        .replace("{month}", f"{day.month:02}")
        .replace("{month_name}", calendar.month_name[day.month].lower())
    )
