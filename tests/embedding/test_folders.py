from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from aftalesvar.embedding import load_encoder
from aftalesvar.embedding.folders import check_folder, check_safetensors, folder_identity, names_code
from aftalesvar.embedding.other import find_model
from aftalesvar.errors import ModelError

TRANSFORMER = "sentence_transformers.models.Transformer"


def safetensors(path: Path, tensors: int = 4) -> None:
    header = json.dumps({"w": {"dtype": "F32", "shape": [tensors], "data_offsets": [0, 4 * tensors]}}).encode()
    path.write_bytes(len(header).to_bytes(8, "little") + header + bytes(4 * tensors))


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    (folder / "1_Pooling").mkdir(parents=True)
    write(folder / "modules.json", [{"idx": 0, "name": "0", "path": "", "type": TRANSFORMER}])
    write(folder / "config.json", {"model_type": "bert"})
    safetensors(folder / "model.safetensors")
    return folder


def write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value), encoding="utf-8")


def pickled(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")


def pickled_module(folder: Path) -> None:
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": TRANSFORMER},
        {"idx": 1, "name": "1", "path": "2_Dense", "type": "sentence_transformers.models.Dense"},
    ]
    write(folder / "modules.json", modules)
    (folder / "2_Dense").mkdir()
    (folder / "2_Dense" / "pytorch_model.bin").write_bytes(b"\x80\x04.")


def own_class(folder: Path) -> None:
    write(folder / "modules.json", [{"idx": 0, "name": "0", "path": "", "type": "modeling_evil.Evil"}])
    (folder / "modeling_evil.py").write_text("open('canary', 'w')\nclass Evil: ...\n")


def unusual_class(folder: Path) -> None:
    kind = "sentence_transformers.models.WordEmbeddings"
    write(folder / "modules.json", [{"idx": 0, "name": "0", "path": "", "type": kind}])


def outside(folder: Path) -> None:
    write(folder / "modules.json", [{"idx": 0, "name": "0", "path": "../other", "type": TRANSFORMER}])


def auto_map(folder: Path) -> None:
    write(folder / "config.json", {"model_type": "bert", "auto_map": {"AutoModel": "modeling_evil.Evil"}})


def auto_map_in_tokenizer(folder: Path) -> None:
    write(folder / "tokenizer_config.json", {"x": [{"auto_map": {"AutoTokenizer": "evil.Evil"}}]})


def foreign_activation(folder: Path) -> None:
    write(folder / "1_Pooling" / "config.json", {})
    modules = [{"idx": 0, "name": "0", "path": "1_Pooling", "type": "sentence_transformers.models.Dense"}]
    write(folder / "modules.json", modules)
    write(folder / "1_Pooling" / "config.json", {"activation_function": "os.system"})


def truncated(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-1])


def longer(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes() + b"x")


def garbage(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(b"\xff" * 100)


def empty_weights(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(b"")


def no_weights(folder: Path) -> None:
    (folder / "model.safetensors").unlink()


def bad_json(folder: Path) -> None:
    (folder / "modules.json").write_text("[{")


def deep_json(folder: Path) -> None:
    (folder / "config.json").write_text("[" * 100_000)


def odd_modules(folder: Path) -> None:
    write(folder / "modules.json", {"type": 1})


def no_model(folder: Path) -> None:
    (folder / "modules.json").unlink()
    (folder / "config.json").unlink()


HOSTILE = [
    pickled, pickled_module, own_class, unusual_class, outside, auto_map, auto_map_in_tokenizer, foreign_activation,
    truncated, longer, garbage, empty_weights, no_weights, bad_json, deep_json, odd_modules, no_model,
]  # fmt: skip


@pytest.mark.parametrize("harm", HOSTILE, ids=lambda harm: harm.__name__)
def test_a_hostile_folder_is_refused_in_one_line(
    model: Path, harm: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    check_folder(model)
    harm(model)
    monkeypatch.chdir(model.parent)
    with pytest.raises(ModelError) as error:
        load_encoder(str(model)).encode_question("hvad")
    assert "\n" not in str(error.value)
    assert not list(model.parent.rglob("canary"))


@pytest.mark.parametrize("spec", ["/findes/ikke", "./findes-ikke", "~/findes/ikke/her", "a/b/c"])
def test_a_folder_that_does_not_exist_is_no_hub_name(spec: str) -> None:
    with pytest.raises(ModelError, match="findes ikke"):
        load_encoder(spec).encode_passages(["a"])


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(b"x")
    with pytest.raises(ModelError, match="findes ikke"):
        find_model(str(path))


def test_an_unknown_hub_name_offline_gives_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(ModelError, match="HF_HUB_OFFLINE") as error:
        load_encoder("nogen/model@v1").encode_question("hvad")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("tokenizer", [False, True])
def test_sound_weights_that_belong_to_no_model_give_one_line(model: Path, converted: Path, tokenizer: bool) -> None:
    """Left to itself, transformers fills the missing weights with random numbers and goes on."""
    if tokenizer:
        for name in ("tokenizer.json", "tokenizer_config.json", "config.json", "modules.json", "1_Pooling/config.json"):
            shutil.copy(converted / name, model / name)
    with pytest.raises(ModelError, match="hører ikke til" if tokenizer else "kan ikke indlæses") as error:
        load_encoder(str(model)).encode_question("hvad")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "prompts", "expected"),
    [
        ("multilingual-e5-base", None, ("query: ", "passage: ")),
        ("multilingual-e5-base", {"query": "", "document": ""}, ("query: ", "passage: ")),
        ("noget-andet", {"query": "spørg: ", "document": "tekst: "}, ("spørg: ", "tekst: ")),
        ("base5-model", None, ("", "")),
        ("e5-instruct", None, (
            "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery: ", "")),
    ],
)  # fmt: skip
def test_prefixes_by_prompts_or_by_name(
    model: Path, name: str, prompts: dict[str, str] | None, expected: tuple[str, str]
) -> None:
    if prompts is not None:
        write(model / "config_sentence_transformers.json", {"prompts": prompts})
    identity = folder_identity(model, name, "", 4)
    assert (identity.query_prefix, identity.passage_prefix) == expected


def test_the_identity_tells_one_changed_byte(model: Path) -> None:
    before = folder_identity(model, "m", "", 4)
    path = model / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-1] + b"\x01")
    check_safetensors(path)
    assert folder_identity(model, "m", "", 4).weights_sha256 != before.weights_sha256


def test_names_code_leaves_plain_configurations_alone() -> None:
    assert not names_code({"activation_function": "gelu_new", "layers": [{"a": 1}], "x": None})
    assert not names_code({"activation_function": "torch.nn.modules.activation.Tanh"})


def test_a_folder_of_the_users_own_works(
    converted: Path, tmp_path: Path, encoder: object, corpus_sentences: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "min-model"
    shutil.copytree(converted, folder, copy_function=os.link)
    monkeypatch.setenv("AFTALESVAR_MODEL", str(folder))
    other, bundled = load_encoder(), load_encoder("bundled")
    identity = other.identity
    assert (identity.name, identity.dimension, identity.query_prefix) == ("min-model", 384, "query: ")
    some = corpus_sentences[:3]
    assert np.allclose(other.encode_passages(some), bundled.encode_passages(some), atol=1e-5)
    assert other.encode_question(some[0]) @ bundled.encode_question(some[0]) >= 0.999
