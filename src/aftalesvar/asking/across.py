"""Questions that go across agreements or years: which sides they set side by side, and what they ask of each.

"Hvad er forskellen på servicerammen i 2022 og 2024?" asks "servicerammen" of two sides.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from aftalesvar.asking.kinds import asks_series, kind_of
from aftalesvar.asking.understanding import Understood
from aftalesvar.danish.numbers import find_figures
from aftalesvar.danish.terms import STOPWORDS, words
from aftalesvar.danish.years import AskedYears, read_years
from aftalesvar.records import AnswerKind

_MORE = r"(?:større|højere|lavere|mindre|mere|flere|færre|dyrere|billigere)"
_MOST = r"(?:højest|lavest|størst|mindst|flest|færrest|mest|først|højst|dyrest|billigst)"
_MOVES = r"(?:steg|steget|stiger|faldt|faldet|falder|voksede|vokset|øget|øges|sænket|sænkes|hævet|hæves|ændre\w*)"
_DIFFERENCE = r"(?:forskel\w*|differens\w*|differenc\w*|ændring(?:en|er)?)"
# Words that set side by side, and so say nothing of what is asked of each side.
_FRAME = re.compile(
    r"\b(?:"
    + "|".join(
        (
            rf"hvad (?:er|var|bliver) (?:den )?(?:procentvise? )?{_DIFFERENCE}",
            rf"{_DIFFERENCE}(?: (?:på|mellem|i))?",
            r"(?:den )?procentvise? (?:stigning\w*|fald\w*)|stigning(?:en)?|fald(?:et)?",
            r"sat (?:op|ned)(?: eller (?:op|ned))?",
            r"hvordan (?:har|er|var|ser|så)|hvordan (?:adskil|ændre)\w*(?: (?:økonomi)?aftale\w*)?|adskil\w*",
            r"(?:steg|faldt) eller (?:steg|faldt)|steg|steget|stiger|faldt|faldet|falder|voksede|vokset",
            rf"hvor meget (?:\w+ )?{_MORE}|{_MORE} eller {_MORE}|{_MORE}(?=.*\bend\b)|{_MOST}e?s?|på sit {_MOST}e?",
            r"end|mod|kontra|versus|vs\.?|over for|i forhold til|sammenlign\w*(?: med)?",
            r"sig (?:fra den|fra|om)|udvikling(?:en)?|udvikle\w* sig|udviklet|ændre[dt]?e? sig",
            r"ændrede|ændret|bevæge\w* sig",
            r"år for år|år til år|fra aftale til aftale|gennem (?:alle )?(?:årene|aftalerne|tiden)|over (?:tid|årene)",
            r"pr\.? aftale",
            r"(?:i |for )?(?:hvert?|hver eneste|de enkelte|alle|samtlige) (?:af )?(?:de )?(?:fem )?"
            r"(?:år|årene|aftale\w*)",
            r"ifølge tabel \d+|i tabel \d+|negativ\w*|positiv\w*|første gang",
            r"(?:og )?hvad (?:siger|står|skriver|mener|sker|gælder|aftal(?:er|te|es)"
            r"|(?:er|blev)(?= (?:der )?(?:aftalt|sagt|skrevet)))(?: (?:de|man|parterne))?(?: der)?"
            r"(?: (?:aftalt|skrevet|sagt))?"
            r"(?: (?:om|med|på|vedrørende|vedr\.?|angående|for)(?= ))",
            r"beskriv|(?:giv|vis|fortæl) (?:mig )?(?:om )?|det, (?:som )?(?:aftale\w*|parterne|de)|siger om|skriver om",
            r"hvad siger|hvad står der i|hver (?:især|for sig)|i hver sin aftale",
            rf"hvor mange procent(?= (?:\w+ )?{_MOVES})|hvor meget i procent",
            r"(?:i )?(?:hvilke[tn]?|hvornår) (?:år|aftale\w*|budgetår)?\s*(?:er|var|blev|har|kom)?",
            r"tog (?:\w+ )?tilbage(?: fra \w+)?|(?:for)?ventede (?:man|de|parterne)|(?:mått|kunn|skull|vill)et",
        )
    )
    + r")(?!\w)",
    re.IGNORECASE,
)
_LOOSE_END = re.compile(
    r"\b(?:i|fra|til|for|og|mellem|om|på|af|år|året|aftalen|aftalerne|ifølge|den|med|efter|det)(?=\s*(?:[,?.;]|$))",
    re.IGNORECASE,
)
_LOOSE_START = re.compile(r"^\W*(?:(?:i|på|af|mellem|om|er|var|blev|har|der|det|fik|få|den)\b\W*)+", re.IGNORECASE)
_COMPARES = re.compile(
    rf"\b(?:steg|steget|stiger|faldt|faldet|falder|vokset|voksede|sat (?:op|ned)|skåret|hævet|sænket|ændre\w*"
    rf"|op eller ned|{_MORE}\b.*(?:\bend|\d\d eller (?:i |for )?(?:20)?\d\d)|{_DIFFERENCE}"
    r"|stigning\w*|adskil\w*|kontra|versus|vs|i forhold til|sammenlign\w*"
    r"|procentvise?)\b",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"\b(?:hvert (?:af årene|af de|enkelt)|i hvert år|år for år|hver aftale|de enkelte (?:år|aftaler))\b", re.IGNORECASE
)
_IN_ALL = re.compile(r"\bi aftalerne\W*$", re.IGNORECASE)
_EVERY_TIME = re.compile(r"\b(?:hvert år|hver gang)\b", re.IGNORECASE)
_WHICH = r"(?:hvornår|hvilke[tn]? (?:\w+ )?(?:år\w*|\w*aftale\w*)|hvilke[tn]? af)"
_EXTREME = re.compile(
    rf"\b{_WHICH}\b.*\b(?:{_MOST}e?\b|negativ\w*|positiv\w*|(?:over|under)\s+\d"
    rf"|tog\b.*\btilbage|faldt|steg)|\b{_MOST}e\b.*\b{_WHICH}",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(r"\b(?:i )?(?:året|aaret|aftalen) (?:før|foer|forinden)\b", re.IGNORECASE)
# "Hvad sker der med …", "hvordan adskiller aftalerne sig om …": words are asked for, also where figures stand.
_TEXTUAL = re.compile(
    r"\bhvad (?:sker|siger|skriver|gælder|står|er (?:der )?aftalt om|aftal(?:er|te)|mener)\b"
    r"|\b(?:det|hvad),? (?:som )?(?:\w+ )*aftale\w*\b.*\b(?:siger|skriver|mener|sagde) om\b"
    r"|\bhvad blev (?:der )?(?:aftalt|sagt|skrevet)\b|\bhvordan adskil\w* (?:økonomi)?aftale",
    re.IGNORECASE,
)
_MEASURED = re.compile(r"\bhvor (?:stor[et]?|store|meget|mange|høj[et]?)\b", re.IGNORECASE)
_SIZED = re.compile(rf"\b(?:{_MORE}\b.*\bend|steg|steget|faldt|faldet|sat (?:op|ned))\b", re.IGNORECASE)
_DATED = re.compile(r"\b(?:hvor længe|til og med hvornår|hvornår|hvilken dato|hvilke datoer)\b", re.IGNORECASE)
_BEYOND = re.compile(r"\b(?:over|under)\s*$", re.IGNORECASE)
_ASKED_IN_FIGURES = ("amount", "what", "percent", "count", "yesno", "how", "compare", "series", "which-year")
TOLD_BY_TEXT = ("date", "who", "why", "list", "how")  # what is asked of each side, when it isn't a figure
# The kinds that one place, or each side, is asked for.
_ASKED_OF_EXTREME = ("what", "amount", "percent", "count")
ASKED_OF_ONE = ("amount", "percent", "count", *TOLD_BY_TEXT)
_MAY_ASK_YEARS = ("which-year", "date", "what", "amount", "percent", "count", "series")
_LONGEST = 12  # years that a question may ask for one by one


@dataclass(frozen=True, slots=True)
class Across:
    """A question across agreements. ``bare`` is what is asked of each side, without years and comparing words."""

    kind: AnswerKind  # series, compare or which-year
    inner: AnswerKind  # the kind of what is asked of each side; "how" for words
    bare: str
    agreements: tuple[int, ...]  # asked by name
    years: tuple[int, ...]  # the years that figures are asked for; () for those of each agreement
    every: bool  # a figure for each year, not one for each agreement
    is_range: bool = False
    kind_chosen: bool = False
    recurring: bool = False  # asked of "every year" without naming any: only what all agreements repeat will do


def as_across(understood: Understood, held: Collection[int]) -> Across | None:
    """The question as one across agreements or years; None when it asks of one place alone."""
    # As typed, and with mended spelling: a comparing word may be neither the corpus's nor well spelled.
    text = f"{understood.question.text} \n {understood.corrected}"
    asked = read_years(understood.corrected, sorted(held))
    own = understood.question
    # Years given beside the words ("--year 2022 --year 2024") count as if they stood in them.
    years = set(asked.years if set(own.years) <= set(asked.years) else own.years)
    agreements = set(asked.agreements) | (set(own.agreements) - set(asked.agreements))
    apart = years - agreements or years
    before = {year - 1 for year in apart} if _YEAR_BEFORE.search(text) and len(apart) == 1 else set[int]()
    years |= before
    recurring = not years and not agreements and own.kind in ("amount", "percent") and bool(_EVERY_TIME.search(text))
    if understood.kind_chosen:
        kind = _chosen_kind(own.kind, text, years, agreements)
    else:
        kind = "series" if recurring else _kind(own.kind, text, years, agreements, asked.is_range)
    if kind is None:
        return None
    bare = bare_of(own.text, read_years(own.text, sorted(held)))
    each_year = bool(_EVERY.search(text))
    every = kind != "compare" and (asked.is_range or each_year or (kind == "series" and len(years) > 1))
    again = {a for a in agreements if own.text.count(str(a)) > 1} if len(agreements) == 1 else set[int]()
    figure_years = tuple(sorted(apart | before)) if before else _figure_years(years, agreements - again, asked.is_range)
    if not figure_years and not each_year:
        every = False
    return Across(
        kind,
        own.kind if understood.kind_chosen and own.kind in ASKED_OF_ONE else _inner(text, bare),
        bare or own.text,
        tuple(sorted(agreements)),
        figure_years,
        every,
        asked.is_range,
        understood.kind_chosen,
        recurring,
    )


def bare_of(text: str, asked: AskedYears) -> str:
    """A question's words without its years, its own figures and the words that compare; "" when nothing is left."""
    kept, last = [], 0
    for start, end in sorted(asked.spans):
        kept.append(text[last:start] if start >= last else "")
        last = max(last, end)
    return without_frame(" , ".join((*kept, text[last:])))


def without_frame(text: str) -> str:
    """The text without the words that compare, and without the figures that it states."""
    for figure in reversed(find_figures(text)):
        if figure.unit != "count":
            text = _BEYOND.sub("", text[: figure.start]) + text[figure.end :]
    bare = _FRAME.sub(" ", _YEAR_BEFORE.sub(" ", text))
    before = None
    while before != bare:
        before, bare = bare, " ".join(_LOOSE_END.sub(" ", re.sub(r"\s*(?:,\s*)+", ", ", bare)).split())
    bare = _LOOSE_START.sub("", bare)
    return bare.strip(" ,?.;:-")


def content_words(text: str) -> list[str]:
    """The words of a text that aren't stop words or numbers, as typed in lower case."""
    return [w for w in words(text) if w not in STOPWORDS and not w[0].isdigit()]


def _inner(text: str, bare: str) -> AnswerKind:
    """What is asked of each side; a question word that the frame took away still tells a date."""
    if _DATED.search(text):
        return "date"
    if _TEXTUAL.search(text) and not _MEASURED.search(text):
        return "how"
    kind = kind_of(bare)
    if kind in ("what", "yesno") and _SIZED.search(text):
        return "amount"
    return "what" if kind in ("series", "compare", "which-year", "yesno", "how") else kind


def _kind(
    kind: AnswerKind, text: str, years: Collection[int], agreements: Collection[int], is_range: bool
) -> AnswerKind | None:
    if _EXTREME.search(text) and kind in _MAY_ASK_YEARS and len(years) != 1:
        return "which-year"
    if asks_series(kind, text) or (
        _IN_ALL.search(text) and not years and kind in _ASKED_IN_FIGURES and kind != "yesno"
    ):
        return kind if asks_series(kind, text) else "series"
    if not (len(agreements) > 1 or (len(years) > 1 and not agreements)):
        every = is_range or bool(_EVERY.search(text)) or len(set(years) - set(agreements)) > 1
        return "series" if agreements and len(years) > 1 and kind in _ASKED_IN_FIGURES and every else None
    if _COMPARES.search(text):
        return "compare"
    if kind in ("yesno", "how", "which-year") and len(agreements) < 2:
        return None
    # "fra 2023-2024" names the step that a price index takes, not two years to set side by side.
    if is_range and len(years) == 2 and not agreements and kind == "percent":
        return None
    return "series" if kind in _ASKED_IN_FIGURES or len(agreements) > 1 else None


def _chosen_kind(kind: AnswerKind, text: str, years: Collection[int], agreements: Collection[int]) -> AnswerKind | None:
    """As ``_kind``, of a kind that the user chose: beside it only what is extreme and the years named count."""
    if _EXTREME.search(text) and kind in _ASKED_OF_EXTREME and len(years) != 1:
        return "which-year"
    if asks_series(kind, text):
        return kind
    return "series" if len(agreements) > 1 or (len(years) > 1 and not agreements) else None


def _figure_years(years: Collection[int], agreements: Collection[int], is_range: bool) -> tuple[int, ...]:
    """The years that figures are asked for, apart from the agreements that are asked by name."""
    if is_range and len(years) <= _LONGEST:
        return tuple(sorted(years))
    return tuple(sorted(set(years) - set(agreements)))
