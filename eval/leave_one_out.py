"""What a user's own agreements will see: everything that was fitted, fitted again without the agreement asked about.

    .venv/bin/python eval/leave_one_out.py

For each agreement the question adapter is trained, the weights of retrieval are fitted and the confidence is
calibrated on the others; then its dev questions are asked of the whole index. Questions across agreements and those
that can't be answered belong to no agreement: a fifth of them goes to each system.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from calibrate import NAMES, Case
from calibrate import fit as fit_confidence
from calibrate import gather as gather_cases
from weights import asked_questions, choices, left_out_askers
from weights import fit as fit_weights

from aftalesvar.asking.asker import Asker
from aftalesvar.calibration import Calibration
from aftalesvar.evaluation.choosing import choose
from aftalesvar.evaluation.measures import evaluate
from aftalesvar.evaluation.product import Product
from aftalesvar.evaluation.questions import Item, load_questions, question_files
from aftalesvar.evaluation.run import Run, run_system
from aftalesvar.evaluation.sources import Sources, load_sources
from aftalesvar.evaluation.splits import load_split
from aftalesvar.opening import open_asker
from aftalesvar.settings import Settings

SHOWN = ("Success@1", "Success@5", "right_cited", "wrong_year", "refusal_recall", "needless_refusals", "correct")


def refitted(asker: Asker, askers: Mapping[int, Asker], settings: Settings, items: Sequence[Item], sources: Sources,
             ) -> dict[int, Asker]:  # fmt: skip
    """For each agreement's year a system whose adapter, weights and calibration never saw that agreement."""
    every = choices(askers, asked_questions(settings, sources))
    made = {}
    for year, without in askers.items():
        weights = fit_weights([c for c in every if c.agreement != year], asker.tuning.retrieval)
        fresh = without.tuned(replace(without.tuning, retrieval=weights))
        seen = [
            case for case in gather_cases(fresh, items, sources) if system_of(case.agreement, case.id, askers) != year
        ]
        made[year] = fresh.tuned(replace(fresh.tuning, calibration=_calibrated(seen, asker.tuning.calibration)))
    return made


def _calibrated(cases: Sequence[Case], used: Calibration) -> Calibration:
    coefficients, intercept = fit_confidence(cases)
    told = {name: float(c) for name, c in zip(NAMES, coefficients, strict=True)}
    return Calibration(**{**asdict(used), **told, "intercept": intercept})


def system_of(agreement: str, item: str, years: Iterable[int]) -> int:
    """The year of the system that an item is for: its agreement's, or else one by its number."""
    held = sorted(years)
    return int(agreement) if agreement.isdigit() else held[int(item.rpartition("-")[2]) % len(held)]


def asked_of(systems: Mapping[int, Asker], items: Sequence[Item]) -> Run:
    """One run in which each question is answered by its own system."""
    replies = [
        reply
        for item in items
        for reply in run_system(Product(systems[system_of(item.agreement, item.id, systems)]), [item]).replies
    ]
    return Run("left out", tuple(replies))


def main() -> None:
    """Print the measures of the product as it is, and of what was fitted without the agreement asked about."""
    folder = Path(__file__).parent / "questions"
    split = load_split(folder)
    assert split is not None
    items = choose(load_questions(question_files(folder)), half="dev", split=split)
    settings = Settings.from_environment()
    sources, asker = load_sources(settings.corpus), open_asker(settings)
    systems = refitted(asker, left_out_askers(asker, settings), settings, items, sources)
    single = {item.id for item in items if item.agreement.isdigit()}
    for name, run in (("as it is", run_system(Product(asker), items)), ("left out", asked_of(systems, items))):
        values = evaluate(run, items, sources).values
        for kind, ids in (("all", {item.id for item in items}), ("one agreement", single)):
            shown = {m: [v for key, v in values[m].items() if key in ids] for m in SHOWN}
            told = "  ".join(f"{m} {sum(v) / len(v):.3f}" for m, v in shown.items() if v)
            print(f"{name:9} {kind:14} n {len(ids):4}  {told}", flush=True)


if __name__ == "__main__":
    main()
