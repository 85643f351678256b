"""The one place where expected failures become a line on standard error and an exit code."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from aftalesvar.errors import AftalesvarError

NOT_FOUND, FAILED, INTERRUPTED = 1, 2, 130


def at_the_edge(run: Callable[[], int]) -> int:
    """Run a command; an expected failure is one Danish line on standard error and exit code 2."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal without æøå shows "?" rather than a stack trace
    try:
        code = run()
        sys.stdout.flush()
        return code
    except AftalesvarError as error:
        print(f"Fejl: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("Afbrudt. Intet er gemt halvt; kør kommandoen igen for at fortsætte.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # "ask … | head": the reader has seen enough
        _silence_output()
        return 0
    except OSError as error:  # a full disk under "ask … > fil", a folder that may not be read
        _silence_output()
        about = f" ({error.filename})" if error.filename else ""
        print(f"Fejl: {os.strerror(error.errno) if error.errno else error}{about}.", file=sys.stderr)
        return FAILED
    except MemoryError:
        print("Fejl: Der er ikke hukommelse nok. Luk andre programmer, eller del filen op.", file=sys.stderr)
        return FAILED
    except Exception as error:  # a slip of ours is told as one, and never as "not found" (exit code 1)
        if os.environ.get("AFTALESVAR_DEBUG"):
            raise
        said = f"Uventet fejl ({type(error).__name__}). Kør igen med AFTALESVAR_DEBUG=1, og meld hvad der står."
        print(said, file=sys.stderr)
        return FAILED


def _silence_output() -> None:
    """Send what is still to be flushed nowhere, so that the interpreter's end doesn't fail on it again."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class DanishParser(argparse.ArgumentParser):
    """argparse in Danish: help, usage and errors; exit code 2 for wrong use."""

    def __init__(self, *args: Any, **keywords: Any) -> None:
        keywords.setdefault("add_help", False)
        keywords.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(*args, **keywords)
        self._positionals.title = "argumenter"
        self._optionals.title = "tilvalg"
        self.add_argument("-h", "--help", action="help", help="vis denne hjælp")

    def error(self, message: str) -> NoReturn:
        """Say in Danish what is wrong and how to get help."""
        self.exit(FAILED, f"Fejl: {_danish(message)} Se «{self.prog} --help».\n")

    def format_usage(self) -> str:
        """The usage line with a Danish head."""
        return super().format_usage().replace("usage:", "brug:", 1)

    def format_help(self) -> str:
        """The help with a Danish head."""
        return super().format_help().replace("usage:", "brug:", 1)


def _danish(message: str) -> str:
    for english, danish in (
        ("unrecognized arguments:", "ukendt argument:"),
        ("the following arguments are required:", "der mangler:"),
        ("expected one argument", "skal følges af en værdi"),
        ("expected at least one argument", "skal følges af mindst en værdi"),
        ("invalid int value:", "er ikke et helt tal:"),
        ("invalid choice:", "kendes ikke:"),
        ("choose from", "vælg blandt"),
        ("not allowed with argument", "kan ikke bruges sammen med"),
        ("argument ", ""),
    ):
        message = message.replace(english, danish)
    return message if message.endswith(".") else message + "."
