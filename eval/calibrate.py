"""Set the confidence's coefficients and threshold on the dev split, with whole agreements left out.

    .venv/bin/python eval/calibrate.py [--write] [--also FILE…]

``--also`` takes further questions, of the same form, beside the dev half.

For every dev question (and every answerable one again with its gold hidden) the evidence for the answer that would be
shown is gathered at threshold 0 and labelled right or not. A logistic regression (ridge, class weights even) is fitted
leaving out one agreement at a time; the report is of the left-out predictions, the coefficients kept are of all.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from aftalesvar.asking.asker import Asker
from aftalesvar.asking.confidence import Evidence
from aftalesvar.asking.contract import answer_to_dict
from aftalesvar.calibration import Calibration, shipped_calibration
from aftalesvar.evaluation.choosing import choose
from aftalesvar.evaluation.gold import places
from aftalesvar.evaluation.questions import Item, load_questions, question_files
from aftalesvar.evaluation.scoring import score
from aftalesvar.evaluation.sources import Sources, load_sources
from aftalesvar.evaluation.splits import load_split
from aftalesvar.opening import open_asker
from aftalesvar.settings import Settings

NAMES = [field.name for field in fields(Evidence)]
FRESH = 400  # questions with a higher number were written blind, in users' own words
TARGET = Path(__file__).parents[1] / "src" / "aftalesvar" / "calibration.json"


@dataclass(frozen=True)
class Case:
    """One answer that would be shown: its evidence, whether it is right, whether the question can be answered."""

    id: str
    agreement: str
    evidence: tuple[float, ...]
    right: bool
    answerable: bool
    hidden: bool


def gather(asker: Asker, items: Sequence[Item], sources: Sources) -> list[Case]:
    """The cases of all questions at threshold 0."""
    bold = asker.tuned(replace(asker.tuning, calibration=replace(asker.tuning.calibration, threshold=0.0)))
    cases = []
    for item in items:
        for hide in (False, True) if item.answerable else (False,):
            without = frozenset(
                i
                for p in (places(item, sources) if hide else ())
                for i in asker.index.overlapping(p.document, p.start, p.end)
            )
            answer = bold.ask(item.question, k=10, without=without)
            evidence = answer.explanation.get("evidence")
            if evidence is None or answer.status not in ("answered", "partial"):
                continue  # nothing was found, or a rule refuses it whatever the confidence
            right = False
            if item.answerable and not hide:
                right = bool(score(item, answer_to_dict(answer), sources, 0.0).right_and_cited)
            values = tuple(float(evidence[name]) for name in NAMES)
            cases.append(Case(item.id, item.agreement, values, right, item.answerable and not hide, hide))
    return cases


def fit(cases: Sequence[Case], strength: float = 20.0) -> tuple[np.ndarray, float]:
    """Coefficients and intercept; the made unanswerables count a third of the written ones."""
    x, y = np.array([c.evidence for c in cases]), np.array([c.right for c in cases])
    weights = np.array([0.33 if c.hidden else 1.0 for c in cases])
    model = LogisticRegression(C=strength, max_iter=2000).fit(x, y, sample_weight=weights)
    return model.coef_[0], float(model.intercept_[0])


def predict(coefficients: np.ndarray, intercept: float, cases: Sequence[Case]) -> np.ndarray:
    """The probability that each case's answer is right."""
    return 1 / (1 + np.exp(-(np.array([c.evidence for c in cases]) @ coefficients + intercept)))


def left_out(cases: Sequence[Case]) -> np.ndarray:
    """Predictions for each agreement's cases by a model that never saw it (unanswerable ones in five folds)."""
    folds = np.array([hash_fold(c) for c in cases])
    predictions = np.zeros(len(cases))
    for fold in sorted(set(folds)):
        train = [c for c, f in zip(cases, folds, strict=True) if f != fold]
        test = [c for c, f in zip(cases, folds, strict=True) if f == fold]
        predictions[folds == fold] = predict(*fit(train), test)
    return predictions


def hash_fold(case: Case) -> str:
    """The agreement a case belongs to; the unanswerable are spread by their number."""
    return case.agreement if case.agreement not in ("none", "") else f"none-{int(case.id[-3:]) % 5}"


def table(cases: Sequence[Case], predictions: np.ndarray) -> list[tuple[float, float, float, float, float]]:
    """A row for each threshold, all shares of 1.

    (threshold, refused of unanswerable, needless refusals of right answers, shown but wrong, refused with gold hidden)
    """
    rows = []
    ok = np.array([c.answerable for c in cases])
    right = np.array([c.right for c in cases])
    hidden = np.array([c.hidden for c in cases])
    none = ~ok & ~hidden
    for threshold in np.arange(0.15, 0.81, 0.05):
        shown = predictions >= threshold
        rows.append((
            float(threshold), float((~shown & none).sum() / none.sum()), float((~shown & right).sum() / ok.sum()),
            float((shown & ok & ~right).sum() / ok.sum()), float((~shown & hidden).sum() / max(hidden.sum(), 1)),
        ))  # fmt: skip
    return rows


def main() -> None:
    """Gather, fit, report, and write with --write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--threshold", type=float)
    parser.add_argument("--also", type=Path, nargs="*", default=[])
    args = parser.parse_args()
    folder = Path(__file__).parent / "questions"
    split = load_split(folder)
    if split is None:
        raise SystemExit("no frozen split: aftalesvar eval proof --freeze")
    items = choose(load_questions(question_files(folder)), half="dev", split=split)
    items = (*items, *load_questions(sorted(args.also)))
    settings = Settings.from_environment()
    cases = gather(open_asker(settings), items, load_sources(settings.corpus))
    predictions = left_out(cases)
    labels = np.array([c.right for c in cases])
    written = np.array([not c.hidden for c in cases])
    auc = roc_auc_score(labels[written], predictions[written])
    print(f"cases {len(cases)}, right {labels.sum()}; AUC left out {auc:.3f}")
    if (fresh := written & np.array([int(c.id[-3:]) > FRESH for c in cases])).any():
        auc = roc_auc_score(labels[fresh], predictions[fresh])
        print(f"of those written blind: {fresh.sum()}, AUC left out {auc:.3f}")
    print("threshold  unanswerable refused  right refused  shown but wrong  gold hidden refused")
    for row in table(cases, predictions):
        print("  ".join(f"{value:9.3f}" for value in row))
    coefficients, intercept = fit(cases)
    told = {
        "intercept": round(intercept, 3),
        **{n: round(float(c), 3) for n, c in zip(NAMES, coefficients, strict=True)},
    }
    print(json.dumps(told))
    if args.write:
        threshold = args.threshold if args.threshold is not None else shipped_calibration().threshold
        TARGET.write_text(json.dumps({**told, "threshold": threshold}, indent=1) + "\n", "utf-8")
        print(f"written: {asdict(Calibration(**json.loads(TARGET.read_text('utf-8'))))}")


if __name__ == "__main__":
    main()
