"""Guessing is slowed down: each client has so many wrong tokens, which come back with time (token bucket)."""

import ipaddress
from collections import OrderedDict
from collections.abc import Callable

MOST_WRONG = 30
REFILL_A_SECOND = 0.5
_MOST_CLIENTS = 10_000


class Throttle:
    """Counts wrong tokens by client, in this process. ``clock`` gives seconds that never run backwards.

    Only wrong ones: behind one address may sit a whole bureau, and a colleague's revoked phone that asks
    every quarter of an hour must not shut the others out.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._spent: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_seconds(self, client: str) -> int:
        """Whole seconds until ``client`` may try an unknown token; 0 if now."""
        spent = self._now_spent(_network(client))
        return 0 if spent <= MOST_WRONG - 1 else int((spent - MOST_WRONG + 1) / REFILL_A_SECOND) + 1

    def wrong(self, client: str) -> None:
        """``client`` tried a token that opens nothing."""
        network = _network(client)
        self._spent[network] = (min(self._now_spent(network) + 1, MOST_WRONG), self._clock())
        self._spent.move_to_end(network)
        if len(self._spent) > _MOST_CLIENTS:
            self._spent.popitem(last=False)

    def _now_spent(self, network: str) -> float:
        spent, since = self._spent.get(network, (0.0, 0.0))
        return max(0.0, spent - (self._clock() - since) * REFILL_A_SECOND) if spent else 0.0


def _network(client: str) -> str:
    """An IPv6 client by its /64: one machine has all of those at its disposal."""
    if ":" not in client:
        return client
    try:
        return str(ipaddress.IPv6Network(f"{client.partition('%')[0]}/64", strict=False))
    except ValueError:
        return client
