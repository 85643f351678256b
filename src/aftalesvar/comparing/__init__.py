"""What changed between two agreements, and which agreements name each other. Reads the index alone."""

from __future__ import annotations

from aftalesvar.comparing.comparison import compare
from aftalesvar.comparing.found import Comparison, FigureChange, Pair, Piece, Side
from aftalesvar.comparing.references import Reference, references

__all__ = ["Comparison", "FigureChange", "Pair", "Piece", "Reference", "Side", "compare", "references"]
