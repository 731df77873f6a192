# ruff: noqa: T201  (a benchmark prints)
"""A thousand invitations: how long they take to write, and whether each leaves once though senders die.

``python -m tests.benchmarks.mailing`` prints a table; ``--postgresql`` on a PostgreSQL of its own. The mails
are composed with their calendar parts, kept in the outbox, and sent by workers to a mail server on this
machine, with a copy of each into a maildir; ``--kills`` times a worker is killed at a random moment. What is
doubtful afterwards and has no copy in the box is sent again, as a person would who looked there.
"""

import argparse
import mailbox
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from api.clock import wall_clock
from api.post import desk
from api.store import invitation_lists, outbox
from api.store.database import Database, Session
from api.store.invitation_rows import GuestLetter
from api.store.migration import migrate
from api.store.outbox import ParcelState
from api.store.work import SYSTEM
from events.guest import Guest, Segment
from events.invitation.act import Send
from events.invitation.answer_rule import AnswerRule
from events.invitation.decide import decide
from events.invitation.decision import Decision
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList, PlaceQuota
from planner.clock import ZONE
from planner.window import Span
from tests.api.jobs.workers import worker
from tests.api.mail.sink import Sink, listening
from tests.api.post.lists import OFFICE
from tests.api.postgresql import postgresql_server
from tests.benchmarks.machine import described

EVENT = "bench:forum"
BOX = "box@jiangjin.example"
HEADINGS = (
    "database", "invitations", "written, s", "kills", "sent, s", "sent again by a person", "guests reached",
    "most mails a guest", "states",
)  # fmt: skip
SETTLED = {ParcelState.SENT, ParcelState.DOUBTFUL, ParcelState.REFUSED, ParcelState.CANCELLED}


class Sent(NamedTuple):
    """What came of a run."""

    seconds: float
    kills: int
    lost: int
    recipients: Counter[str]
    states: dict[ParcelState, int]


def guests(count: int, now: datetime) -> InvitationList:
    """A list of ``count`` drafts, with room for all."""
    day = (now + timedelta(days=60)).date()
    start = datetime.combine(day, datetime.min.time(), ZONE) + timedelta(hours=14)
    until = now + timedelta(days=50)
    return InvitationList(
        event=EVENT,
        title="智能农机企业家联谊会",
        span=Span(start=start, end=start + timedelta(hours=3)),
        rule=AnswerRule(last_invitation=_day(now, 40), last_answer=_day(now, 50)),
        invites_until=until,
        answers_until=until,
        quotas=(PlaceQuota(id="list", places=count),),
        invitations=tuple(
            Invitation(guest=_guest(number), quotas=("list",), order=number) for number in range(count)
        ),
    )


def _day(now: datetime, days: int) -> date:
    return (now + timedelta(days=days)).date()


def _guest(number: int) -> Guest:
    return Guest(
        id=f"g{number}",
        name=f"嘉宾{number}",
        organisation=f"企业{number}",
        post="总经理",
        segment=Segment.MIDSTREAM,
        mail=f"guest{number}@firm.example",
    )


def written(database: Database, count: int) -> float:
    """Open the list and send everybody an invitation; seconds to decide, compose and keep."""
    now = wall_clock()
    with database.work(SYSTEM, now) as work:
        invitation_lists.open_list(work, guests(count, now), GuestLetter(venue="会议中心", contact="王科长"))

    def everybody(value: InvitationList) -> Decision:
        decision = Decision(invitations=value)
        for item in value.invitations:
            send = Send(guest=item.guest.id, at=now, answer_by=now + timedelta(days=7), wave=1)
            decision = decision.then(decide(decision.invitations, send))
        return decision

    begun = time.perf_counter()
    with database.work(SYSTEM, now) as work:
        done = desk.transform(work, OFFICE, EVENT, everybody)
    assert len(done.parcels) == count
    return time.perf_counter() - begun


def sent(url: str, folder: Path, most: int, kills: int, seed: int) -> Sent:
    """Workers send it all; one after another is killed."""
    dice, database, sink = random.Random(seed), Database(url), Sink(folder / "box")
    begun, killed = time.perf_counter(), 0
    with listening(sink) as address:
        os.environ |= {
            "ZHAOSHANG_MAIL_URL": address,
            "ZHAOSHANG_MAIL_FROM": "江津区招商投资局 <zs@jiangjin.example>",
            "ZHAOSHANG_MAIL_COPY_TO": BOX,
            "ZHAOSHANG_MAIL_MOST_A_MINUTE": "0",
            "ZHAOSHANG_MAILBOX_URL": f"maildir://{folder / 'box'}",
            "ZHAOSHANG_MAILBOX_SECONDS": "1",
        }
        while not _is_over(database):
            with worker(url, "unused", folder) as process:
                if killed < kills:
                    goal = len(sink.mails) + dice.randrange(10, 2 * most // kills)
                    _wait(partial(_is_reached, sink, goal, database))
                    process.kill()
                    killed += 1
                else:
                    _wait(partial(_is_over, database))
        with worker(url, "unused", folder):
            lost = _send_again(database, folder / "box")
            _wait(partial(_is_done, database))
        recipients = Counter(recipient for recipient, _ in sink.mails if recipient != BOX)
    states = _states(database)
    database.close()
    return Sent(time.perf_counter() - begun, killed, lost, recipients, states)


def _is_reached(sink: Sink, goal: int, database: Database) -> bool:
    return len(sink.mails) > goal or _is_over(database)


def _send_again(database: Database, box: Path) -> int:
    """Settle what is doubtful and has no copy in the box; how many. The reader settles the others."""
    copies = {mail["Message-ID"].strip() for mail in mailbox.Maildir(str(box))}
    with database.work(SYSTEM, wall_clock()) as work:
        doubtful = [parcel for parcel in _all(work.session) if parcel.state is ParcelState.DOUBTFUL]
        lost = [parcel for parcel in doubtful if parcel.message_id not in copies]
        for parcel in lost:
            outbox.settle(work, parcel.id, sent=False)
    return len(lost)


def _is_over(database: Database) -> bool:
    return set(_states(database)) <= SETTLED


def _is_done(database: Database) -> bool:
    return set(_states(database)) == {ParcelState.SENT}


def _states(database: Database) -> dict[ParcelState, int]:
    with database.reading() as session:
        found = Counter(parcel.state for parcel in _all(session))
    return dict(found)


def _all(session: Session) -> Iterator[outbox.Parcel]:
    before = None
    while True:
        page = outbox.parcels(session, before=before, limit=1_000)
        yield from page.items
        if page.next is None:
            return
        before = page.next


def _wait(condition: Callable[[], bool], seconds: float = 600) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and not condition():
        time.sleep(0.02)


def main() -> None:
    """Print the table."""
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--guests", type=int, default=1_000)
    reading.add_argument("--kills", type=int, default=10)
    reading.add_argument("--seed", type=int, default=1)
    reading.add_argument("--postgresql", action="store_true")
    wanted = reading.parse_args()
    print(described(datetime.now(ZONE).date().isoformat()) + "\n")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mailing")))
        url = f"sqlite:///{folder / 'mailing.db'}"
        if wanted.postgresql:
            url = stack.enter_context(postgresql_server())
        database = Database(url)
        migrate(database)
        seconds = written(database, wanted.guests)
        database.close()
        found = sent(url, folder, wanted.guests, wanted.kills, wanted.seed)
    most = max(found.recipients.values(), default=0)
    print(f"| {' | '.join(HEADINGS)} |\n| {' | '.join('---' for _ in HEADINGS)} |")
    states = ", ".join(f"{state}: {count}" for state, count in sorted(found.states.items()))
    kind = "PostgreSQL" if wanted.postgresql else "SQLite"
    print(
        f"| {kind} | {wanted.guests:,} | {seconds:.1f} | {found.kills} | {found.seconds:.1f} "
        f"| {found.lost} | {len(found.recipients):,} | {most} | {states} |"
    )


if __name__ == "__main__":
    main()
