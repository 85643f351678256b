"""A series as a chart: inline SVG with Danish numbers, visible gaps, and points that open their source."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from aftalesvar.web.markup import esc, tag
from aftalesvar.web.texts import Lang, say

WIDTH, HEIGHT = 680, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 28, 34, 40
_SCALES = ((Decimal(10) ** 9, "mia. kr."), (Decimal(10) ** 6, "mio. kr."), (Decimal(1), "kr."))


@dataclass(frozen=True, slots=True)
class Scale:
    """The unit that the axis counts in."""

    divisor: Decimal
    name: str


def scale_for(values: Sequence[Decimal], unit: str, texts: Sequence[str] = ()) -> Scale:
    """The unit that all the figures are told in, or else the one in which the largest has one to three digits."""
    if unit == "kr":
        told = next((s for s in _SCALES[:2] if texts and all(s[1] in text for text in texts)), None)
        if told:
            return Scale(*told)
        top = max(abs(v) for v in values)
        return Scale(*next(((d, n) for d, n in _SCALES if top >= d), _SCALES[-1]))
    return Scale(Decimal(1), "pct." if unit == "pct" else "")


def ticks(low: float, high: float, wanted: int = 4) -> list[float]:
    """Round numbers that span ``[low, high]``."""
    spread = high - low or abs(high) or 1.0
    step = next(
        s for e in range(-6, 16) for s in (10.0**e, 2 * 10.0**e, 2.5 * 10.0**e, 5 * 10.0**e) if spread / s <= wanted
    )
    first = int(low // step)
    found = [first * step]
    while found[-1] < high - 1e-9 * step:
        found.append(found[-1] + step)
    return found


def danish(value: float) -> str:
    """A number as Danish writes it: 1.250,5."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def render_chart(
    series: Sequence[Mapping[str, Any]],
    links: Mapping[int, str],
    lang: Lang,
    sources: Mapping[int, str] | None = None,
    asked: Collection[int] = (),
) -> str:
    """The figure with its table.

    :param series: points with ``year``, ``text``, ``value`` (decimal string), ``unit`` and ``citation``.
    :param links: citation id -> address of its place.
    :param sources: citation id -> what its place is called, shown when a point is hovered.
    :param asked: the years asked about; only these can be missing. Empty: all years.
    """
    points = sorted((p for p in series if p.get("year") is not None), key=lambda p: int(p["year"]))
    if len(points) < 2:
        return ""
    missing = [y for a, b in pairwise(points) for y in range(a["year"] + 1, b["year"]) if not asked or y in asked]
    drawing = _Drawing(points, missing, links, lang, sources or {})
    notes = [say(lang, "chart_gap", years=", ".join(map(str, missing)))] if missing else []
    if not drawing.from_zero:
        notes.append(say(lang, "chart_axis"))
    note = tag("p", esc(" ".join(notes)), class_="stille") if notes else ""
    unit = f", {drawing.unit}" if drawing.unit else ""
    caption = tag("figcaption", esc(say(lang, "chart_title") + unit))
    return tag("figure", caption + drawing.svg() + note + _table(points, links, lang), class_="diagram")


def year_of(point: Mapping[str, Any], lang: Lang) -> str:
    """A point's year, and whose word it is when another year's agreement tells it."""
    agreement, change = point.get("agreement"), point.get("change")
    told = f" ({say(lang, 'told_by', year=agreement)})" if agreement else ""
    return f"{point['year']}{told}{' (' + say(lang, 'a_change') + ')' if change else ''}"


def as_told(point: Mapping[str, Any], value: float, scale: Scale) -> str:
    """The number as the source writes it where it is in the axis's unit ("5,0", "72,627"), else the value."""
    told = re.match(rf"(-?[\d.,]+)\s*{re.escape(scale.name)}", str(point["text"])) if scale.name else None
    return told[1] if told else danish(value)


class _Drawing:
    """One chart's geometry."""

    def __init__(
        self, points: Sequence[Mapping[str, Any]], missing: Sequence[int], links: Mapping[int, str], lang: Lang,
        sources: Mapping[int, str],
    ) -> None:  # fmt: skip
        self._sources = sources
        self._points, self._missing, self._links, self._lang = points, missing, links, lang
        values = [Decimal(p["value"]) for p in points]
        self._scale = scale_for(values, points[0]["unit"], [str(p["text"]) for p in points])
        self._values = [float(v / self._scale.divisor) for v in values]
        low, high = min(self._values), max(self._values)
        room = (high - low) * 0.15 or abs(high) * 0.1 or 1.0
        self._ticks = ticks(min(0.0, low) if low < high * 0.35 and low >= 0 else low - room, high + room)
        self._years = range(points[0]["year"], points[-1]["year"] + 1)

    @property
    def unit(self) -> str:
        """What the axis counts in."""
        return self._scale.name

    @property
    def from_zero(self) -> bool:
        """Whether the axis holds 0, so that heights can be compared."""
        return self._ticks[0] <= 0 <= self._ticks[-1]

    def _x(self, year: int) -> float:
        return LEFT + 24 + (WIDTH - LEFT - RIGHT - 48) * (year - self._years[0]) / max(len(self._years) - 1, 1)

    def _y(self, value: float) -> float:
        low, high = self._ticks[0], self._ticks[-1]
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - low) / (high - low)

    def svg(self) -> str:
        """The drawing; its points are links, so it is a group, not an image, to a screen reader."""
        told = "; ".join(f"{year_of(p, self._lang)}: {p['text']}" for p in self._points)
        parts = [
            self._axis(),
            self._line(),
            *(self._point(p, v) for p, v in zip(self._points, self._values, strict=True)),
        ]
        return tag(
            "svg",
            "".join(parts),
            viewBox=f"0 0 {WIDTH} {HEIGHT}",
            role="group",
            aria_label=f"{say(self._lang, 'chart_title')}: {told}",
        )

    def _axis(self) -> str:
        parts = []
        for tick in self._ticks:
            y = round(self._y(tick), 1)
            parts.append(tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, class_="gitter"))
            parts.append(tag("text", esc(danish(tick)), x=LEFT - 8, y=y + 4, text_anchor="end"))
        for year in self._years:
            x = round(self._x(year), 1)
            gap = year in self._missing
            if gap:
                parts.append(tag("rect", x=x - 20, y=TOP, width=40, height=HEIGHT - TOP - BOTTOM, class_="hul"))
            parts.append(
                tag(
                    "text",
                    esc(year),
                    x=x,
                    y=HEIGHT - BOTTOM + 20,
                    text_anchor="middle",
                    class_="mangler" if gap else None,
                )
            )
        return tag("g", "".join(parts), aria_hidden="true", class_="akse")

    def _line(self) -> str:
        """Neighbouring years are joined; over a gap the line is dotted, since nothing is known there."""
        parts = []
        # A change among levels is no step of the way from one to the next.
        levels = [(p, v) for p, v in zip(self._points, self._values, strict=True) if not p.get("change")]
        for (p, v), (q, w) in pairwise(levels):
            parts.append(
                tag(
                    "line",
                    x1=round(self._x(p["year"]), 1),
                    y1=round(self._y(v), 1),
                    x2=round(self._x(q["year"]), 1),
                    y2=round(self._y(w), 1),
                    class_="kurve" if q["year"] == p["year"] + 1 else "kurve ukendt",
                )
            )
        return tag("g", "".join(parts), aria_hidden="true")

    def _label_at(self, point: Mapping[str, Any]) -> int:
        """How far from a point its number stands: above it, or below it where the line comes down to it."""
        at = next(i for i, p in enumerate(self._points) if p is point)
        beside = [self._values[i] for i in (at - 1, at + 1) if 0 <= i < len(self._values)]
        lowest = all(value > self._values[at] for value in beside)
        return 22 if lowest and len(beside) > 1 else -12

    def _point(self, point: Mapping[str, Any], value: float) -> str:
        x, y = round(self._x(point["year"]), 1), round(self._y(value), 1)
        shape = "punkt aendring" if point.get("change") else "punkt"
        inner = tag("circle", cx=x, cy=y, r=14, class_="felt") + tag("circle", cx=x, cy=y, r=5, class_=shape)
        inner += tag(
            "text", esc(as_told(point, value, self._scale)), x=x, y=y + self._label_at(point), text_anchor="middle",
            class_="vaerdi", aria_hidden="true",
        )  # fmt: skip
        label = f"{year_of(point, self._lang)}: {point['text']}"
        source = self._sources.get(point["citation"])
        return tag(
            "a",
            tag("title", esc(f"{label}\n{source}" if source else label)) + inner,
            href=self._links.get(point["citation"]),
            data_source="1",
            aria_label=label,
        )


def _table(points: Sequence[Mapping[str, Any]], links: Mapping[int, str], lang: Lang) -> str:
    rows = "".join(
        tag(
            "tr",
            tag("th", esc(year_of(p, lang)), scope="row")
            + tag("td", esc(p["text"]), class_="tal", data_sort=p["value"])
            + tag("td", tag("a", esc(f"[{p['citation']}]"), href=links.get(p["citation"]), data_source="1")),
        )
        for p in points
    )
    return tag(
        "details",
        tag("summary", esc(say(lang, "as_table")))
        + sortable([say(lang, "col_year"), say(lang, "col_figure"), say(lang, "col_source")], rows, lang),
    )


def sortable(heads: Sequence[str], rows: str, lang: Lang) -> str:
    """A table whose heads sort it (page.js does the sorting)."""
    cells = "".join(
        tag(
            "th",
            tag("button", esc(head), type="button", class_="sorter", title=say(lang, "sort", what=head.lower())),
            scope="col",
            aria_sort="none",
        )
        for head in heads
    )
    return tag(
        "div",
        tag("table", tag("thead", tag("tr", cells)) + tag("tbody", rows), class_="sorteres"),
        class_="rulle",
        tabindex="0",
        role="group",
    )
