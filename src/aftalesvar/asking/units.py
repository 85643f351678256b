"""Numbers as Danish writes them."""

from __future__ import annotations

from decimal import Decimal

from aftalesvar.asking.contract import decimal_text


def danish_number(value: Decimal) -> str:
    """A decimal as Danish writes it: Decimal("1250.5") -> "1.250,5"."""
    whole, _, fraction = decimal_text(abs(value)).partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return ("-" if value < 0 else "") + grouped + (f",{fraction}" if fraction else "")
