"""The evaluation: whether an answer is right and cited, and better than before or than a peer's.

It reads the source files and the numbers by itself (``sources``, ``number``), so that a slip in the
product's own reading can't hide itself here. The way of the data::

    questions.jsonl -> questions -> run (a System) -> scoring, retrieval -> measures -> show | report
"""

from __future__ import annotations
