"""Results for the terminal, in Danish: rich tables in, nothing decided here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from aftalesvar.evaluation.compare import Change, Difference
from aftalesvar.evaluation.cost import percentile
from aftalesvar.evaluation.measures import DECIDING, LABELS, Estimate, Result, by_field, estimates
from aftalesvar.evaluation.proof import Proof
from aftalesvar.evaluation.statistics import Interval

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

CAUSE_LABELS = {
    "not-retrieved": "ikke fundet",
    "ranked-low": "fundet, men for lavt",
    "wrong-sentence": "forkert sætning",
    "wrong-figure": "forkert svar i rigtig sætning",
    "wrong-year": "forkert år",
    "unsupported": "rigtigt svar uden gyldig kilde",
    "needless-refusal": "unødig afvisning",
    "answered-unanswerable": "svar på ubesvarligt",
    "error": "fejl",
}
VERDICTS = {"better": "[green]bedre[/]", "worse": "[red]dårligere[/]", "no difference shown": "ingen påvist forskel"}


def number(value: float | None, decimals: int = 3) -> str:
    """Write a number as Danes do; a dash for none."""
    return "–" if value is None else f"{value:.{decimals}f}".replace(".", ",")


def span(interval: Interval | None) -> str:
    """Write an interval; a dash for none."""
    return "–" if interval is None else f"{number(interval.low)} til {number(interval.high)}"


def show_result(console: Console, result: Result, *, misses: bool = False) -> None:
    """Print the measures, the groups, the risk, the causes and the cost of one run."""
    console.print(_measures(f"{result.run.name}: {len(result.items)} spørgsmål", estimates(result)))
    console.print(_groups(result))
    console.print(_causes(result))
    console.print(_risk(result))
    console.print(_cost(result))
    if misses:
        console.print(_misses(result))


def _table(title: str, *columns: str) -> Table:
    from rich.table import Table

    table = Table(title=title, title_justify="left", title_style="bold")
    for position, column in enumerate(columns):
        table.add_column(column, justify="left" if position == 0 else "right")
    return table


def _measures(title: str, found: Mapping[str, Estimate]) -> Table:
    table = _table(title, "Mål", "Værdi", "n", "95 %-interval", "– efter aftale")
    for name, value in found.items():
        table.add_row(LABELS[name][0], number(value.value), str(value.n), span(value.interval), span(value.clustered))
    return table


def _groups(result: Result) -> Table:
    table = _table("Efter aftale, type, skrivemåde og sværhed", "Gruppe", "n", "rigtigt i alt", "95 %-interval")
    for label, field in (("aftale", "agreement"), ("type", "type"), ("stil", "style"), ("svær", "hard")):
        for group, value in by_field(result, "correct", field).items():
            table.add_row(f"{label}: {group}", str(value.n), number(value.value), span(value.interval))
        table.add_section()
    return table


def _causes(result: Result) -> Table:
    table = _table("Fejl efter årsag", "Årsag", "Antal")
    for cause, count in result.causes.items():
        table.add_row(CAUSE_LABELS[cause], str(count))
    return table


def _risk(result: Result) -> Table:
    table = _table(
        "Risiko og dækning", "Over", "AURC", "E-AURC", "rigtigt ved 90 % dækning", "dækning ved 95 % rigtigt"
    )
    for label, answerable_only in (("besvarlige", True), ("alle", False)):
        curve = result.curve(answerable_only=answerable_only)
        if curve.n:
            table.add_row(
                label,
                number(curve.aurc),
                number(curve.excess_aurc),
                number(curve.accuracy_at(0.9)),
                number(curve.coverage_at(0.95)),
            )
    return table


def _cost(result: Result) -> Table:
    seconds = [outcome.seconds for outcome in result.outcomes]
    table = _table("Pris", "Hvad", "Værdi")
    for label, share in (("svartid, median (ms)", 0.5), ("svartid, 95-percentil (ms)", 0.95)):
        value = percentile(seconds, share)
        table.add_row(label, number(None if value is None else value * 1000, 1))
    labels = {
        "cold_start_seconds": "koldstart (s)",
        "index_seconds": "indeksering (s)",
        "peak_mb": "højeste hukommelse (MB)",
    }
    for key, label in labels.items():
        if (cost := result.run.meta.get(key)) is not None:
            table.add_row(label, number(float(cost), 1))
    return table


def _misses(result: Result) -> Table:
    from rich.table import Table

    table = Table(title="Fejl, spørgsmål for spørgsmål", title_justify="left", title_style="bold", show_lines=True)
    for column in ("Id", "Spørgsmål", "Rigtigt svar", "Svaret", "Årsag"):
        table.add_column(column, overflow="fold")
    outcomes = {outcome.id: outcome for outcome in result.outcomes}
    for item in result.items:
        outcome = outcomes[item.id]
        if outcome.cause:
            given = outcome.answer or f"({outcome.status})"
            table.add_row(item.id, item.question, item.answer or "(ubesvarligt)", given, CAUSE_LABELS[outcome.cause])
    return table


def show_ablations(console: Console, results: Sequence[Result]) -> None:
    """Print the systems side by side on the measures that decide."""
    table = _table("Uden en del ad gangen", "System", *(LABELS[name][0] for name in DECIDING))
    for result in results:
        found = estimates(result)
        table.add_row(result.run.name, *(number(found[name].value) if name in found else "–" for name in DECIDING))
    console.print(table)


def show_comparison(console: Console, title: str, differences: Iterable[Difference], changed: Sequence[Change]) -> None:
    """Print what moved between two runs, and every question whose answer changed."""
    table = _table(
        title, "Mål", "n", "A", "B", "B − A", "95 %-interval", "vundet", "tabt", "p (perm.)", "p (McNemar)", "Dom"
    )
    for d in differences:
        table.add_row(
            LABELS[d.name][0], str(d.n), number(d.a), number(d.b), number(d.difference), span(d.interval),
            str(d.gained), str(d.lost), number(d.p), number(d.p_mcnemar), VERDICTS[d.verdict],
        )  # fmt: skip
    console.print(table)
    console.print("[dim]p er rettet efter Holm. »Bedre« kun når forskellens interval ikke rummer 0.[/]")
    turns = {
        "gained": "[green]vundet[/]",
        "lost": "[red]tabt[/]",
        "both right": "rigtigt før og nu",
        "both wrong": "forkert før og nu",
    }
    listing = _table(f"{len(changed)} ændrede svar", "Id", "Spørgsmål", "Rigtigt svar", "A", "B", "Hvad")
    for column in listing.columns:
        column.justify, column.overflow = "left", "fold"
    for change in changed:
        listing.add_row(change.id, change.question, change.gold, change.before, change.after, turns[change.turn])
    console.print(listing)


def show_proof(console: Console, proof: Proof) -> None:
    """Print what the proof found, and the spread."""
    for name, counts in proof.spread.items():
        table = _table(f"Efter {name}", name.capitalize(), "Antal")
        for group, count in counts.items():
            table.add_row(group, str(count))
        console.print(table)
    for fault in proof.faults:
        mark = "[red]fejl[/]" if fault.serious else "[yellow]bemærk[/]"
        console.print(f"{mark} {fault.id}: {fault.message}", highlight=False)
    verdict = "[green]Beviset holder.[/]" if proof.holds else "[red]Beviset holder ikke.[/]"
    console.print(f"{proof.items} spørgsmål, {len(proof.faults)} bemærkninger. {verdict}")
