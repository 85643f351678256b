"""``aftalesvar figures --tables``: the agreements' tables laid side by side, year by year."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import astuple
from typing import TYPE_CHECKING

from aftalesvar.cli.edge import NOT_FOUND
from aftalesvar.cli.figures import number, write_csv
from aftalesvar.naming import plain

if TYPE_CHECKING:
    from aftalesvar.store.index import Index
    from aftalesvar.tabular import TableSeries


def table_lines(index: Index, series: Sequence[TableSeries]) -> list[str]:
    """Each table as rows and years, in mia. kr. as printed, with what must be known before they are compared."""
    from aftalesvar.tabular import notes

    lines: list[str] = []
    for title in dict.fromkeys(one.table for one in series):
        rows = [one for one in series if one.table == title]
        years = sorted({year for one in rows for year, _ in one.cells})
        width = max(len(plain(one.label)) for one in rows)
        unit = "mia. kr." if rows[0].unit == "kr" else rows[0].unit
        lines += [f"{plain(title)} ({unit})", f"{'':{width}}" + "".join(f"{year:>10}" for year in years)]
        for one in rows:
            cells = "".join(f"{_cell(one, year):>10}" for year in years)
            lines.append(f"{plain(one.label):{width}}{cells}")
        lines += ["", *notes(index, rows), ""]
    return lines[:-1]


def _cell(one: TableSeries, year: int) -> str:
    """As printed where it is printed in mia. kr.; else converted exactly."""
    figure = dict(one.cells).get(year)
    if figure is None:
        return "·"
    if figure.unit != "kr" or "mia" in figure.text:
        return figure.text.split()[0]
    return number((figure.value / 10**9).normalize())


def tables(args: argparse.Namespace, index: Index) -> int:
    """Print or export the tables' rows over the years; exit code 1 when there is none."""
    from aftalesvar.tabular import notes, table_series

    series = table_series(index)
    rows = [(one, year, f) for one in series for year, f in one.cells]
    heads = ("tabel", "række", "heraf", "år", "tal", "værdi", "enhed", "prisniveau", "aftale-id")
    cells = [
        (
            one.table,
            f.subject,
            "ja" if f.of_which else "",
            year,
            f.text,
            number(f.value),
            f.unit,
            f.price_level,
            f.document,
        )
        for one, year, f in rows
    ]
    if args.csv is not None:
        write_csv(args.csv, heads, cells)
    if args.json:
        told = [
            dict(zip(heads, map(str, cell), strict=True))
            | {"sætning": f.sentence, "spans": [list(astuple(span)) for span in f.spans]}
            for cell, (_, _, f) in zip(cells, rows, strict=True)
        ]
        print(json.dumps({"rows": told, "notes": notes(index, series)}, ensure_ascii=False, indent=2))
    elif args.csv is None:
        print("\n".join(table_lines(index, series)) if series else "Aftalerne har ingen tabeller.")
    return 0 if series else NOT_FOUND
