"""Agreements of other kinds than the five: regions, business, elder care and a finance act, asked like any other."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aftalesvar.asking.asker import Asker
from aftalesvar.opening import open_asker
from aftalesvar.settings import Settings

DATA = Path(__file__).parents[1] / "reading" / "data"
YEARS = {"aeldre-2036.txt": 2036, "erhverv-2034.md": 2034, "finanslov-2033.html": 2033, "regioner-2031.txt": 2031}


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    home = tmp_path_factory.mktemp("others")
    shutil.copytree(DATA, home / "corpus")
    entries = (f"[[document]]\nid = '{name[:-5]}'\nfile = '{name}'\nyear = {year}\n" for name, year in YEARS.items())
    (home / "corpus" / "corpus.toml").write_text("".join(entries), "utf-8")
    environment = {**os.environ, "AFTALESVAR_HOME": str(home)}
    subprocess.run([sys.executable, "-m", "aftalesvar.cli.main", "index"], env=environment, check=True, timeout=600)
    return open_asker(Settings(corpus=home / "corpus", index=home / "index"))


@pytest.mark.parametrize(("question", "answer"), [
    ("hvad er driftsrammen for regionerne i 2032", "150,9 mia. kr."),
    ("udgifter i alt 2032 regionerne", "154.545 mio. kr."),
    ("medicintilskud 2032", "9.240 mio. kr."),
    ("hvor meget får regionerne i 2036", "490 mio. kr."),
    ("hvor meget får kommunerne varigt i erhvervsaftalen", "1.450 mio. kr."),
    ("hvor mange akutbesøg var der", "1.204.500"),
    ("hvor mange intensivpladser opretter regionerne", "42 nye intensivpladser"),
    ("hvornår skal regionerne have oprettet intensivpladserne", "1. juli 2031"),
    ("pl-skøn 2032", "2,4 pct."),
    ("hvornår træder erhvervsaftalen i kraft", "1. januar 2035"),
    ("hvor mange årsværk har sekretariatet", "12 årsværk"),
    ("kan aftalen opsiges", "Ja"),
    ("omprioriteringsreserven 2034", "1.100 mio. kr."),
    ("hvem refererer styregruppen til", "ministeren"),
])  # fmt: skip
def test_they_are_answered(others: Asker, question: str, answer: str) -> None:
    told = others.ask(question)
    assert told.answer is not None, told.reason
    assert answer in told.answer


@pytest.mark.parametrize(
    "question", ["hvad er servicerammen i 2036", "hvad er anlægsrammen i 2033", "hvem er minister"]
)
def test_what_they_do_not_tell_is_refused(others: Asker, question: str) -> None:
    assert others.ask(question).answer is None
