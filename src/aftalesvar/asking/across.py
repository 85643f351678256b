"""Questions that go across agreements or years: which sides they set side by side, and what they ask of each.

"Hvad er forskellen på servicerammen i 2022 og 2024?" asks "servicerammen" of two sides.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from aftalesvar.asking.aspects import told_in_words
from aftalesvar.asking.frame import DIFFERENCE, MORE, MOST, MOVES, SET_OF_YEARS, without_frame
from aftalesvar.asking.framing import framed
from aftalesvar.asking.kinds import asks_series, kind_of
from aftalesvar.asking.shares import share_of_party
from aftalesvar.asking.understanding import Understood
from aftalesvar.danish.years import AskedYears, read_years
from aftalesvar.records import AnswerKind

_BETWEEN = r"(?:\bend\b|\d\d (?:eller|kontra|mod|vs\.?) |\beller (?:i |for |var |er )?(?:den|det|aftalen|(?:20)?\d\d))"
_COMPARES = re.compile(
    rf"\b(?:{MOVES}|{DIFFERENCE}|hævet|sænket|øget|sat (?:op|ned)|skåret|kontra|versus|vs|over for|i forhold til|ift"
    r"|procentvise?|(?:den|det|de) samme|lige (?:så )?\w+|ens|både (?:i |for )?(?:aftale\w* (?:for )?)?(?=20\d\d))\b"
    rf"|\b{MORE} eller {MORE}\b"
    rf"|\b{MORE}\b.*\bfra (?:20|')?\d\d til\b|\b{MORE}\b.*{_BETWEEN}|\b{MOST}e?\b.*{_BETWEEN}",
    re.IGNORECASE,
)
_SEEN = re.compile(r"\bhvordan (?:ser|så|har)\b.{3,60}\bud\b", re.IGNORECASE)
# "Kan jeg få en liste med …?" wants the list, and no yes.
_POLITE = re.compile(
    r"^\W*(?:kan|vil|må|kunne|ville) (?:du|i|jeg|man|vi)\b.{0,20}\b(?:vise|give|fortælle|få|lave|liste|oversigt)\b",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"\b(?:hvert (?:af årene|af de|enkelt)|i hvert år|år (?:for|efter) år|hver aftale|de enkelte (?:år|aftaler))\b",
    re.IGNORECASE,
)
_EVERY_TIME = re.compile(r"\b(?:hvert (?:enkelt |eneste )?år|hver gang)\b", re.IGNORECASE)
_WHICH = (
    r"(?:hvornår|hvad for (?:et|en) (?:år|aftale)|hvilke[tn]? (?:\w+ )?(?:år\w*|(?:kl-)?\w*aftale\w*|øa)"
    r"|hvilke[tn]? af)"
)
_PEAK = (
    rf"(?:{MOST}e?s?\b|(?:top|bund)(?:pe[srt]?|pede|punkt\w*|men|p)?\b|rekord\w*|negativ\w*|positiv\w*|minus\b|plus\b"
    rf"|(?:over|under|rund\w+|passere\w*|nå\w*) \d|tog\b.*\btilbage|(?:faldt|steg)\b)"
)
_EXTREME = re.compile(
    rf"\b{_WHICH}\b.*\b{_PEAK}|\b{MOST}e?s?\b.*\b{_WHICH}\b|\b{MOST}e (?:\w+ )?(?:budget|aftale)?år\b", re.IGNORECASE
)
# "fra ØA22 til ØA27"
_FROM_TO = re.compile(
    r"\bfra (?:\w*aftale\w*|[øo]e?a)[^?.]{0,12}\d\d (?:og frem )?til (?:\w*aftale|[øo]e?a|den)", re.IGNORECASE
)
_NOTE = re.compile(r"\([^()]*\)")
_YEAR_BEFORE = re.compile(r"\b(?:i )?(?:året|aaret|aftalen) (?:før|foer|forinden)\b", re.IGNORECASE)
# "Hvad sker der med …", "hvordan adskiller aftalerne sig om …": words are asked for, also where figures stand.
_TEXTUAL = re.compile(
    r"\bhvad (?:er|var|blev|bliver) (?:\w+ )?(?:nyt|anderledes|lavet om|kommet til|status)\b"
    r"|\bhvad (?:sker|siger|skriver|gælder|står|er (?:der )?aftalt om|aftal(?:er|te)|mener)\b"
    r"|\b(?:det|hvad),? (?:som )?(?:\w+ )*aftale\w*\b.*\b(?:siger|skriver|mener|sagde) om\b"
    r"|\b(?:hvad|hvordan) (?:ville?|skal|skulle|gjorde|gør|har|havde) (?:man|parterne|regeringen|kl|de)\b"
    r"|\bhvad (?:planlagde|besluttede|ønskede|lovede|foreslog|gjorde|satte|vil) (?:man|parterne|regeringen|kl|de)\b"
    r"|\bhvad (?:er|var|blev|bliver) (?:man|parterne|de|regeringen(?: og kl)?|kl) (?:\w+ )?(?:enige?|klar|nået)\b"
    r"|\bhvad (?:skal|skulle|kom) der (?:\w+ )?(?:ske|gøres|ud)\b|\b(?:er|var) (?:holdningen|tilgangen|planen)\b"
    r"|\bhvordan\b.*\bhåndter\w*"
    r"|\bhvad blev (?:der )?(?:aftalt|sagt|skrevet)\b|\bhvordan adskil\w* (?:økonomi)?aftale",
    re.IGNORECASE,
)
# "Hvad blev aftalt i 2023, og hvad kom der ud af det i aftalen for 2024?": one thing asked of two.
_ASKED_TWICE = re.compile(r"\bhv(?:ad|or\w*|em)\b.*\b(?:og|mens|men)\s+hv(?:ad|or\w*|em)\b", re.IGNORECASE)
_MEASURED = re.compile(r"\bhvor (?:stor[et]?|store|meget|mange|høj[et]?)\b", re.IGNORECASE)
_SIZED = re.compile(rf"\b(?:{MOST}e?s?\b|beløb\w*|{MORE}\b.*\bend|{MOVES}|sat (?:op|ned))\b", re.IGNORECASE)
_DATED = re.compile(r"\b(?:hvor længe|til og med hvornår|hvornår|hvilken dato|hvilke datoer)\b", re.IGNORECASE)
_ASKED_IN_FIGURES = ("amount", "what", "percent", "count", "yesno", "how", "compare", "series", "which-year")
TOLD_BY_TEXT = ("date", "who", "why", "list", "how")  # what is asked of each side, when it isn't a figure
# The kinds that one place, or each side, is asked for.
_ASKED_OF_EXTREME = ("what", "amount", "percent", "count")
ASKED_OF_ONE = ("amount", "percent", "count", *TOLD_BY_TEXT)
_ASKED_IN_SET = ("amount", "what", "percent", "count", "compare")
_ASKED_OF_MOVES = ("how", "yesno", "date")
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
    share: str = ""  # "kommunernes andel", where a party's share is asked
    recurring: bool = False  # asked of "every year" without naming any: only what all agreements repeat will do


# "strategien 2022-2025": years that are part of what a thing is called.
_NAMED_YEARS = re.compile(
    r"\b\w*(?:strategi|plan|program|teknologi|omstilling|indsats|pulje|ordning)\w* 20\d\d-(?:20)?\d\d\b", re.IGNORECASE
)


def as_across(understood: Understood, held: Collection[int]) -> Across | None:
    """The question as one across agreements or years; None when it asks of one place alone."""
    own = understood.question
    if told_in_words(own.kind, understood.corrected) and _NAMED_YEARS.search(own.text) and not understood.kind_chosen:
        return None
    # As typed, and with mended spelling: a comparing word may be neither the corpus's nor well spelled.
    text = f"{understood.question.text} \n {understood.corrected}"
    asked = read_years(understood.corrected, sorted(held))
    # Years given beside the words ("--year 2022 --year 2024") count as if they stood in them.
    years = set(asked.years if set(own.years) <= set(asked.years) else own.years)
    agreements = set(asked.agreements) | (set(own.agreements) - set(asked.agreements))
    apart = years - agreements or years
    before = {year - 1 for year in apart} if _YEAR_BEFORE.search(text) and len(apart) == 1 else set[int]()
    if (
        len(agreements) == len(apart) == 1
        and not before
        and apart <= set(held)
        and (_COMPARES.search(text) or _ASKED_TWICE.search(text))
    ):
        agreements |= apart  # "mere i 2027 end i aftalen for 2024"
    elif len(agreements) == 2 and _FROM_TO.search(text) and not _COMPARES.search(text):
        agreements |= {a for a in held if min(agreements) < a < max(agreements)}
    years |= before
    recurring = not years and not agreements and own.kind in ("amount", "percent") and bool(_EVERY_TIME.search(text))
    if understood.kind_chosen:
        kind = _chosen_kind(own.kind, text, years, agreements)
    else:
        asks: AnswerKind = "what" if own.kind == "yesno" and _POLITE.search(own.text) else own.kind
        kind = "series" if recurring else _kind(asks, text, years, agreements, asked.is_range)
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
        share_of_party(text),
        recurring,
    )


def bare_of(text: str, asked: AskedYears) -> str:
    """A question's words without its years, its own figures and the words that compare; "" when nothing is left."""
    kept, last = [], 0
    for note in _NOTE.finditer(text):
        # "(i 2022 fra staten alene)" is said of one side, and asked of none.
        if any(note.start() <= start and end <= note.end() for start, end in asked.spans):
            text = text[: note.start()] + " " * len(note[0]) + text[note.end() :]
    for start, end in sorted(asked.spans):
        kept.append(text[last:start] if start >= last else "")
        last = max(last, end)
    return without_frame(framed(_YEAR_BEFORE.sub(" ", " , ".join((*kept, text[last:]))))[1])


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
    compares = bool(_COMPARES.search(text))
    several = len(agreements) > 1 or (len(years) > 1 and not agreements)
    if len(agreements) == 2 and _EXTREME.search(text):
        return "compare"
    if _EXTREME.search(text) and kind in _MAY_ASK_YEARS and len(years) != 1 and not (several and compares):
        return "which-year"
    if asks_series(kind, text):
        return kind
    if not several:
        asked = _ASKED_IN_SET + (_ASKED_OF_MOVES if compares or _SEEN.search(text) else ())
        if not years and kind in asked and SET_OF_YEARS.search(text):
            return "series"
        every = is_range or bool(_EVERY.search(text)) or len(set(years) - set(agreements)) > 1
        return "series" if agreements and len(years) > 1 and kind in _ASKED_IN_FIGURES and every else None
    if compares:
        return "compare"
    twice = kind == "how" and _ASKED_TWICE.search(text)
    if kind in ("yesno", "how", "which-year") and len(agreements) < 2 and not twice:
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
