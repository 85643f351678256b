"""Score the index's figure records against the figures annotated by hand (tests/gold/figures.jsonl).

Usage: ``python eval/figure_records.py [--wrong] [GOLD]``. Intervals are Wilson's, 95 %.

A gold line tells one figure of one stretch of an agreement. Stretches are found again in the sentences that
the index holds (by their words); all figures of a found stretch are compared one to one, in order of place.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from aftalesvar.records import FigureRecord
from aftalesvar.settings import Settings
from aftalesvar.store.index import Index

GOLD = Path(__file__).resolve().parents[1] / "tests" / "gold" / "figures.jsonl"


@dataclass(frozen=True, slots=True)
class Scored:
    """What was compared: gold figures with the record of the same value and unit (or None), and records left over."""

    pairs: tuple[tuple[dict[str, Any], FigureRecord | None], ...]
    extra: tuple[tuple[str, FigureRecord], ...]
    lost: tuple[str, ...]  # stretches that no sentence holds

    def measures(self) -> dict[str, tuple[int, int]]:
        """Measure -> (right, of)."""
        met = [(g, r) for g, r in self.pairs if r is not None]
        return {
            "recall of value and unit": (len(met), len(self.pairs)),
            "precision of value and unit": (len(met), len(met) + len(self.extra)),
            "years": (sum(tuple(g["years"]) == r.years for g, r in met), len(met)),
            "years, where one is told": (
                sum(tuple(g["years"]) == r.years for g, r in met if g["years"]),
                sum(bool(g["years"]) for g, _ in met),
            ),
            "level or change": (sum(g["direction"] == r.direction for g, r in met), len(met)),
            "of which": (sum(g["of_which"] == r.of_which for g, r in met), len(met)),
            "qualifier": (sum(_words(g["qualifier"]) == _words(r.qualifier) for g, r in met), len(met)),
            "price level": (sum(_level(g["price_level"]) == _level(r.price_level) for g, r in met), len(met)),
            "subject shares a word": (sum(_share(g["subject"], r.subject) for g, r in met), len(met)),
        }


def score(index: Index, gold: Path = GOLD) -> Scored:
    """Compare the records of an index with the annotated figures."""
    stretches: dict[tuple[int, str], list[dict[str, Any]]] = defaultdict(list)
    for line in gold.read_text("utf-8").splitlines():
        told = json.loads(line)
        stretches[told["doc"], told["stretch"]].append(told)
    records: dict[int, list[FigureRecord]] = defaultdict(list)
    for record in index.figures():
        records[record.sentence].append(record)
    pairs: list[tuple[dict[str, Any], FigureRecord | None]] = []
    extra: list[tuple[str, FigureRecord]] = []
    lost: list[str] = []
    for (year, stretch), told_ in stretches.items():
        found = _sentences(index, year, stretch)
        if not found:
            lost.append(stretch)
        mine = [r for s in found for r in records[s]]
        for told in (t for t in told_ if t["figure"]):
            match = next((r for r in mine if _same(told, r)), None)
            pairs.append((told, match))
            if match is not None:
                mine.remove(match)
        extra += [(stretch, r) for r in mine]
    return Scored(tuple(pairs), tuple(extra), tuple(lost))


def _same(told: dict[str, Any], record: FigureRecord) -> bool:
    return Decimal(told["value"]) == record.value and told["unit"] == record.unit and (
        told["upper"] is None or (record.upper is not None and Decimal(told["upper"]) == record.upper)
    )  # fmt: skip


def _sentences(index: Index, year: int, stretch: str) -> list[int]:
    """The sentences of an agreement that lie in a stretch, or hold it."""
    wanted = _bare(stretch)
    ids = [d.id for d in index.documents.values() if year in d.years]
    held = [i for i, (_, document) in enumerate(index.sentence_places) if document in ids]
    sentences = {s.id: (_bare(s.text), _bare(s.quote), s) for s in index.sentences(held)}
    exact = [i for i, (text, _, s) in sentences.items() if s.row is None and _lies_in(text, wanted)]
    if exact:
        return exact
    return [
        i for i, (_, quote, s) in sentences.items()
        if (s.row is not None and quote.endswith(wanted)) or (s.row and _bare(f"{s.row.label} {s.row.value}") in wanted)
    ]  # fmt: skip


def _lies_in(text: str, wanted: str) -> bool:
    """Whether one lies in the other; what is very short ("KL") lies in many a stretch by chance."""
    return text == wanted or (len(text) > 12 and text in wanted) or (len(wanted) > 12 and wanted in text)


def _level(text: str | None) -> str:
    return _bare(text).removeprefix("20")


def _bare(text: str | None) -> str:
    return re.sub(r"[\W_]+", "", (text or "").casefold())


def _words(text: str | None) -> str:
    return " ".join((text or "").casefold().replace(".", "").split())


def _share(told: str, mine: str) -> bool:
    words = [{w[:6] for w in re.findall(r"\w{4,}", t.casefold())} for t in (told, mine)]
    return bool(words[0] & words[1])


def wilson(right: int, total: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    if not total:
        return 0.0, 1.0
    z, share = 1.959964, right / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return middle - half, middle + half


def _lines(scored: Scored, wrong: bool) -> Iterable[str]:
    for name, (right, total) in scored.measures().items():
        low, high = wilson(right, total)
        yield f"{name:32} {right:4}/{total:<4} {right / max(total, 1):.3f}  ({low:.3f} to {high:.3f})"
    if scored.lost:
        yield f"stretches not found: {len(scored.lost)}"
    if not wrong:
        return
    yield from (f"LOST {stretch[:150]}" for stretch in scored.lost)
    yield from (f"EXTRA {r.text} ({r.value} {r.unit}) in: {stretch[:200]}" for stretch, r in scored.extra)
    for told, record in scored.pairs:
        if record is None:
            yield f"MISSED {told['doc']} {told['text']} ({told['value']} {told['unit']}) in: {told['stretch'][:240]}"
            continue
        if tuple(told["years"]) != record.years:
            yield f"YEARS {told['doc']} {record.text}: {record.years}, gold {told['years']} in: {told['stretch'][:400]}"
        if told["direction"] != record.direction:
            yield f"DIRECTION {record.text}: {record.direction}, gold {told['direction']} in: {told['stretch'][:300]}"
        for name in ("of_which",):
            if told[name] != getattr(record, name):
                yield f"{name.upper()} {record.text}: gold {told[name]} in: {told['stretch'][:200]}"


def main() -> int:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="?", type=Path, default=GOLD)
    parser.add_argument("--wrong", action="store_true", help="print what differs")
    args = parser.parse_args()
    index = Index.open(Settings.from_environment().index)
    print("\n".join(_lines(score(index, args.gold), args.wrong)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
