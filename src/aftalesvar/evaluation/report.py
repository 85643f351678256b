"""eval/REPORT.md: every figure with its n and interval, the peers beside us, and where we lose.

The report is made of the saved runs alone, so it can be written again without asking anything.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from aftalesvar.evaluation.choosing import choose
from aftalesvar.evaluation.collected import Runs, load_runs
from aftalesvar.evaluation.compare import Difference, compare
from aftalesvar.evaluation.measures import (
    LABELS,
    Result,
    by_field,
    estimates,
)
from aftalesvar.evaluation.plots import Bar, Line, bar_plot, curve_plot
from aftalesvar.evaluation.questions import Item
from aftalesvar.evaluation.rivals import peers_section
from aftalesvar.evaluation.sources import Sources
from aftalesvar.evaluation.splits import Split, load_split
from aftalesvar.evaluation.tables import COST_HEADS, cost_row, group_table, measure_table, number, span, table

CAUSE_MEANINGS = {
    "not-retrieved": "no passage among the first ten holds the answer",
    "ranked-low": "a passage holds it, but not the first one, and the answer was read elsewhere",
    "wrong-sentence": "the first passage holds it, but another sentence was read",
    "wrong-figure": "the right sentence, but not what was asked for in it",
    "wrong-year": "read from another agreement, or a figure said to be of another year",
    "unsupported": "the answer is right, but what is cited doesn't state it",
    "needless-refusal": "refused, though a passage that holds it was found",
    "answered-unanswerable": "answered what the corpus doesn't hold",
    "error": "the system failed",
}


def write_report(folder: Path, items: Sequence[Item], sources: Sources, *, half: str = "dev") -> Path:
    """Write REPORT.md and its plots into ``folder``; returns the report's path.

    Raises UsageError when the product wasn't run on that half yet.
    """
    split = load_split(folder / "questions")
    runs = load_runs(folder / "runs", choose(items, half=half, split=split), sources, half)
    plots = folder / "report"
    plots.mkdir(parents=True, exist_ok=True)
    sections = [
        _head(runs, split),
        _questions(items, folder),
        _answers(runs, plots),
        _groups(runs.product),
        _refusals(runs, plots),
        _causes(runs.product, plots),
        _cost(runs),
        _variants(runs),
        peers_section(runs, plots),
        _METHOD,
    ]
    path = folder / "REPORT.md"
    path.write_text("\n".join(section for section in sections if section), "utf-8")
    return path


def _head(runs: Runs, split: Split | None) -> str:
    meta = runs.product.run.meta
    frozen = f"Test half frozen as version {split.version}, SHA-256 `{split.sha256}`." if split else "Not frozen yet."
    index = meta.get("index") or {}
    return f"""# Evaluation report

Written by `aftalesvar eval report`. Figures are of the **{runs.half}** half: {len(runs.product.items)} questions,
of which {sum(not item.answerable for item in runs.product.items)} can't be answered from the corpus. {frozen}

Run finished {meta.get("finished", "–")} on {meta.get("machine", "–")}; index `{index.get("id", "–")}`, model
`{index.get("model", "–")}`.

Every figure stands with its n and a 95 % interval (BCa bootstrap over questions; the last column draws whole
agreements instead, which is the fairer guess for an agreement not yet seen). "Better" is only said where the interval
of the paired difference excludes zero and the permutation test, Holm-corrected, agrees.
{_left_out(runs)}"""


def _left_out(runs: Runs) -> str:
    if not runs.left_out:
        return ""
    return f"\nLeft out, since they weren't asked all of these questions: {', '.join(runs.left_out)}.\n"


def _questions(items: Sequence[Item], folder: Path) -> str:
    agreements = sorted({item.agreement for item in items})
    kinds = sorted({item.type for item in items})
    counts = Counter((item.agreement, item.type) for item in items)
    rows = [
        (
            agreement,
            *(str(counts[agreement, kind] or "") for kind in kinds),
            str(sum(counts[agreement, k] for k in kinds)),
        )
        for agreement in agreements
    ]
    hard = sum(item.hard is not None for item in items if item.answerable)
    answerable = sum(item.answerable for item in items)
    styles = ", ".join(f"{style} {n}" for style, n in Counter(item.style or "–" for item in items).most_common())
    kinds_of_no = ", ".join(
        f"{kind} {n}" for kind, n in Counter(item.kind or "–" for item in items if not item.answerable).most_common()
    )
    return f"""## The questions

{len(items)} questions, written by hand from the texts ({answerable} answerable, {len(items) - answerable} not).

{table(("Agreement", *kinds, "all"), rows)}
Ways of writing: {styles}. Hard on purpose: {hard} of the {answerable} answerable. Unanswerable by kind: {kinds_of_no}.

{_second_reading(folder / "questions")}"""


def _second_reading(folder: Path) -> str:
    """Return what the second readings found: JSON files with ``checked`` and the mended ``disagreements``."""
    readings = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("second-reading-*.json"))]
    if not readings:
        return ""
    found = Counter(str(fault.get("what", "–")) for reading in readings for fault in reading["disagreements"])
    listed = ", ".join(f"{what} {n}" for what, n in found.most_common())
    mended = sum(bool(fault.get("mended")) for reading in readings for fault in reading["disagreements"])
    checked = sum(int(reading["checked"]) for reading in readings)
    return (
        f"A second reading with fresh eyes checked {checked} questions against the sources and disagreed on "
        f"{found.total()}, of which {mended} mended ({listed}).\n"
    )


def _answers(runs: Runs, plots: Path) -> str:
    found = estimates(runs.product)
    shown = ("Success@1", "Success@5", "right", "right_cited", "number_right", "complete", "refusal_recall")
    bars = [
        Bar(LABELS[name][1], e.value, e.interval.low if e.interval else None, e.interval.high if e.interval else None)
        for name in shown
        if (e := found.get(name))
    ]
    (plots / "answers.svg").write_text(bar_plot("Share of questions, with 95 % intervals", bars), "utf-8")
    return f"""## Answers and retrieval

![Shares of questions with intervals](report/answers.svg)

{measure_table(found)}
"Wrong year" and "needless refusals" are better the lower they are; all others the higher.
"""


def _groups(result: Result) -> str:
    parts = [
        "## By agreement, type, way of writing and difficulty\n",
        "Correct is right and cited, or rightly refused.\n",
    ]
    for head, field in (
        ("Agreement", "agreement"),
        ("Type", "type"),
        ("Way of writing", "style"),
        ("Hard because", "hard"),
    ):
        parts.append(group_table(head, by_field(result, "correct", field)))
    return "\n".join(parts)


def _refusals(runs: Runs, plots: Path) -> str:
    rows, lines = [], []
    for label, only in (("answerable", True), ("answerable and false answers", False)):
        curve = runs.product.curve(answerable_only=only)
        if curve.n:
            at = number(curve.accuracy_at(0.9))
            reached = number(curve.coverage_at(0.95))
            rows.append((label, str(curve.n), number(curve.aurc), number(curve.excess_aurc), at, reached))
            lines.append(Line(label, tuple((k / curve.n, risk) for k, risk in enumerate(curve.risks, 1))))
    plot = curve_plot("Risk against coverage: wrong answers when only the surest are given", lines, "coverage", "risk")
    (plots / "risk.svg").write_text(plot, "utf-8")
    text = f"""## Knowing when not to answer

![Risk against coverage](report/risk.svg)

{table(("Over", "n", "AURC", "excess AURC", "accuracy at 90 % coverage", "coverage at 95 % accuracy"), rows)}
"""
    if runs.hidden:
        recall = estimates(runs.hidden).get("refusal_recall")
        if recall:
            text += (
                f"\nMade unanswerable by hiding the sentences that hold the answer: {recall.n} questions, "
                f"of which {number(recall.value)} ({span(recall.interval)}) were refused.\n"
            )
    return text


def _causes(result: Result, plots: Path) -> str:
    causes = result.causes
    largest = float(max([1, *causes.values()]))
    bars = [Bar(cause, float(n)) for cause, n in causes.items()]
    (plots / "causes.svg").write_text(bar_plot("Errors by cause", bars, largest=largest, decimals=0), "utf-8")
    rows = [(cause, str(n), CAUSE_MEANINGS[cause]) for cause, n in causes.items()]
    return f"""## Errors by cause

Each error is put down to the first thing that went wrong on the way from question to answer.

![Errors by cause](report/causes.svg)

{table(("Cause", "Errors", "Meaning"), rows)}"""


def _cost(runs: Runs) -> str:
    return f"## Cost\n\n{table(COST_HEADS, [cost_row(runs.product)])}"


_ABLATED = ("Success@1", "right_cited", "number_right", "refusal_recall", "wrong_year")


def _variants(runs: Runs) -> str:
    """What each part adds: how far each measure moves without it, on the same questions."""
    if not runs.variants:
        return ""
    rows = [("all parts", *(number(estimates(runs.product)[name].value) for name in _ABLATED))]
    for result in runs.variants:
        moved = {d.name: d for d in compare(runs.product, result, _ABLATED)}
        rows.append((result.run.name, *(_moved(moved[name]) if name in moved else "–" for name in _ABLATED)))
    heads = ("Without", *(LABELS[name][1] for name in _ABLATED))
    return (
        "## Less one part at a time\n\nThe difference to all parts, with the paired 95 % interval; "
        f"bold where it excludes zero.\n\n{table(heads, rows)}"
    )


def _moved(found: Difference) -> str:
    if found.interval is None:
        return f"{found.difference:+.3f}"
    told = f"{found.difference:+.3f} ({found.interval.low:+.3f} to {found.interval.high:+.3f})"
    return f"**{told}**" if found.interval.excludes_zero() else told


_METHOD = """## How it's measured

- A passage counts when it covers at least half of a gold quote's characters in the source file and an accepted string
  whole, whatever its own cut is. RR, nDCG and recall are ir-measures'; a passage that repeats what a higher one holds
  is left out, evidence that no passage holds counts as missed, and a question without passages scores 0.
- *Right*: the answer has at most 400 characters and contains an accepted string (whole numbers: 9,3 isn't in 19,3;
  Ja and Nej as first word), or all that are required. *Cited*: a citation of at most 1,500 characters overlaps a place
  that states the answer, in the right document; a series needs one for every part. *Number right*: value, unit and
  scale, by a number reader of the evaluation's own; where one amount is asked for, it must be the first that is shown.
- *Quotes exact*: what stands in the source file at the citation's spans, but for blanks, hyphens and markup.
- *Wrong year*: answered, not right and cited, and read from another agreement or said to be of another year.
- Risk and coverage sort by the system's own confidence; refused questions come last and count as wrong.
- Tests: paired permutation (9,999 sign flips, fixed seed) and exact McNemar, Holm-corrected over the declared measures.
"""
