"""Finding the places that may answer: dense and Danish lexical evidence on passages and on sentences.

Each signal is brought to a common scale (its best place is 1) and added with fixed weights; a place's years
count too, as a preference and never as a filter, since an agreement speaks of other years than its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aftalesvar.asking.understanding import Understood
from aftalesvar.asking.yearfit import YearFit
from aftalesvar.records import Passage, Question, Sentence
from aftalesvar.store.index import Index

if TYPE_CHECKING:
    import numpy as np

CANDIDATE_PASSAGES = 40  # passages looked at closely, best first
CANDIDATE_SENTENCES = 40  # sentences whose passages are looked at too
_CROWD = 10  # places that the best one is set against
_OUTSIDE = -9.0  # the score of passages of agreements that aren't looked in


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each signal counts. Few, and set on the dev split with whole agreements left out."""

    passage_dense: float = 0.75
    sentence_dense: float = 0.34  # of the passage's best sentence
    passage_lexical: float = 0.31
    year: float = 0.28
    agreement: float = 0.40
    own_dense: float = 0.40  # a sentence's own evidence, beside its passage's
    own_lexical: float = 0.14


@dataclass(frozen=True, slots=True)
class Signals:
    """Why a place was found: cosines, lexical scores relative to the best, and how its years fit (-1 to 1).

    A cosine is told as its share of the way from the corpus's mean to 1, so that models can be compared; and
    as its ``gap``, the lead over the mean of the second to tenth best of the year asked.
    """

    passage_cosine: float
    sentence_cosine: float
    passage_lexical: float
    sentence_lexical: float
    year_fit: float
    passage_gap: float
    sentence_gap: float


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage with its agreement's last year and its score (higher is better)."""

    passage: Passage
    year: int | None
    score: float


@dataclass(frozen=True, slots=True)
class FoundSentence:
    """A sentence in its passage, with its score (higher is better) and what the score is made of."""

    sentence: Sentence
    passage: Passage
    years: tuple[int, ...]  # the agreement's own years
    score: float
    signals: Signals
    title: str = ""  # the agreement's
    before: str = ""  # the sentence before it, where this one refers back to that


@dataclass(frozen=True, slots=True)
class Found:
    """Passages and sentences, best first."""

    passages: tuple[FoundPassage, ...]
    sentences: tuple[FoundSentence, ...]


def retrieve(
    index: Index, understood: Understood, vector: np.ndarray, weights: Weights, hidden: frozenset[int] = frozenset(),
    documents: Sequence[str] | None = None, passages: Sequence[int] | None = None,
) -> Found:  # fmt: skip
    """The best passages and sentences for a question.

    :param vector: the question's embedding ``(d,)``.
    :param hidden: sentence ids to leave out (the evaluation's made unanswerables).
    :param documents: only these agreements, when given.
    :param passages: look closely at these alone, when given, instead of the best.
    """
    import numpy as np

    raw = _Raw(*index.dense(vector), index.lexical("p", understood.terms), index.lexical("s", understood.terms))
    owners = index.owners
    if hidden:
        raw.hide_sentences(np.array(sorted(hidden), np.int64), owners)
    outside = np.array([documents is not None and d not in documents for d in index.passage_documents], np.bool_)
    raw.hide_passages(outside, owners)
    dense_s, lexical_s = _relative(raw.dense_s), _lexical_relative(raw.lexical_s)
    own = weights.own_dense * dense_s + weights.own_lexical * lexical_s
    score_p = (
        weights.passage_dense * _relative(raw.dense_p) + weights.passage_lexical * _lexical_relative(raw.lexical_p)
        + weights.sentence_dense * _best_of(owners, dense_s, len(outside))
    )  # fmt: skip
    score_p += weights.agreement * _agreement_fit(index, understood.question)
    score_p[outside] = _OUTSIDE
    chosen = list(passages) if passages is not None else _chosen(score_p, own + score_p[owners], owners)
    return _closely(index, understood, weights, chosen, score_p, own, raw, hidden)


@dataclass(frozen=True, slots=True)
class _Raw:
    """Cosines and BM25 scores: of all passages ``(passages,)`` and of all sentences ``(sentences,)``."""

    dense_p: np.ndarray
    dense_s: np.ndarray
    lexical_p: np.ndarray
    lexical_s: np.ndarray

    def hide_sentences(self, ids: np.ndarray, owners: np.ndarray) -> None:
        """As if these sentences weren't there: they and the passages they stand in score nothing."""
        for sentences in (self.dense_s, self.lexical_s):
            sentences[ids] = 0.0
        for passages in (self.dense_p, self.lexical_p):
            passages[owners[ids]] = 0.0

    def hide_passages(self, mask: np.ndarray, owners: np.ndarray) -> None:
        """As if these passages (a boolean ``(passages,)``) and their sentences weren't there."""
        for sentences in (self.dense_s, self.lexical_s):
            sentences[mask[owners]] = 0.0
        for passages in (self.dense_p, self.lexical_p):
            passages[mask] = 0.0


def _relative(scores: np.ndarray) -> np.ndarray:
    """Cosines as a share of the way from the corpus's mean to its best (the model's cosines lie close together)."""
    import numpy as np

    held = scores[scores != 0]
    if not len(held):
        return scores
    mean, best = float(held.mean()), float(held.max())
    return np.clip((scores - mean) / max(best - mean, 1e-6), 0.0, 1.0)


def _nearness(scores: np.ndarray) -> np.ndarray:
    """Cosines as a share of the way from the corpus's mean to 1."""
    held = scores[scores != 0]
    mean = float(held.mean()) if len(held) else 0.0
    return (scores - mean) / max(1.0 - mean, 1e-6)


def _gaps(scores: np.ndarray, rivals: np.ndarray) -> list[float]:
    """How far each cosine stands out: its lead over the mean of the second to tenth best of the rivals (a mask)."""
    import numpy as np

    crowd = np.sort(scores[rivals & (scores != 0)])[::-1][1:_CROWD]
    lead: list[float] = (scores - crowd.mean() if len(crowd) else np.zeros_like(scores)).tolist()
    return lead


def _lexical_relative(scores: np.ndarray) -> np.ndarray:
    best = float(scores.max()) if len(scores) else 0.0
    return scores / best if best > 0 else scores


def _best_of(owners: np.ndarray, scores: np.ndarray, count: int) -> np.ndarray:
    import numpy as np

    best = np.zeros(count, np.float32)
    np.maximum.at(best, owners, scores)
    return best


def _agreement_fit(index: Index, question: Question) -> np.ndarray:
    """Per passage: 1 where the agreement is the one asked, half where only its year is, else 0."""
    import numpy as np

    asked, years = set(question.agreements), set(question.years)
    fits = {
        head.id: 1.0 if asked & set(head.years) else 0.5 if not asked and years & set(head.years) else 0.0
        for head in index.documents.values()
    }
    return np.array([fits[d] for d in index.passage_documents], np.float32)


def _chosen(score_p: np.ndarray, score_s: np.ndarray, owners: np.ndarray) -> list[int]:
    import numpy as np

    passages = np.argsort(-score_p, kind="stable")[:CANDIDATE_PASSAGES]
    sentences = np.argsort(-score_s, kind="stable")[:CANDIDATE_SENTENCES]
    return list(dict.fromkeys([*passages.tolist(), *owners[sentences].tolist()]))


def _closely(
    index: Index, understood: Understood, weights: Weights, chosen: list[int], score_p: np.ndarray, own: np.ndarray,
    raw: _Raw, hidden: frozenset[int],
) -> Found:  # fmt: skip
    """The chosen passages and all their sentences scored with their years."""
    import numpy as np

    best_p, best_s = max(float(raw.lexical_p.max()), 1e-9), max(float(raw.lexical_s.max()), 1e-9)
    near_p, near_s = _nearness(raw.dense_p).tolist(), _nearness(raw.dense_s).tolist()
    asked = _agreement_fit(index, understood.question) > 0
    rivals = asked if asked.any() else np.ones(len(asked), np.bool_)  # of the year asked; all where none is
    gap_p, gap_s = _gaps(raw.dense_p, rivals), _gaps(raw.dense_s, rivals[index.owners])
    lexical_p, lexical_s = raw.lexical_p.tolist(), raw.lexical_s.tolist()
    years_fit = YearFit(understood.question)
    by_passage: dict[int, list[Sentence]] = {}
    for sentence in index.sentences_of(chosen):
        if sentence.id not in hidden:
            by_passage.setdefault(sentence.passage, []).append(sentence)
    found_passages, found_sentences = [], []
    for passage in index.passages(chosen):
        sentences = by_passage.get(passage.id, [])
        if not sentences:
            continue
        years, title = index.documents[passage.document].years, index.documents[passage.document].title
        fits = years_fit.of_sentences(sentences, passage, years)
        best = max(range(len(sentences)), key=lambda i: own[sentences[i].id] + weights.year * fits[i])
        base = float(score_p[passage.id])
        score = base + weights.year * fits[best]
        found_passages.append(FoundPassage(passage, years[-1] if years else None, score))
        for sentence, fit in zip(sentences, fits, strict=True):
            at = sentence.id
            signals = Signals(
                near_p[passage.id], near_s[at], lexical_p[passage.id] / best_p, lexical_s[at] / best_s, fit,
                gap_p[passage.id], gap_s[at],
            )  # fmt: skip
            score = base + float(own[at]) + weights.year * fit
            found_sentences.append(FoundSentence(sentence, passage, years, score, signals, title))
    return Found(
        tuple(sorted(found_passages, key=lambda f: (-f.score, f.passage.id))),
        tuple(sorted(found_sentences, key=lambda f: (-f.score, f.sentence.id))),
    )
