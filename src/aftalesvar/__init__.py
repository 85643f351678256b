"""Aftalesvar answers questions in Danish about agreement texts and shows where each answer stands."""

from __future__ import annotations

__version__ = "0.1.0"
