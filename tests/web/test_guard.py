"""What the guard lets through, over real sockets."""

from __future__ import annotations

import http.client
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from aftalesvar.web.desk import Desk
from aftalesvar.web.guard import host_name

from .conftest import Served, build

FOREIGN = ["https://evil.example", "null", "http://localhost.evil.example", "http://127.0.0.1:1", "file://"]
PATHS = [
    "/gradio_api/file=/etc/passwd",
    "/gradio_api/file=../../etc/passwd",
    "/gradio_api/file/etc/passwd",
    "/file=/etc/passwd",
    "/file/etc/passwd",
    "/gradio_api/file=corpus/corpus.toml",
    "/gradio_api/file=index/aftalesvar.sqlite",
    "/gradio_api/proxy=http://127.0.0.1/",
    "/proxy=http://169.254.169.254/",
    "/gradio_api/upload",
    "/gradio_api/component_server",
    "/gradio_api/stream/x/x/x/playlist.m3u8",
    "/gradio_api/custom_component/x/client/component/index.js",
    "/monitoring",
    "/statisk/../app.py",
    "/statisk/..%2f..%2fapp.py",
    "/statisk/%2e%2e%2fapp.py",
    "/statisk/page.py",
    "/statisk/.env",
    "/kilde/..%2f..%2fetc%2fpasswd",
    "/kilde/%00",
    "/kilde/aftale-2024.txt",
    "/kilde/nix/side/1.png",
    "/static/../../../../etc/passwd",
    "/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/assets/..%2f..%2f..%2frouters.py",
    "/svelte/../../x",
    "/docs",
    "/openapi.json",
    "/gradio_api/openapi.json",
    "/login",
    "/gradio_api/deep_link",
]


def call(
    served: Served, method: str, path: str, body: bytes | Iterator[bytes] | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request(method, path, body=body, headers=told)
        reply = connection.getresponse()
        return reply.status, {k.lower(): v for k, v in reply.getheaders()}, reply.read()
    finally:
        connection.close()


@pytest.mark.parametrize("origin", FOREIGN)
@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/api/ask"), ("POST", "/gradio_api/run/predict"), ("GET", "/api/documents")]
)
def test_a_foreign_origin_is_refused(served: Served, method: str, path: str, origin: str) -> None:
    status, headers, _ = call(served, method, path, b"{}", Origin=origin, Content_Type="application/json")
    assert status == 403
    assert "access-control-allow-origin" not in headers


def test_a_foreign_page_is_refused_by_where_it_says_it_is(served: Served) -> None:
    assert call(served, "GET", "/api/documents", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors")[0] == 403
    followed = call(
        served, "GET", "/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate", Sec_Fetch_Dest="document"
    )
    assert followed[0] == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost:80@evil.example", "[::1"])
def test_a_forged_host_is_refused(served: Served, host: str) -> None:
    assert call(served, "GET", "/", Host=host)[0] == 400
    assert call(served, "GET", "/", Host=host, Origin=f"http://{host}")[0] == 400


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:99", "[::1]:80"])
def test_this_machines_names_are_known(served: Served, host: str) -> None:
    assert call(served, "GET", "/healthz", Host=host)[0] == 200


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_to_a_file(served: Served, path: str) -> None:
    for method in ("GET", "POST"):
        status, _, body = call(served, method, path)
        assert status in (403, 404, 405, 422), f"{method} {path}: {status}"
        assert b"root:" not in body


def test_big_bodies_are_refused_before_they_are_read(served: Served) -> None:
    for size in (100_000_000, 300_000_000):
        status, _, body = call(
            served, "POST", "/api/ask", b"", Content_Length=str(size), Content_Type="application/json"
        )
        assert (status, body.decode()) == (413, "Forespørgslen er for stor.")
    for bad in ("-1", "x", "1e9"):
        assert call(served, "POST", "/api/ask", b"", Content_Length=bad)[0] in (400, 413)


def test_a_body_of_unknown_length_is_cut_off(served: Served) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(2000):
            sent += 50_000
            yield b"x" * 50_000

    try:
        status = call(
            served, "POST", "/api/ask", endless(), Content_Type="application/json", Transfer_Encoding="chunked"
        )[0]
    except (BrokenPipeError, ConnectionResetError):
        status = 413  # the server had closed the connection while we wrote
    assert status == 413
    assert sent < 50_000_000
    assert call(served, "GET", "/healthz")[0] == 200


def test_uploads_are_closed_and_leave_nothing(served: Served) -> None:
    before = set(Path(tempfile.gettempdir()).glob("**/hemmelig*"))
    boundary = "x"
    head = 'Content-Disposition: form-data; name="files"; filename="hemmelig.html"'
    body = f"--{boundary}\r\n{head}\r\n\r\n<script>\r\n--{boundary}--\r\n"
    for path in ("/gradio_api/upload", "/upload", "/api/documents"):
        status = call(served, "POST", path, body.encode(), Content_Type=f"multipart/form-data; boundary={boundary}")[0]
        assert status in (403, 404, 405)
    assert set(Path(tempfile.gettempdir()).glob("**/hemmelig*")) == before


def test_every_reply_carries_the_headers(served: Served) -> None:
    for path in (
        "/",
        "/healthz",
        "/api/documents",
        "/aftaler",
        "/statisk/page.css",
        "/findes-ikke",
        "/gradio_api/upload",
    ):
        _, headers, _ = call(served, "GET", path)
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "server" not in headers


def test_the_page_names_no_other_host(served: Served) -> None:
    text = call(served, "GET", "/")[2].decode()
    for name in ("githubusercontent", "google", "cdn", "huggingface"):
        assert name not in text.replace("api_google", "").casefold()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b"{", 400),
        (b'{"question": 3}', 400),
        (b'{"question": " "}', 400),
        (b'{"question": "\\u0000"}', 400),
        (b'{"question": "x", "years": [20240]}', 400),
        (b'{"question": "x", "years": "nej"}', 400),
        (b'{"question": "x", "k": 51}', 400),
        (b'{"question": "x", "k": true}', 400),
        (b"[" * 100_000, 400),
        (b'{"question": "' + b"x" * 100_000 + b'"}', 400),
        (b'{"question": "hvad er servicerammen i 2024", "k": 1}', 200),
    ],
)
def test_bad_questions_get_a_danish_line(served: Served, body: bytes, status: int) -> None:
    code, _, reply = call(served, "POST", "/api/ask", body, Content_Type="application/json")
    told = json.loads(reply)
    assert code == status
    assert (told["status"] == "error") == (status != 200)
    assert told["text"]


def test_only_json_is_read_as_json(served: Served) -> None:
    """A form of another page can't send JSON, so this is one more lock."""
    assert call(served, "POST", "/api/ask", b'{"question": "x"}', Content_Type="text/plain")[0] == 415


def test_login(desk: Desk) -> None:
    running = Served(build(desk, auth=("anna", "hemmelig:kode")))
    try:
        assert call(running, "GET", "/healthz")[0] == 200
        for path in ("/", "/api/documents", "/aftaler", "/statisk/page.js", "/config", "/theme.css"):
            status, headers, _ = call(running, "GET", path)
            assert status == 401
            assert headers["www-authenticate"].startswith("Basic")
        assert call(running, "GET", "/api/documents", Authorization="Basic YW5uYTpmb3JrZXJ0")[0] == 401
        assert call(running, "GET", "/api/documents", Authorization="Basic %%%")[0] == 401
        assert call(running, "GET", "/api/documents", Authorization="Basic YW5uYTpoZW1tZWxpZzprb2Rl")[0] == 200
    finally:
        running.stop()


def test_host_names() -> None:
    assert [host_name(h) for h in ("LOCALHOST:1", "[::1]:80", "a.b", "[", "")] == ["localhost", "::1", "a.b", "", ""]
