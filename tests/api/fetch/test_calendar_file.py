"""Fetching a calendar: from the address that was checked, within size and time, past redirects outside."""

import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from api.errors import InvalidInput, ServiceError, TooLarge, Unreachable
from api.fetch.calendar_file import MOST_BYTES, MOST_REDIRECTS, fetch_calendar, host_of
from api.settings import Settings

INSIDE = Settings(_env_file=None, private_addresses_allowed=True)
OUTSIDE = Settings(_env_file=None)
ICS = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
Answer = Callable[[socket.socket, bytes], None]


@contextmanager
def _server(answer: Answer) -> Iterator[tuple[str, list[bytes]]]:
    """A server of raw bytes: its address, and the requests it has heard."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    heard.append(connection.recv(65_536))
                    try:
                        answer(connection, heard[-1])
                    except OSError:
                        continue  # the client had enough

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"127.0.0.1:{listener.getsockname()[1]}", heard
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(10)


def _says(body: bytes, *headers: str, status: str = "200 OK") -> Answer:
    head = "\r\n".join((f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""))
    return lambda connection, _request: connection.sendall(head.encode() + body)


def _code(error: pytest.ExceptionInfo[ServiceError]) -> str:
    return error.value.faults[0].code


def test_a_calendar_comes_whole() -> None:
    with _server(_says(ICS)) as (address, heard):
        assert fetch_calendar(f"http://{address}/a%20b.ics?token=1", INSIDE) == ICS
    assert heard[0].startswith(b"GET /a%20b.ics?token=1 HTTP/1.1\r\nHost: " + address.encode() + b"\r\n")


def test_a_packed_calendar_is_unpacked() -> None:
    with _server(_says(gzip.compress(ICS), "Content-Encoding: gzip")) as (address, _):
        assert fetch_calendar(f"http://{address}/", INSIDE) == ICS


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"])
def test_an_address_inside_is_not_asked(host: str) -> None:
    with _server(_says(ICS)) as (address, heard):
        port = address.rpartition(":")[2]
        with pytest.raises(InvalidInput) as refused:
            fetch_calendar(f"http://{host}:{port}/", OUTSIDE)
    assert (_code(refused), heard) == ("address_not_public", [])


def test_a_name_that_changes_its_address_after_the_check_is_connected_to_as_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def rebinding(host: str, port: int, *_: Any, **_kind: Any) -> Any:
        asked.append(host)
        by_name = asked.count("calendar.example.com")
        address = host if host[0].isdigit() else "127.0.0.1" if by_name == 1 else "127.0.0.2"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    with _server(_says(ICS)) as (address, heard):
        monkeypatch.setattr("api.fetch.address.socket.getaddrinfo", rebinding)
        port = address.rpartition(":")[2]
        monkeypatch.setattr("api.fetch.address.is_public", lambda address: address == "127.0.0.1")
        assert fetch_calendar(f"http://calendar.example.com:{port}/", OUTSIDE) == ICS
    # Looked up once, by us; the socket was given the number.
    assert asked.count("calendar.example.com") == 1
    assert f"Host: calendar.example.com:{port}".encode() in heard[0]


def test_a_redirect_to_the_inside_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    with _server(_says(ICS)) as (inner, heard):
        target = f"Location: http://{inner.replace('127.0.0.1', '127.0.0.2')}/"
        with _server(_says(b"", target, status="302 Found")) as (outer, _):
            monkeypatch.setattr("api.fetch.address.is_public", lambda address: address == "127.0.0.1")
            with pytest.raises(InvalidInput) as refused:
                fetch_calendar(f"http://{outer}/", OUTSIDE)
    assert (_code(refused), heard) == ("address_not_public", [])


def test_a_redirect_is_followed_to_where_it_leads() -> None:
    def turn(connection: socket.socket, request: bytes) -> None:
        if request.startswith(b"GET /old"):
            _says(b"", "Location: /new", status="301 Moved Permanently")(connection, request)
        else:
            _says(ICS)(connection, request)

    with _server(turn) as (address, heard):
        assert fetch_calendar(f"http://{address}/old", INSIDE) == ICS
    assert [request.split(b" ")[1] for request in heard] == [b"/old", b"/new"]


def test_redirects_in_a_circle_end() -> None:
    circle = _says(b"", "Location: /again", status="302 Found")
    with _server(circle) as (address, heard), pytest.raises(Unreachable) as refused:
        fetch_calendar(f"http://{address}/", INSIDE)
    assert (_code(refused), len(heard)) == ("address_redirects", MOST_REDIRECTS + 1)


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://example.com/", "http://user:word@example.com/"]
)
def test_a_redirect_to_another_scheme_is_refused(location: str) -> None:
    turn = _says(b"", f"Location: {location}", status="302 Found")
    with _server(turn) as (address, _), pytest.raises(InvalidInput) as refused:
        fetch_calendar(f"http://{address}/", INSIDE)
    assert _code(refused) == "address_unusable"


@pytest.mark.parametrize("packed", [False, True])
def test_a_calendar_that_does_not_end_is_cut_off(packed: bool) -> None:  # noqa: FBT001  (a parameter of the test)
    body = b"x" * (MOST_BYTES + 1)
    answer = _says(gzip.compress(body), "Content-Encoding: gzip") if packed else _says(body)
    with _server(answer) as (address, _), pytest.raises(TooLarge) as refused:
        fetch_calendar(f"http://{address}/", INSIDE)
    assert _code(refused) == "calendar_too_large"


def test_an_answer_that_drips_is_given_up() -> None:
    done = threading.Event()

    def drip(connection: socket.socket, _request: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        for _ in range(100):
            if not done.wait(0.05):
                connection.sendall(b"x")

    with _server(drip) as (address, _):
        with pytest.raises(Unreachable) as refused:
            fetch_calendar(f"http://{address}/", INSIDE, seconds=0.5)
        done.set()
    assert _code(refused) == "address_too_slow"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (_says(b"", status="404 Not Found"), "address_status"),
        (lambda connection, _: connection.sendall(b"220 ftp ready\r\n"), "address_silent"),
        (lambda _connection, _request: None, "address_silent"),
        (_says(b"not gzip", "Content-Encoding: gzip"), "address_silent"),
        (_says(b"", "Content-Encoding: br"), "address_silent"),
    ],
)
def test_an_answer_of_no_use_is_said_to_be_one(answer: Answer, code: str) -> None:
    with _server(answer) as (address, _), pytest.raises(Unreachable) as refused:
        fetch_calendar(f"http://{address}/", INSIDE)
    assert _code(refused) == code


@pytest.mark.parametrize(
    "url",
    ["", "calendar.ics", "file:///etc/passwd", "gopher://example.com", "http://", "http://a:b@example.com/",
     "http://example.com:99999/", "http://exa mple.com/", "http://[::1", "http://" + "x" * 2_000],
)  # fmt: skip
def test_what_is_no_address_of_a_calendar_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        fetch_calendar(url, INSIDE)
    assert _code(refused) == "address_unusable"


def test_a_host_is_all_that_may_be_written_down() -> None:
    assert host_of("webcal://calendar.example.com/secret/token.ics") == "calendar.example.com"
