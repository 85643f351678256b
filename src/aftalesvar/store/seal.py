"""A database file that carries its own checksum, so that a flipped bit is told before anything is answered from it.

SQLite checks the shape of its pages, not what is written on them: a changed digit in a stored sentence would be read
as if it had always stood there. The seal is the first 8 bytes of the file's SHA-256, kept in two header fields that
SQLite leaves to the application (user version, bytes 60-63, and application id, bytes 68-71; sqlite.org/fileformat2,
section 1.3) and that count as zero in the sum. So file and checksum are one file, renamed into place as one.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

_HEADER = 100
_FIRST, _SECOND = slice(60, 64), slice(68, 72)
_PIECE = 1 << 20


def seal(path: Path) -> None:
    """Write the checksum into a closed database file and flush it to disk.

    :raises OSError: when it can't be written.
    """
    with path.open("r+b") as file:
        digest = _digest(file)
        for place, part in ((_FIRST, digest[:4]), (_SECOND, digest[4:])):
            file.seek(place.start)
            file.write(part)
        file.flush()
        os.fsync(file.fileno())


def is_whole(path: Path) -> bool:
    """Whether a file is, byte for byte, the one that was sealed.

    :raises OSError: when it can't be read.
    """
    with path.open("rb") as file:
        header = file.read(_HEADER)
        return len(header) == _HEADER and header[_FIRST] + header[_SECOND] == _digest(file)


def _digest(file: BinaryIO) -> bytes:
    file.seek(0)
    header = bytearray(file.read(_HEADER))
    header[_FIRST] = header[_SECOND] = bytes(4)
    digest = hashlib.sha256(header)
    while piece := file.read(_PIECE):
        digest.update(piece)
    return digest.digest()[:8]
