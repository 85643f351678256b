"""Building: what is written is what is read, unchanged texts keep their vectors, one corpus gives one index."""

from __future__ import annotations

import dataclasses
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aftalesvar.errors import CorpusError
from aftalesvar.indexing import BuildReport, build, is_current, sources_of
from aftalesvar.passages import cut, embedded_text, sentence_context
from aftalesvar.reading import build_lexicon, read_document, read_text
from aftalesvar.settings import Settings
from aftalesvar.store.checking import find_damage
from aftalesvar.store.index import Index
from tiny import IDENTITY, LATER, TEXTS, TinyEncoder, state, tiny_settings, write_corpus


@pytest.fixture
def tiny(tmp_path: Path) -> Settings:
    return tiny_settings(tmp_path)


def built(settings: Settings, encoder: TinyEncoder | None = None, *, rebuild: bool = False) -> BuildReport:
    return build(settings, encoder or TinyEncoder(), rebuild=rebuild)


def test_what_is_written_is_what_is_read(tiny: Settings) -> None:
    report = built(tiny)
    files = sorted(tiny.corpus.glob("*.md"))
    lexicon = build_lexicon([read_text(file) for file in files])
    index = Index.open(tiny.index)
    passages = sentences = 0
    for file in files:
        year = int(file.stem[-4:])
        document = read_document(file, id=file.stem, title=f"Aftale for {year}", year=year, lexicon=lexicon)
        kept = index.document(file.stem)
        for field in dataclasses.fields(document):
            told, wanted = getattr(kept, field.name), getattr(document, field.name)
            assert (list(told) == list(wanted)) if field.name == "origins" else (told == wanted), field.name
        pieces = cut(document)
        count = len(pieces.passages)
        stored = index.passages(range(passages, passages + count))
        assert [replace(p, id=p.ordinal) for p in stored] == list(pieces.passages)
        kept_sentences = index.sentences_of(range(passages, passages + count))
        assert [replace(s, id=i, passage=s.passage - passages) for i, s in enumerate(kept_sentences)] == list(
            pieces.sentences
        )
        passages, sentences = passages + count, sentences + len(pieces.sentences)
    assert (report.passages, report.sentences, report.documents) == (passages, sentences, 2)
    index.close()


def test_every_vector_is_the_one_of_its_text(tiny: Settings) -> None:
    built(tiny)
    index, encoder = Index.open(tiny.index), TinyEncoder()
    counts = index.manifest.counts
    for sentence in index.sentences(range(counts["sentences"])):
        assert np.array_equal(index.vector(sentence.id), encoder.encode_question(sentence_context(sentence)))
    for passage in index.passages(range(counts["passages"])):
        text = embedded_text(index.documents[passage.document].title, passage)
        scores, _ = index.dense(encoder.encode_question(text))
        assert scores[passage.id] == pytest.approx(1.0, abs=1e-6)
    index.close()


def test_every_quote_stands_where_its_spans_say(tiny: Settings) -> None:
    from aftalesvar.asking.verifying import squash

    built(tiny)
    index = Index.open(tiny.index)
    for sentence in index.sentences(range(index.manifest.counts["sentences"])):
        source = index.source(sentence.document)
        assert squash("".join(source.between(span) for span in sentence.spans)) == squash(sentence.quote)
    index.close()


def test_faiss_scores_as_numpy_does_on_1000_questions(tiny: Settings) -> None:
    built(tiny)
    index, encoder = Index.open(tiny.index), TinyEncoder()
    vectors = np.stack([index.vector(i) for i in range(index.manifest.counts["sentences"])])
    for number in range(1000):
        question = encoder.encode_question(f"spørgsmål {number}")
        _, scores = index.dense(question)
        assert np.allclose(scores, vectors @ question, atol=1e-6)
    index.close()


def test_the_same_corpus_gives_the_same_index(tiny: Settings, tmp_path: Path) -> None:
    first = built(tiny)
    second = built(Settings(tiny.corpus, tmp_path / "other"))
    again = built(tiny, rebuild=True)
    assert first.index_id == second.index_id == again.index_id
    assert state(tiny.index) == state(tmp_path / "other")
    assert (tiny.index / "aftalesvar.sqlite").read_bytes() == (tmp_path / "other/aftalesvar.sqlite").read_bytes()


def test_an_added_agreement_alone_is_embedded(tiny: Settings) -> None:
    first = TinyEncoder()
    built(tiny, first)
    write_corpus(tiny.corpus, {**TEXTS, **LATER})
    second = TinyEncoder()
    report = built(tiny, second)
    assert report.embedded == len(second.embedded) > 0
    assert all("2032" in text or "Aftale for 2032" in text for text in second.embedded)
    assert not set(second.embedded) & set(first.embedded)


def test_a_removed_agreement_is_gone_and_the_rest_as_before(tiny: Settings) -> None:
    first = built(tiny)
    before = state(tiny.index)
    write_corpus(tiny.corpus, {**TEXTS, **LATER})
    built(tiny)
    assert state(tiny.index) != before
    write_corpus(tiny.corpus, TEXTS)
    encoder = TinyEncoder()
    assert built(tiny, encoder).index_id == first.index_id
    assert encoder.embedded == [], "nothing has to be embedded to take something away"
    assert state(tiny.index) == before
    index = Index.open(tiny.index)
    assert not index.occurrences("2032")
    assert b"22,9 mia" not in (tiny.index / "aftalesvar.sqlite").read_bytes()
    index.close()


def test_a_changed_sentence_alone_is_embedded(tiny: Settings) -> None:
    built(tiny)
    year, text = TEXTS["aftale-2031"]
    write_corpus(tiny.corpus, {**TEXTS, "aftale-2031": (year, text.replace("21,7", "21,8"))})
    encoder = TinyEncoder()
    built(tiny, encoder)
    assert encoder.embedded
    assert all("21,8" in text for text in encoder.embedded)


def test_another_model_embeds_all_again(tiny: Settings) -> None:
    built(tiny)
    other = TinyEncoder(replace(IDENTITY, revision="2"))
    report = built(tiny, other)
    assert report.embedded == len(set(other.embedded)) > report.sentences // 2


def test_current_until_corpus_settings_or_model_change(tiny: Settings) -> None:
    built(tiny)
    index = Index.open(tiny.index)
    model = asdict(IDENTITY)
    assert is_current(index, tiny, model)
    assert not is_current(index, tiny, {**model, "weights_sha256": "1" * 64})
    assert not is_current(index, replace(tiny, passage_characters=300), model)
    catalogue = tiny.corpus / "corpus.toml"
    text = catalogue.read_text("utf-8")
    catalogue.write_text(text.replace("Aftale for 2031", "Aftalen for 2031"), "utf-8")
    assert not is_current(index, tiny, model), "a title is part of what is shown"
    catalogue.write_text(f"# en kommentar\n{text}", "utf-8")
    assert is_current(index, tiny, model)
    with (tiny.corpus / "aftale-2031.md").open("a", encoding="utf-8") as file:
        file.write("\nEn sætning til.\n")
    assert not is_current(index, tiny, model)
    index.close()


def test_a_file_that_cannot_be_read_is_left_out_with_its_reason(tiny: Settings) -> None:
    (tiny.corpus / "aftale-2031.md").write_bytes(bytes(range(256)) * 40)
    report = built(tiny)
    assert report.documents == 1
    ((file, reason),) = report.refused
    assert file == "aftale-2031.md"
    assert reason
    assert find_damage(tiny.index) == []
    index = Index.open(tiny.index)
    assert is_current(index, tiny, asdict(IDENTITY)), "a file that can't be read doesn't make each question build again"
    index.close()


def test_a_corpus_of_which_nothing_can_be_read_leaves_the_old_index(tiny: Settings) -> None:
    built(tiny)
    before = state(tiny.index)
    for file in tiny.corpus.glob("*.md"):
        file.write_bytes(b"\xff\xfe\0\0" * 100)
    with pytest.raises(CorpusError, match="Ingen aftaler kunne læses"):
        built(tiny)
    assert state(tiny.index) == before


def test_a_missing_file_is_named(tiny: Settings) -> None:
    (tiny.corpus / "aftale-2031.md").unlink()
    with pytest.raises(CorpusError, match=r"aftale-2031\.md mangler"):
        sources_of(tiny)


def test_an_encoder_that_fails_leaves_the_old_index(tiny: Settings) -> None:
    built(tiny)
    before = state(tiny.index)
    write_corpus(tiny.corpus, {**TEXTS, **LATER})

    class Failing(TinyEncoder):
        def encode_passages(self, *args: object, **keywords: object) -> np.ndarray:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        built(tiny, Failing())
    assert state(tiny.index) == before
    built(tiny)


LINE = st.text(alphabet="abcdefghijklmnoprstuvæøå 0123456789,.-:;()%§’–\u00ad\u200b", min_size=1, max_size=90)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINE, min_size=1, max_size=12))
def test_any_text_is_kept_as_it_was_read(lines: list[str], tmp_path: Path) -> None:
    text = "# Aftale\n\n## 1. Rammer\n\nDer er enighed om rammen for kommunerne.\n\n" + "\n\n".join(lines)
    corpus = write_corpus(tmp_path / "corpus", {"x": (2030, text)})
    own = Settings(corpus, tmp_path / "index")
    built(own)
    index = Index.open(own.index)
    document = index.document("x")
    assert document.source == read_text(corpus / "x.md")
    for sentence in index.sentences(range(index.manifest.counts["sentences"])):
        assert document.text[sentence.start : sentence.end] in sentence.quote
    index.close()
    assert find_damage(own.index) == []
