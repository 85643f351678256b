"""Remarks on what reads badly in a document, in Danish, one line each."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from aftalesvar.danish.hyphens import Lexicon
from aftalesvar.reading.writing import Written
from aftalesvar.records import Row

_ODD = re.compile(r"\ufffd|[^\W\d_]*[bcdfghjklmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ]{8,}[^\W\d_]*|\(cid:\d+\)")
ROUNDING = Decimal("0.1")


def remarks(written: Written, source: str, thin: tuple[int, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """Give what a reader should know before trusting the document; empty when all is well."""
    found: list[str] = []
    if thin:
        pages = ", ".join(map(str, thin[:8])) + (" …" if len(thin) > 8 else "")
        found.append(f"{'Side' if len(thin) == 1 else 'Siderne'} {pages} har næsten ingen tekst (måske billeder).")
    odd = sorted({m.group() for m in _ODD.finditer(written.text) if lexicon.words.get(m.group().lower(), 0) < 2})
    if odd:
        found.append(f"{len(odd)} sære ord, fx {', '.join(odd[:3])}.")
    found.extend(_tables(written))
    if not any(section.kind in ("chapter", "heading") for section in written.sections):
        found.append("Ingen kapitler eller overskrifter er fundet.")
    return tuple(found)


def _tables(written: Written) -> list[str]:
    found = []
    for section in written.sections:
        if section.kind != "table":
            continue
        rows = [b.row for b in written.blocks if b.section == section.index and b.row]
        if not rows:
            found.append(f"{section.title}: ingen rækker er forstået.")
        for column in dict.fromkeys(row.column for row in rows):
            gap = _sum_gap([row for row in rows if row.column == column])
            if gap is not None:
                where = f" ({column})" if column else ""
                found.append(f"{section.title}: rækkerne summerer ikke til {gap}{where}.")
    return found


def _sum_gap(rows: list[Row]) -> str | None:
    """Give the label of a printed sum that its rows don't add up to, within rounding."""
    side: list[Decimal] = []
    for row in rows:
        try:
            value = Decimal(row.value.replace(".", "").replace(",", ".").replace(" ", ""))
        except InvalidOperation:
            return None
        if row.label.lower().endswith("i alt"):
            if len(side) > 1 and abs(sum(side) - value) > ROUNDING * (len(side) + 1):
                return row.label
            side = []
        elif not row.of_which:
            side.append(value)
    return None
