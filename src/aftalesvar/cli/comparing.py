"""The verb ``compare``: what changed between two agreements, or which agreements name each other."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING

from aftalesvar.cli.edge import NOT_FOUND
from aftalesvar.cli.figures import agreement_ids
from aftalesvar.errors import UsageError
from aftalesvar.naming import plain
from aftalesvar.settings import Settings

if TYPE_CHECKING:
    from aftalesvar.comparing import Comparison, FigureChange, Pair, Piece, Reference, Side
    from aftalesvar.store.index import Index

_SCALES = (("mia", 10**9, "mia. kr."), ("milliard", 10**9, "mia. kr."), ("mio", 10**6, "mio. kr."),
           ("million", 10**6, "mio. kr."))  # fmt: skip
GONE, NEW, BOLD, DIM, PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[1m", "\x1b[2m", "\x1b[0m"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``aftalesvar compare``."""
    parser.add_argument("agreements", nargs="*", metavar="ID|ÅR", help="to aftaler, den ældste først, fx 2023 2024")
    parser.add_argument("--about", metavar="ORD", help="kun det, der handler om disse ord")
    parser.add_argument("--all", action="store_true", help="vis også det, der står uændret")
    parser.add_argument("--references", action="store_true", help="vis i stedet, hvilke aftaler der nævner hinanden")
    parser.add_argument("--json", action="store_true", help="skriv som JSON")


def compare_agreements(args: argparse.Namespace) -> int:
    """Print what changed, or the references; exit code 1 when there is nothing to show."""
    from aftalesvar.comparing import compare
    from aftalesvar.store.index import Index

    index = Index.open(Settings.from_environment().index)
    if args.references:
        return _references(args, index)
    if len(args.agreements) != 2:
        raise UsageError("Skriv to aftaler at sammenligne, for eksempel: aftalesvar compare 2023 2024")
    left, right = (_one(index, told) for told in args.agreements)
    found = compare(index, left, right, args.about)
    if args.json:
        print(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
    else:
        print("\n".join(comparison_lines(found, index, every=args.all, colour=sys.stdout.isatty())))
    return 0 if found.pairs or found.gone or found.new else NOT_FOUND


def comparison_lines(found: Comparison, index: Index, *, every: bool = False, colour: bool = False) -> list[str]:
    """Changed, new and gone, each with both places."""
    names = [index.documents[id_].title for id_ in (found.left, found.right)]
    changed = [p for p in found.pairs if p.changed or every]
    lines = [f"{plain(names[0])}  →  {plain(names[1])}", ""]
    lines += [f"Ændret ({len(changed)}):"]
    for pair in changed:
        lines += _pair_lines(pair, colour)
    for title, sides in (("Nyt", found.new), ("Udgået", found.gone)):
        lines += ["", f"{title} ({len(sides)}):"]
        for side in sides:
            lines += [f"  {plain(side.text)}", _dim(f"    {place_of(side)}", colour)]
    same = len(found.pairs) - sum(p.changed for p in found.pairs)
    return [*lines, "", f"{same} steder siger det samme i begge aftaler (årstal fraregnet)."]


def marked_text(pieces: Sequence[Piece], *, colour: bool = False) -> str:
    """Both texts in one: what is gone in [-…-], what is new in {+…+}, or in colours on a terminal."""
    told = []
    for piece in pieces:
        text = " ".join(piece.text.split())
        lead, tail = (" " if piece.text[:1].isspace() else ""), (" " if piece.text[-1:].isspace() else "")
        if piece.kind == "same" or not text:
            told.append(f"{lead}{plain(text)}{tail}" if text else " ")
        elif colour:
            told.append(f"{lead}{GONE if piece.kind == 'gone' else NEW}{plain(text)}{PLAIN}{tail}")
        else:
            marks = ("[-", "-]") if piece.kind == "gone" else ("{+", "+}")
            told.append(f"{lead}{marks[0]}{plain(text)}{marks[1]}{tail}")
    return " ".join("".join(told).split())


def told_change(change: FigureChange) -> str:
    """A change of figure in words: "18,5 mia. kr. → 19,3 mia. kr. (+0,8 mia. kr.)"."""
    both = f"{plain(change.before or '–')} → {plain(change.after or '–')}"
    if change.difference is None:
        return both
    written = f"{change.before} {change.after}".casefold()
    scale = next(((size, name) for word, size, name in _SCALES if word in written), (1, "kr."))
    return f"{both} ({told_difference(change.difference, change.unit, *scale)})"


def told_difference(difference: Decimal, unit: str | None, scale: int = 1, name: str = "kr.") -> str:
    """A difference with its sign, exact: in kroner of a scale, in percentage points or in pieces."""
    if unit != "kr":
        scale, name = 1, "procentpoint" if unit == "pct" else ""
    number = format(abs(difference) / scale, "f")
    whole, _, part = number.partition(".")
    part = part.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", ".") + (f",{part}" if part else "")
    return f"{'−' if difference < 0 else '+'}{grouped} {name}".strip()


def place_of(side: Side) -> str:
    """Agreement id, sections, page and line."""
    page = f", side {side.page}" if side.page is not None else ""
    line = f", linje {side.line}" if side.line is not None else ""
    return plain(" › ".join((side.document, *side.section)) + page + line)


def _pair_lines(pair: Pair, colour: bool) -> list[str]:
    lines = [f"  {marked_text(pair.pieces, colour=colour)}"]
    lines += [f"    {told_change(change)}" for change in pair.figures]
    return [*lines, _dim(f"    {place_of(pair.left)}", colour), _dim(f"    {place_of(pair.right)}", colour)]


def _dim(text: str, colour: bool) -> str:
    return f"{DIM}{text}{PLAIN}" if colour else text


def _one(index: Index, told: str) -> str:
    found = agreement_ids(index, told)
    if len(found) > 1:
        raise UsageError(f"Flere aftaler gælder for {plain(told)}: {', '.join(found)}. Skriv aftalens id.")
    return found[0]


def _references(args: argparse.Namespace, index: Index) -> int:
    from aftalesvar.comparing import references

    wanted = {id_ for told in args.agreements for id_ in agreement_ids(index, told)}
    found = [r for r in references(index) if not wanted or wanted & {r.document, *r.targets}]
    if args.json:
        print(json.dumps([asdict(r) for r in found], ensure_ascii=False, indent=2))
    else:
        print("\n".join(reference_lines(found, index)) if found else "Aftalerne nævner ikke hinanden.")
    return 0 if found else NOT_FOUND


def reference_lines(found: Sequence[Reference], index: Index) -> list[str]:
    """Links from and to each agreement, then the agreements that the corpus lacks."""
    lines: list[str] = []
    for head in index.documents.values():
        out = [r for r in found if r.document == head.id and r.targets]
        into = [r for r in found if head.id in r.targets]
        if not out and not into:
            continue
        lines.append(plain(head.title))
        lines += [f"  nævner {', '.join(r.targets)}: {_where(r)}" for r in out]
        lines += [f"  nævnes i {r.document}: {_where(r)}" for r in into]
        lines.append("")
    lacking = sorted({r.year for r in found if not r.targets})
    if lacking:
        lines.append("Aftaler, der nævnes, men ikke er i korpus:")
        for year in lacking:
            lines.append(f"  {year}")
            lines += [f"    nævnes i {r.document}: {_where(r)}" for r in found if not r.targets and r.year == year]
    return lines


def _where(reference: Reference) -> str:
    page = f"side {reference.page}, " if reference.page is not None else ""
    line = f"linje {reference.line}" if reference.line is not None else ""
    return plain(f"«{reference.text}», {page}{line}".rstrip(", "))
