from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest

from aftalesvar.embedding import bundled_identity, load_encoder
from aftalesvar.embedding.bundled import MAX_TOKENS, BundledEncoder, _fitting

QUESTION = "hvad er anlægsrammen i 2024"


def through_sentence_transformers(encoder: BundledEncoder, question: str) -> np.ndarray:
    vector: np.ndarray = encoder._load_batch_model().encode([encoder.identity.query_prefix + question])[0]
    return vector


def test_the_two_runtimes_agree_on_passages(encoder: BundledEncoder, corpus_sentences: list[str]) -> None:
    engine = encoder._load_engine()
    own = np.stack([engine.passage(text) for text in corpus_sentences])  # type: ignore[attr-defined]
    cosines = (encoder.encode_passages(corpus_sentences) * own).sum(axis=1)
    assert cosines.min() >= 0.999


def test_the_two_runtimes_agree_on_questions(encoder: BundledEncoder, corpus_sentences: list[str]) -> None:
    questions = [f"Hvad siger aftalen om {text[:60].lower()}?" for text in corpus_sentences]
    for question in [*questions, QUESTION, "½ mia. kr. – »ﬁnanslov«\t2024\u200b", "anlæ\u0301gsrammen\x00 a\u030a"]:
        cosine = encoder.encode_question(question) @ through_sentence_transformers(encoder, _clean(question))
        assert cosine >= 0.999, question


def _clean(text: str) -> str:
    from aftalesvar.embedding.cleaning import clean_text

    return clean_text(text)


def test_a_text_beyond_the_window_is_cut_alike(encoder: BundledEncoder, corpus_sentences: list[str]) -> None:
    long = " ".join(corpus_sentences * 3)
    engine = encoder._load_engine()
    kept = _fitting(long, engine)
    assert engine.token_count(kept, True) <= MAX_TOKENS
    assert encoder.encode_question(long) @ through_sentence_transformers(encoder, long) >= 0.998


def test_vectors_are_normalised_float32_in_the_order_given(encoder: BundledEncoder) -> None:
    texts = ["kort", "en noget længere tekst om kommunernes økonomi " * 9, "", "midt imellem"]
    seen: list[int] = []
    vectors = encoder.encode_passages(texts, seen.append)
    assert vectors.dtype == np.float32
    assert vectors.shape == (4, encoder.identity.dimension)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert seen == sorted(seen)
    assert seen[-1] == 4
    for text, vector in zip(texts, vectors, strict=True):
        assert encoder.encode_passages([text])[0] @ vector > 0.99999
    question = encoder.encode_question(QUESTION)
    assert question.dtype == np.float32
    assert question.shape == (384,)


def test_no_texts_give_no_vectors_and_load_nothing() -> None:
    encoder = BundledEncoder()
    assert encoder.encode_passages([]).shape == (0, 384)
    assert encoder._batch_model is None


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "🦆🦆", "\ufdfa" * 5000, "a" * 100_000, "x\x00y" * 9])
def test_hostile_questions_still_give_a_unit_vector(encoder: BundledEncoder, text: str) -> None:
    assert np.linalg.norm(encoder.encode_question(text)) == pytest.approx(1, abs=1e-4)


def test_the_right_sentence_is_nearest(encoder: BundledEncoder) -> None:
    passages = [
        "Børn og unge skal trives i dagtilbuddene.",
        "Rammen for kommunernes investeringer i 2024 udgør 19,3 mia. kr.",
        "Parterne drøfter digitalisering af byggesager.",
    ]
    assert np.argmax(encoder.encode_passages(passages) @ encoder.encode_question(QUESTION)) == 1


def test_the_same_setting_names_the_bundled_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFTALESVAR_MODEL", " ")
    assert load_encoder().identity == load_encoder("bundled").identity == bundled_identity()


def test_a_question_imports_nothing_heavy(converted: object) -> None:
    program = (
        "import sys\n"
        "from aftalesvar.embedding import load_encoder\n"
        "assert 'numpy' not in sys.modules\n"
        f"load_encoder().encode_question({QUESTION!r})\n"
        "heavy = {'torch', 'sentence_transformers', 'transformers', 'scipy', 'filelock'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=os.environ, check=True)
    assert done.stdout.strip() == "[]"
    assert done.stderr == ""
