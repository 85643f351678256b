"""Saying no: a typed reason and a Danish message that helps."""

from __future__ import annotations

from collections.abc import Sequence

from aftalesvar.asking import premise
from aftalesvar.asking.candidates import Candidate
from aftalesvar.asking.concepts import HALF, ITSELF, Concept
from aftalesvar.asking.fitting import Misfit
from aftalesvar.asking.understanding import Understood
from aftalesvar.asking.wording import shortened
from aftalesvar.danish.dates import years_in
from aftalesvar.danish.places import places_named
from aftalesvar.danish.terms import STOPWORDS, stem, words
from aftalesvar.records import Reason, Sentence
from aftalesvar.store.index import Index

_SEE = "Se de nærmeste steder nedenfor."
_KINDS = {"date": "noget tidspunkt", "count": "noget antal", "percent": "nogen procent"}
_DEFINITE = ("en", "et", "ne", "erne")  # a noun with one of these needs no quotes: "men ikke anlægsrammen"
# What a place lacks though it speaks of the year asked.
_OF_THE_YEAR = ("names", "reason", "outcome", "premise", "party")
_SHORTEST = 4  # letters of a word that names a subject
_LONG_NOUN = 7  # letters from which one with a definite ending is surely a noun
_QUOTED = 220  # characters of the nearest place shown in a message
_LOOKED_AT = 200  # sentences


def refusal(index: Index, understood: Understood, nearest: Candidate | None, misfit: Misfit | None = None) -> Reason:
    """Why a question isn't answered.

    ``no_agreement_for_year`` when it asks of a year that no agreement is for, ``no_figure`` when the place was
    found but not the figure, else ``not_in_corpus``.

    :param nearest: the best place, that is no answer.
    :param misfit: what is wrong with that place, when it isn't only too uncertain.
    """
    held = sorted({year for head in index.documents.values() for year in head.years})
    question = understood.question
    asked = question.agreements if set(question.agreements) & set(held) else (*question.agreements, *question.years)
    missing = sorted({y for y in asked if y not in held})
    tells = nearest is not None and misfit in _OF_THE_YEAR and set(missing) <= years_in(nearest.found.sentence.text)
    if missing and not tells:
        return Reason("no_agreement_for_year", _no_agreement(index, missing, held, understood))
    unknown = misfit == "detail" and bool(understood.unknown)  # the word that no agreement uses says more
    if nearest is not None and misfit is not None and misfit != "subject" and not unknown:
        code = "no_figure" if misfit == "figure" else "not_in_corpus"
        return Reason(code, _of_misfit(index, understood, nearest, misfit))
    if nearest is not None and "wrong_kind" in nearest.signals and nearest.signals.get("coverage", 0.0) > 0.5:
        return Reason("no_figure", f"{_mentions(nearest)}, men der står ikke {_wanted(understood)} for det. {_SEE}")
    return Reason("not_in_corpus", _not_told(index, understood, held))


def _of_misfit(index: Index, understood: Understood, nearest: Candidate, misfit: Misfit) -> str:
    """What the nearest place lacks, or says instead."""
    if misfit == "party":
        return _of_another(index, understood, nearest)
    if misfit == "premise":
        return f"{_where(nearest)} siger ikke det, som spørgsmålet går ud fra. {_quote(understood, nearest)}"
    if misfit == "names":
        lacks = "siger ikke hvem" if understood.question.kind == "who" else "nævner ikke, hvilke det er"
        return f"{_mentions(nearest)}, men {lacks}. {_SEE}"
    if misfit == "outcome":
        return f"{_mentions(nearest)}, men ikke, hvad der kom ud af det. {_SEE}"
    if misfit == "detail":
        return f"{_mentions(nearest)}, men ikke lige det, du spørger om. {_SEE}"
    if misfit == "reason":
        return f"{_mentions(nearest)}, men der står ikke hvorfor. {_SEE}"
    if nearest.figure is not None and nearest.figure.direction == "change":
        return f"{_mentions(nearest)}, men kun en ændring af tallet, ikke tallet selv. {_SEE}"
    return f"{_mentions(nearest)}, men der står ikke {_wanted(understood)} for det. {_SEE}"


def _of_another(index: Index, understood: Understood, nearest: Candidate) -> str:
    """The place is of another municipality or party than the question."""
    names = sorted(premise.places_missing(understood.question.text, nearest.found.sentence.text))
    if unknown := _never_named(index, understood):
        return f"Aftalerne nævner ikke {_and(unknown)}. {_SEE}"
    return f"Det nærmeste sted handler ikke om {_and(names) or 'den part, du spørger om'}. {_SEE}"


def _never_named(index: Index, understood: Understood) -> list[str]:
    """The municipalities and regions of the question that no agreement names."""
    named = sorted(places_named(understood.question.text))
    return [name for name in named if not any(places_named(s.text) >= {name} for s in _speaking_of(index, name))]


def _speaking_of(index: Index, name: str) -> list[Sentence]:
    """Sentences with a word of a place's name, as it stands or in the genitive."""
    spelt = {form for word in words(name) for form in (stem(word), stem(f"{word}s"))}
    return index.sentences(sorted({i for form in spelt for i in index.occurrences(form)})[:_LOOKED_AT])


def _not_told(index: Index, understood: Understood, held: Sequence[int]) -> str:
    """Nothing answers: which words the agreements don't use, or which agreements mention the subject."""
    said = f"Det står ikke i aftalerne for {join_years(held)}"
    if names := _never_named(index, understood):
        return f"{said}. De nævner ikke {_and(names)}. {_SEE}"
    if understood.unknown:
        return f"{said}. Ordet «{max(understood.unknown, key=len)}» forekommer slet ikke. Prøv med andre ord."
    subject = _subject(index, understood)
    years = _years_of(index, _sentences_with(index, subject, ITSELF)) if subject else []
    if subject and years and len(understood.concepts) > 1:
        return f"{said}. {join_titles(years)} nævner {_named(subject)}, men ikke det, du spørger om. {_SEE}"
    topic = ", ".join(understood.question.terms[:4])
    return f"{said}{f' (søgte efter: {topic})' if topic else ''}. Prøv med andre ord, eller se de nærmeste steder."


def _no_agreement(index: Index, missing: Sequence[int], held: Sequence[int], understood: Understood) -> str:
    said = f"Korpus har ingen aftale for {join_years(missing)}; der er aftaler for {join_years(held)}."
    ids = sorted({i for year in missing for i in index.occurrences(str(year))})[:_LOOKED_AT]
    telling = [s for s in index.sentences(ids) if years_in(s.text) & set(missing)]
    years = _years_of(index, [s.id for s in telling])
    if not years:
        return said
    subject = _subject(index, understood)
    with_subject = set(_sentences_with(index, subject, HALF)) if subject else set()
    what = _named(subject) if subject and not with_subject & {s.id for s in telling} else "det, du spørger om"
    return f"{said} {join_titles(years)} nævner {join_years(missing)}, men ikke {what}."


def _subject(index: Index, understood: Understood) -> Concept | None:
    """The most telling word of the question that the agreements use themselves."""
    named = [c for c in understood.concepts if len(c.word) >= _SHORTEST and not premise.takes_for_granted(c.word)]
    known = [c for c in named if _sentences_with(index, c, ITSELF)]
    return max(known, key=lambda c: c.weight(index.rarity, index.holds), default=None)


def _sentences_with(index: Index, concept: Concept, least: float) -> list[int]:
    """The ids of the sentences that hold a word, or what stands for it at least so well."""
    return sorted(concept.held_in(index.occurrences, least))


def _years_of(index: Index, sentences: Sequence[int]) -> list[int]:
    """The years of the agreements that these sentences stand in."""
    found = {s.document for s in index.sentences(sentences[:_LOOKED_AT])}
    return sorted(y for head in index.documents.values() if head.id in found for y in head.years)


def _where(nearest: Candidate) -> str:
    return join_titles(nearest.found.years) if nearest.found.years else "Aftalen"


def _mentions(nearest: Candidate) -> str:
    return f"{_where(nearest)} omtaler emnet"


def _wanted(understood: Understood) -> str:
    return _KINDS.get(understood.question.kind, "noget tal")


def _named(concept: Concept) -> str:
    plain = concept.word.endswith(_DEFINITE) and len(concept.word) >= _LONG_NOUN
    return concept.word if plain else f"«{concept.word}»"


def _quote(understood: Understood, nearest: Candidate) -> str:
    """What the nearest place says, in its own words; a table's row has no sentence of its own."""
    if nearest.found.sentence.row is not None:
        return _SEE
    asked = set(words(understood.corrected)) - STOPWORDS
    quote = shortened(nearest.found.sentence.quote, lambda part: len(asked & set(words(part))), _QUOTED)
    return f"Det nærmeste sted lyder: «{quote}»"


def _and(names: Sequence[str]) -> str:
    return " og ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def join_years(years: Sequence[int]) -> str:
    """Years in words: "2020, 2022 og 2023"."""
    return _and([str(year) for year in years])


def join_titles(years: Sequence[int]) -> str:
    """Agreements in words: "Aftalen for 2022" or "Aftalerne for 2020 og 2022"."""
    return f"{'Aftalen' if len(years) == 1 else 'Aftalerne'} for {join_years(years)}"
