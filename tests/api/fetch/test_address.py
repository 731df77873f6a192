"""Which addresses an outsider may send us to."""

import socket
from typing import Any

import pytest

from api.errors import InvalidInput, Unreachable
from api.fetch.address import is_public, resolved


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.0.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1",
        "255.255.255.255", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::10.0.0.1",
        "::ffff:169.254.169.254", "::127.0.0.1",
        "2002:7f00:1::", "2002:a9fe:a9fe::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1",
    ],
)  # fmt: skip
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "172.32.0.1", "2400:3200::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


def _names(*addresses: str) -> Any:
    return lambda _host, port, **_kind: [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (item, port)) for item in addresses
    ]


def test_a_name_is_refused_if_any_of_its_addresses_lies_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _names("8.8.8.8", "10.0.0.1"))
    with pytest.raises(InvalidInput) as refused:
        resolved("two.example.com", 80, 5, private_allowed=False)
    assert [(fault.code, fault.value) for fault in refused.value.faults] == [
        ("address_not_public", "two.example.com")
    ]
    assert resolved("two.example.com", 80, 5, private_allowed=True) == "8.8.8.8"


def test_a_name_nobody_knows_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", fails)
    with pytest.raises(Unreachable, match="address_unknown"):
        resolved("none.example.com", 80, 5, private_allowed=False)


@pytest.mark.parametrize("host", ["127.1", "0x7f000001", "2130706433", "localhost", "[::1]".strip("[]")])
def test_other_spellings_of_loopback_are_loopback(host: str) -> None:
    with pytest.raises(InvalidInput, match="address_not_public"):
        resolved(host, 80, 5, private_allowed=False)
