"""What failed attempts are counted by."""

import pytest

from api.accounts import throttle


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_an_address_stands_for_its_subscriber(address: str, network: str) -> None:
    assert throttle.network_of(address) == network


def test_neighbours_of_one_network_are_counted_as_one() -> None:
    first, second, other = (throttle.of_address(f"2001:db8:1:{end}") for end in ("2::1", "2::2", "3::1"))
    assert first == second
    assert first != other


def test_what_was_typed_does_not_stand_in_the_key() -> None:
    keys = {make("secret").key for make in (throttle.of_login, throttle.of_address, throttle.of_tokens)}
    assert len(keys) == 3
    assert [key for key in keys if "secret" in key] == []
