"""The desk behind the page: a bounded number of questions at once, answered by one Asker for each worker thread."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from aftalesvar.errors import AftalesvarError
from aftalesvar.web.texts import say

if TYPE_CHECKING:
    import numpy as np

    from aftalesvar.asking.asker import Asker
    from aftalesvar.records import Answer, AnswerKind
    from aftalesvar.settings import Settings

WORKERS = 2
WAITING = 32  # questions under way or waiting, some two seconds of work; with more the page says that it is busy
CACHED = 512  # answers kept; an answer is a few kB
Result = TypeVar("Result")


class BusyError(AftalesvarError):
    """More questions are waiting than the machine can answer soon."""


class SharedEncoder:
    """One encoder for all threads: the engine beneath holds buffers of its own, so one question at a time."""

    def __init__(self, encoder: Any) -> None:
        self._encoder = encoder
        self._lock = threading.Lock()

    def encode_question(self, text: str) -> np.ndarray:
        """The vector ``(d,)`` of a question."""
        with self._lock:
            vector: np.ndarray = self._encoder.encode_question(text)
            return vector


class Desk:
    """Answers questions for many users; everything that touches the index runs in its worker threads."""

    def __init__(self, settings: Settings, encoder: Any | None = None, *, waiting: int = WAITING) -> None:
        from aftalesvar.embedding import load_encoder

        self.settings = settings
        self.encoder = encoder or load_encoder(settings.model)
        self._shared = SharedEncoder(self.encoder)
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="spørgsmål")
        self._local = threading.local()
        self._generation = 0
        self._stamp = self._read_stamp()
        self.places = waiting
        self._taken = 0
        self._cache: OrderedDict[tuple[Any, ...], Answer] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def generation(self) -> int:
        """Counts up each time that the index on disk is another than before."""
        stamp = self._read_stamp()
        with self._lock:
            if stamp != self._stamp:
                self._stamp = stamp
                self._generation += 1
                self._cache.clear()
            return self._generation

    def _read_stamp(self) -> tuple[int, int, int] | None:
        """What tells one index file from the next (a build renames a new file into place)."""
        from aftalesvar.store.writing import DATABASE

        try:
            told = (self.settings.index / DATABASE).stat()
        except OSError:
            return None
        return told.st_ino, told.st_mtime_ns, told.st_size

    def submit(self, work: Callable[[Asker], Result]) -> Future[Result]:
        """Run work with this thread's Asker.

        :raises BusyError: at once when too many are waiting.
        """
        with self._lock:
            if self._taken >= self.places:
                raise BusyError(say("da", "busy"))
            self._taken += 1
        try:
            future = self._pool.submit(lambda: work(self._asker()))
        except BaseException:
            self._leave()
            raise
        future.add_done_callback(lambda _: self._leave())
        return future

    @property
    def busy(self) -> bool:
        """Whether every place is taken."""
        return self._taken >= self.places

    def _leave(self) -> None:
        with self._lock:
            self._taken -= 1

    def warm(self, question: str) -> None:
        """Have every worker open the index and answer once, so that the first user doesn't wait for that."""
        together = threading.Barrier(WORKERS)

        def once(asker: Asker) -> None:
            together.wait(timeout=60)
            asker.ask(question)

        for future in [self.submit(once) for _ in range(WORKERS)]:
            future.exception()

    def ask(
        self,
        text: str,
        years: Sequence[int] = (),
        agreements: Sequence[int] = (),
        kind: AnswerKind | None = None,
        *,
        k: int = 5,
    ) -> Answer:
        """Answer a question (waits). The same question of the same index is answered from memory."""
        key = (self.generation, text, tuple(years), tuple(agreements), kind, k)
        if (known := self._known(key)) is not None:
            return known
        answer = self.submit(
            lambda asker: asker.ask(text, years=tuple(years), agreements=tuple(agreements), kind=kind, k=k)
        ).result()
        with self._lock:
            if key[0] == self._generation:
                self._cache[key] = answer
                while len(self._cache) > CACHED:
                    self._cache.popitem(last=False)
        return answer

    def _known(self, key: tuple[Any, ...]) -> Answer | None:
        with self._lock:
            answer = self._cache.get(key)
            if answer is None:
                return None
            self._cache.move_to_end(key)
        return replace(answer, elapsed_ms=0)

    def close(self) -> None:
        """Stop the workers; a question under way is finished first."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _asker(self) -> Asker:
        from aftalesvar.asking.asker import Asker
        from aftalesvar.store.index import Index

        held: tuple[int, Asker] | None = getattr(self._local, "held", None)
        generation = self.generation
        if held is not None and held[0] == generation:
            return held[1]
        if held is not None:
            self._local.held = None
            held[1].index.close()
        asker = Asker(Index.open(self.settings.index), self._shared)
        self._local.held = (generation, asker)
        return asker
