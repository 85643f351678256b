"""The report's part on the peers: side by side, what they cost, where they are better, question by question."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median

from aftalesvar.evaluation.collected import Runs
from aftalesvar.evaluation.compare import compare
from aftalesvar.evaluation.cost import percentile
from aftalesvar.evaluation.gold import stretches_of
from aftalesvar.evaluation.measures import LABELS, RETRIEVAL_FAMILY, Result, estimates
from aftalesvar.evaluation.plots import Bar, bar_plot
from aftalesvar.evaluation.questions import Item
from aftalesvar.evaluation.tables import COST_HEADS, cost_row, difference_table, number, table

LISTED = 40


def peers_section(runs: Runs, plots: Path) -> str:
    """Return the section and write its plot into ``plots``; empty without peers."""
    if not runs.peers:
        return ""
    everyone = sorted((runs.beside_peers, *runs.peers), key=lambda result: -_mean(result, "Success@1"))
    bars = []
    for result in everyone:
        e = estimates(result)["Success@1"]
        low, high = (e.interval.low, e.interval.high) if e.interval else (None, None)
        bars.append(Bar(result.run.name, e.value, low, high, ours=result is runs.beside_peers))
    (plots / "peers.svg").write_text(bar_plot("Success@1 on the same questions", bars), "utf-8")
    rows = [
        (
            result.run.name,
            *(number(_mean(result, name)) for name in RETRIEVAL_FAMILY),
            _passage_length(result),
            _refuses(result, runs.beside_peers),
        )
        for result in everyone
    ]
    parts = [
        "## The peers, on the same questions\n",
        "Each as its own documentation starts, with the same embedding model where it takes one; variants named "
        "otherwise are an obvious better setting. They return passages, so only retrieval can be compared. All figures "
        f"here are of the {len(runs.beside_peers.items)} answerable questions that every one of them was asked.\n",
        "![Success@1 of all systems](report/peers.svg)\n",
        table(("System", *(LABELS[name][1] for name in RETRIEVAL_FAMILY), "Passage", "Refuses"), rows),
        "*Passage* is the median length of the passages shown, in characters of the source: a longer passage holds an "
        "answer more easily and leaves more to read, so the last measure gives everyone 2,500 characters.\n",
        "### What they cost\n",
        table(COST_HEADS, [cost_row(result) for result in everyone]),
        _worse(runs),
    ]
    parts += [_against(runs.beside_peers, peer) for peer in runs.peers]
    return "\n".join(parts)


def _passage_length(result: Result) -> str:
    """Return the median length of the passages that a run shows."""
    lengths = [
        sum(end - start for _, start, end in stretches_of(passage))
        for reply in result.run.replies
        for passage in reply.response.get("passages") or ()
    ]
    return f"{median(lengths):.0f}" if lengths else "–"


def _refuses(result: Result, product: Result) -> str:
    return "yes" if result is product or result.run.meta.get("refuses") else "no"


def _mean(result: Result, name: str) -> float:
    values = result.values[name]
    return sum(values.values()) / len(values) if values else 0.0


def _worse(runs: Runs) -> str:
    """Name every measure on which a peer is above us, proved or not."""
    lines = []
    for peer in runs.peers:
        for name in RETRIEVAL_FAMILY:
            ours, theirs = _mean(runs.beside_peers, name), _mean(peer, name)
            if theirs > ours:
                lines.append(f"- {peer.run.name}: {LABELS[name][1]} {theirs:.3f} against our {ours:.3f}")
        mine, other = runs.beside_peers.run.meta, peer.run.meta
        for key, label in (
            ("index_seconds", "index time"),
            ("cold_start_seconds", "cold start"),
            ("peak_mb", "peak memory"),
        ):
            if mine.get(key) is not None and other.get(key) is not None and float(other[key]) < float(mine[key]):
                lines.append(f"- {peer.run.name}: {label} {float(other[key]):.1f} against our {float(mine[key]):.1f}")
        medians = [
            percentile([o.seconds for o in r.outcomes if o.status != "None"], 0.5) for r in (runs.beside_peers, peer)
        ]
        if medians[0] is not None and medians[1] is not None and medians[1] < medians[0]:
            lines.append(
                f"- {peer.run.name}: median latency {medians[1] * 1000:.1f} ms against our {medians[0] * 1000:.1f} ms"
            )
    body = "\n".join(lines) or "Nowhere on these measures."
    return f"### Where we're worse than a peer\n\n{body}\n"


def _against(product: Result, peer: Result) -> str:
    """Set one peer against us: the tests, then the questions that only one of the two got first."""
    differences = compare(peer, product, RETRIEVAL_FAMILY)
    ours = {outcome.id: outcome.rank for outcome in product.outcomes}
    theirs = {outcome.id: outcome.rank for outcome in peer.outcomes}
    lost = [item for item in product.items if item.answerable and theirs[item.id] == 1 and ours[item.id] != 1]
    won = [item for item in product.items if item.answerable and ours[item.id] == 1 and theirs[item.id] != 1]

    def rows(items: Sequence[Item]) -> list[tuple[str, ...]]:
        ranks = [(item, ours[item.id], theirs[item.id]) for item in items[:LISTED]]
        return [(item.id, item.question, str(mine or "–"), str(its or "–")) for item, mine, its in ranks]

    heads = ("Id", "Question", "Our rank", "Its rank")
    more = f"\n… and {len(won) - LISTED} more.\n" if len(won) > LISTED else ""
    return f"""### Against {peer.run.name}

{peer.run.meta.get("description", "")}

{difference_table(differences, peer.run.name, product.run.name)}
<details><summary>First there, not here: {len(lost)}; first here, not there: {len(won)}</summary>

We lost:

{table(heads, rows(lost))}
We won:

{table(heads, rows(won))}{more}
</details>
"""
