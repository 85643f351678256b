"""What spelling costs: the dev questions again without æøå, and with one slip in every word longer than six letters.

    .venv/bin/python eval/spelling.py [--split dev|test]

The slips are drawn with a fixed seed: two letters swapped, one left out, or one doubled, never the first letter.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from aftalesvar.danish.terms import folds
from aftalesvar.evaluation.choosing import choose
from aftalesvar.evaluation.measures import evaluate
from aftalesvar.evaluation.product import Product
from aftalesvar.evaluation.questions import load_questions, question_files
from aftalesvar.evaluation.run import run_system
from aftalesvar.evaluation.sources import load_sources
from aftalesvar.evaluation.splits import load_split
from aftalesvar.opening import open_asker
from aftalesvar.settings import Settings

LONG = 7  # letters from which a word gets a slip
SEED = 7
SHOWN = ("Success@1", "right_cited", "correct", "wrong_year")


def without_letters(question: str) -> str:
    """The question as typed on a keyboard without æ, ø and å."""
    return re.sub(r"\w+", lambda m: folds(m[0].lower())[0] if re.search("[æøåÆØÅ]", m[0]) else m[0], question)


def with_slips(question: str) -> str:
    """The question with one typing error in each long word."""
    drawn = random.Random(f"{SEED}{question}")
    return re.sub(rf"[^\W\d_]{{{LONG},}}", lambda m: _slip(m[0], drawn), question)


def _slip(word: str, drawn: random.Random) -> str:
    at = drawn.randrange(1, len(word) - 1)
    kind = drawn.choice(("swap", "drop", "double"))
    if kind == "swap":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at + 1 :] if kind == "drop" else word[:at] + word[at] + word[at:]


def main() -> None:
    """Ask three times and print what each spelling costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("dev", "test"), default="dev")
    half = parser.parse_args().split
    folder = Path(__file__).parent / "questions"
    items = choose(load_questions(question_files(folder)), half=half, split=load_split(folder))
    asker = open_asker(Settings.from_environment())
    sources = load_sources(Settings.from_environment().corpus)
    spellings: Sequence[tuple[str, Callable[[str], str]]] = (
        ("as written", str), ("without æøå", without_letters), ("with slips", with_slips),
    )  # fmt: skip
    for name, spelled in spellings:
        again = tuple(replace(item, question=spelled(item.question)) for item in items)
        values = evaluate(run_system(Product(asker), again), again, sources).values
        print(name, {m: f"{_mean(values[m]):.3f} (n {len(values[m])})" for m in SHOWN})


def _mean(values: dict[str, float]) -> float:
    return sum(values.values()) / max(len(values), 1)


if __name__ == "__main__":
    main()
