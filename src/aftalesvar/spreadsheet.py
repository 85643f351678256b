"""Tables as files for a spreadsheet: CSV whose cells can't become formulas, and Parquet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from aftalesvar.errors import UsageError

_NUMBER = re.compile(r"[+-]?\d[\d.,]*")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]+")


def csv_text(heads: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    """Rows as a Danish spreadsheet opens them: semicolons, a byte order mark, and no cell that is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in (heads, *rows):
        writer.writerow([safe_cell(cell) for cell in row])
    return "\ufeff" + out.getvalue()


def safe_cell(cell: object) -> str:
    """A cell's text; what a spreadsheet would take for a formula is led by an apostrophe (OWASP: CSV injection).

    Numbers stay numbers ("-0,12"); control characters and line breaks become blanks.
    """
    text = _CONTROL.sub(" ", "" if cell is None else str(cell).replace("\r", " ").replace("\n", " ").replace("\t", " "))
    bare = text.lstrip(" \"'\u00a0\u200b\ufeff")
    return "'" + text if bare.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def write_text(path: str, text: str) -> None:
    """Write a file that a user named.

    :raises UsageError: when it can't be written.
    """
    try:
        Path(path).write_bytes(text.encode("utf-8"))
    except OSError as error:
        raise UsageError(f"Kan ikke skrive {path} ({error.strerror}). Vælg et andet sted.") from None


def write_parquet(path: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows as Parquet, through pyarrow where it is installed.

    :raises UsageError: when it isn't, or the file can't be written.
    """
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise UsageError(
            "Parquet kræver pyarrow, som ikke er installeret her. Kør «pip install aftalesvar[parquet]», "
            "eller brug --csv eller --json."
        ) from None
    try:
        parquet.write_table(arrow.Table.from_pylist([dict(row) for row in rows]), path)
    except OSError as error:
        raise UsageError(f"Kan ikke skrive {path} ({error.strerror or error}). Vælg et andet sted.") from None
