"""Years as people type them in questions: "i 2024", "ØA24", "aftalen for 23", "22-23", "siden 2020".

An agreement that is asked by name is kept apart from a year that is asked about: the agreement for one year
speaks of others.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

_LONGEST_RANGE = 40  # years; a longer one is no range of years
_FULL = r"(?:19|20)\d\d"
_SHORT = r"['’]?[1-4]\d"
_ANY = rf"(?:{_FULL}|{_SHORT})"
_AGREEMENT_WORD = (
    r"(?:kommune)?økonomi-?\s?aftale[rn]*e?|oekonomiaftale[rn]*|okonomiaftale[rn]*|kl[- ]?aftale[rn]*"
    r"|kommuneaftale[rn]*|aftale[rn]*e?|aftaleteksten|[øo]e?a|budget(?:tet|år(?:et)?|aftale[rn]*)?|b"
)
_NAMED = re.compile(
    rf"\b(?:{_AGREEMENT_WORD})[\s'’-]*(?:mellem\s+regeringen\s+og\s+kl\s+)?(?:om\s+kommunernes\s+økonomi\s+)?"
    rf"(?:for\s+|fra\s+|i\s+|om\s+)?(?:år\s+|året\s+)?(?P<year>{_ANY})(?![\d.,]*\d|\s*(?:kr|mi[ao]|pct|%))",
    re.IGNORECASE,
)
# "ØA23 kr?": glued to its name, no number is an amount.
_GLUED = re.compile(r"\b[øo]e?a['’]?(?P<year>20\d\d|[1-4]\d)\b(?![.,]?\d)", re.IGNORECASE)
_SUFFIXED = re.compile(rf"\b(?P<year>{_ANY})['’]?(?:er)?-?\s?(?:økonomi|kl-?)?aftale[nr]*\b", re.IGNORECASE)
# "2020, 22 og 24", "22/23/24": what goes on after a year that has been read.
_LISTED = re.compile(
    rf"(?:\s*(?:,|/|&|\bog\b|\bsamt\b)\s*(?:for\s+|i\s+)?{_SHORT}(?![\w%-]|[.,]\d"
    r"|\s*(?:kr|mi[ao]|pct|procent|år|timer|dage|uger|måneder)\b"
    r"|\s+(?!(?:og|i|til|samt|med|for|er|var|blev|bliver|har|skal|ifølge|efter|fra|på|af|hvad|hvor\w*)\b)"
    r"[a-zæøå]{3,}))+",
    re.IGNORECASE,
)
# "særtilskud 2020 23 24": nothing else follows.
_SPACED = re.compile(rf"(?:\s+{_SHORT})+(?=\s*\??$)")
_SLASHED = re.compile(rf"(?<![\d.,/]){_ANY}(?:/{_SHORT}){{2,}}(?![\w/])")
# "aftalerne for 2022, 2023 og 2024"
_MORE = re.compile(rf"(?:\s*(?:,|og|samt)\s+(?:for\s+)?{_ANY}(?![\d.,]*\d|\s*(?:kr|mi[ao]|pct|%)))+", re.IGNORECASE)
# "i aftalen for 2022 eller i den for 2023"
_POINTED = re.compile(
    rf"\b(?:den|dem|de|denne)\s+(?:fra|for|om)\s+(?:året\s+)?(?P<year>{_ANY})(?![\d.,]*\d|\s*(?:kr|mi[ao]|pct|%|mio))",
    re.IGNORECASE,
)
_SMALL_NUMBERS = {"to": 2, "tre": 3, "fire": 4, "fem": 5}
_LAST_FEW = re.compile(
    rf"\bde\s+(?:(?:seneste|sidste|nyeste)\s+(?P<after>{'|'.join(_SMALL_NUMBERS)}|[2-9])"
    rf"|(?P<before>{'|'.join(_SMALL_NUMBERS)}|[2-9])\s+(?:seneste|sidste|nyeste))"
    r"\s+(?:kl-?|kommune|økonomi)?aftale(?:r|rne|år)\b",
    re.IGNORECASE,
)
_LATEST = re.compile(r"\b(?:seneste|nyeste|sidst indgåede|nye)\s+(?:kl-?|økonomi)?aftale[nr]*\b", re.IGNORECASE)
_OLDEST = re.compile(r"\bældste\b[^?.,]{0,20}\b(?:kl-?|økonomi)?aftale[nr]*\b", re.IGNORECASE)
_PREVIOUS = re.compile(
    r"\b(?:sidste\s+års|forrige|foregående|tidligere\s+års)\s+(?:kl-?|økonomi)?aftale[nr]*\b", re.IGNORECASE
)
_RANGE = re.compile(
    rf"(?<![\d.,])(?P<first>{_FULL}|(?<!\w)['’]?[1-4]\d)"
    r"\s*(?:-|–|/|\btil\b(?: og med)?|\bog frem til\b)\s*"
    rf"(?P<last>{_FULL}|['’]?[1-4]\d)"
    r"(?!\d|[.,]\d|\s*(?:kr|mi[ao]|pct|%|år|timer|dage|uger|personer|kommuner))",
    re.IGNORECASE,
)
_SINCE = re.compile(rf"\b(?:siden|fra og med)\s+(?P<year>{_ANY})\b", re.IGNORECASE)
# "aftalerne fra 2022 og frem": those from that year on.
_ONWARD = re.compile(
    rf"\b(?:\w*aftale(?:r|rne|rnes)|aftaleår(?:ene)?|årene)\s+(?:fra|siden|for)\s+(?P<year>{_ANY})\s+og\s+frem\w*",
    re.IGNORECASE,
)
_SINGLE = re.compile(rf"(?<![\w.,-])(?P<year>{_FULL})(?!\d|[.,]\d|-?pl\b)", re.IGNORECASE)
_TWO_DIGIT = re.compile(
    r"(?:\b(?:i|for|fra|til|år|året|og|mod|vs\.?|kontra)\s+['’]?|['’])(?P<year>[1-4]\d)"
    r"(?![\d%-]|[.,]\d|\.\s*\w|\s*(?:kr|mi[ao]|pct|procent|år|timer|dage|uger|måneder|personer|kommuner|pladser|[a-zæøå]{4,}er\b))",
    re.IGNORECASE,
)
# "særtilskud 27": two digits that end (or begin) a few words are a year.
_TERSE = re.compile(
    r"^(?:\S+\s+){1,4}['’]?(?P<year>[1-4]\d)\s*\??$|^['’]?(?P<first>[1-4]\d)(?:\s+[a-zæøå-]+){1,3}\s*\??$",
    re.IGNORECASE,
)
# "anlæg 22 23 24": several years after a few words.
_ROW = re.compile(rf"^(?:[^\W\d][\w-]*\s+){{1,4}}(?P<years>{_SHORT}(?:[\s,/]+{_SHORT}){{1,7}})\s*\??$", re.IGNORECASE)
_PAIR = re.compile(
    r"(?<![\d.,])(?P<year>[1-4]\d)(?=\s+(?:og|vs\.?|kontra)\s+['’]?[1-4]\d\b(?!\s*(?:kr|mi[ao]|pct|%)))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class AskedYears:
    """``agreements`` are asked by name, ``years`` are all years asked about (the agreements' own included)."""

    agreements: tuple[int, ...]
    years: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]  # where they stand in the question
    is_range: bool = False


def read_years(text: str, held: Collection[int] = ()) -> AskedYears:
    """The years and agreements that a question names.

    :param held: the years that there are agreements for; "den seneste aftale" and "siden …" are read by them.
    """
    found = _Found(text, sorted(held))
    found.ranges()
    found.onward()
    found.named_agreements()
    found.since()
    found.single_years()
    found.terse_year()
    found.relative_agreements()
    years = tuple(sorted(found.years | found.agreements))
    return AskedYears(tuple(sorted(found.agreements)), years, tuple(found.spans), found.is_range)


class _Found:
    """What has been read of a question so far; each step leaves alone what stands where an earlier one has read."""

    def __init__(self, text: str, held: list[int]) -> None:
        self._text = text
        self._held = held
        self.agreements: set[int] = set()
        self.years: set[int] = set()
        self.spans: list[tuple[int, int]] = []
        self.is_range = False

    def ranges(self) -> None:
        """Read "2020-2024" and "22 til 24"; "2020/22/24" names each."""
        for match in _SLASHED.finditer(self._text):
            self.years.update(full_year(year) for year in re.findall(_ANY, match[0]))
            self.spans.append(match.span())
        for match in _RANGE.finditer(self._text):
            if self._is_read(match.span("first")):
                continue
            first, last = full_year(match["first"]), full_year(match["last"])
            if 0 < last - first <= _LONGEST_RANGE:
                self._add_range(first, last, match.span())

    def onward(self) -> None:
        """Read "aftalerne fra 2022 og frem" by the agreements that there are."""
        for match in _ONWARD.finditer(self._text):
            later = [year for year in self._held if year >= full_year(match["year"])]
            if len(later) > 1:
                self.agreements.update(later)
                self.spans.append((match.start("year"), match.end()))

    def named_agreements(self) -> None:
        """Read "aftalen for 2024", "ØA24", "2024-aftalen" and the years that follow."""
        for pattern in (_NAMED, _GLUED, _SUFFIXED):
            for match in pattern.finditer(self._text):
                if self._is_read(match.span("year")):
                    continue
                self.agreements.add(full_year(match["year"]))
                end = match.end()
                if tail := _MORE.match(self._text, end):
                    self.agreements.update(full_year(year) for year in re.findall(_ANY, tail[0]))
                    end = tail.end()
                self.spans.append((match.start(), end))
        for match in _POINTED.finditer(self._text) if self.agreements else ():
            if not self._is_read(match.span("year")):
                self.agreements.add(full_year(match["year"]))
                self.spans.append(match.span())

    def since(self) -> None:
        """Read "siden 2020": up to the last agreement."""
        for match in _SINCE.finditer(self._text):
            first = full_year(match["year"])
            self._add_range(first, max([first, *self._held]), match.span())

    def single_years(self) -> None:
        """Read "2024", "i 24", "'24" and the first of "22 og 24", with the years of a list."""
        for pattern in (_SINGLE, _TWO_DIGIT, _PAIR):
            for match in pattern.finditer(self._text):
                if not self._is_read(match.span("year")):
                    self.years.add(full_year(match["year"]))
                    self.spans.append(match.span("year"))
                    self._listed_after(match.end("year"))

    def _listed_after(self, at: int) -> None:
        """Read the years that a list goes on with after one: "2020, 22 og 24"."""
        if tail := _LISTED.match(self._text, at) or _SPACED.match(self._text, at):
            self.years.update(full_year(year) for year in re.findall(_SHORT, tail[0]))
            self.spans.append(tail.span())

    def terse_year(self) -> None:
        """Read "særtilskud 27" where nothing else names a year, and "anlæg 22 23 24"."""
        row = _ROW.match(self._text)
        if row is not None and not self.agreements:
            self.years.update(full_year(year) for year in re.findall(_SHORT, row["years"]))
            self.spans.append(row.span("years"))
            return
        terse = _TERSE.match(self._text.strip())
        if self.years or self.agreements or terse is None:
            return
        group = "year" if terse["year"] else "first"
        self.years.add(full_year(terse[group]))
        shift = len(self._text) - len(self._text.lstrip())
        self.spans.append((terse.start(group) + shift, terse.end(group) + shift))

    def relative_agreements(self) -> None:
        """Read "den seneste aftale", "forrige aftale" and "de seneste tre aftaler" by the agreements that there are."""
        if self._held and (few := _LAST_FEW.search(self._text)):
            told = (few["after"] or few["before"]).lower()
            self.agreements.update(self._held[-(_SMALL_NUMBERS.get(told) or int(told)) :])
            self.spans.append(few.span())
            return
        if self._held and _LATEST.search(self._text):
            self.agreements.add(self._held[-1])
        if self._held and _OLDEST.search(self._text):
            self.agreements.add(self._held[0])
        if len(self._held) > 1 and _PREVIOUS.search(self._text) and not self.agreements:
            self.agreements.add(self._held[-2])

    def _add_range(self, first: int, last: int, span: tuple[int, int]) -> None:
        self.years.update(range(first, last + 1))
        self.spans.append(span)
        self.is_range = True

    def _is_read(self, span: tuple[int, int]) -> bool:
        return any(start <= span[0] and span[1] <= end for start, end in self.spans)


def full_year(text: str) -> int:
    """The year that "2024", "24" or "'24" names."""
    digits = re.sub(r"\D", "", text)
    return int(digits) if len(digits) == 4 else 2000 + int(digits)
