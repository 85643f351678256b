"""HTTP Basic for --auth: compared in constant time, and whoever guesses is made to wait."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable

from aftalesvar.web.refusing import Refused

FREE = 5  # wrong passwords from one address before it has to wait
PAUSE_SECONDS = 30.0  # the first wait; each further wrong password doubles it
LONGEST_PAUSE = 900.0
ADDRESSES = 4096  # remembered; the one heard of longest ago is forgotten first
_ASK = {"www_authenticate": 'Basic realm="Aftalesvar", charset="UTF-8"'}


class Login:
    """One user and password, and who has been wrong about them."""

    def __init__(self, auth: tuple[str, str], clock: Callable[[], float] = time.monotonic) -> None:
        self._wanted = hashlib.sha256(":".join(auth).encode()).digest()
        self._clock = clock
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()  # address -> wrong so far, closed until

    def check(self, given: str, client: str) -> None:
        """Let a request through.

        :param given: its ``Authorization`` header; an empty one is asked for a login and counts as no attempt.
        :param client: the address it came from.
        :raises Refused: 401 when the login is missing or wrong, 429 when the address has to wait: then not even the
            right one is looked at, or guessing would go on.
        """
        if not given:
            raise Refused(401, "Log ind for at bruge siden.", **_ASK)
        address = network(client)
        wrong, until = self._wrong.get(address, (0, 0.0))
        left = until - self._clock()
        if left > 0:
            seconds = int(left) + 1
            raise Refused(
                429, f"For mange forkerte adgangskoder. Prøv igen om {seconds} sekunder.", retry_after=str(seconds)
            )
        # The digests are of one length, so the comparison tells nothing of the password's.
        if hmac.compare_digest(hashlib.sha256(decoded(given)).digest(), self._wanted):
            self._wrong.pop(address, None)
            return
        self._note(address, wrong + 1)
        raise Refused(401, "Brugernavn eller adgangskode er forkert.", **_ASK)

    def _note(self, address: str, wrong: int) -> None:
        pause = min(PAUSE_SECONDS * 2.0 ** (wrong - FREE), LONGEST_PAUSE) if wrong >= FREE else 0.0
        self._wrong[address] = (min(wrong, 64), self._clock() + pause)
        self._wrong.move_to_end(address)
        while len(self._wrong) > ADDRESSES:
            self._wrong.popitem(last=False)


def decoded(given: str) -> bytes:
    """The ``user:password`` of an ``Authorization`` header; empty when it isn't one."""
    scheme, _, coded = given.partition(" ")
    try:
        return base64.b64decode(coded, validate=True) if scheme.lower() == "basic" else b""
    except (binascii.Error, ValueError):
        return b""


def network(client: str) -> str:
    """What counts as one guesser: an IPv4 address, or the /64 that one IPv6 subscriber has all of."""
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return client
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)
