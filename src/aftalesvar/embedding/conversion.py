"""The bundled weights become a standard sentence-transformers folder, once, in the user's cache folder.

The folder holds what ``SentenceTransformer(path)`` needs and nothing of ours. The same input gives the same
bytes on every machine, so the whole folder has one pinned digest, and its name carries it. It is written
under another name, checked, and renamed: a reader finds all of it or nothing, whatever is killed when.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aftalesvar.embedding.cache import cache_error, cache_folder, file_sha256
from aftalesvar.embedding.cleaning import BLANKS, DROPPED
from aftalesvar.embedding.q4 import FormatError, Shape, Vocabulary, WeightFile, read_weight_file
from aftalesvar.embedding.source import check_weights, weight_path
from aftalesvar.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDER_NAME = "multilingual-e5-small-q4"
FOLDER_DIGEST = "9ddca80b5a446f6ea411e2a568a3b8d5270989662f0af248503fee7b6013c702"
WAIT_SECONDS = 300.0

_LAYER_LINEAR = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_LAYER_NORM = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


def converted_folder() -> Path:
    """Return the converted model's folder, made now if it isn't there or isn't whole.

    Two processes at once: one converts, the other waits for it. Raises ``ModelError``.
    """
    root = cache_folder()
    target = root / f"{FOLDER_NAME}-{FOLDER_DIGEST[:12]}"
    if is_whole(target):
        return target
    try:
        root.mkdir(parents=True, exist_ok=True)
        with _lock(root):
            if not is_whole(target):
                _convert_into(root, target)
    except OSError as error:
        raise cache_error(root, error) from error
    return target


def is_whole(folder: Path) -> bool:
    """Whether the folder holds exactly the pinned bytes (0.5 GB are hashed)."""
    try:
        return folder.is_dir() and folder_digest(folder) == FOLDER_DIGEST
    except OSError:
        return False


def folder_digest(folder: Path) -> str:
    """One SHA-256 over the names and hashes of a folder's files."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = (f"{path.relative_to(folder).as_posix()} {file_sha256(path)}\n" for path in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


@contextlib.contextmanager
def _lock(root: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    try:
        with FileLock(root / f"{FOLDER_NAME}.lock", timeout=WAIT_SECONDS):
            yield
    except Timeout as error:
        raise ModelError(
            f"En anden proces har gjort modellen klar i over {WAIT_SECONDS:.0f} sekunder; stop den og prøv igen."
        ) from error


def _convert_into(root: Path, target: Path) -> None:
    """Convert under the lock: whatever unfinished folders lie here belong to killed processes."""
    for left in root.glob(f".{FOLDER_NAME}-*"):
        shutil.rmtree(left, ignore_errors=True)
    source = weight_path()
    check_weights(source)
    work = Path(tempfile.mkdtemp(dir=root, prefix=f".{FOLDER_NAME}-"))
    try:
        write_folder(source, work)
        if folder_digest(work) != FOLDER_DIGEST:
            raise ModelError(
                f"Modellen i {root} blev ikke skrevet rigtigt (forkert kontrolsum); tjek disken og prøv igen."
            )
        if target.exists():
            shutil.rmtree(target)
        work.rename(target)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def write_folder(source: Path, folder: Path) -> None:
    """Write the sentence-transformers folder for the weight file ``source``. Raises ``ModelError``, ``OSError``."""
    try:
        weights = read_weight_file(source)
        _write_safetensors(weights, folder / "model.safetensors")
    except FormatError as error:
        raise ModelError(f"Vægtfilen {source} kan ikke læses: {error}") from error
    shape, vocabulary = weights.shape, weights.vocabulary
    for name, value in {
        "config.json": _config(shape, vocabulary),
        "tokenizer.json": _tokenizer(shape, vocabulary),
        "tokenizer_config.json": _tokenizer_config(shape, vocabulary),
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
        "2_Normalize/config.json": {},
    }.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        text = json.dumps(value, ensure_ascii=False, indent=None if name == "tokenizer.json" else 2)
        path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _tensors(weights: WeightFile) -> Iterator[tuple[str, tuple[int, ...], NDArray[np.float32]]]:
    """Yield the model's tensors under transformers' names for ``BertModel``."""
    import numpy as np

    shape = weights.shape
    hidden, inner = shape.hidden, shape.intermediate
    tables = {
        "emb.word": ("word_embeddings", shape.vocabulary),
        "emb.pos": ("position_embeddings", shape.positions),
        "emb.type": ("token_type_embeddings", shape.token_types),
    }
    for name, (target, rows) in tables.items():
        yield f"embeddings.{target}.weight", (rows, hidden), weights.tensor(name, rows, hidden)
    norms = {"emb.ln": "embeddings.LayerNorm"}
    for layer in range(shape.layers):
        place = f"encoder.layer.{layer}"
        norms |= {f"l{layer}.{short}": f"{place}.{long}" for short, long in _LAYER_NORM.items()}
        for short, long in _LAYER_LINEAR.items():
            rows, columns = inner if short == "fi" else hidden, inner if short == "fo" else hidden
            name = f"l{layer}.{short}"
            yield f"{place}.{long}.weight", (rows, columns), weights.tensor(f"{name}.w", rows, columns)
            yield f"{place}.{long}.bias", (rows,), weights.tensor(f"{name}.b", rows)
    for name, target in norms.items():
        yield f"{target}.weight", (hidden,), weights.tensor(f"{name}.w", hidden)
        yield f"{target}.bias", (hidden,), weights.tensor(f"{name}.b", hidden)
    # BertModel has a pooler, which mean pooling never reads; without these it would report them missing.
    yield "pooler.dense.weight", (hidden, hidden), np.zeros((hidden, hidden), np.float32)
    yield "pooler.dense.bias", (hidden,), np.zeros(hidden, np.float32)


def _write_safetensors(weights: WeightFile, path: Path) -> None:
    """Write the safetensors file by hand: no torch is imported, and the bytes depend on no library's version."""
    tensors = list(_tensors(weights))
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    end = 0
    for name, shape, values in tensors:
        header[name] = {"dtype": "F32", "shape": list(shape), "data_offsets": [end, end + values.nbytes]}
        end += values.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with path.open("wb") as stream:
        stream.write(len(text).to_bytes(8, "little") + text)
        for _, _, values in tensors:
            stream.write(values.astype("<f4", copy=False).data)
        stream.flush()
        os.fsync(stream.fileno())


def _config(shape: Shape, vocabulary: Vocabulary) -> dict[str, Any]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.intermediate,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.token_types,
        "layer_norm_eps": shape.eps,
        "hidden_act": "gelu",
        "hidden_dropout_prob": 0.0,
        "attention_probs_dropout_prob": 0.0,
        "pad_token_id": vocabulary.pad,
        "bos_token_id": vocabulary.bos,
        "eos_token_id": vocabulary.eos,
        "dtype": "float32",
    }


def _tokenizer(shape: Shape, vocabulary: Vocabulary) -> dict[str, Any]:
    """tokenizer.json: XLM-R's unigram model, its normalisation spelled out (see cleaning.py)."""
    special = [vocabulary.bos, vocabulary.pad, vocabulary.eos, vocabulary.unk, len(vocabulary.pieces) - 1]
    begin, end = vocabulary.pieces[vocabulary.bos], vocabulary.pieces[vocabulary.eos]
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [{"id": i, "content": vocabulary.pieces[i], **flags} for i in special],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "Replace", "pattern": {"Regex": _regex(DROPPED)}, "content": ""},
                {"type": "Replace", "pattern": {"Regex": _regex(BLANKS)}, "content": " "},
                {"type": "NFKC"},
                {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
            ],
        },
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
                {"type": "WhitespaceSplit"},
                {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
            ],
        },
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [_special(begin), _sequence("A"), _special(end)],
            "pair": [_special(begin), _sequence("A"), _special(end), _special(end), _sequence("B"), _special(end)],
            "special_tokens": {
                token: {"id": token, "ids": [i], "tokens": [token]}
                for token, i in ((begin, vocabulary.bos), (end, vocabulary.eos))
            },
        },
        "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        "model": {
            "type": "Unigram",
            "unk_id": vocabulary.unk,
            "vocab": [list(pair) for pair in zip(vocabulary.pieces, vocabulary.scores, strict=True)],
            "byte_fallback": False,
        },
    }


def _regex(pattern: str) -> str:
    r"""Python's ``\uXXXX`` and ``\xXX`` as Oniguruma writes them."""
    import re

    return re.sub(r"\\[ux]([0-9A-F]{4}|[0-9A-F]{2})", lambda match: rf"\x{{{match[1]}}}", pattern)


def _special(token: str) -> dict[str, Any]:
    return {"SpecialToken": {"id": token, "type_id": 0}}


def _sequence(name: str) -> dict[str, Any]:
    return {"Sequence": {"id": name, "type_id": 0}}


def _tokenizer_config(shape: Shape, vocabulary: Vocabulary) -> dict[str, Any]:
    pieces = vocabulary.pieces
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": shape.positions,
        "bos_token": pieces[vocabulary.bos],
        "cls_token": pieces[vocabulary.bos],
        "eos_token": pieces[vocabulary.eos],
        "sep_token": pieces[vocabulary.eos],
        "pad_token": pieces[vocabulary.pad],
        "unk_token": pieces[vocabulary.unk],
        "mask_token": pieces[-1],
        "model_input_names": ["input_ids", "attention_mask"],
    }
