"""Fit the weights of retrieval to pairs and dev questions, and report them with each agreement left out.

    .venv/bin/python eval/weights.py

Every question is a choice among the candidates that would be read (about a hundred): a conditional logit (McFadden
1974; a listwise softmax) over the signals, pulled towards the weights in use. What it gives is rounded and set by hand
in ``asking/retrieval.py``, so that the weights stay few and can be explained. How a figure is told from its neighbours
(``ReadWeights``) is not fitted: the pairs say where an answer stands, not which figure it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from adapter import gather, train
from scipy.optimize import minimize

from aftalesvar.asking.asker import Asker
from aftalesvar.asking.candidates import Candidate
from aftalesvar.asking.retrieval import Weights, retrieve
from aftalesvar.asking.understanding import Understood
from aftalesvar.evaluation.choosing import choose
from aftalesvar.evaluation.gold import places
from aftalesvar.evaluation.questions import load_questions, question_files
from aftalesvar.evaluation.sources import Sources, load_sources
from aftalesvar.evaluation.splits import load_split
from aftalesvar.opening import open_asker
from aftalesvar.settings import Settings

HERE = Path(__file__).parent
NAMES = ("passage_dense", "sentence_dense", "passage_lexical", "year", "agreement", "own_dense", "own_lexical")
SHARPNESS = 6.0  # how the scores in use relate to the logit's: a scale alone
PULL = 1.0  # ridge towards the weights in use
HELD = 0.5


@dataclass(frozen=True)
class Choice:
    """One question's candidates: their signals ``(n, weights)``, what else they score ``(n,)``, which are right."""

    agreement: int
    source: str
    signals: np.ndarray
    rest: np.ndarray
    right: np.ndarray


@dataclass(frozen=True)
class Asked:
    """A question with the agreement it is about and the stretches of source that answer it."""

    agreement: int
    source: str
    question: str
    gold: tuple[tuple[str, int, int], ...]


def asked_questions(settings: Settings, sources: Sources) -> list[Asked]:
    """The pairs and the answerable dev questions about one agreement."""
    found = []
    for path in sorted((HERE / "pairs").glob("aftale-*.jsonl")):
        for pair in map(json.loads, path.open(encoding="utf-8")):
            source = sources.get(pair["doc"])
            if source is not None:
                gold = tuple((source.id, *place) for place in source.find(pair["quote"]))
                found.append(Asked(pair["doc"], "pairs", pair["question"], gold))
    folder = HERE / "questions"
    split = load_split(folder)
    assert split is not None
    for item in choose(load_questions(question_files(folder)), half="dev", split=split):
        if item.answerable and item.agreement.isdigit():
            gold = tuple((p.document, p.start, p.end) for p in places(item, sources))
            found.append(Asked(int(item.agreement), "dev", item.question, gold))
    return found


def left_out_askers(asker: Asker, settings: Settings) -> dict[int, Asker]:
    """For each agreement's year the asker whose adapter never saw that agreement."""
    lessons = gather(asker, settings)
    return {
        head.years[-1]: asker.tuned(replace(asker.tuning, adapter=train(lessons, head.id)))
        for head in asker.index.documents.values()
    }


def choices(askers: Mapping[int, Asker], asked: Sequence[Asked]) -> list[Choice]:
    """What each question has to choose from; questions whose answer isn't among it are left out."""
    made = [_choice(askers[question.agreement], question) for question in asked]
    return [choice for choice in made if choice is not None]


def _choice(asker: Asker, asked: Asked) -> Choice | None:
    understood = asker.understand(asked.question)
    vector = asker.vector_of(understood.corrected)
    weights = asker.tuning.retrieval
    found = retrieve(asker.index, understood, vector, weights)
    candidates = asker.reader(understood).candidates(found.sentences)
    right = np.array([_answers(candidate, asked) for candidate in candidates])
    if not right.any():
        return None
    signals = _signals(asker, understood, vector, candidates)
    own = signals @ np.array([getattr(weights, name) for name in NAMES])
    rest = np.array([candidate.score for candidate in candidates]) - own
    return Choice(asked.agreement, asked.source, signals, rest, right)


def _signals(asker: Asker, understood: Understood, vector: np.ndarray, candidates: Sequence[Candidate]) -> np.ndarray:
    """Each candidate's signals, each found by what its sentence scores with that weight alone."""
    nothing = Weights(**dict.fromkeys(NAMES, 0.0))
    wanted = sorted({c.found.passage.id for c in candidates})
    columns = []
    for name in NAMES:
        alone = retrieve(asker.index, understood, vector, replace(nothing, **{name: 1.0}), passages=wanted)
        scores = {found.sentence.id: found.score for found in alone.sentences}
        columns.append([scores[c.found.sentence.id] for c in candidates])
    return np.array(columns).T


def _answers(candidate: Candidate, asked: Asked) -> bool:
    sentence = candidate.found.sentence
    for document, start, end in asked.gold:
        for span in sentence.spans if sentence.document == document else ():
            held = min(span.end, end) - max(span.start, start)
            if held > 0 and held >= HELD * min(span.end - span.start, end - start):
                return True
    return False


def fit(choices: Sequence[Choice], start: Weights) -> Weights:
    """The weights that make the right candidates likeliest."""
    anchor = np.array([getattr(start, name) for name in NAMES])
    lengths = [len(choice.right) for choice in choices]
    signals, rest = np.vstack([c.signals for c in choices]), np.concatenate([c.rest for c in choices])
    right = np.concatenate([c.right for c in choices])
    firsts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    owner = np.repeat(np.arange(len(choices)), lengths)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = SHARPNESS * (signals @ weights + rest)
        scaled = np.exp(scores - np.maximum.reduceat(scores, firsts)[owner])
        every, good = np.add.reduceat(scaled, firsts), np.add.reduceat(scaled * right, firsts) + 1e-12
        share = scaled * right / good[owner] - scaled / every[owner]
        away = weights - anchor
        value = -(np.log(good) - np.log(every)).mean() + PULL * SHARPNESS**2 * (away @ away) / len(choices)
        slope = -SHARPNESS * (signals * share[:, None]).sum(0) / len(choices)
        return float(value), slope + 2 * PULL * SHARPNESS**2 * away / len(choices)

    found = minimize(loss, anchor, jac=True, method="L-BFGS-B", bounds=[(0.0, None)] * len(NAMES))
    return replace(start, **{name: round(float(w), 3) for name, w in zip(NAMES, found.x, strict=True)})


def first_right(choices: Sequence[Choice], weights: Weights) -> list[bool]:
    """Whether the best candidate stands where the answer stands."""
    vector = np.array([getattr(weights, name) for name in NAMES])
    return [bool(choice.right[np.argmax(choice.signals @ vector + choice.rest)]) for choice in choices]


def main() -> None:
    """Report the weights in use and the fitted ones; neither they nor the adapter saw the agreement asked about."""
    settings = Settings.from_environment()
    asker = open_asker(settings)
    asked = asked_questions(settings, load_sources(settings.corpus))
    every = choices(left_out_askers(asker, settings), asked)
    used = asker.tuning.retrieval
    fitted: dict[int, Weights] = {
        year: fit([c for c in every if c.agreement != year], used) for year in sorted({c.agreement for c in every})
    }
    for source in ("pairs", "dev"):
        own = [choice for choice in every if choice.source == source]
        left_out = [hit for choice in own for hit in first_right([choice], fitted[choice.agreement])]
        print(f"{source:6} n {len(own):4}  in use {np.mean(first_right(own, used)):.3f}  "
              f"fitted on the other agreements {np.mean(left_out):.3f}")  # fmt: skip
    print("fitted on all:", {name: getattr(fit(every, used), name) for name in NAMES})


if __name__ == "__main__":
    main()
