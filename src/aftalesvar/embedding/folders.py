"""Looks a model folder over before any library loads it.

Only safetensors weights and sentence-transformers' own plain modules pass: pickled weights, classes of the
folder's own, and configurations that name code are refused here, with one Danish line each.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from pathlib import Path
from typing import Any

from aftalesvar.embedding.cache import file_sha256
from aftalesvar.embedding.identity import ModelIdentity
from aftalesvar.errors import ModelError

PLAIN_MODULES = frozenset(
    {"Transformer", "Pooling", "Normalize", "Dense", "Dropout", "LayerNorm", "StaticEmbedding", "WeightedLayerPooling"}
)
PICKLED = ("pytorch_model*.bin", "*.pt", "*.pth", "*.pkl", "*.pickle", "*.ckpt", "*.joblib")
CODE_KEYS = frozenset({"auto_map", "custom_pipelines"})
_DTYPE_BYTES = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I64": 8, "I32": 4, "I16": 2, "I8": 1, "U8": 1, "BOOL": 1}
_MAX_HEADER = 100_000_000
_MAX_JSON = 200_000_000


def check_folder(folder: Path) -> None:
    """Refuse a folder that isn't a model, would run code, or holds broken weights. Raises ``ModelError``."""
    if not folder.is_dir():
        raise ModelError(f"Modelmappen {folder} findes ikke; angiv en mappe med en sentence-transformers-model.")
    try:
        _check_code(folder)
        weights = [path for place in _module_folders(folder) for path in _check_weights(place)]
        if not weights:
            raise ModelError(f"Modelmappen {folder} har ingen vægte i safetensors-format; hent dem med modellen.")
        for path in weights:
            check_safetensors(path)
    except OSError as error:
        raise ModelError(f"Modelmappen {folder} kan ikke læses: {error.strerror or error}") from error


def folder_identity(folder: Path, name: str, revision: str, dimension: int) -> ModelIdentity:
    """Read a checked folder's identity: prefixes by its prompts or its name, one hash over all its weights."""
    query_prefix, passage_prefix = _prefixes(folder, name)
    paths = sorted({path for place in _module_folders(folder) for path in place.glob("*.safetensors")})
    lines = "".join(f"{path.relative_to(folder).as_posix()} {file_sha256(path)}\n" for path in paths)
    return ModelIdentity(
        name=name,
        revision=revision,
        dimension=dimension,
        query_prefix=query_prefix,
        passage_prefix=passage_prefix,
        weights_sha256=hashlib.sha256(lines.encode()).hexdigest(),
    )


def check_safetensors(path: Path) -> None:
    """Check that the header is sound and its tensors fill the file exactly; ``ModelError`` otherwise."""
    size = path.stat().st_size
    broken = ModelError(f"Vægtfilen {path} er beskadiget; hent modellen igen.")
    with path.open("rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        if size < 8 or not 2 <= length <= min(size - 8, _MAX_HEADER):
            raise broken
        try:
            header = json.loads(stream.read(length))
            header.pop("__metadata__", None)
            spans = sorted(_tensor_span(entry) for entry in header.values())
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise broken from None
    starts = [0, *(end for _, end in spans)]
    if [start for start, _ in spans] != starts[:-1] or starts[-1] != size - 8 - length:
        raise broken


def _tensor_span(entry: dict[str, Any]) -> tuple[int, int]:
    start, end = entry["data_offsets"]
    width = _DTYPE_BYTES.get(entry["dtype"])
    if width is not None and end - start != math.prod(entry["shape"]) * width:
        raise ValueError("a tensor's shape doesn't fit its bytes")
    return start, end


def _read(path: Path) -> Any:
    """Return a configuration file's JSON, None when there is no such file."""
    if not path.is_file():
        return None
    if path.stat().st_size > _MAX_JSON:
        raise ModelError(f"Modellens fil {path} er urimeligt stor; vælg en anden model.")
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise ModelError(f"Modellens fil {path} er ikke gyldig JSON; hent modellen igen.") from None


def _modules(folder: Path) -> list[dict[str, Any]]:
    """Return the entries of modules.json; a plain transformers folder has none."""
    modules = _read(folder / "modules.json")
    if modules is None:
        return []
    if not isinstance(modules, list) or not all(
        isinstance(m, dict) and isinstance(m.get("type"), str) and isinstance(m.get("path"), str) for m in modules
    ):
        raise ModelError(f"Modellens fil {folder / 'modules.json'} kan ikke forstås; hent modellen igen.")
    return modules


def _module_folders(folder: Path) -> list[Path]:
    """List the folders that modules live in, the root included; ``ModelError`` when one lies outside."""
    places = [folder, *(folder / module["path"] for module in _modules(folder))]
    if not all(place.resolve().is_relative_to(folder.resolve()) for place in places):
        raise ModelError(f"Modelmappen {folder} peger ud af sig selv i modules.json og indlæses ikke.")
    return list(dict.fromkeys(place for place in places if place.is_dir()))


def _check_code(folder: Path) -> None:
    if _read(folder / "modules.json") is None and _read(folder / "config.json") is None:
        raise ModelError(f"Mappen {folder} er ikke en sentence-transformers-model: modules.json mangler.")
    for module in _modules(folder):
        kind = module["type"]
        if not kind.startswith("sentence_transformers.") or kind.rpartition(".")[2] not in PLAIN_MODULES:
            raise ModelError(f"Modelmappen {folder} bruger sin egen klasse ({kind[:80]!r}) og indlæses ikke.")
    for place in _module_folders(folder):
        for path in sorted(place.glob("*.json")):
            if path.name in {"tokenizer.json", "vocab.json", "modules.json"} or path.name.endswith(".index.json"):
                continue
            config = _read(path)
            if names_code(config):
                raise ModelError(f"Modellens fil {path} vil køre fremmed kode og indlæses ikke; vælg en anden model.")


def names_code(config: object) -> bool:
    """Whether a configuration, at any depth, names code to run."""
    if isinstance(config, dict):
        function = config.get("activation_function")
        foreign = isinstance(function, str) and "." in function and not function.startswith("torch.nn.")
        return foreign or any(key in CODE_KEYS or names_code(value) for key, value in config.items())
    return isinstance(config, list) and any(names_code(value) for value in config)


def _check_weights(place: Path) -> list[Path]:
    """List a module folder's safetensors files; ``ModelError`` when its weights are pickled."""
    weights = sorted(place.glob("*.safetensors"))
    pickled = sorted(path for pattern in PICKLED for path in place.glob(pattern))
    if pickled and not weights:
        raise ModelError(
            f"Modelmappen {place} har kun vægte i et usikkert format ({pickled[0].name}); brug safetensors."
        )
    return weights


def _prefixes(folder: Path, name: str) -> tuple[str, str]:
    """Query and passage prefix: the folder's prompts, or the e5 family's convention."""
    config = _read(folder / "config_sentence_transformers.json")
    prompts = config.get("prompts") if isinstance(config, dict) else None
    prompts = {key: value for key, value in (prompts or {}).items() if isinstance(value, str) and value}
    query = prompts.get("query") or prompts.get("search_query")
    passage = prompts.get("passage") or prompts.get("document") or prompts.get("search_document")
    if query or passage:
        return query or "", passage or ""
    if not re.search(r"(?<![a-z0-9])e5(?![a-z0-9])", name.lower()):
        return "", ""
    if "instruct" in name.lower():
        task = "Given a web search query, retrieve relevant passages that answer the query"
        return f"Instruct: {task}\nQuery: ", ""
    return "query: ", "passage: "
