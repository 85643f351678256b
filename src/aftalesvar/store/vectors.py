"""The vector search behind one small protocol; FAISS's exact inner product is the one that ships."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from aftalesvar.store.rows import ReadRows

if TYPE_CHECKING:
    import numpy as np

FILE_PREFIX = "vectors-"
_VECTORS_OF = "SELECT v.vector FROM {} t JOIN vectors v ON v.key=t.vector ORDER BY t.id"
TEMPORARY_PREFIX = ".vectors-"


class VectorSearch(Protocol):
    """Exact search among L2-normalised float32 vectors, so that the inner product is the cosine."""

    def scores(self, question: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
        """The ``count`` best: (positions int64, scores float32), best first; ties by lower position."""
        ...


class StoredVectors:
    """The vectors of the database, of this shape ``(n, d)``; they are loaded only when the derived file can't be used.

    :param rows: reads rows of the database.
    """

    def __init__(self, rows: ReadRows, shape: tuple[int, int]) -> None:
        self._rows = rows
        self.shape = shape

    def load(self) -> np.ndarray:
        """All vectors, passages then sentences, ``(n, d)`` float32."""
        import numpy as np

        blobs = [blob for table in ("passages", "sentences") for (blob,) in self._rows(_VECTORS_OF.format(table))]
        return np.frombuffer(b"".join(blobs), dtype=np.float32).reshape(self.shape)


class FaissSearch:
    """FAISS's flat inner-product index over ``(n, d)`` vectors."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: np.ndarray) -> FaissSearch:
        """An index of ``(n, d)`` float32 vectors."""
        import faiss

        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        return cls(index)

    @classmethod
    def load(cls, file: Path, count: int, dimension: int) -> FaissSearch:
        """The index in a file, whose first 32 bytes are the SHA-256 of its name and the rest.

        The name carries the hash of the vectors, so that a file put under another's name is found out.

        :raises ValueError: when the file isn't what it says, or not of the stated size.
        """
        import faiss
        import numpy as np

        content = file.read_bytes()
        if _checksum(file, content[32:]) != content[:32]:
            raise ValueError("checksum")
        index = faiss.deserialize_index(np.frombuffer(content[32:], dtype=np.uint8))
        if not isinstance(index, faiss.IndexFlatIP) or index.ntotal != count or index.d != dimension:
            raise ValueError("shape")
        return cls(index)

    def save(self, file: Path) -> None:
        """Write to a temporary file, flush to disk, read back, rename: the file is whole or not there."""
        import faiss

        body = faiss.serialize_index(self._index).tobytes()
        content = _checksum(file, body) + body
        temporary = file.with_name(f"{TEMPORARY_PREFIX}{os.getpid()}-{secrets.token_hex(4)}")
        try:
            with temporary.open("xb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            if temporary.stat().st_size != len(content):
                raise OSError("short write")
            os.replace(temporary, file)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise

    def scores(self, question: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
        """See VectorSearch."""
        import numpy as np

        count = min(count, self._index.ntotal)
        if count == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        values, positions = self._index.search(question.reshape(1, -1).astype(np.float32), count)
        kept = positions[0] >= 0
        return positions[0][kept], values[0][kept]


def vector_file(folder: Path, vectors_sha256: str) -> Path:
    """Where the derived FAISS file for these vectors lies."""
    return folder / f"{FILE_PREFIX}{vectors_sha256[:16]}.faiss"


class VectorSource(Protocol):
    """The database's vectors, loaded only when they are needed."""

    shape: tuple[int, int]

    def load(self) -> np.ndarray:
        """All vectors ``(n, d)`` float32."""
        ...


def load_or_rebuild(folder: Path, vectors_sha256: str, vectors: VectorSource) -> FaissSearch:
    """The derived FAISS index; built again (and written if the folder allows) when missing or different.

    The files of other states stay: this reader's state may be the older one, and the writer clears up.
    """
    file = vector_file(folder, vectors_sha256)
    count, dimension = vectors.shape
    try:
        return FaissSearch.load(file, count, dimension)
    except (OSError, ValueError, RuntimeError):
        pass
    search = FaissSearch.build(vectors.load())
    with contextlib.suppress(OSError):  # a read-only folder still answers, only a little slower
        search.save(file)
    return search


def _checksum(file: Path, body: bytes) -> bytes:
    return hashlib.sha256(file.name.encode() + b"\0" + body).digest()
