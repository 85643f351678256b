"""What was understood of a question, as chips that can be changed and ask again."""

from __future__ import annotations

from collections.abc import Sequence

from aftalesvar.web.markup import esc, tag
from aftalesvar.web.shown import Shown
from aftalesvar.web.texts import kind_name, say


def render_understood(shown: Shown) -> str:
    """How the question was read, its corrected spelling, and a chip for each year, agreement and the kind."""
    asked, question = shown.asked, shown.answer.question
    notes = []
    if asked.typed.strip() != asked.question.strip():
        notes.append(shown.say("read_as", question=asked.question))
    for old, new in _pairs(shown.answer.explanation.get("corrections")):
        notes.append(shown.say("corrected", old=old, new=new))
    years = asked.years or question.years
    agreements = asked.agreements or question.agreements
    chips = [_chip(shown, "year", year, years, "years") for year in years]
    chips += [_chip(shown, "agreement", year, agreements, "agreements") for year in agreements]
    if question.kind != "what":
        chips.append(tag("span", esc(kind_name(shown.lang, question.kind)), class_="brik stille"))
    chips.append(_adder(shown, "chip_change" if years else "chip_add", "years", years))
    chips.append(_adder(shown, "chip_add_agreement", "agreements", agreements))
    label = tag("span", shown.say("understood") + ":", class_="maerkat")
    note = "".join(tag("p", text, class_="laest") for text in notes)
    return note + tag("div", label + "".join(chips), class_="brikker")


def _chip(shown: Shown, word: str, year: int, chosen: Sequence[int], name: str) -> str:
    """A year or agreement that was understood; pressing it asks again without it."""
    text = say(shown.lang, f"chip_{word}", year=year)
    rest = ",".join(str(y) for y in chosen if y != year)
    return tag(
        "button",
        esc(text) + '<span aria-hidden="true"> ×</span>',
        type="button",
        class_="brik",
        data_ask="1",
        **{f"data_{name}": rest, "aria_label": say(shown.lang, "chip_remove", what=text), "data_drop": str(year)},
    )


def _adder(shown: Shown, key: str, name: str, chosen: Sequence[int]) -> str:
    """A list to choose another year or agreement from; choosing asks again."""
    options = tag("option", shown.say(key) + " …", value="") + "".join(
        tag("option", str(year), value=str(year)) for year in shown.asked.held if year not in chosen
    )
    return tag("select", options, class_="brik vaelg", data_choose=name, aria_label=say(shown.lang, key))


def _pairs(corrections: object) -> list[tuple[str, str]]:
    if isinstance(corrections, dict):
        return [(str(old), str(new)) for old, new in corrections.items()]
    return [(str(c[0]), str(c[1])) for c in corrections if len(c) == 2] if isinstance(corrections, list | tuple) else []
