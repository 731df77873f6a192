"""Who fetched when: noted in memory at each fetch, written to the database in batches by a thread."""

import logging
import unicodedata
from collections.abc import Callable
from datetime import datetime
from itertools import islice
from threading import Event, Lock, Thread

from api.store.database import Database
from api.store.feed_fetches import Fetches, write_fetches
from api.store.feed_lookup import Address
from api.store.work import SYSTEM

LOG = logging.getLogger("zhaoshang.feeds")
EVERY_SECONDS = 5.0
# Thousands of rows at once would keep the processor from the fetches: a few milliseconds, then a pause.
MOST_A_BATCH = 200
PAUSE_SECONDS = 0.05
_LONGEST_AGENT = 120

Key = tuple[str, str]  # subscription, hash of its token
_Entry = tuple[int, datetime, bytes, int]  # times, the last at, agent, plans


class FetchBook:
    """What was fetched and not written yet; while the database cannot be written, it adds up.

    The thread begins with the first fetch and ends with :meth:`close`, which writes what is left.
    """

    def __init__(
        self, database: Database, now: Callable[[], datetime], every_seconds: float = EVERY_SECONDS
    ) -> None:
        self._database = database
        self._now = now
        self._every_seconds = every_seconds
        self._lock = Lock()
        self._entries: dict[Key, _Entry] = {}
        self._stop = Event()
        self._thread: Thread | None = None

    def note(self, address: Address, at: datetime, agent: bytes, plans: int) -> None:
        """``address`` was answered with the calendar as of ``plans`` publications."""
        key = (address.subscription, address.token_hash)
        with self._lock:
            known = self._entries.get(key)
            self._entries[key] = (known[0] + 1 if known else 1, at, agent, plans)
            if self._thread is None:
                self._stop.clear()
                self._thread = Thread(target=self._write_regularly, name="feeds-book", daemon=True)
                self._thread.start()

    def write(self) -> bool:
        """Write some of what was noted, in one transaction; on failure keep it for the next time and raise.

        Whether there is more to write.
        """
        with self._lock:
            keys = list(islice(self._entries, MOST_A_BATCH))
            entries = {key: self._entries.pop(key) for key in keys}
        try:
            with self._database.work(SYSTEM, self._now()) as work:
                write_fetches(work, [_fetches(key, entry) for key, entry in entries.items()])
        except Exception:
            with self._lock:
                for key, older in entries.items():
                    newer = self._entries.get(key)
                    self._entries[key] = older if newer is None else (older[0] + newer[0], *newer[1:])
            raise
        return bool(self._entries)

    def close(self) -> None:
        """Stop the thread and write what is left."""
        with self._lock:
            thread, self._thread = self._thread, None
        if thread is not None:
            self._stop.set()
            thread.join()
        while self._entries and self._wrote_with_more_to_write():
            pass

    def _write_regularly(self) -> None:
        while not self._stop.wait(self._every_seconds):
            while self._entries and self._wrote_with_more_to_write():
                if self._stop.wait(PAUSE_SECONDS):
                    return

    def _wrote_with_more_to_write(self) -> bool:
        try:
            return self.write()
        except Exception:
            LOG.exception("fetches of feeds could not be written down; kept for the next time")
            return False


def shown_agent(agent: bytes) -> str:
    """What a client calls itself, without control and format characters, shortened."""
    text = agent.decode("utf-8", errors="replace")
    kept = "".join(letter for letter in text if unicodedata.category(letter)[0] != "C")
    return kept.strip()[:_LONGEST_AGENT]


def _fetches(key: Key, entry: _Entry) -> Fetches:
    times, at, agent, plans = entry
    return Fetches(
        subscription=key[0],
        token_hash=key[1],
        times=times,
        last_at=at,
        agent=shown_agent(agent),
        plans=plans,
    )
