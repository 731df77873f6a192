"""Who is about in the kill storm: the office with its season, a planner at work, a phone that fetches."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event
from typing import Any
from uuid import uuid4

import httpx
from icalendar import Calendar

from api.accounts.administration import NewAccount, create
from api.accounts.principal import Principal
from api.accounts.role import Role
from api.accounts.tokens import mint
from api.store import records
from api.store.companies import COMPANY
from api.store.database import Database
from api.store.migration import migrate
from tests.api.feeds.publishing import subscribed
from tests.api.spring import PLANNER, SEASON, TUESDAY, kept_season
from tests.builders import MONDAY, window

_ACCOUNT = NewAccount(login="storm", name="storm", role=Role.PLANNER, must_change=False)
FINAL = {"done", "cancelled", "failed"}


class Office:
    """The database with the season in it, an API token, and the token of the leader's calendar."""

    def __init__(self, database: Database) -> None:
        self.database = database
        migrate(database)
        at = datetime.now(UTC)
        with database.work(PLANNER, at) as work:
            kept_season(work)
            account = create(work, _ACCOUNT).account
            owner = Principal(account=account.id, name="storm", role=Role.PLANNER)
            self.token = mint(work, owner, "storm", None, None).secret
        self.feed = subscribed(database, "head", moment=at)[1]

    def change_the_season(self, round_number: int) -> None:
        """Company a receives visitors on Monday in one round, on Tuesday in the next."""
        at = datetime.now(UTC)
        with self.database.work(PLANNER, at) as work:
            stored = records.stored(work.session, COMPANY, "a")
            day = (MONDAY, TUESDAY)[round_number % 2]
            value = stored.value.model_copy(update={"windows": (window(day),)})
            records.replace(work, COMPANY, value, stored.version)


class Planner:
    """Changes, plans, publishes, again and again until it is ``over``; then ends what was begun.

    ``jobs`` are those that were acknowledged, ``published`` the plans whose publication was; ``publishing``
    is set while a publication is under way.
    """

    def __init__(self, office: Office, address: str, over: Event) -> None:
        self.faults: list[str] = []
        self.jobs: list[str] = []
        self.published: list[str] = []
        self.publishing = Event()
        self._office, self._over = office, over
        headers = {"Authorization": f"Bearer {office.token}"}
        self._client = httpx.Client(base_url=f"{address}/api/v1", headers=headers, timeout=20)

    def run(self) -> None:
        """Work until it is over."""
        with self._client:
            while not self._over.is_set():
                self._office.change_the_season(len(self.jobs))
                self._round()

    def _round(self) -> None:
        body = {"season": SEASON.id, "effort": 0}
        job = self._sent(lambda key: self._client.post("/jobs", json=body, headers=key), 202)["id"]
        self.jobs.append(job)
        while (found := self._sent(lambda _: self._client.get(f"/jobs/{job}"), 200))["state"] not in FINAL:
            time.sleep(0.1)
        if found["state"] != "done":
            self.faults.append(f"job {job} ended as {found['state']}: {found['fault']}")
            return
        plan = found["result"]
        self.publishing.set()
        self._sent(
            lambda key: self._client.post(f"/plans/{plan}/publish", headers={"If-Match": '"1"', **key}), 200
        )
        self.publishing.clear()
        self.published.append(plan)

    def _sent(self, send: Callable[[dict[str, str]], httpx.Response], status: int) -> Any:
        """The answer; sent again with the same key while nobody answers."""
        key = {"Idempotency-Key": str(uuid4())}
        while True:
            try:
                answer = send(key)
            except httpx.TransportError:
                time.sleep(0.05)
                continue
            if answer.status_code != status:
                raise AssertionError(f"{answer.request.url} answered {answer.status_code}: {answer.text}")
            return answer.json()


class Phone:
    """Fetches the leader's calendar until it is ``over``; ``last`` is what it has then."""

    def __init__(self, office: Office, address: str, over: Event) -> None:
        self.faults: list[str] = []
        self.fetched = 0
        self.last = b""
        self._url, self._over = f"{address}/cal/{office.feed}.ics", over
        self._sequences: dict[str, int] = {}

    def run(self) -> None:
        """Fetch until it is over."""
        with httpx.Client(timeout=20) as client:
            while not self._over.is_set():
                self.fetch(client)
                time.sleep(0.02)

    def fetch(self, client: httpx.Client) -> bool:
        """Whether somebody answered; what is wrong with the calendar is noted."""
        try:
            answer = client.get(self._url)
        except httpx.TransportError:  # killed while answering: the phone keeps what it has
            return False
        if answer.status_code != 200:
            self.faults.append(f"the calendar answered {answer.status_code}")
            return True
        self.fetched += 1
        self.last = answer.content
        self._look_at(answer.content)
        return True

    def _look_at(self, content: bytes) -> None:
        """Whole, and no item older than it was before."""
        if not content.endswith(b"END:VCALENDAR\r\n"):
            self.faults.append("a calendar was cut off")
        for item in Calendar.from_ical(content).walk("VEVENT"):
            uid, sequence = str(item["UID"]), int(item.get("SEQUENCE", 0))
            if sequence < self._sequences.get(uid, 0):
                self.faults.append(f"{uid} went back to {sequence} from {self._sequences[uid]}")
            self._sequences[uid] = sequence
