"""An answer as markup: the figure first and large, the sentence, the sources as cards, what was understood."""

from __future__ import annotations

import re
from collections.abc import Iterable

from aftalesvar.records import CitedFigure
from aftalesvar.web.answer_tools import render_feedback, render_tools
from aftalesvar.web.chart import render_chart
from aftalesvar.web.markup import esc, path, question_button, tag, unbroken
from aftalesvar.web.shown import Shown
from aftalesvar.web.source_cards import render_cards, render_passages
from aftalesvar.web.texts import say
from aftalesvar.web.understood_view import render_understood

# "2021 (ifølge aftalen for 2022): 113 kr. [2]": the year as told, the figure as told, its source.
_POINT = re.compile(r"(\d{4}(?: \([^)]*\))?): (.+?) \[(\d+)\]")
# "2022: Regeringen og KL er enige om … [1]": one agreement's line of several.
_SIDE = re.compile(r"(\d{4}(?: \([^)]*\))?): (.*\[\d+\].*)")
_REFERENCE = re.compile(r"\[(\d+)\]")
_SHORT, _LONG = 42, 150  # characters of an answer that is set large, and of one that still stands out


def render_answer(shown: Shown) -> str:
    """The whole answer."""
    answer, asked = shown.answer, shown.asked
    parts = [render_understood(shown), _main(shown), _computed(shown), _chart(shown), _refusal(shown)]
    parts += [render_cards(shown), render_passages(shown), render_tools(shown), render_feedback(shown)]
    return tag(
        "section",
        "".join(parts),
        class_=f"svar {answer.status}",
        aria_labelledby="svaret",
        data_question=asked.question,
        data_years=",".join(map(str, asked.years)),
        data_agreements=",".join(map(str, asked.agreements)),
        data_kind=asked.query.get("slags", ""),
        data_first=shown.href(answer.citations[0]) if answer.citations else None,
    )


def _main(shown: Shown) -> str:
    answer = shown.answer
    if answer.status == "not_found" or answer.answer is None:
        return _heading(shown.say("status_not_found"), "intet")
    if answer.reason is not None and answer.reason.code == "ambiguous" and (choices := _choices(shown)):
        return _heading(shown.say("status_ambiguous"), "intet") + choices
    if answer.series:
        return _series(shown)
    sides = _sides(shown)
    if sides:
        return sides
    short = len(answer.answer) <= _SHORT
    size = "" if short else "langt" if len(answer.answer) <= _LONG else "langt afsnit"
    if not short and " ".join(_REFERENCE.sub("", answer.text).split()) == answer.answer:  # said once is enough
        head, text = _heading(_referenced(shown, answer.text), size), ""
    else:
        head = _heading(unbroken(esc(answer.answer)), size)
        text = tag("p", _referenced(shown, answer.text), class_="saetning")
    if answer.status != "partial" or answer.reason is None:
        return head + text
    ambiguous = answer.reason.code == "ambiguous"
    note = shown.say("ambiguous_plain") if ambiguous else f"{shown.say('status_partial')}: {esc(answer.reason.message)}"
    return head + text + tag("p", note, class_="forbehold")


def _sides(shown: Shown) -> str:
    """What each of several agreements says, whole and under its year; empty when that isn't how the answer is told."""
    answer = shown.answer
    lines = answer.text.split("\n")
    told = [match for match in map(_SIDE.match, lines) if match]
    partial = answer.status == "partial"
    if len(told) < (1 if partial else 2) or len(answer.answer or "") <= _SHORT:
        return ""
    sides = "".join(tag("span", _told_year(m[1]) + _referenced(shown, m[2]), class_="side-om-side") for m in told)
    rest = " ".join(line for line in lines if not _SIDE.match(line))
    head = _heading(sides, "langt sider")
    if partial and answer.reason is not None:
        return head + tag("p", f"{shown.say('status_partial')}: {esc(answer.reason.message)}", class_="forbehold")
    return head + (tag("p", _referenced(shown, rest), class_="saetning") if rest else "")


def _heading(inner: str, kind: str) -> str:
    return tag("h2", inner, id="svaret", class_=f"hovedsvar {kind}".strip(), tabindex="-1")


def _series(shown: Shown) -> str:
    """A figure for each year; a question for one of them ("which year …") has that one first, and large."""
    answer = shown.answer
    points = [(m[1], m[2], int(m[3])) for m in _POINT.finditer(answer.text)][: len(answer.series)]
    listed = "; ".join(f"{year}: {text} [{citation}]" for year, text, citation in points) + "."
    if not answer.text.startswith(listed):  # told in another way: in the answer's own words
        return _heading(_referenced(shown, answer.text), "langt")
    figures = "".join(_figure(shown, *point) for point in points)
    if answer.answer == "; ".join(f"{year}: {text}" for year, text, _ in points):
        head = _heading(figures, "raekke")
    else:
        head = _heading(unbroken(esc(answer.answer)), "") + tag("p", figures, class_="hovedsvar raekke under")
    rest = answer.text.removeprefix(listed).strip()
    if answer.reason is not None:  # the chart says which years are missing
        rest = rest.replace(answer.reason.message, "").strip() if len(answer.series) > 1 else rest
    return head + (tag("p", _referenced(shown, rest), class_="saetning") if rest else "")


def _figure(shown: Shown, year: object, text: str, number: int) -> str:
    """One year's figure with its source."""
    amount = tag("span", esc(text), class_="beloeb")
    return tag("span", f"{_told_year(year)}{amount} {_reference(shown, number)} ", class_="led")


def _told_year(year: object) -> str:
    """A year above its figure; the colon is for those who hear it."""
    return tag("span", esc(year) + tag("span", ": ", class_="kun-oplaesning"), class_="aarstal")


def _referenced(shown: Shown, text: str) -> str:
    """The text with each [n] a link to its source."""
    parts, at = [], 0
    for match in _REFERENCE.finditer(text):
        before = text[at : match.start()]
        # A reference stays on the line of what it is for.
        parts.append(unbroken(esc(before[:-1] + "\N{NO-BREAK SPACE}" if before.endswith(" ") else before)))
        parts.append(_reference(shown, int(match[1])))
        at = match.end()
    return "".join([*parts, unbroken(esc(text[at:]))])


def _reference(shown: Shown, number: int) -> str:
    citation = shown.citation(number)
    if citation is None:
        return f"[{number}]"
    label = say(shown.lang, "source", n=number)
    return tag("a", f"[{number}]", href=shown.href(citation), class_="henvisning", data_source="1", aria_label=label)


def _choices(shown: Shown) -> str:
    """The readings of an ambiguous question, to choose from; empty when they don't differ by agreement."""
    found = [(figure, shown.citation(figure.citation)) for figure in shown.answer.figures]
    years = [citation.year for _, citation in found if citation is not None and citation.year is not None]
    if len(years) != len(found) or len(set(years)) < 2:
        return ""
    buttons = "".join(_choice(shown, figure, citation.year) for figure, citation in found if citation is not None)
    lead = shown.say("ambiguous_lead")
    return tag("p", lead, class_="saetning") + tag("div", buttons, class_="valgene laesninger")


def _choice(shown: Shown, figure: CitedFigure, agreement: int | None) -> str:
    """One reading: its agreement, its figure, and the year that this is for when it is another."""
    other = figure.year if figure.year != agreement else None
    inner = _told_year(agreement) + tag("span", esc(figure.text), class_="beloeb")
    if other is not None:
        inner += " " + tag("span", shown.say("figure_for", year=other), class_="maalt")
    return tag(
        "button",
        inner,
        type="button",
        class_="valg led",
        data_ask="1",
        data_years=str(other or agreement),
        data_agreements=None if other is None else str(agreement),
    )


def _computed(shown: Shown) -> str:
    lines = "".join(tag("li", unbroken(esc(line))) for line in shown.answer.computed)
    return tag("div", tag("h3", shown.say("computed")) + tag("ul", lines), class_="beregnet") if lines else ""


def _chart(shown: Shown) -> str:
    if len(shown.answer.series) < 2:
        return ""
    links = {c.id: shown.href(c) for c in shown.answer.citations}
    download = tag(
        "a",
        shown.say("csv_series"),
        href=path("api", "export.csv", **shown.asked.query),
        class_="knap",
        download=True,
    )
    sources = {c.id: " › ".join((c.title, *c.section)) for c in shown.answer.citations}
    drawn = render_chart(shown.answer.series, links, shown.lang, sources, shown.answer.question.years)
    return drawn and drawn + tag("p", download)


def _refusal(shown: Shown) -> str:
    """Why there is no answer, what the corpus holds, and what to try."""
    answer, asked = shown.answer, shown.asked
    if answer.status != "not_found" or answer.reason is None:
        return ""
    parts = [tag("p", esc(answer.reason.message), class_="aarsag")]
    if not _names(answer.reason.message, asked.held):
        parts.append(tag("p", shown.say("held_years", years=", ".join(map(str, asked.held))), class_="stille"))
    tries = "".join(map(question_button, asked.suggestions))
    if tries:
        parts.append(tag("h3", shown.say("suggest")) + tag("div", tries, class_="valgene"))
    return tag("div", "".join(parts), class_="afslag")


def _names(message: str, years: Iterable[int]) -> bool:
    return all(str(year) in message for year in years)
