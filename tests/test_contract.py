"""The contract of ``ask``: what it prints, where its citations point, its exit codes, its one line of complaint."""

from __future__ import annotations

import io
import json
import os
import re
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from aftalesvar.asking.verifying import figure_stands, squash
from aftalesvar.cli import ask_main, main
from aftalesvar.records import CitedFigure

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = json.loads((ROOT / "src/aftalesvar/asking/answer.schema.json").read_text("utf-8"))
COMMANDS = Path(sys.executable).parent  # where pip puts them
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

QUESTIONS = [
    "hvad er anlægsrammen i 2024",
    "hvad er servicerammen i 2022?",
    "hvordan har servicerammen udviklet sig fra 2020 til 2027?",
    "hvad er PL-skønnet for anlæg i 2024",
    "hvor meget er der afsat til særtilskudspuljen i 2020?",
    "hvornår skal kommunerne have implementeret det?",
    "er regeringen og KL enige om en nulvækst?",
    "hvad siger aftalen for 2027 om digitalisering",
    "hvad er anlægsrammen i 2031",
    "hvad koster en månerejse",
]

pytestmark = pytest.mark.usefixtures("on_real_corpus")
Captured = pytest.CaptureFixture[str]


def ask(capsys: Captured, *words: str) -> tuple[int, dict[str, Any]]:
    code = ask_main(["--json", *words])
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, told


def check_citations(told: dict[str, Any]) -> None:
    """Every [n] has its citation, every figure stands in its quote, every quote in the corpus file at its spans."""
    quotes = {citation["id"]: citation["quote"] for citation in told["citations"]}
    assert list(quotes) == list(range(1, len(quotes) + 1))
    assert {int(n) for n in re.findall(r"\[(\d+)\]", told["text"])} <= set(quotes)
    for citation in told["citations"]:
        source = (ROOT / "corpus" / f"{citation['document']}.txt").read_bytes().decode("utf-8")
        stands = "".join(source[span["start"] : span["end"]] for span in citation["spans"])
        assert squash(stands) == squash(citation["quote"])
        assert "\n" not in citation["quote"]
        assert all(span["start"] < span["end"] <= len(source) for span in citation["spans"])
    for figure in [*told["figures"], *told.get("series", [])]:
        assert figure["citation"] in quotes
    for figure in told["figures"]:
        cited = CitedFigure(
            figure["text"], Decimal(figure["value"]), figure["unit"], figure["year"], figure["citation"]
        )
        assert figure_stands(cited, quotes[figure["citation"]])


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_keeps_the_contract(question: str, capsys: Captured) -> None:
    code, told = ask(capsys, question)
    VALIDATOR.validate(told)
    assert told["question"] == question
    assert code == (0 if told["status"] in ("answered", "partial") else 1)
    assert [p["rank"] for p in told["passages"]] == list(range(1, len(told["passages"]) + 1))
    check_citations(told)


def test_the_default_question(capsys: Captured) -> None:
    code, told = ask(capsys, QUESTIONS[0])
    assert (code, told["answer"]) == (0, "19,3 mia. kr.")
    assert {c["document"] for c in told["citations"]} == {"aftale-2024"}
    assert all(c["section"][0] == "2. Kommunernes økonomiske rammer" for c in told["citations"])


def test_a_year_without_agreement_is_refused_with_its_reason(capsys: Captured) -> None:
    code, told = ask(capsys, "hvad er anlægsrammen i 2031")
    assert (code, told["status"], told["reason"]["code"]) == (1, "not_found", "no_agreement_for_year")
    assert told["passages"], "the nearest passages are shown even so"


@pytest.mark.parametrize(("told", "kind"), [("beløb", "amount"), ("Tidspunkt", "date")])
def test_a_kind_chosen_beside_the_words(told: str, kind: str, capsys: Captured) -> None:
    code, answer = ask(capsys, "--kind", told, "sundhedsklynger")
    VALIDATOR.validate(answer)
    assert (code, answer["understood"]["kind"]) == (0, kind)
    check_citations(answer)


def test_a_kind_that_only_words_can_ask_keeps_the_contract(capsys: Captured) -> None:
    code, told = ask(capsys, "--kind", "ja-eller-nej", QUESTIONS[0])
    VALIDATOR.validate(told)
    assert (code, told["status"], told["reason"]["code"]) == (1, "not_found", "bad_question")


def test_explain_and_k(capsys: Captured) -> None:
    _, told = ask(capsys, "--k", "2", "--explain", QUESTIONS[0])
    VALIDATOR.validate(told)
    assert len(told["passages"]) == 2
    assert told["explanation"]


def test_the_schema_is_strict() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)

    def objects(node: Any) -> Iterator[dict[str, Any]]:
        for value in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            yield from objects(value)
        if isinstance(node, dict) and node.get("type") == "object" and "properties" in node:
            yield node

    assert all(node["additionalProperties"] is False for node in objects(SCHEMA))


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"confidence": "0.9"}, "confidence"),
        ({"status": "answered", "answer": None}, "answer"),
        ({"extra": 1}, ""),
        ({"figures": [{"text": "1", "value": 1.0, "unit": "kr", "year": 2024, "citation": 1}]}, "value"),
        ({"reason": {"code": "because", "message": "x"}}, "reason"),
    ],
)
def test_the_schema_refuses(change: dict[str, Any], where: str, capsys: Captured) -> None:
    _, told = ask(capsys, QUESTIONS[0])
    errors = list(VALIDATOR.iter_errors({**told, **change}))
    assert errors
    assert any(where in map(str, error.absolute_path) for error in errors) or not where


# --- batches --------------------------------------------------------------------------------------


def batch(capsys: Captured, file: Path) -> tuple[int, list[dict[str, Any]]]:
    code = ask_main(["--batch", str(file)])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_batch_answers_in_order_and_survives_bad_lines(tmp_path: Path, capsys: Captured) -> None:
    lines: list[bytes] = [
        json.dumps({"id": "a", "question": QUESTIONS[0]}).encode(),
        b"not json",
        b"",
        json.dumps({"id": "tom", "question": "   "}).encode(),
        b'["a list"]',
        json.dumps({"id": 3}).encode(),
        json.dumps({"id": [1, None], "question": 5}).encode(),
        json.dumps({"id": "lang", "question": "a" * 100_000}).encode(),
        b'{"id": 9, "question": "\xff\xfe"}',
        b"[" * 100_000,
        json.dumps({"question": QUESTIONS[1]}).encode(),
    ]
    file = tmp_path / "questions.jsonl"
    file.write_bytes(b"\n".join(lines))
    code, told = batch(capsys, file)
    assert code == 0
    assert len(told) == 10
    for answer in told:
        VALIDATOR.validate(answer)
        assert "id" in answer
        check_citations(answer)
    assert [answer["status"] for answer in told] == ["answered"] + ["error"] * 8 + ["answered"]
    assert [told[0]["id"], told[2]["id"], told[6]["id"], told[-1]["id"]] == ["a", "tom", "lang", None]
    assert [told[4]["id"], told[5]["id"]] == [3, [1, None]], "a line without a question keeps its id"
    assert told[0]["answer"] == "19,3 mia. kr."


def test_a_batch_from_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    line = json.dumps({"id": 1, "question": QUESTIONS[0]}).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line)))
    assert ask_main(["--batch", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == 1


def test_a_batch_answers_as_single_questions_do(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps({"id": n, "question": q}) for n, q in enumerate(QUESTIONS)), "utf-8")
    _, told = batch(capsys, file)
    for answer, question in zip(told, QUESTIONS, strict=True):
        _, alone = ask(capsys, question)
        del answer["id"], answer["elapsed_ms"], alone["elapsed_ms"]
        assert answer == alone


# --- bad input: one Danish line, exit code 2, no stack trace ----------------------------------------


def command(*words: str, name: str = "ask", stdin: bytes = b"", **environment: str) -> tuple[int, str]:
    """A command in a fresh process: exit code and standard error; an expected failure prints nothing else."""
    done = subprocess.run(
        [str(COMMANDS / name), *words],
        input=stdin, capture_output=True, env={**os.environ, **environment}, timeout=240, check=False,
    )  # fmt: skip
    return done.returncode, done.stderr.decode("utf-8")


def is_one_danish_line(told: tuple[int, str], *hints: str) -> None:
    code, said = told
    assert code == 2, said
    assert "Traceback" not in said
    lines = [line for line in said.splitlines() if not line.endswith(" …")]  # steps of work, on no terminal
    assert len(lines) == 1, said
    assert lines[0].startswith("Fejl: ")
    assert all(hint in lines[0] for hint in hints), lines[0]


@pytest.mark.parametrize(
    ("words", "stdin", "hint"),
    [
        ([""], b"", "tomt"),
        (["   "], b"", "tomt"),
        (["-"], b"", "tomt"),
        (["????"], b"", "ingen ord"),
        (["a" * 100_000], b"", "100.000 tegn"),
        (["-"], b"hvad " * 20_000, "100.000 tegn"),
        (["-"], bytes(range(256)) * 40, "UTF-8"),
        (["-"], b"\x00" * 500, "UTF-8"),
        (["-"], b"x" * 2_000_000, "for langt"),
        (["--batch", "findes-ikke.jsonl"], b"", "findes-ikke.jsonl"),
        (["--batch", "-", "hvad er rammen"], b"", "ikke begge"),
        (["--k", "0", "hvad er rammen"], b"", "--k"),
        (["--year", "20244", "hvad er rammen"], b"", "årstal"),
        (["--year", "i fjor", "hvad er rammen"], b"", "helt tal"),
        (["--kind", "farve", "hvad er rammen"], b"", "«farve» er ikke en slags svar. Vælg en af: hvad, beløb, procent"),
        (["--kind", "", "hvad er rammen"], b"", "ikke en slags svar"),
        (["--ukendt", "hvad er rammen"], b"", "ukendt argument"),
    ],
    ids=lambda value: str(value)[:40] if isinstance(value, list) else "",
)
def test_a_bad_question_is_told_in_one_line(
    words: list[str], stdin: bytes, hint: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
    try:
        code = ask_main(words)
    except SystemExit as stop:  # argparse's own way out
        code = int(stop.code or 0)
    captured = capsys.readouterr()
    assert not captured.out
    is_one_danish_line((code, captured.err), hint)


def test_a_bad_question_in_a_fresh_process() -> None:
    is_one_danish_line(command(""), "tomt")
    is_one_danish_line(command("-", stdin=bytes(range(256))), "UTF-8")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus of one short agreement, to be spoiled."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "corpus.toml").write_text(
        '[[document]]\nid = "a"\nfile = "a.txt"\ntitle = "Aftale"\nyear = 2024\n', "utf-8"
    )
    (folder / "a.txt").write_text(
        "1. Indledning\nRegeringen og KL er enige om en ramme på 3 mio. kr. i 2024.\n", "utf-8"
    )
    return folder


def unreadable(file: Path) -> None:
    """As root every file can be read, so a folder in its place has to do."""
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(
    ("spoil", "hint"),
    [
        (lambda folder: (folder / "a.txt").unlink(), "a.txt"),
        (lambda folder: unreadable(folder / "a.txt"), "a.txt"),
        (lambda folder: (folder / "a.txt").write_bytes(os.urandom(5000)), "a.txt"),
        (lambda folder: (folder / "a.txt").write_bytes(b""), "a.txt"),
        (lambda folder: (folder / "corpus.toml").write_text("[[", "utf-8"), "TOML"),
        (lambda folder: (folder / "corpus.toml").unlink(), "corpus.toml"),
    ],
    ids=["missing", "a folder", "binary", "empty", "no TOML", "no catalogue"],
)
def test_an_unusable_corpus(
    spoil: Callable[[Path], object], hint: str, corpus: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: Captured,
) -> None:  # fmt: skip
    spoil(corpus)
    monkeypatch.setenv("AFTALESVAR_CORPUS", str(corpus))
    monkeypatch.setenv("AFTALESVAR_INDEX", str(tmp_path / "new"))
    code = ask_main(["hvad er rammen i 2024"])
    is_one_danish_line((code, capsys.readouterr().err), hint)


def spoil_start(database: Path) -> None:
    with database.open("r+b") as stream:
        stream.write(b"\x00" * 200)


def spoil_pages(database: Path) -> None:
    size = database.stat().st_size
    with database.open("r+b") as stream:
        for at in range(8192, size - 4096, size // 300):
            stream.seek(at)
            stream.write(b"\xff" * 300)


def cut_short(database: Path) -> None:
    with database.open("r+b") as stream:
        stream.truncate(database.stat().st_size // 3)


@pytest.mark.parametrize("spoil", [spoil_start, spoil_pages, cut_short])
def test_a_damaged_index(
    spoil: Callable[[Path], None], index_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    spoil(index_copy / "aftalesvar.sqlite")
    monkeypatch.setenv("AFTALESVAR_INDEX", str(index_copy))
    is_one_danish_line((ask_main(["hvad er anlægsrammen i 2024"]), capsys.readouterr().err), "beskadiget", "--rebuild")
    code = main(["check"])
    assert code == 2
    assert "beskadiget" in capsys.readouterr().err


def test_a_damaged_vector_file_is_mended_by_the_question(
    index_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    (vectors,) = index_copy.glob("*.faiss")
    vectors.write_bytes(vectors.read_bytes()[:5000])
    monkeypatch.setenv("AFTALESVAR_INDEX", str(index_copy))
    assert ask(capsys, QUESTIONS[0])[1]["answer"] == "19,3 mia. kr."
    assert main(["check"]) == 0


@pytest.mark.parametrize("kind", ["missing", "empty folder"])
def test_a_model_that_does_not_exist(kind: str, tmp_path: Path) -> None:
    if kind == "empty folder":
        (tmp_path / "model").mkdir()
    told = command("hvad er rammen", AFTALESVAR_MODEL=str(tmp_path / "model"), HF_HUB_OFFLINE="1")
    is_one_danish_line(told, "model")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_index_folder_that_cannot_be_written(corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    told = command("hvad er rammen", AFTALESVAR_CORPUS=str(corpus), AFTALESVAR_INDEX=str(folder))
    is_one_danish_line(told, str(folder))


def test_an_index_folder_that_is_a_file(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        told = command("hvad er rammen", AFTALESVAR_CORPUS=str(corpus), AFTALESVAR_INDEX=str(folder))
        is_one_danish_line(told, str(folder))


def test_a_port_in_use() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = command("web", "--port", str(port), name="aftalesvar")
    is_one_danish_line(told, str(port), "--port")


def test_the_answer_may_be_cut_off_by_its_reader() -> None:
    """``ask … | head -c 1``: no stack trace when the pipe closes."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [str(COMMANDS / "ask"), "--json", QUESTIONS[0]],
        stdout=writer, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    os.close(writer)
    assert "Traceback" not in done.stderr
