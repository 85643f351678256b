from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from aftalesvar.adding import Candidate, Desk, Given, Refusal, add
from aftalesvar.asking.asker import Asker
from aftalesvar.catalogue import with_entries, without_entries
from aftalesvar.corpus import CorpusEntry, Retired, load_catalogue, parse_entries, parse_retired
from aftalesvar.embedding import load_encoder
from aftalesvar.errors import AftalesvarError, CorpusError, ModelError, UsageError
from aftalesvar.indexing import build, is_current
from aftalesvar.naming import derived_id, plain
from aftalesvar.removing import remove
from aftalesvar.settings import Settings
from aftalesvar.store.index import Index
from aftalesvar.store.schema import Manifest
from fakes import FakeEncoder

ROOT = Path(__file__).parents[1]
REGIONS = ROOT / "tests" / "reading" / "data" / "regioner-2031.txt"
TEXT = """Aftale om {what} for {year}

8. juni {before}

Regeringen og KL

1. Indledning

Regeringen og KL er enige om, at {what} skal styrkes i {year}. Rammen udgør {amount} mia. kr. i {year}.

2. Opfølgning

Parterne følger op på {what} inden udgangen af {year} og drøfter resultaterne med {other} og andre aktører.
"""


def text(what: str = "havnenes drift", year: int = 2031, amount: str = "3,4", other: str = "rederierne") -> str:
    return TEXT.format(what=what, year=year, before=year - 1, amount=amount, other=other)


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """A corpus of one small agreement, indexed."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "veje.txt").write_text(text("vejenes drift", 2030))
    (corpus / "corpus.toml").write_text(
        '# Vores aftaler\n\n[[document]]\nid = "veje"\nfile = "veje.txt"\nyear = 2030\n'
    )
    settings = Settings(corpus=corpus, index=tmp_path / "index")
    build(settings, FakeEncoder())
    return settings


@pytest.fixture
def four(tmp_path: Path) -> Settings:
    """The real corpus without one agreement, indexed."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in ("2020", "2022", "2023", "2027"):
        shutil.copy(ROOT / "corpus" / f"aftale-{name}.txt", corpus)
    whole = (ROOT / "corpus" / "corpus.toml").read_text()
    (corpus / "corpus.toml").write_text(without_entries(ROOT / "corpus", whole, [Retired("aftale-2024", "")]))
    settings = Settings(corpus=corpus, index=tmp_path / "index")
    build(settings, FakeEncoder())
    return settings


def put(settings: Settings, path: Path, encoder: FakeEncoder | None = None, **given: object) -> str:
    seen = Desk(settings).look(path, Given(**given))  # type: ignore[arg-type]
    assert isinstance(seen, Candidate), seen
    add(settings, encoder or FakeEncoder(), [seen])
    return seen.entry.id


def written(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content)
    return path


def manifest(settings: Settings) -> Manifest:
    index = Index.open(settings.index)
    index.close()
    return index.manifest


def state(settings: Settings) -> tuple[dict[str, bytes], str]:
    files = {p.name: p.read_bytes() for p in settings.corpus.iterdir() if p.name != ".lock" and p.is_file()}
    return files, manifest(settings).index_id


def tables(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(settings.index / "aftalesvar.sqlite") as connection:
        names = [n for (n,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names}


# --- the index follows ----------------------------------------------------------------------------


def test_adding_a_fifth_embeds_only_its_texts_and_removing_it_restores_everything(four: Settings) -> None:
    before = tables(four)
    documents = {id_: Index.open(four.index).document(id_) for id_ in Index.open(four.index).documents}
    encoder = FakeEncoder()
    seen = Desk(four).look(ROOT / "corpus" / "aftale-2024.txt", Given())
    assert isinstance(seen, Candidate)
    report = add(four, encoder, [seen])
    opened = Index.open(four.index)
    mine = {
        key
        for (key,) in opened._rows(
            "SELECT vector FROM passages WHERE document=? UNION SELECT vector FROM sentences WHERE document=?",
            (seen.entry.id,) * 2,
        )
    }
    old = {row[0] for row in before["vectors"]}
    assert report.embedded == len(encoder.seen) == len(mine - old) > 100
    assert {id_: opened.document(id_) for id_ in documents} == documents
    gone, after = remove(four, encoder, [seen.entry.id])
    assert [e.id for e in gone] == [seen.entry.id]
    assert after is not None
    assert after.embedded == 0
    assert tables(four) == before


def test_no_agreement_changes_how_another_reads() -> None:
    from aftalesvar.reading import build_lexicon, read_document, read_text

    paths = sorted((ROOT / "corpus").glob("aftale-*.txt"))
    together = build_lexicon(map(read_text, paths))
    for path in paths:
        assert read_document(path, id="a").text == read_document(path, id="a", lexicon=together).text


def test_with_the_real_model_removing_restores_the_answers(built_index: Path, index_copy: Path, tmp_path: Path) -> None:
    corpus = Path(shutil.copytree(ROOT / "corpus", tmp_path / "corpus"))
    settings = Settings(corpus=corpus, index=index_copy)
    encoder = load_encoder("bundled")
    questions = ["hvad er anlægsrammen i 2024", "Hvor meget udgør serviceudgifterne i 2020?", "hvad siges om vikarer"]

    def answers() -> list[object]:
        asker = Asker(Index.open(settings.index), encoder)
        told = [asdict(asker.ask(question)) for question in questions]
        return [{k: v for k, v in answer.items() if k != "elapsed_ms"} for answer in told]

    before = answers()
    seen = Desk(settings).look(REGIONS, Given())
    assert isinstance(seen, Candidate)
    report = add(settings, encoder, [seen])
    assert 10 < report.embedded < 60
    assert Index.open(index_copy).documents[seen.entry.id].years == (2031, 2032)
    remove(settings, encoder, [seen.entry.id])
    assert answers() == before
    assert manifest(settings).index_id == Index.open(built_index).manifest.index_id


def test_several_years_by_the_catalogue(home: Settings) -> None:
    catalogue = home.corpus / "corpus.toml"
    catalogue.write_text(catalogue.read_text().replace("year = 2030", "years = [2031, 2030]"))
    build(home, FakeEncoder())
    head = Index.open(home.index).documents["veje"]
    assert (head.year, head.years) == (2030, (2030, 2031))


def test_a_file_that_goes_bad_is_left_out_and_told_of_and_the_index_is_current(home: Settings, tmp_path: Path) -> None:
    put(home, written(tmp_path, "havne.txt", text()))
    (home.corpus / "veje.txt").write_text("")
    report = build(home, FakeEncoder())
    assert [file for file, _ in report.refused] == ["veje.txt"]
    opened = Index.open(home.index)
    assert list(opened.manifest.refused) == ["veje"]
    assert is_current(opened, home, asdict(FakeEncoder().identity))


# --- what a file is -------------------------------------------------------------------------------


def test_a_file_is_described_from_its_text(home: Settings, tmp_path: Path) -> None:
    seen = Desk(home).look(written(tmp_path, "fil.txt", text()), Given())
    assert isinstance(seen, Candidate)
    assert seen.entry == CorpusEntry(
        "havnenes-drift-2031", "havnenes-drift-2031.txt", "Aftale om havnenes drift for 2031", 2031, "2030-06-08",
        ("Regeringen", "KL"), "Tilføjet fra fil.txt",
    )  # fmt: skip


def test_what_the_user_says_goes_first(home: Settings, tmp_path: Path) -> None:
    path = written(tmp_path, "fil.md", text())
    id_ = put(home, path, id="havne", title="Havneaftalen", years=(2033, 2032), date="2031-01-02", parties=("DFDS",))
    entry = load_catalogue(home.corpus)[-1]
    assert entry == CorpusEntry(
        id_, "havne.md", "Havneaftalen", 2032, "2031-01-02", ("DFDS",), "Tilføjet fra fil.md", (2032, 2033)
    )
    assert Index.open(home.index).documents["havne"].years == (2032, 2033)


@pytest.mark.parametrize(
    ("title", "years", "wanted"),
    [
        ("Aftale om kommunernes økonomi for 2025", (2025,), "kommunernes-oekonomi-2025"),
        ("Aftale mellem regeringen og KL", (2026, 2027), "aftale-2026-2027"),
        ("«»", (), "aftale"),
        ("Ærø på tværs af åen, en meget lang titel med mange ord i sig", (), "aeroe-tvaers-aaen-meget"),
    ],
)
def test_ids_come_from_titles(title: str, years: tuple[int, ...], wanted: str) -> None:
    assert derived_id(title, years) == wanted


def test_an_id_is_unique_and_never_another_documents(home: Settings, tmp_path: Path) -> None:
    first = written(tmp_path, "a.txt", text())
    second = written(
        tmp_path,
        "b.txt",
        text(amount="9,9", other="helt andre parter, som ikke er nævnt før").replace("følger op", "ser frem"),
    )
    assert put(home, first) == "havnenes-drift-2031"
    remove(home, FakeEncoder(), ["havnenes-drift-2031"])
    assert put(home, second) == "havnenes-drift-2031-2"
    with pytest.raises(UsageError, match="har været"):
        put(home, written(tmp_path, "c.txt", text("broernes drift", 2033)), id="havnenes-drift-2031")
    assert put(home, first) == "havnenes-drift-2031"
    assert parse_retired(home.corpus, (home.corpus / "corpus.toml").read_text()) == ()
    with pytest.raises(UsageError, match="kan ikke bruges"):
        put(home, written(tmp_path, "d.txt", text("tunnelers drift", 2034)), id="../x")


@pytest.mark.parametrize("name", ["a\nb.txt", "=cmd|x.txt", "\u202etxt.fdp", "å" * 120 + ".txt", "-rf.txt", "x y.TXT"])
def test_strange_names_are_stored_by_id(home: Settings, tmp_path: Path, name: str) -> None:
    put(home, written(tmp_path, name, text()))
    assert (home.corpus / "havnenes-drift-2031.txt").read_text() == text()
    assert plain(load_catalogue(home.corpus)[-1].source) == load_catalogue(home.corpus)[-1].source


# --- what is refused ------------------------------------------------------------------------------


def _bad(folder: Path) -> dict[str, Path]:
    os.mkfifo(folder / "pipe.txt")
    (folder / "link.txt").symlink_to(REGIONS)
    (folder / "folder.txt").mkdir()
    (folder / "null.txt").symlink_to("/dev/null")
    made = {
        "tom.txt": b"", "blank.txt": b" \n\n ", "tekst.pdf": b"Aftale", "kort.pdf": b"%PDF-1.7\n1 0 obj",
        "bytes.txt": bytes(range(256)) * 20, "brev.docx": b"PK\x03\x04xx", "lang.txt": b"a" * 600_000,
    }  # fmt: skip
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return {
        name: folder / name for name in (*made, "pipe.txt", "link.txt", "folder.txt", "null.txt", "findes-ikke.txt")
    }


def test_bad_files_are_refused_with_a_reason_and_leave_nothing(home: Settings, tmp_path: Path) -> None:
    before = state(home)
    desk = Desk(home)
    for path in _bad(tmp_path).values():
        seen = desk.look(path, Given())
        assert isinstance(seen, Refusal), path
        assert seen.reason
    assert state(home) == before


def test_a_file_that_changes_while_it_is_read_is_refused(
    home: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "ny.txt", text())
    desk, real, calls = Desk(home), os.fstat, []

    def fstat(handle: int) -> os.stat_result:
        found = real(handle)
        calls.append(handle)
        if len(calls) == 1:
            path.write_text(text() + "mere")
        return found

    monkeypatch.setattr(os, "fstat", fstat)
    seen = desk.look(path, Given())
    assert isinstance(seen, Refusal)
    assert "ændret" in seen.reason


@pytest.mark.parametrize("how", ["other name", "latin-1", "markdown", "line ends", "html"])
def test_the_same_text_is_recognised_in_another_file(home: Settings, tmp_path: Path, how: str) -> None:
    said = text("vejenes drift", 2030)
    path = tmp_path / ("x.html" if how == "html" else "x.md" if how == "markdown" else "x.txt")
    html = "<html><body>" + "".join(f"<p>{line}</p>" for line in said.split("\n\n")) + "</body></html>"
    path.write_bytes(
        {
            "latin-1": said.encode("cp1252"),
            "line ends": said.replace("\n", "\r\n").encode(),
            "html": html.encode(),
            "markdown": said.replace("1. Ind", "# 1. Ind").encode(),
        }.get(how, said.encode())
    )
    seen = Desk(home).look(path, Given())
    assert isinstance(seen, Refusal)
    assert seen.known_as == "veje"


def test_nearly_the_same_text_is_refused_unless_wanted(home: Settings, tmp_path: Path) -> None:
    shutil.copy(ROOT / "corpus" / "aftale-2027.txt", tmp_path / "en.txt")
    put(home, tmp_path / "en.txt", id="en")
    path = written(tmp_path, "to.txt", (tmp_path / "en.txt").read_text().replace("kommunerne", "byerne", 3))
    seen = Desk(home).look(path, Given())
    assert isinstance(seen, Refusal)
    assert seen.known_as == "en"
    assert isinstance(Desk(home).look(path, Given(), alike=True), Candidate)


def test_the_years_agreements_are_not_alike(home: Settings) -> None:
    desk = Desk(home)
    for path in sorted((ROOT / "corpus").glob("aftale-*.txt")):
        seen = desk.look(path, Given())
        assert isinstance(seen, Candidate)
        desk.accept(seen)


def test_the_same_file_twice_in_one_go(home: Settings, tmp_path: Path) -> None:
    desk, path = Desk(home), written(tmp_path, "a.txt", text())
    first = desk.look(path, Given())
    assert isinstance(first, Candidate)
    desk.accept(first)
    again = desk.look(path, Given())
    assert isinstance(again, Refusal)
    assert again.known_as == first.entry.id


# --- all or nothing -------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [ModelError("væk"), KeyboardInterrupt(), OSError(28, "disk full"), MemoryError()])
def test_a_failed_build_undoes_all(home: Settings, tmp_path: Path, error: BaseException) -> None:
    before = state(home)
    encoder = FakeEncoder()
    encoder.fails = error
    with pytest.raises((type(error), AftalesvarError)):
        put(home, written(tmp_path, "a.txt", text()), encoder)
    assert state(home) == before
    put(home, tmp_path / "a.txt")
    between = state(home)
    monkey = pytest.MonkeyPatch()
    monkey.setattr("aftalesvar.indexing.build", lambda *_, **__: (_ for _ in ()).throw(error))
    with pytest.raises((type(error), AftalesvarError)):
        remove(home, FakeEncoder(), ["veje"])
    monkey.undo()
    assert state(home) == between


def test_a_file_of_the_same_name_is_not_overwritten(home: Settings, tmp_path: Path) -> None:
    other = written(home.corpus, "havnenes-drift-2031.txt", "noget helt andet")
    put(home, written(tmp_path, "a.txt", text()))
    assert other.read_text() == "noget helt andet"
    assert load_catalogue(home.corpus)[-1].file == "havnenes-drift-2031.2.txt"


def test_a_file_that_lies_in_the_corpus_already_is_taken_as_it_is(home: Settings) -> None:
    path = written(home.corpus, "havne 2031.txt", text())
    put(home, path)
    assert load_catalogue(home.corpus)[-1].file == path.name
    remove(home, FakeEncoder(), ["havnenes-drift-2031"], keep_files=True)
    assert path.exists()


def test_all_can_be_removed_and_the_first_added(home: Settings, tmp_path: Path) -> None:
    assert remove(home, FakeEncoder(), ["veje"])[1] is None
    assert not (home.corpus / "veje.txt").exists()
    put(home, written(tmp_path, "a.txt", text()))
    assert list(Index.open(home.index).documents) == ["havnenes-drift-2031"]
    fresh = Settings(corpus=tmp_path / "ny" / "corpus", index=tmp_path / "ny" / "index")
    put(fresh, tmp_path / "a.txt")
    assert len(load_catalogue(fresh.corpus)) == 1


def test_an_agreement_whose_file_is_gone_can_be_removed(home: Settings, tmp_path: Path) -> None:
    put(home, written(tmp_path, "a.txt", text()))
    (home.corpus / "veje.txt").unlink()
    with pytest.raises(CorpusError, match="mangler"):
        build(home, FakeEncoder())
    remove(home, FakeEncoder(), ["veje"])
    with pytest.raises(UsageError, match="ingen aftale"):
        remove(home, FakeEncoder(), ["veje"])


KILLED = """
import os, shutil, sys
from dataclasses import asdict
import faiss, filelock, langchain_text_splitters  # once, not in each child
from pathlib import Path
sys.path.insert(0, {tests!r})
from fakes import FakeEncoder
from aftalesvar.adding import Desk, Given, add
from aftalesvar.corpus import load_catalogue
from aftalesvar.indexing import build, is_current
from aftalesvar.removing import remove
from aftalesvar.settings import Settings
from aftalesvar.store.index import Index

work, source, verb = Path({work!r}), Path({source!r}), {verb!r}
start = work / "start"
def do(settings):
    if verb == "add":
        add(settings, FakeEncoder(), [Desk(settings).look(source, Given())])
    else:
        remove(settings, FakeEncoder(), ["havnenes-drift-2031"])
def names(settings):
    return sorted(p.name for p in settings.corpus.iterdir() if p.name != ".lock")
def at(n, call):
    left = [n]
    def wrapped(*args, **kw):
        left[0] -= 1
        if left[0] == 0:
            os._exit(9)
        return call(*args, **kw)
    return wrapped
def home(n):
    here = work / str(n)
    shutil.copytree(start, here)
    return Settings(corpus=here / "corpus", index=here / "index")
seen, n = set(), 0
while True:
    n += 1
    settings = home(n)
    old = names(settings)
    child = os.fork()
    if child == 0:
        left = at(n, lambda: None)
        for name in ("replace", "link", "fsync", "unlink", "fchmod", "write"):
            real = getattr(os, name)
            setattr(os, name, lambda *a, _real=real, **k: (left(), _real(*a, **k))[1])
        do(settings)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    check = os.fork()
    if check == 0:
        ids = [e.id for e in load_catalogue(settings.corpus)]
        for entry in load_catalogue(settings.corpus):
            assert (settings.corpus / entry.file).is_file()
        assert set(Index.open(settings.index).documents) in ({{"veje"}}, {{"veje", "havnenes-drift-2031"}})
        done = ("havnenes-drift-2031" in ids) == (verb == "add")
        if not done:
            do(settings)
        else:  # any next change tidies up
            from aftalesvar.changing import changing
            with changing(settings.corpus):
                pass
            build(settings, FakeEncoder())
        assert not [x for x in names(settings) if x.startswith(".")], names(settings)
        wanted = ["corpus.toml", "havnenes-drift-2031.txt", "veje.txt"]
        if verb == "remove":
            wanted.remove("havnenes-drift-2031.txt")
        assert names(settings) == wanted, names(settings)
        assert is_current(Index.open(settings.index), settings, asdict(FakeEncoder().identity))
        os._exit(10 if done else 11)
    told = os.waitstatus_to_exitcode(os.waitpid(check, 0)[1])
    assert told in (10, 11), (n, told)
    seen.add(told)
    if code == 0:
        break
    assert code == 9
print(n, sorted(seen))
"""


@pytest.mark.parametrize("verb", ["add", "remove"])
def test_a_kill_at_any_step_leaves_before_or_after(home: Settings, tmp_path: Path, verb: str) -> None:
    source = written(tmp_path, "a.txt", text())
    if verb == "remove":
        put(home, source)
    work = tmp_path / "work"
    for part in ("corpus", "index"):
        shutil.copytree(tmp_path / part, work / "start" / part)
    script = KILLED.format(tests=str(ROOT / "tests"), work=str(work), source=str(source), verb=verb)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    steps, seen = done.stdout.split(" ", 1)
    assert int(steps) > 10
    assert "10" in seen
    assert "11" in seen


# --- the catalogue as text ------------------------------------------------------------------------

CATALOGUE = """# Hele filen

[settings]
x = 1

# om veje
[[document]]
id = "veje"  # bliver
file = "veje.txt"

# om [[document]] havne
[[ document ]]
id = "havne"
file = "havne.txt"

[[document]]
id = "broer"
file = "broer.txt"
# sidst
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_comments_and_other_tables_stay(newline: str) -> None:
    whole = CATALOGUE.replace("\n", newline)
    left = without_entries(Path(), whole, [Retired("havne", "ff")])
    assert "# om [[document]] havne" not in left
    for kept in ("# Hele filen", "[settings]", "# om veje", "# bliver", "# sidst"):
        assert kept in left
    assert left.count("\n") == left.count(newline)
    assert parse_retired(Path(), left) == (Retired("havne", "ff"),)


@pytest.mark.parametrize(
    "odd",
    [
        'document = [{id = "a", file = "a.txt"}]\n',
        '[[document]]\nid = "a"\nfile = "a.txt"\nsource = """\n[[document]]\n"""\n',
    ],
)
def test_a_catalogue_that_is_not_understood_is_left_alone(odd: str) -> None:
    with pytest.raises(CorpusError, match="sikkert"):
        without_entries(Path(), odd, [Retired("a", "")])


WORD = st.text(min_size=1, max_size=20).map(plain).filter(bool)
YEAR = st.integers(1990, 2099)
ENTRY = st.builds(
    lambda n, title, years, parties, source: CorpusEntry(
        f"id-{n}", f"{n}.txt", title, years[0] if years else None, "2030-01-02", tuple(parties), source,
        tuple(years) if len(years) > 1 else (),
    ),
    st.integers(0, 10**9), WORD, st.lists(YEAR, max_size=3, unique=True).map(sorted), st.lists(WORD, max_size=3), WORD,
)  # fmt: skip


@limits(deadline=None)
@given(st.lists(ENTRY, min_size=1, max_size=5, unique_by=lambda e: e.id), st.data())
def test_what_is_appended_is_read_back_and_what_is_cut_is_gone(entries: list[CorpusEntry], data: st.DataObject) -> None:
    whole = with_entries(Path(), CATALOGUE, entries)
    assert parse_entries(Path(), whole)[3:] == tuple(entries)
    gone = data.draw(st.lists(st.sampled_from(entries), unique=True))
    left = without_entries(Path(), whole, [Retired(entry.id, "") for entry in gone])
    assert parse_entries(Path(), left)[3:] == tuple(e for e in entries if e not in gone)
    assert "# om veje" in left
