"""One cleaning of texts before any tokenizer sees them, so that all runtimes see the same.

It is XLM-R's own normalisation (SentencePiece ``nmt_nfkc``): control characters go, every kind of space is
one blank, NFKC, no runs of blanks. Doing it here also protects the C engine, whose buffer is sized for
four code points a byte-sequence while single ligatures such as U+FDFA expand to eighteen.
"""

from __future__ import annotations

import re
import unicodedata

# Unicode code points as nmt_nfkc maps them; the same two classes stand in the converted tokenizer.json.
DROPPED = r"[\x00-\x08\x0B\x0E-\x1F\x7F\x8F\x9F]"
BLANKS = r"[\t\n\f\r \u1680\u200B-\u200F\u2028\u2029\u2581\uFEFF\uFFFD]+"

_DROPPED = re.compile(DROPPED)
_BLANKS = re.compile(BLANKS)
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def clean_text(text: str) -> str:
    r"""Give the text as the tokenizer is to see it: NFKC, single blanks, no control characters.

    >>> clean_text("anlægs\u00a0ramme\n  i 2024\x00")
    'anlægs ramme i 2024'
    """
    text = _DROPPED.sub("", without_surrogates(text))
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", _BLANKS.sub(" ", text))).strip()


def without_surrogates(text: str) -> str:
    """Turn lone surrogates into blanks: tokenizers take valid Unicode only."""
    return _SURROGATES.sub(" ", text)
