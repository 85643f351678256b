"""Plots as plain SVG text: no library, the same bytes every time, readable on light and dark pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

INK, GRID, OURS, THEIRS = "#222222", "#d5d5d5", "#4f9db8", "#b5b5b5"
PALETTE = ("#1f6f8b", "#c2571a", "#6a4c93", "#2f7d32", "#b0306a", "#7a6a1f", "#555555")
_WIDTH, _LABEL, _ROW = 760, 250, 26


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a bar plot: ``low``/``high`` are its interval, ``ours`` colours it."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    ours: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a curve plot, its points within 0 to 1 on both axes."""

    label: str
    points: tuple[tuple[float, float], ...]


def bar_plot(title: str, bars: Sequence[Bar], *, largest: float = 1.0, decimals: int = 2) -> str:
    """Return horizontal bars from 0 to ``largest`` with whiskers for the intervals."""
    scale = (_WIDTH - _LABEL - 80) / (largest or 1.0)
    height = 60 + _ROW * len(bars)
    parts = [
        _line(_LABEL + scale * largest * i / 4, 40, _LABEL + scale * largest * i / 4, height - 16, GRID)
        for i in range(5)
    ]
    for row, bar in enumerate(bars):
        y = 46 + row * _ROW
        parts.append(_text(_LABEL - 8, y + 13, bar.label, "end"))
        width = max(1.0, bar.value * scale)
        parts.append(
            f'<rect x="{_LABEL}" y="{y}" width="{width:.1f}" height="16" fill="{OURS if bar.ours else THEIRS}"/>'
        )
        end = bar.value
        if bar.low is not None and bar.high is not None:
            end = max(end, bar.high)
            parts.append(_line(_LABEL + bar.low * scale, y + 8, _LABEL + bar.high * scale, y + 8, INK))
        parts.append(_text(_LABEL + end * scale + 6, y + 13, f"{bar.value:.{decimals}f}"))
    return _svg(title, height, parts)


def curve_plot(title: str, lines: Sequence[Line], x_label: str, y_label: str) -> str:
    """Return curves over the unit square, the y axis cut at the highest point."""
    top = max([0.1, *(y for line in lines for _, y in line.points)])
    left, bottom, width, height = 70, 330, 440, 280
    parts = []
    for i in range(5):
        x, y = left + width * i / 4, bottom - height * i / 4
        parts += [_line(x, bottom, x, bottom - height, GRID), _line(left, y, left + width, y, GRID)]
        parts += [_text(x, bottom + 18, f"{i / 4:.2f}", "middle"), _text(left - 8, y + 4, f"{top * i / 4:.2f}", "end")]
    for number, line in enumerate(lines):
        colour = PALETTE[number % len(PALETTE)]
        points = " ".join(f"{left + x * width:.1f},{bottom - y / top * height:.1f}" for x, y in line.points)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(_line(left + width + 20, 66 + 22 * number, left + width + 44, 66 + 22 * number, colour, 3))
        parts.append(_text(left + width + 50, 70 + 22 * number, line.label))
    parts += [_text(left + width / 2, bottom + 38, x_label, "middle"), _text(left, 42, y_label)]
    return _svg(title, 380, parts)


def _svg(title: str, height: float, parts: Sequence[str]) -> str:
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height:.0f}" '
        f'viewBox="0 0 {_WIDTH} {height:.0f}" role="img" font-family="sans-serif" font-size="13">\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect width="100%" height="100%" fill="white"/>\n'
        f'<text x="12" y="22" font-size="15" font-weight="bold" fill="{INK}">{escape(title)}</text>\n{body}\n</svg>\n'
    )


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 1) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"/>'


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{INK}">{escape(text)}</text>'
