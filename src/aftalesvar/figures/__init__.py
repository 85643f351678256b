"""Sentences and rows become figure records; which year a figure is for, and whether it tells a level or a change.

Knows the language (``danish``) and ``records``, nothing else.
"""

from __future__ import annotations

from aftalesvar.figures.direction import Direction, is_of_which, stated_direction
from aftalesvar.figures.recording import figures_of
from aftalesvar.figures.years import stated_years

__all__ = ["Direction", "figures_of", "is_of_which", "stated_direction", "stated_years"]
