"""Addresses that are known to be good, until the database says otherwise."""

from threading import Lock

from api.store.feed_lookup import Address, Found
from api.store.feed_watch import Check


class Addresses:
    """What was looked up, by the hash of its token. Wrong tokens are not kept: there is no end of them.

    ``plans`` is the highest count of publications heard of, ``seen`` the count of address changes up to which
    every address here was checked.
    """

    def __init__(self) -> None:
        self.plans = 0
        self.seen = 0
        self._lock = Lock()
        self._by_hash: dict[str, Address] = {}
        self._hashes: dict[str, str] = {}

    def get(self, token_hash: str) -> Address | None:
        """What the token with this hash opens; None if it is not known, or no longer good."""
        return self._by_hash.get(token_hash)

    def admit(self, found: Found) -> None:
        """Keep what was looked up, unless a change that is known here came after the look-up."""
        with self._lock:
            self.plans = max(self.plans, found.revision.plans)
            if found.revision.subscriptions < self.seen:
                return
            address = found.address
            self._forget(address.subscription)
            self._by_hash[address.token_hash] = address
            self._hashes[address.subscription] = address.token_hash

    def apply(self, check: Check) -> None:
        """Forget the addresses that went bad since; one looked up after its change stays."""
        if check.plans <= self.plans and check.subscriptions <= self.seen:
            return
        with self._lock:
            self.plans = max(self.plans, check.plans)
            self.seen = max(self.seen, check.subscriptions)
            for subscription, changed_in in check.gone:
                known = self._by_hash.get(self._hashes.get(subscription, ""))
                if known is not None and known.changed_in < changed_in:
                    self._forget(subscription)

    def _forget(self, subscription: str) -> None:
        token_hash = self._hashes.pop(subscription, None)
        if token_hash is not None:
            self._by_hash.pop(token_hash, None)
