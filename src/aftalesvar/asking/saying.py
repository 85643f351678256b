"""Which sentence of one agreement says what is asked, in words, and whether it does so surely enough."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aftalesvar.asking.candidates import Candidate, Reader
from aftalesvar.asking.concepts import SYNONYM
from aftalesvar.asking.confidence import confidence, weigh
from aftalesvar.asking.decided import decides
from aftalesvar.asking.fitting import misfit
from aftalesvar.asking.frame import content_words
from aftalesvar.asking.premise import names_in
from aftalesvar.asking.understanding import Understood
from aftalesvar.danish.terms import STOPWORDS, stem

if TYPE_CHECKING:
    from aftalesvar.asking.asker import Asker

HELD, RAREST = 0.5, 0.6  # how much of what is asked, and of its rarest word, a side's place must hold
DECIDED, BEHIND = 0.8, 0.6  # for saying what was decided; how far behind the best another sentence there is at most
_UNDER_HEADING = 0.3  # for a sentence whose heading names all that is asked
_NAMES = 0.4  # for naming what is asked itself


def is_sure(asker: Asker, candidates: Sequence[Candidate], understood: Understood, reader: Reader) -> bool:
    """Whether a side's best place would answer a question of its own, by the measure of those."""
    best, calibration = candidates[0], asker.tuning.calibration
    sure = confidence(weigh(best, candidates[1:], reader), calibration) >= calibration.threshold
    return sure and _is_fit(best, best, understood, reader)


def says_it(best: Candidate, candidates: Sequence[Candidate], understood: Understood, reader: Reader) -> bool:
    """Whether a side's place holds what is asked, and the names in it word for word.

    Of a section that is about the matter, the sentence that says most of it counts for the one chosen.
    """
    said, of_matter = best, "section" in best.signals
    if of_matter:
        own = [c for c in candidates if c.found.passage.section == best.found.passage.section]
        said = max(own, key=lambda c: reader.coverage.of_sentence(c.found))
    named = of_matter and reader.coverage.of_text(best.found.passage.section[-1]) >= HELD
    held = named or (
        reader.coverage.of_sentence(said.found) >= HELD and reader.coverage.of_rarest(said.found) >= RAREST
    )
    return held and _is_fit(best, said, understood, reader)


def _is_fit(best: Candidate, said: Candidate, understood: Understood, reader: Reader) -> bool:
    """Whether a place holds the names asked for, word for word, and is of the kind asked for."""
    names = {stem(name) for name in names_in(understood.question.text) - STOPWORDS}
    place = " ".join((*best.found.passage.section, best.found.passage.text, said.found.sentence.text))
    held = names <= reader.coverage.terms(place)
    return held and "wrong_kind" not in best.signals and misfit(said, understood, reader) is None


def as_sections(reader: Reader, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with those before that stand under a heading of what is asked and that say what was decided."""
    scored = []
    for candidate in candidates:
        section = candidate.found.passage.section
        named = bool(section) and reader.coverage.of_text(section[-1]) >= RAREST
        signals = {"heading": _UNDER_HEADING if named else 0.0}
        scored.append(candidate.with_signals(signals))
    best = max(scored, key=lambda c: c.score, default=None)
    if best is not None and _is_of_matter(best, reader):
        # Of a section that is about the matter, a sentence needn't name it again.
        scored = [_lifted(c, best) for c in scored]
    scored = [
        c.with_signals(
            {
                "decided": DECIDED * decides(c.found.sentence.text),
                "names": _NAMES * reader.coverage.of_text(c.found.sentence.text),
            }
        )
        for c in scored
    ]
    return sorted(scored, key=lambda c: (-c.score, c.found.sentence.id, c.start))


def _is_of_matter(best: Candidate, reader: Reader) -> bool:
    """Whether the last heading over a sentence names what is asked: a word that tells much of it, or nothing else."""
    heading = " ".join(best.found.passage.section[-1:])
    terms, weights = reader.coverage.terms(heading), reader.coverage.weights
    telling = [c for c, w in zip(reader.coverage.concepts, weights, strict=True) if w * len(weights) >= sum(weights)]
    if any(c.match(terms) >= SYNONYM for c in telling) or reader.coverage.of_text(heading) >= HELD:
        return True
    said = [reader.coverage.terms(word) for word in content_words(heading)]
    return bool(said) and all(any(c.match(own) >= SYNONYM for c in reader.coverage.concepts) for own in said)


def _lifted(candidate: Candidate, best: Candidate) -> Candidate:
    if candidate.found.passage.section != best.found.passage.section:
        return candidate
    return candidate.with_signals({"section": max(0.0, best.score - BEHIND - candidate.score)})
