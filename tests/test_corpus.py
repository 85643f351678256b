"""``corpus.toml``: what is read of it, and what is refused in one Danish line."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftalesvar.corpus import CorpusEntry, file_hash, load_catalogue
from aftalesvar.errors import CorpusError

CORPUS = Path(__file__).parents[1] / "corpus"


def catalogue(folder: Path, text: str | bytes) -> Path:
    (folder / "corpus.toml").write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def refusal(folder: Path) -> str:
    with pytest.raises(CorpusError) as caught:
        load_catalogue(folder)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_five_agreements() -> None:
    entries = load_catalogue(CORPUS)
    assert [(e.id, e.year) for e in entries] == [(f"aftale-{y}", y) for y in (2020, 2022, 2023, 2024, 2027)]
    assert all((CORPUS / e.file).is_file() and e.title and e.parties == ("Regeringen", "KL") for e in entries)


def test_the_least_that_an_entry_needs(tmp_path: Path) -> None:
    assert load_catalogue(catalogue(tmp_path, '[[document]]\nid = "a"\nfile = "a.txt"')) == (CorpusEntry("a", "a.txt"),)


def test_a_date_may_be_a_date_or_a_text(tmp_path: Path) -> None:
    for date in ("2024-05-26", '"2024-05-26"'):
        (entry,) = load_catalogue(catalogue(tmp_path, f'[[document]]\nid = "a"\nfile = "a.txt"\ndate = {date}'))
        assert entry.date == "2024-05-26"


def test_no_documents_is_an_empty_catalogue(tmp_path: Path) -> None:
    assert load_catalogue(catalogue(tmp_path, "# tom\n")) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[document]\nid=", "ikke gyldig TOML"),
        (b"\xff\xfe[[document]]", "ikke gyldig TOML"),
        ("[[document]]\nid = 1\nfile = 'a'", "mindst id og file"),
        ("[[document]]\nid = 'a'", "mindst id og file"),
        ("document = 3", "corpus.toml"),
        ("document = ['a']", "mindst id og file"),
        ("[[document]]\nid = 'a'\nfile = '/etc/passwd'", "skal ligge i korpusmappen"),
        ("[[document]]\nid = 'a'\nfile = '../a.txt'", "skal ligge i korpusmappen"),
        ("[[document]]\nid = 'a'\nfile = 'a.txt'\nyear = '2024'", "year"),
        ("[[document]]\nid = 'a'\nfile = 'a.txt'\nparties = 3", "parties"),
        ("[[document]]\nid = 'a'\nfile = 'a.txt'\n[[document]]\nid = 'a'\nfile = 'b.txt'", "to gange"),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str | bytes, said: str) -> None:
    assert said in refusal(catalogue(tmp_path, text))


def test_a_missing_catalogue_says_where_to_go(tmp_path: Path) -> None:
    assert "AFTALESVAR_CORPUS" in refusal(tmp_path)
    assert "AFTALESVAR_CORPUS" in refusal(tmp_path / "nowhere")


def test_a_folder_in_the_place_of_the_catalogue(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").mkdir()
    assert "kan ikke læses" in refusal(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"a\.txt mangler"):
        file_hash(tmp_path / "a.txt")
