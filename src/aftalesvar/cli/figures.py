"""The verb ``figures``: the figures of the agreements, searched, listed with their sources, and exported."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from aftalesvar.cli.edge import NOT_FOUND
from aftalesvar.danish.numbers import find_figures, parse_number
from aftalesvar.errors import UsageError
from aftalesvar.naming import plain
from aftalesvar.settings import Settings

if TYPE_CHECKING:
    from aftalesvar.lookup import FigureFilter, ListedFigure
    from aftalesvar.store.index import Index

HEADS = (
    "tal", "værdi", "til", "enhed", "tæller", "pr", "forbehold", "år", "tid", "art", "heraf", "netto/brutto",
    "prisniveau", "hvad", "kilde", "aftale", "aftale-id", "afsnit", "side", "linje", "citat",
)  # fmt: skip
DIRECTIONS = {"level": "niveau", "change": "ændring", "unsaid": ""}
BASES = {"net": "netto", "gross": "brutto", None: ""}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``aftalesvar figures``."""
    parser.add_argument("words", nargs="*", metavar="ORD", help="kun tal, hvis sætning handler om disse ord")
    parser.add_argument("--year", type=int, action="append", default=[], metavar="ÅR", help="tallets år (kan gentages)")
    parser.add_argument("--agreement", action="append", default=[], metavar="ID|ÅR", help="aftalen (kan gentages)")
    parser.add_argument("--unit", choices=("kr", "pct", "count"), help="kroner, procent eller antal")
    parser.add_argument("--min", metavar="TAL", help="mindste størrelse, fx «1 mia. kr.» eller 2,5")
    parser.add_argument("--max", metavar="TAL", help="største størrelse")
    parser.add_argument("--csv", metavar="FIL", help="skriv som CSV til en fil (- er standard output)")
    parser.add_argument("--parquet", metavar="FIL", help="skriv som Parquet til en fil (kræver pyarrow)")
    parser.add_argument("--tables", action="store_true", help="vis tabellernes rækker år for år i stedet")
    parser.add_argument("--json", action="store_true", help="skriv som JSON")


def figures(args: argparse.Namespace) -> int:
    """List or export figures; exit code 1 when there is none."""
    from aftalesvar.lookup import find_figures_of
    from aftalesvar.store.index import Index

    index = Index.open(Settings.from_environment().index)
    if args.tables:
        from aftalesvar.cli.tables import tables

        return tables(args, index)
    listed = find_figures_of(index, " ".join(args.words), _wanted(args, index))
    if args.csv is not None or args.parquet is not None:
        _export(args, listed)
    if args.json:
        print(json.dumps([f.to_dict() for f in listed], ensure_ascii=False, indent=2))
    elif args.csv is None and args.parquet is None:
        print("\n".join(figure_lines(listed)) if listed else "Ingen tal i aftalerne passer til søgningen.")
    return 0 if listed else NOT_FOUND


def figure_lines(listed: Sequence[ListedFigure]) -> list[str]:
    """Each figure with its year and subject, and under it where it stands."""
    lines: list[str] = []
    for item in listed:
        figure = item.figure
        lines.append(f"{plain(figure.text)}  {told_years(figure.years)}  {plain(figure.subject)}{_remarks(item)}")
        lines.append(f"    {place_of(item)}")
    return [*lines, "", f"{len(listed)} tal."]


def place_of(item: ListedFigure) -> str:
    """Agreement, sections, page and line."""
    page = f", side {item.page}" if item.page is not None else ""
    line = f", linje {item.line}" if item.line is not None else ""
    return plain(" › ".join((item.title, *item.section)) + page + line)


def told_years(years: Sequence[int]) -> str:
    """Years as a reader says them: "2024", "2024-2026", "2023, 2025"; "–" for none."""
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}-{years[-1]}"
    return ", ".join(map(str, years)) or "–"


def csv_rows(listed: Sequence[ListedFigure]) -> list[tuple[object, ...]]:
    """One row a figure, in the order of ``HEADS``; numbers with a decimal comma."""
    return [
        (
            f.text, number(f.value), number(f.upper), f.unit, f.noun, f.per, f.qualifier,
            told_years(f.years).replace("–", ""), " ".join(filter(None, (f.step, f.period))),
            DIRECTIONS[f.direction], "ja" if f.of_which else "", BASES[f.basis], f.price_level, f.subject,
            "tabel" if f.table else "tekst", item.title, f.document, " › ".join(item.section), item.page, item.line,
            item.sentence,
        )
        for item in listed
        for f in (item.figure,)
    ]  # fmt: skip


def _remarks(item: ListedFigure) -> str:
    figure = item.figure
    said = [
        DIRECTIONS[figure.direction] if figure.direction == "change" else "",
        "heraf" if figure.of_which else "",
        figure.per or "",
        figure.price_level or "",
    ]
    return "".join(f" ({plain(', '.join(filter(None, said)))})" if any(said) else "")


def _export(args: argparse.Namespace, listed: Sequence[ListedFigure]) -> None:
    from aftalesvar.spreadsheet import write_parquet

    if args.parquet is not None:
        write_parquet(args.parquet, [_flat(item) for item in listed])
    if args.csv is not None:
        write_csv(args.csv, HEADS, csv_rows(listed))


def _flat(item: ListedFigure) -> dict[str, Any]:
    told = item.to_dict()
    told["spans"] = json.dumps([[s["page"], s["start"], s["end"]] for s in told["spans"]])
    return told | {"section": " › ".join(item.section), "years": list(item.figure.years)}


def _wanted(args: argparse.Namespace, index: Index) -> FigureFilter:
    from aftalesvar.lookup import FigureFilter

    return FigureFilter(
        years=tuple(args.year),
        agreements=tuple(id_ for told in args.agreement for id_ in agreement_ids(index, told)),
        unit=args.unit,
        least=_size("--min", args.min),
        most=_size("--max", args.max),
    )


def agreement_ids(index: Index, told: str) -> list[str]:
    """The agreements that an id or a budget year names.

    :raises UsageError: when there is none.
    """
    found = [h.id for h in index.documents.values() if h.id == told or (told.isdigit() and int(told) in h.years)]
    if not found:
        raise UsageError(f"Ingen aftale hedder eller gælder for {plain(told)}. «aftalesvar list» viser dem, der er.")
    return found


def _size(flag: str, told: str | None) -> Decimal | None:
    if told is None:
        return None
    found = find_figures(told)
    if len(found) == 1 and found[0].text.strip() == told.strip():
        return abs(found[0].value)
    try:
        return abs(parse_number(told))
    except ValueError:
        raise UsageError(
            f"{flag} {plain(told)} er ikke et tal. Skriv for eksempel {flag} 2,5 eller {flag} «1 mia. kr.»."
        ) from None


def number(value: Decimal | None) -> str:
    """A number as a Danish spreadsheet reads it: a decimal comma and no grouping; "" for none."""
    return "" if value is None else format(value, "f").replace(".", ",")


def write_csv(path: str, heads: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
    """Write a table to a file, or for "-" to standard output.

    :raises UsageError: when the file can't be written.
    """
    from aftalesvar.spreadsheet import csv_text, write_text

    text = csv_text(heads, rows)
    if path == "-":
        sys.stdout.write(text.removeprefix("\ufeff"))
    else:
        write_text(path, text)
        print(f"{len(rows)} tal er skrevet til {plain(path)}.", file=sys.stderr)
