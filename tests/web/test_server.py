"""Starting: the port, the address, what is imported when."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from aftalesvar.errors import UsageError
from aftalesvar.settings import Settings
from aftalesvar.web import serve
from aftalesvar.web.server import credentials, host_names, is_loopback, listen


def test_a_port_in_use_is_told_with_the_remedy(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=rf"Port {port} er i brug.*--port"):
            serve(settings, port=port)


def test_an_address_that_is_none() -> None:
    with pytest.raises(UsageError, match="--host"):
        listen("256.1.1.1", 0)
    with pytest.raises(UsageError):
        listen("127.0.0.1", 70000)


def test_credentials() -> None:
    assert credentials(None) is None
    assert credentials("anna:a:b") == ("anna", "a:b")
    assert credentials(("anna", "x")) == ("anna", "x")
    for bad in ("anna", "anna:", ":x", ""):
        with pytest.raises(UsageError, match="BRUGER:KODE"):
            credentials(bad)


def test_loopback_and_names() -> None:
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert is_loopback("localhost")
    assert not is_loopback("0.0.0.0")
    assert host_names("127.0.0.1") == {"127.0.0.1", "localhost", "::1"}


def test_importing_the_page_imports_nothing_heavy() -> None:
    heavy = ("gradio", "fastapi", "torch", "numpy", "uvicorn")
    code = f"import sys, aftalesvar.web; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
