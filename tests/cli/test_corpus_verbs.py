from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aftalesvar.cli import main
from aftalesvar.cli.watching import watch_corpus
from aftalesvar.corpus import load_catalogue
from aftalesvar.settings import Settings
from fakes import FakeEncoder

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "reading" / "data"
REGIONS = "regionernes-oekonomi-2031-2032"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Settings:
    """An agreement on the regions, indexed with an encoder that needs no model."""
    encoder = FakeEncoder()
    monkeypatch.setattr("aftalesvar.embedding.load_encoder", lambda _=None: encoder)
    monkeypatch.setenv("AFTALESVAR_CORPUS", str(tmp_path / "corpus"))
    monkeypatch.setenv("AFTALESVAR_INDEX", str(tmp_path / "index"))
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["add", str(DATA / "regioner-2031.txt")]) == 0
    capsys.readouterr()
    return Settings.from_environment()


class Terminal(io.StringIO):
    """Standard input and error that say they are a terminal."""

    def isatty(self) -> bool:
        return True


def test_add_shows_what_it_proposes_and_goes_on_after_a_refusal(
    home: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tom\n.txt").write_text("")
    code = main(
        ["add", str(tmp_path / "tom\n.txt"), str(DATA / "finanslov-2033.html"), str(DATA / "regioner-2031.txt")]
    )
    shown = capsys.readouterr()
    assert code == 2
    assert "Afvist: tom .txt: filen er tom." in shown.err
    assert f"Afvist: regioner-2031.txt: aftalen er allerede i korpus som {REGIONS}." in shown.err
    for line in (
        "titel:    Aftale om finansloven for 2033",
        "år:       2033",
        "dato:     2032-11-12",
        "parter:   Regeringen",
    ):
        assert line in shown.out
    assert [entry.id for entry in load_catalogue(home.corpus)] == [REGIONS, "finansloven-2033"]


@pytest.mark.parametrize(("typed", "count"), [("ja\n", 2), ("nej\n", 1), ("måske\nj\n", 2), ("", 1)])
def test_on_a_terminal_the_user_is_asked(
    home: Settings, monkeypatch: pytest.MonkeyPatch, typed: str, count: int
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    monkeypatch.setattr("sys.stderr", Terminal())
    assert main(["add", str(DATA / "finanslov-2033.html")]) == 0
    assert len(load_catalogue(home.corpus)) == count


def test_flags_override_and_json_tells_all(home: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--title", "Finanslov", "--year", "2033", "--date", "1. december 2032", "--party", "SF", "--id", "fl33"]
    assert main(["add", "--json", "--yes", str(DATA / "finanslov-2033.html"), *words]) == 0
    told = json.loads(capsys.readouterr().out)
    (added,) = told["added"]
    wanted = {
        "id": "fl33",
        "title": "Finanslov",
        "year": 2033,
        "date": "2032-12-01",
        "parties": ["SF"],
        "file": "fl33.html",
    }
    assert {key: added[key] for key in wanted} == wanted
    assert told["refused"] == []
    assert told["index"]["embedded"] > 0


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["a.txt", "b.txt", "--id", "x"], "--id gælder en enkelt fil"),
        (["a.txt", "--year", "33"], "ikke et budgetår"),
        (["a.txt", "--year", "x"], "ikke et helt tal"),
        (["a.txt", "--date", "31. juni 2031"], "ikke en dato"),
        (["a.txt", "--title", " "], "--title er tom"),
        ([], "der mangler"),
        ([str(DATA / "finanslov-2033.html"), "--id", "Å/.."], "kan ikke bruges"),
        ([str(DATA / "finanslov-2033.html"), "--id", REGIONS], "har været en anden"),
    ],
)
def test_wrong_use_is_told_in_danish(
    home: Settings, capsys: pytest.CaptureFixture[str], words: list[str], reason: str
) -> None:
    try:
        code = main(["add", *words])
    except SystemExit as left:
        code = int(str(left.code))
    assert code == 2
    assert reason in capsys.readouterr().err
    assert len(load_catalogue(home.corpus)) == 1


def test_list_and_remove(home: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["add", str(DATA / "finanslov-2033.html")])
    capsys.readouterr()
    assert main(["list"]) == 0
    regions, budget = capsys.readouterr().out.splitlines()[:2]
    assert regions.split()[:3] == [REGIONS, "2031-2032", "tekst"]
    assert budget.split()[:3] == ["finansloven-2033", "2033", "HTML"]
    assert main(["remove", REGIONS, "--keep-file"]) == 0
    assert "ligger der endnu" in capsys.readouterr().out
    assert (home.corpus / f"{REGIONS}.txt").exists()
    assert main(["list", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["id"], row["type"], row["years"], row["error"]) == ("finansloven-2033", "HTML", [2033], None)
    assert main(["remove", "findes-ikke"]) == 2
    assert "ingen aftale med id findes-ikke" in capsys.readouterr().err
    assert main(["remove", "finansloven-2033"]) == 0
    assert "Korpus er tomt" in capsys.readouterr().out


def test_list_and_check_tell_of_a_file_that_cannot_be_read(home: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    main(["add", str(DATA / "finanslov-2033.html")])
    (home.corpus / "finansloven-2033.html").write_bytes(b" ")
    assert main(["index"]) == 2
    assert "Udeladt: finansloven-2033.html: filen er tom" in capsys.readouterr().err
    assert main(["list"]) == 0
    assert "kan ikke læses: filen er tom" in capsys.readouterr().out
    assert main(["check"]) == 2
    assert "Udeladt: finansloven-2033" in capsys.readouterr().err


def test_show_prints_the_outline_with_its_places(home: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", REGIONS]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Aftale om regionernes økonomi for 2031 og 2032"
    assert lines[1].startswith(f"{REGIONS} · 2031-2032 · 2030-06-14 · Regeringen, Danske Regioner · tekst · ")
    assert main(["show", REGIONS, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    source = (DATA / "regioner-2031.txt").read_text()
    for section in told["sections"]:
        first = section["spans"][0]
        assert source[first["start"] : first["end"]].split()[0].strip("*#").lower() in section["title"].lower()
        assert any(section["title"] in line for line in lines)


def test_show_prints_a_part(home: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", REGIONS, "--section", "2.2"]) == 0
    shown = capsys.readouterr().out
    assert "2.2 Anlæg" in shown.splitlines()[0]
    assert "Anlægsrammen udgør 3,1 mia. kr. i 2031 og 2,9 mia. kr. i 2032." in shown
    assert main(["show", REGIONS, "--section", "anlæg", "--json"]) == 0
    assert "Anlægsrammen udgør" in json.loads(capsys.readouterr().out)["text"]
    assert main(["show", REGIONS, "--section", "kapitel"]) == 2
    assert "Flere dele" in capsys.readouterr().err
    assert main(["show", REGIONS, "--section", "xyz\x1b"]) == 2
    assert "ingen del, der hedder «xyz»" in capsys.readouterr().err
    assert main(["show", "findes-ikke"]) == 2


def _until_interrupted(*steps: set[tuple[int, str]]) -> Iterator[set[tuple[Any, str]]]:
    yield from steps
    raise KeyboardInterrupt


def test_watch_follows_changes_and_ends_cleanly(home: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    file = home.corpus / f"{REGIONS}.txt"

    def steps() -> Iterator[set[tuple[Any, str]]]:
        file.write_text(file.read_text() + "\n\nDer afsættes 12 mio. kr. i 2031 til noget helt nyt.\n")
        yield {(2, str(file)), (1, str(home.corpus / ".adding-x"))}
        shutil.copy(DATA / "finanslov-2033.html", home.corpus / "ny.html")
        yield {(1, str(home.corpus / "ny.html"))}
        moved = file.rename(file.with_suffix(".væk"))
        yield {(3, str(file))}
        moved.rename(file)
        yield from _until_interrupted({(1, str(file))})

    assert watch_corpus(home, FakeEncoder(), steps()) == 0
    shown = capsys.readouterr()
    lines = shown.out.splitlines()
    assert f"{REGIONS}.txt er ændret." in lines[1]
    assert "2 tekster blev beregnet" in lines[2] or "1 tekster blev beregnet" in lines[2]
    assert "ny.html er ny; den står ikke i corpus.toml" in lines[3]
    assert "er slettet" in lines[4]
    assert "filen findes ikke" in shown.err
    assert "Indekset er som før." in shown.err
    assert "Indekset er opdateret" in lines[6]
    assert lines[-1] == "Overvågningen er slut; indekset er helt."
    assert len(lines) == 8
