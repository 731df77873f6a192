"""Connections that go to the address that was checked, and that end when their time is up."""

import ssl
from collections.abc import Iterable
from typing import Any

import httpcore

from api.fetch.address import resolved
from api.stopwatch import Stopwatch


class CheckedNetwork(httpcore.NetworkBackend):
    """Resolves a name once, checks what it found, and connects to exactly that: no rebinding in between.

    TLS still asks for the certificate of the name, and the request still says it as its Host: only the
    packets go by the number. Every wait ends with ``watch``.
    """

    def __init__(self, watch: Stopwatch, *, private_allowed: bool) -> None:
        self._watch = watch
        self._private_allowed = private_allowed
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  (the watch decides)
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to ``host``; raises what :func:`api.fetch.address.resolved` raises."""
        address = resolved(host, port, remaining(self._watch), private_allowed=self._private_allowed)
        stream = self._inner.connect_tcp(address, port, remaining(self._watch), local_address, socket_options)
        return _TimedStream(stream, self._watch)


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every wait ends with the watch, however slowly the other side drips."""

    def __init__(self, inner: httpcore.NetworkStream, watch: Stopwatch) -> None:
        self._inner, self._watch = inner, watch

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002  (as above)
        return self._inner.read(max_bytes, remaining(self._watch))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002  (as above)
        self._inner.write(buffer, remaining(self._watch))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002  (as above)
    ) -> httpcore.NetworkStream:
        return _TimedStream(
            self._inner.start_tls(ssl_context, server_hostname, remaining(self._watch)), self._watch
        )

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def remaining(watch: Stopwatch) -> float:
    """Seconds left; raises httpcore's time-out when there are none."""
    seconds = watch.remaining_seconds()
    if not seconds:
        raise httpcore.ReadTimeout
    return seconds
