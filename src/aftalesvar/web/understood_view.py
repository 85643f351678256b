"""What was understood of a question, as chips that can be changed and ask again."""

from __future__ import annotations

from collections.abc import Sequence

from aftalesvar.asking.chosen import BY_WORDS_ALONE
from aftalesvar.asking.kind_names import KIND_NAMES
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
    agreements = asked.agreements or question.agreements
    # An agreement's own year goes without saying, unless it was chosen.
    years = asked.years or tuple(year for year in question.years if year not in agreements)
    chips = [_chip(shown, "year", year, years, "years") for year in years]
    chips += [_chip(shown, "agreement", year, agreements, "agreements") for year in agreements]
    chips.append(_kinds(shown))
    chips.append(_adder(shown, "chip_change" if years else "chip_add", "years", years, asked.years))
    chips.append(_adder(shown, "chip_add_agreement", "agreements", agreements, asked.agreements))
    label = tag("span", shown.say("understood") + ":", class_="maerkat")
    note = "".join(tag("p", text, class_="laest") for text in notes)
    inner = label + "".join(chips) + _without_script(shown)
    return note + tag("form", inner, method="get", action="/", class_="brikker")


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


def _adder(shown: Shown, key: str, name: str, understood: Sequence[int], chosen: Sequence[int]) -> str:
    """A list to choose another year or agreement from; choosing asks again."""
    options = tag("option", shown.say(key) + " …", value=",".join(map(str, chosen))) + "".join(
        tag("option", str(year), value=str(year)) for year in shown.asked.held if year not in understood
    )
    return _select(shown, key, name, "year" if name == "years" else "aftale", options)


def _kinds(shown: Shown) -> str:
    """The kind of answer that was understood or chosen, as a list to choose another from."""
    chosen, kind = shown.asked.kind, shown.answer.question.kind
    if chosen is not None:
        first = tag("option", shown.say("chip_kind_words"), value="")
    elif kind == "what":
        first = tag("option", shown.say("chip_kind_open") + " …", value="")
    else:
        first = tag("option", esc(kind_name(shown.lang, kind)), value="")
    left_out = (*BY_WORDS_ALONE, *([kind] if chosen is None else []))
    offered = [one for one in KIND_NAMES if one == chosen or one not in left_out]
    others = "".join(
        tag("option", esc(kind_name(shown.lang, one)), value=KIND_NAMES[one], selected=one == chosen) for one in offered
    )
    return _select(
        shown, "chip_kind", "kind", "slags", first + others, "brik vaelg" if chosen is None else "brik vaelg valgt"
    )


def _select(shown: Shown, key: str, name: str, parameter: str, options: str, style: str = "brik vaelg") -> str:
    return tag(
        "select",
        options,
        class_=style,
        name=parameter,
        data_choose=name,
        autocomplete="off",  # or a browser that goes back shows what was chosen on the page left
        aria_label=say(shown.lang, key),
    )


def _without_script(shown: Shown) -> str:
    """What the lists need to ask again where no script runs: the question itself, and a button."""
    hidden = tag("input", type="hidden", name="q", value=shown.asked.question)
    hidden += tag("input", type="hidden", name="lang", value=shown.lang)
    return hidden + tag("noscript", tag("button", shown.say("chip_again"), type="submit", class_="brik"))


def _pairs(corrections: object) -> list[tuple[str, str]]:
    if isinstance(corrections, dict):
        return [(str(old), str(new)) for old, new in corrections.items()]
    return [(str(c[0]), str(c[1])) for c in corrections if len(c) == 2] if isinstance(corrections, list | tuple) else []
