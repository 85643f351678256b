"""What the operating system says, in Danish, for the error lines that a user of the page reads."""

from __future__ import annotations

import errno
import os

_DANISH = {
    errno.EACCES: "ingen adgang",
    errno.EPERM: "ikke tilladt",
    errno.ENOENT: "findes ikke",
    errno.EEXIST: "findes allerede",
    errno.EISDIR: "er en mappe",
    errno.ENOTDIR: "er ikke en mappe",
    errno.ENOTEMPTY: "mappen er ikke tom",
    errno.ENOSPC: "der er ikke plads på disken",
    errno.EDQUOT: "din plads på disken er brugt op",
    errno.EROFS: "disken kan kun læses",
    errno.EFBIG: "filen er for stor",
    errno.EIO: "fejl ved læsning eller skrivning på disken",
    errno.EMFILE: "for mange åbne filer",
    errno.ENFILE: "for mange åbne filer på maskinen",
    errno.ENOMEM: "der er ikke mere hukommelse",
    errno.ENAMETOOLONG: "navnet er for langt",
    errno.ELOOP: "for mange henvisninger efter hinanden",
    errno.EBUSY: "er i brug",
    errno.ETXTBSY: "er i brug",
    errno.EAGAIN: "er optaget lige nu",
    errno.EINVAL: "ugyldig værdi",
    errno.ESTALE: "filen er ikke længere, hvor den var",
    errno.ETIMEDOUT: "tog for lang tid",
}


def in_danish(error: BaseException | str) -> str:
    """An error's line with the operating system's words in it in Danish.

    Error lines carry ``OSError.strerror``, which the C library words (in English where no other language is set up).
    """
    line = str(error)
    for code, danish in _DANISH.items():
        line = line.replace(os.strerror(code), danish)
    return line
