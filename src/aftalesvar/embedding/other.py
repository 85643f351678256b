"""Any sentence-transformers model: a folder, or a name on the model hub."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from aftalesvar.embedding.cleaning import without_surrogates
from aftalesvar.embedding.folders import check_folder, folder_identity
from aftalesvar.embedding.identity import ModelIdentity
from aftalesvar.errors import ModelError

if TYPE_CHECKING:
    from aftalesvar.embedding.batches import BatchModel
    from aftalesvar.embedding.identity import Matrix, Vector

# What is fetched of a hub model: never pickled weights, code, or other runtimes' exports.
_WANTED = ["*.json", "*.txt", "*.model", "*.safetensors"]
_UNWANTED = ["onnx/*", "openvino/*", "*.py"]


class OtherEncoder:
    """A sentence-transformers model as an ``Encoder``. Nothing is read before it is needed. Safe among threads.

    ``spec`` is a folder, or ``name`` or ``name@revision`` on the hub. The hub is asked only for a model that
    isn't in its local cache, and never when HF_HUB_OFFLINE is set.
    """

    def __init__(self, spec: str) -> None:
        self._spec = spec
        self._lock = threading.RLock()

    @property
    def identity(self) -> ModelIdentity:
        """Read off the loaded model: costs the load."""
        with self._lock:
            return self._loaded[1]

    def encode_question(self, text: str) -> Vector:
        """See ``Encoder``."""
        model, identity = self._parts()
        vector: Vector = model.encode([identity.query_prefix + without_surrogates(text)])[0]
        return vector

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Matrix:
        """See ``Encoder``."""
        model, identity = self._parts()
        return model.encode([identity.passage_prefix + without_surrogates(text) for text in texts], progress)

    def _parts(self) -> tuple[BatchModel, ModelIdentity]:
        with self._lock:
            return self._loaded

    @cached_property
    def _loaded(self) -> tuple[BatchModel, ModelIdentity]:
        folder, name, revision = find_model(self._spec)
        check_folder(folder)
        from aftalesvar.embedding.batches import BatchModel

        model = BatchModel(folder)
        return model, folder_identity(folder, name, revision, model.dimension)


def find_model(spec: str) -> tuple[Path, str, str]:
    """Find a spec's folder on this machine, the model's name and its revision. Raises ``ModelError``."""
    folder = Path(spec).expanduser()
    if folder.exists() or _is_path(spec):
        if not folder.is_dir():
            raise ModelError(f"Modelmappen {spec} findes ikke; angiv en mappe med en sentence-transformers-model.")
        return folder, folder.resolve().name, ""
    name, _, revision = spec.partition("@")
    if "/" not in name:
        name = f"sentence-transformers/{name}"  # as sentence-transformers itself reads a bare name
    snapshot = _fetch(name, revision or None)
    return snapshot, name, snapshot.name


def _is_path(spec: str) -> bool:
    """Whether a spec can only be meant as a path: hub names have one slash at most."""
    return spec.startswith((".", "/", "~")) or "\\" in spec or spec.count("/") > 1 or spec.endswith("/")


def _fetch(name: str, revision: str | None) -> Path:
    """Find a hub model's snapshot in the local cache, or else download it unless offline."""
    from huggingface_hub import constants, snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    def snapshot(local: bool) -> Path:
        found = snapshot_download(
            name, revision=revision, allow_patterns=_WANTED, ignore_patterns=_UNWANTED, local_files_only=local
        )
        return Path(found)

    try:
        try:
            folder = snapshot(local=True)
            check_folder(folder)  # half a download is no model
        except (LocalEntryNotFoundError, ModelError):
            if constants.HF_HUB_OFFLINE:
                raise
            folder = snapshot(local=False)
    except ModelError:
        raise
    except Exception as error:  # unknown names, no network, no rights: the hub's client has many words for no
        hint = "HF_HUB_OFFLINE er sat" if constants.HF_HUB_OFFLINE else type(error).__name__
        raise ModelError(
            f"Modellen {name} kunne ikke hentes ({hint}); tjek navnet og nettet, eller angiv en mappe på maskinen."
        ) from error
    return folder
