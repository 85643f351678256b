"""Runs a sentence-transformers model over many texts: sorted by length, in batches of like size."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aftalesvar.errors import ModelError

if TYPE_CHECKING:
    from aftalesvar.embedding.identity import Matrix

MAX_SEQUENCE = 512
# Padded tokens in a batch: enough to fill the matrices, few enough for the processor's caches.
BATCH_TOKENS = 1_024
GPU_BATCH_TOKENS = 32_768


class BatchModel:
    """A sentence-transformers model from a checked folder, in fp32, on the GPU if there is one.

    Loading raises ``ModelError`` with one Danish line, whatever sentence-transformers says.
    """

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # silences the fork warning; sorting does more
        from logging import ERROR

        import torch
        from transformers.utils import logging

        self._tokenizing = threading.Lock()  # a fast tokenizer panics when two threads set its padding
        _use_own_processors()
        verbosity, bar = logging.get_verbosity(), logging.is_progress_bar_enabled()
        logging.set_verbosity(ERROR)
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            from sentence_transformers import SentenceTransformer

            self._model = SentenceTransformer(
                str(folder),
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"dtype": torch.float32, "use_safetensors": True},
            )
            self.dimension = len(self._model.encode("a", prompt=""))  # the vectors' length
        except Exception as error:  # broken files end in a dozen exception types of four libraries
            reason = (str(error).strip() or type(error).__name__).splitlines()[0][:200]
            raise ModelError(f"Modellen i {folder} kan ikke indlæses: {reason}") from error
        finally:
            logging.set_verbosity(verbosity)
            if bar:
                logging.enable_progress_bar()  # type: ignore[no-untyped-call]
        if not _has_own_weights(self._model, folder):
            raise ModelError(f"Vægtene i {folder} hører ikke til modellen i config.json; hent modellen igen.")
        longest = self._model.max_seq_length
        self._model.max_seq_length = min(longest or MAX_SEQUENCE, MAX_SEQUENCE)
        if self._model.device.type == "cpu":
            from aftalesvar.embedding.onednn import use_onednn

            use_onednn(self._model)

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Matrix:
        """Embed texts as they are (prefixes included): float32 ``(n, d)``, L2-normalised, in the order given."""
        import numpy as np
        import torch

        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        on_cpu = self._model.device.type == "cpu"
        batches = list(batches_by_length(self._lengths(texts), BATCH_TOKENS if on_cpu else GPU_BATCH_TOKENS))
        parts = [[texts[i] for i in batch] for batch in batches]
        done = 0
        with contextlib.ExitStack() as stack:
            results: Iterable[Matrix] = map(self._run, parts)
            if on_cpu and len(batches) > 1:
                # A batch a processor: threads that share one batch wait for each other at every matrix, above
                # all beside another busy process.
                pool = ThreadPoolExecutor(torch.get_num_threads(), initializer=torch.set_num_threads, initargs=(1,))
                stack.callback(pool.shutdown, cancel_futures=True)  # Ctrl-C doesn't wait for the rest
                results = pool.map(self._run, parts)
            for batch, result in zip(batches, results, strict=True):
                vectors[batch] = result
                done += len(batch)
                if progress is not None:
                    progress(done)
        if not np.isfinite(vectors).all():
            raise ModelError("Modellen gav ubrugelige vektorer (NaN); dens vægtfil er beskadiget, så hent den igen.")
        return vectors

    def _run(self, texts: list[str]) -> Matrix:
        """Embed one batch; called from several threads."""
        import torch

        with torch.inference_mode():
            with self._tokenizing:
                features = self._model.preprocess(texts)
            device = self._model.device
            moved = {key: value.to(device) if torch.is_tensor(value) else value for key, value in features.items()}
            vectors = self._model(moved)["sentence_embedding"].float()
            result: Matrix = torch.nn.functional.normalize(vectors, dim=1).cpu().numpy()
            return result

    def _lengths(self, texts: Sequence[str]) -> list[int]:
        """Each text's tokens, as far as the model reads them; at least 1."""
        tokenizer = self._model.tokenizer
        if not callable(tokenizer):  # a static model's: it pads nothing, so characters do
            return [len(text) + 1 for text in texts]
        with self._tokenizing:
            tokens = tokenizer(list(texts), truncation=True, max_length=self._model.max_seq_length)["input_ids"]
        return [max(len(ids), 1) for ids in tokens]


def batches_by_length(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Every index once, longest first, in batches whose padded length is at most ``budget`` (or one text's).

    Longest first: memory shows at once if it suffices. Sorting by tokens leaves next to no padding, where
    sorting by characters left a fifth of the work to it.

    >>> list(batches_by_length([5, 9000, 7], 100))
    [[1], [2, 0]]
    """
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > budget:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _has_own_weights(model: Any, folder: Path) -> bool:
    """Whether most parameters stand in the weight files; transformers fills the others with random numbers.

    Names may differ by a prefix ("bert."), and a pooler may be missing, so half of them must do.
    """
    from safetensors import safe_open

    stored: set[str] = set()
    for path in folder.rglob("*.safetensors"):
        with safe_open(path, framework="pt") as tensors:
            stored.update(
                name.rpartition(".")[0].rpartition(".")[2] + str(tuple(tensors.get_slice(name).get_shape()))
                for name in tensors.keys()  # noqa: SIM118 (not a dict)
            )
    names = [name.rpartition(".")[0].rpartition(".")[2] + str(tuple(p.shape)) for name, p in model.named_parameters()]
    return sum(name in stored for name in names) * 2 >= len(names)


def _use_own_processors() -> None:
    """One torch thread a processor that this process may run on; ``OMP_NUM_THREADS`` wins."""
    import torch

    if "OMP_NUM_THREADS" not in os.environ and hasattr(os, "sched_getaffinity"):
        torch.set_num_threads(min(torch.get_num_threads(), len(os.sched_getaffinity(0))))
