"""Listening: the port, the address, the browser, and a graceful end."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
import threading
from typing import TYPE_CHECKING, Any

from aftalesvar.errors import UsageError

if TYPE_CHECKING:
    import uvicorn

    from aftalesvar.indexing import Progress
    from aftalesvar.settings import Settings
    from aftalesvar.web.refusing import App

WARMING = "Hvor meget udgør rammen?"
SWITCH_SECONDS = 0.0005
HOSTS_VARIABLE = "AFTALESVAR_HOSTS"  # further host names that the page is reached by, comma-separated


def run(
    settings: Settings,
    *,
    host: str,
    port: int,
    auth: str | tuple[str, str] | None,
    allow_upload: bool | None,
    open_browser: bool,
    lang: str,
    progress: Progress | None,
) -> int:
    """Serve until stopped; see ``aftalesvar.web.serve``."""
    # The question engine's helper threads spin while they wait; with several users that time is another's answer.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    login = credentials(auth)
    listening = listen(host, port)  # before the slow imports: a port in use is told at once
    # The loop that accepts, refuses and replies lets go of the interpreter at each send; with answers being made it
    # would wait Python's usual 5 ms to get it back, every time.
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        import uvicorn

        from aftalesvar.opening import open_asker
        from aftalesvar.web.app import build_app
        from aftalesvar.web.desk import Desk

        open_asker(settings, progress).index.close()
        local = is_loopback(host)
        desk = Desk(settings)
        threading.Thread(target=desk.warm, args=(WARMING,), daemon=True).start()
        app = build_app(
            desk,
            hosts=host_names(host),
            auth=login,
            lang=lang,
            allow_upload=local if allow_upload is None else allow_upload,
        )
        _tell(host, listening.getsockname()[1], protected=login is not None)
        if open_browser:
            import webbrowser

            threading.Timer(0.5, webbrowser.open, [f"http://{host}:{listening.getsockname()[1]}/"]).start()
        uvicorn.Server(listener(app)).run(sockets=[listening])
        desk.close()
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()
    return 0


def listener(app: App, **changed: Any) -> uvicorn.Config:
    """How uvicorn serves the app: its limits and its patience."""
    import uvicorn

    from aftalesvar.web.patience import PatientProtocol

    settings: dict[str, Any] = {
        "http": PatientProtocol,
        "ws": "none",
        "log_level": "warning",
        "access_log": False,
        "limit_concurrency": 512,
        "timeout_keep_alive": 5,
        "backlog": 256,
        "timeout_graceful_shutdown": 10,
        "server_header": False,
        "date_header": False,
    }
    return uvicorn.Config(app, **(settings | changed))


def credentials(told: str | tuple[str, str] | None) -> tuple[str, str] | None:
    """The user and password of "user:password".

    :raises UsageError: when there is no colon, user or password.
    """
    if told is None:
        return None
    user, _, password = told.partition(":") if isinstance(told, str) else (told[0], "", told[1])
    if not user or not password:
        raise UsageError("Angiv login som BRUGER:KODE, fx --auth anna:hemmelig.")
    return user, password


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address and port.

    :raises UsageError: naming the port and what to do when it is in use.
    """
    if not 0 <= port <= 65535:
        raise UsageError(f"Port {port} findes ikke. Vælg en fra 1 til 65535 med --port.")
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, OverflowError):
        raise UsageError(f"Adressen {host}:{port} kan ikke bruges. Angiv en anden med --host og --port.") from None
    bound = socket.socket(family, kind, proto)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(address)
        bound.listen(256)
    except OSError as error:
        bound.close()
        if isinstance(error, PermissionError):
            raise UsageError(
                f"Port {port} kræver særlige rettigheder. Vælg en anden med --port, fx --port {port + 8000}."
            ) from None
        raise UsageError(f"Port {port} er i brug. Vælg en anden med --port, fx --port {port + 1}.") from None
    return bound


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def host_names(host: str) -> frozenset[str]:
    """The names that a browser may call this server by."""
    names = {"127.0.0.1", "localhost", "::1"}
    if not is_loopback(host):
        names |= {host, socket.gethostname().lower(), socket.getfqdn().lower()}
        if host in ("0.0.0.0", "::"):  # noqa: S104 - asked for by the user
            names |= {str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None)}
    names |= {name.strip().lower() for name in os.environ.get(HOSTS_VARIABLE, "").split(",") if name.strip()}
    return frozenset(names)


def _tell(host: str, port: int, *, protected: bool) -> None:
    shown = f"[{host}]" if ":" in host else host
    sys.stderr.write(f"Aftalesvar kører på http://{shown}:{port} (stop med Ctrl-C)\n")
    if not is_loopback(host):
        sys.stderr.write(
            "Siden kan nås af andre på netværket"
            + (".\n" if protected else " uden adgangskode: alle, der kan nå maskinen, kan læse aftalerne og spørge. ")
            + ("" if protected else "Brug --auth BRUGER:KODE for at kræve login.\n")
            + "Forbindelsen er ikke krypteret; sæt en HTTPS-proxy foran, hvis den skal være det.\n"
        )
    sys.stderr.flush()
