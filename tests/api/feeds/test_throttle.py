"""Guessing is slowed down, client by client; who is known is served all the same."""

import pytest

from api.feeds.throttle import MOST_WRONG, REFILL_A_SECOND, Throttle
from tests.api.feeds.publishing import subscribed
from tests.api.feeds.web import web


class Seconds:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def exhausted(throttle: Throttle, client: str) -> None:
    while not throttle.wait_seconds(client):
        throttle.wrong(client)


def test_so_many_wrong_tokens_then_one_for_each_refill() -> None:
    clock = Seconds()
    throttle = Throttle(clock)
    for _ in range(MOST_WRONG):
        assert throttle.wait_seconds("192.0.2.1") == 0
        throttle.wrong("192.0.2.1")
    wait = throttle.wait_seconds("192.0.2.1")
    assert 1 <= wait <= 1 / REFILL_A_SECOND + 1
    clock.now += wait
    assert throttle.wait_seconds("192.0.2.1") == 0
    throttle.wrong("192.0.2.1")
    assert throttle.wait_seconds("192.0.2.1") > 0


def test_after_a_pause_all_is_forgotten() -> None:
    clock = Seconds()
    throttle = Throttle(clock)
    exhausted(throttle, "192.0.2.1")
    clock.now += MOST_WRONG / REFILL_A_SECOND
    tried = 0
    while not throttle.wait_seconds("192.0.2.1"):
        throttle.wrong("192.0.2.1")
        tried += 1
    assert tried == MOST_WRONG


def test_one_client_s_guesses_are_not_anothers() -> None:
    throttle = Throttle(Seconds())
    exhausted(throttle, "192.0.2.1")
    assert throttle.wait_seconds("192.0.2.2") == 0


def test_addresses_of_one_ipv6_network_are_one_client() -> None:
    throttle = Throttle(Seconds())
    exhausted(throttle, "2001:db8:1:2::1")
    assert throttle.wait_seconds("2001:db8:1:2:ffff::9") > 0
    assert throttle.wait_seconds("2001:db8:1:3::1") == 0
    assert throttle.wait_seconds("fe80::1%eth0") == 0
    assert throttle.wait_seconds("not: an address") == 0


def test_a_flood_of_clients_does_not_fill_the_memory() -> None:
    throttle = Throttle(Seconds())
    for number in range(10_500):
        throttle.wrong(f"10.{number // 65_536}.{number // 256 % 256}.{number % 256}")
    assert len(throttle._spent) == 10_000


def test_over_http_guesses_end_in_429_and_known_phones_are_served(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with web(database_url) as running:
        _, known = subscribed(running.database)
        _, fresh = subscribed(running.database)
        running.feeds._throttle = Throttle(Seconds())  # a slow machine must not let tokens come back
        assert running.get(known).status_code == 200
        answers = [running.get(f"{number:032d}") for number in range(MOST_WRONG + 1)]
        looked_up = running.queries()
        assert [running.get(token).status_code for token in ("A" * 32, fresh)] == [429, 429]
        assert running.queries() == looked_up  # not even looked up
        assert running.get(known).status_code == 200
    assert [answer.status_code for answer in answers] == [404] * MOST_WRONG + [429]
    assert int(answers[-1].headers["retry-after"]) >= 1
    said = [record.getMessage() for record in caplog.records if record.name == "zhaoshang.feeds"]
    assert said == ["too many wrong addresses of calendars from 127.0.0.1: slowed down"]
