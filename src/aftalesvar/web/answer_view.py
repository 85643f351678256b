"""An answer as markup: the figure first and large, the sentence, the sources as cards, what was understood."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aftalesvar.records import Answer, Citation, Document, RankedPassage, Span
from aftalesvar.web.chart import render_chart
from aftalesvar.web.marks import first_line, ranges, spans_text, surroundings
from aftalesvar.web.markup import esc, path, question_button, tag
from aftalesvar.web.source_view import render_stretch
from aftalesvar.web.texts import Lang, kind_name, say

_REFERENCE = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, as the page needs it beside the answer."""

    typed: str  # as the user wrote it
    question: str  # as it was put (a follow-up made whole)
    years: tuple[int, ...]  # chosen on the page
    agreements: tuple[int, ...]
    held: tuple[int, ...]  # the budget years that the corpus has agreements for
    suggestions: tuple[str, ...] = ()


class AnswerView:
    """Writes one answer."""

    def __init__(self, answer: Answer, asked: Asked, document: Callable[[str], Document], lang: Lang) -> None:
        self._answer = answer
        self._asked = asked
        self._document = document
        self._lang = lang

    def render(self) -> str:
        """The whole answer."""
        answer = self._answer
        parts = [
            self._chips(),
            self._main(),
            self._chart(),
            self._computed(),
            self._readings(),
            self._refusal(),
            self._cards(),
        ]
        parts += [self._passages(), self._tools(), self._feedback()]
        return tag(
            "section",
            "".join(parts),
            class_=f"svar {answer.status}",
            aria_labelledby="svaret",
            data_question=self._asked.question,
            data_years=",".join(map(str, self._asked.years)),
            data_agreements=",".join(map(str, self._asked.agreements)),
            data_first=source_path(answer.citations[0], self._document(answer.citations[0].document), self._lang)
            if answer.citations
            else None,
        )

    def _say(self, key: str, **values: object) -> str:
        return esc(say(self._lang, key, **values))

    # --- what was understood -------------------------------------------------------------------------

    def _chips(self) -> str:
        asked, question = self._asked, self._answer.question
        notes = []
        if asked.typed.strip() != asked.question.strip():
            notes.append(self._say("read_as", question=asked.question))
        for old, new in _pairs(self._answer.explanation.get("corrections")):
            notes.append(self._say("corrected", old=old, new=new))
        years = asked.years or question.years
        chips = [self._chip("year", year, years, "years") for year in years]
        chips += [self._chip("agreement", year, question.agreements, "agreements") for year in question.agreements]
        if question.kind != "what":
            chips.append(tag("span", esc(kind_name(self._lang, question.kind)), class_="brik stille"))
        chips.append(self._adder("chip_add", "years", years))
        label = tag("span", self._say("understood") + ":", class_="maerkat")
        note = "".join(tag("p", text, class_="laest") for text in notes)
        return note + tag("div", label + "".join(chips), class_="brikker")

    def _chip(self, word: str, year: int, chosen: Sequence[int], name: str) -> str:
        """A year or agreement that was understood; pressing it asks again without it."""
        text = say(self._lang, f"chip_{word}", year=year)
        rest = ",".join(str(y) for y in chosen if y != year)
        return tag(
            "button",
            esc(text) + '<span aria-hidden="true"> ×</span>',
            type="button",
            class_="brik",
            data_ask="1",
            **{f"data_{name}": rest, "aria_label": say(self._lang, "chip_remove", what=text), "data_drop": str(year)},
        )

    def _adder(self, key: str, name: str, chosen: Sequence[int]) -> str:
        options = tag("option", self._say(key) + " …", value="") + "".join(
            tag("option", str(year), value=str(year)) for year in self._asked.held if year not in chosen
        )
        return tag("select", options, class_="brik vaelg", data_choose=name, aria_label=say(self._lang, key))

    # --- the answer itself ---------------------------------------------------------------------------

    def _main(self) -> str:
        answer = self._answer
        if answer.status == "not_found" or answer.answer is None:
            return tag("h2", self._say("status_not_found"), id="svaret", class_="hovedsvar intet", tabindex="-1")
        if answer.series:  # the answer and its sentence say the same: once is enough
            said = answer.text.removesuffix(answer.reason.message).rstrip() if answer.reason else answer.text
            return tag("h2", self._referenced(said), id="svaret", class_="hovedsvar langt", tabindex="-1")
        short = len(answer.answer) <= 42
        head = tag(
            "h2", esc(answer.answer), id="svaret", class_="hovedsvar" if short else "hovedsvar langt", tabindex="-1"
        )
        text = tag("p", self._referenced(answer.text), class_="saetning")
        partial = answer.status == "partial" and answer.reason is not None and answer.reason.code != "ambiguous"
        note = (
            tag(
                "p",
                self._say("status_partial") + ": " + esc(answer.reason.message if answer.reason else ""),
                class_="forbehold",
            )
            if partial
            else ""
        )
        return head + text + note

    def _referenced(self, text: str) -> str:
        """The text with each [n] a link to its source."""
        parts, at = [], 0
        for match in _REFERENCE.finditer(text):
            citation = next((c for c in self._answer.citations if c.id == int(match[1])), None)
            parts.append(esc(text[at : match.start()]))
            parts.append(self._reference(citation, match[0]) if citation else esc(match[0]))
            at = match.end()
        return "".join([*parts, esc(text[at:])])

    def _reference(self, citation: Citation, text: str) -> str:
        href = source_path(citation, self._document(citation.document), self._lang)
        return tag(
            "a",
            esc(text),
            href=href,
            class_="henvisning",
            data_source="1",
            aria_label=say(self._lang, "source", n=citation.id),
        )

    def _chart(self) -> str:
        if len(self._answer.series) < 2:
            return ""
        links = {c.id: source_path(c, self._document(c.document), self._lang) for c in self._answer.citations}
        return render_chart(self._answer.series, links, self._lang)

    def _computed(self) -> str:
        lines = "".join(tag("li", esc(line)) for line in self._answer.computed)
        return tag("div", tag("h3", self._say("computed")) + tag("ul", lines), class_="beregnet") if lines else ""

    def _readings(self) -> str:
        """The readings of an ambiguous question as choices."""
        reason = self._answer.reason
        if reason is None or reason.code != "ambiguous":
            return ""
        choices = []
        for figure in self._answer.figures:
            citation = next((c for c in self._answer.citations if c.id == figure.citation), None)
            if citation and citation.year:
                label = tag("strong", esc(citation.year)) + " " + esc(figure.text)
                choices.append(
                    tag("button", label, type="button", class_="valg", data_ask="1", data_years=str(citation.year))
                )
        return tag(
            "div",
            tag("h3", self._say("status_ambiguous")) + tag("div", "".join(choices), class_="valgene"),
            class_="laesninger",
        )

    def _refusal(self) -> str:
        answer, asked = self._answer, self._asked
        if answer.status != "not_found" or answer.reason is None:
            return ""
        held = tag("p", self._say("held_years", years=", ".join(map(str, asked.held))), class_="stille")
        tries = "".join(map(question_button, asked.suggestions))
        suggestions = tag("h3", self._say("suggest")) + tag("div", tries, class_="valgene") if tries else ""
        return tag("div", tag("p", esc(answer.reason.message), class_="aarsag") + held + suggestions, class_="afslag")

    # --- sources -------------------------------------------------------------------------------------

    def _cards(self) -> str:
        cards = "".join(self._card(citation) for citation in self._answer.citations)
        return tag("h3", self._say("sources"), class_="kildehoved") + tag("ol", cards, class_="kilder") if cards else ""

    def _card(self, citation: Citation) -> str:
        document = self._document(citation.document)
        href = source_path(citation, document, self._lang)
        marked = ranges(document, citation.spans)
        stretch = render_stretch(document, surroundings(document, marked), marked, self._lang)
        head = tag(
            "a",
            tag("span", esc(citation.id), class_="nummer", aria_hidden="true")
            + tag("span", esc(citation.title), class_="titel"),
            href=href,
            data_source="1",
            class_="kildelink",
        )
        place = tag(
            "p", esc(" › ".join([*citation.section, where(document, citation.spans, self._lang)])), class_="sted"
        )
        buttons = "".join(
            [
                tag("a", self._say("open_source"), href=href, data_source="1", class_="knap"),
                tag(
                    "button",
                    self._say("copy_quote"),
                    type="button",
                    class_="knap",
                    data_copy=quoted(citation, document, self._lang),
                ),
                tag("button", self._say("copy_link"), type="button", class_="knap", data_copy_link=href),
            ]
        )
        return tag(
            "li",
            head + place + tag("blockquote", stretch) + tag("div", buttons, class_="knapper"),
            class_="kilde",
            id=f"kilde-{citation.id}",
        )

    def _passages(self) -> str:
        refused = self._answer.status == "not_found"
        cited = [(c.document, s.start, s.end) for c in self._answer.citations for s in c.spans]
        shown = [p for p in self._answer.passages if refused or not _holds(p, cited)]
        items = "".join(self._passage(p) for p in shown)
        if not items:
            return ""
        title = self._say("nearest" if refused else "other_passages")
        body = tag("ul", items, class_="steder")
        return tag("details", tag("summary", title) + body, class_="naermeste", open=refused)

    def _passage(self, ranked: RankedPassage) -> str:
        passage = ranked.passage
        document = self._document(passage.document)
        href = spans_path(passage.document, passage.spans, document, self._lang)
        place = " › ".join([document.title, *passage.section, where(document, passage.spans, self._lang)])
        text = passage.text if len(passage.text) < 320 else passage.text[:300].rsplit(" ", 1)[0] + " …"
        return tag("li", tag("a", esc(place), href=href, data_source="1") + tag("p", esc(text)))

    # --- what can be done with it --------------------------------------------------------------------

    def _tools(self) -> str:
        asked = self._asked
        query = {"q": asked.question}
        if asked.years:
            query["year"] = ",".join(map(str, asked.years))
        if asked.agreements:
            query["aftale"] = ",".join(map(str, asked.agreements))
        links = [
            tag("button", self._say("share"), type="button", class_="knap", data_copy_link=path("", **query)),
            tag("a", self._say("markdown"), href=path("api", "export.md", **query), class_="knap", download=True),
            tag("a", self._say("csv"), href=path("api", "export.csv", **query), class_="knap", download=True),
        ]
        sure = round(self._answer.confidence * 100)
        measured = tag("span", self._say("elapsed", ms=max(self._answer.elapsed_ms, 1), sure=sure), class_="maalt")
        return tag("div", "".join(links) + measured, class_="vaerktoej")

    def _feedback(self) -> str:
        told = {
            "question": self._asked.question,
            "years": self._asked.years,
            "agreements": self._asked.agreements,
            "index": self._answer.index_id,
        }
        buttons = "".join(
            tag(
                "button",
                self._say(f"verdict_{verdict}"),
                type="button",
                class_="knap",
                data_verdict=verdict,
                aria_pressed="false",
            )
            for verdict in ("right", "wrong", "source")
        )
        comment = tag(
            "label",
            self._say("comment") + tag("input", type="text", maxlength="500", name="comment"),
            class_="kommentar",
            hidden=True,
        )
        send = tag("button", self._say("send"), type="button", class_="knap fremhaevet", data_send="1", hidden=True)
        return tag(
            "fieldset",
            tag("legend", self._say("feedback")) + buttons + comment + send + tag("span", "", role="status"),
            class_="tilbagemelding",
            data_feedback=json.dumps(told, ensure_ascii=False),
        )


def source_path(citation: Citation, document: Document, lang: Lang) -> str:
    """The address of a citation's place in its agreement."""
    return spans_path(citation.document, citation.spans, document, lang)


def spans_path(document_id: str, spans: Sequence[Span], document: Document, lang: Lang) -> str:
    """The address of a place in an agreement."""
    query = {"m": spans_text(document.paged, spans)} | ({"lang": "en"} if lang == "en" else {})
    return path("kilde", document_id, **query) + "#m1"


def where(document: Document, spans: Sequence[Span], lang: Lang) -> str:
    """Where spans stand, as one would say it: "side 2, linje 86"."""
    if not spans:
        return ""
    pages = sorted({span.page for span in spans if span.page})
    page = say(lang, "page", n="–".join(map(str, dict.fromkeys((pages[0], pages[-1]))))) if pages else ""
    line = "" if document.paged == "pdf" else say(lang, "line", n=first_line(document, spans))
    return ", ".join(part for part in (page, line) if part)


def quoted(citation: Citation, document: Document, lang: Lang) -> str:
    """A quote as it is put in a memo: »…« (agreement, chapter, page)."""
    chapter = citation.section[0] if citation.section else ""
    place = ", ".join(part for part in (citation.title, chapter, where(document, citation.spans, lang)) if part)
    return f"»{' '.join(citation.quote.split())}« ({place})"


def _pairs(corrections: object) -> list[tuple[str, str]]:
    if isinstance(corrections, dict):
        return [(str(old), str(new)) for old, new in corrections.items()]
    return [(str(c[0]), str(c[1])) for c in corrections if len(c) == 2] if isinstance(corrections, list | tuple) else []


def _holds(ranked: RankedPassage, cited: Sequence[tuple[str, int, int]]) -> bool:
    return any(
        ranked.passage.document == document and span.start < end and start < span.end
        for span in ranked.passage.spans
        for document, start, end in cited
    )
