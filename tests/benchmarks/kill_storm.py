# ruff: noqa: T201  (a benchmark prints)
"""Kill workers and the web process again and again: ``python -m tests.benchmarks.kill_storm --kills 50``.

Two workers and a web process serve a small season. A planner changes a company, asks for a plan, waits for
it and publishes it, over HTTP, sending each request again with the same key until it is answered. A phone
fetches a leader's calendar all the while. At random moments of planning and publishing one of the processes
is killed (SIGKILL) and started anew. Afterwards every job must have come to its end once, every publication
stand once in its place, and the phone never have seen a calendar that was cut off or went back in time.
``--postgresql`` storms the other database.
"""

import argparse
import random
import shlex
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Thread

from api.jobs.solver_process import SOLVER
from api.store.database import Database
from tests.api.jobs.workers import worker
from tests.api.postgresql import postgresql_server
from tests.api.servers import process
from tests.benchmarks.storm_people import Office, Phone, Planner
from tests.benchmarks.storm_verdict import verdict

PATIENCE_SECONDS = 240


class Mortal:
    """A process that is killed and started anew."""

    def __init__(self, start: Callable[[ExitStack], subprocess.Popen[bytes]]) -> None:
        self._start = start
        self._stack = ExitStack()
        self._process = start(self._stack)

    def kill(self) -> None:
        """SIGKILL, and start another."""
        self._process.kill()
        self.end()
        self._process = self._start(self._stack)

    def end(self) -> None:
        """End it and what belongs to it."""
        self._stack.close()
        self._stack = ExitStack()


def storm(url: str, folder: Path, kills: int, seed: int = 1) -> list[str]:
    """What was wrong after so many kills, at moments drawn from ``seed``; empty if nothing was."""
    dice, over = random.Random(seed), Event()
    database = Database(url)
    office = Office(database)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {"ZHAOSHANG_PORT": str(port)}

    def web(stack: ExitStack) -> subprocess.Popen[bytes]:
        return stack.enter_context(process("web", database_url=url, folder=folder, settings=settings)).process

    def a_worker(stack: ExitStack) -> subprocess.Popen[bytes]:
        return stack.enter_context(worker(url, shlex.join(SOLVER), folder))

    address = f"http://127.0.0.1:{port}"
    planner, phone = Planner(office, address, over), Phone(office, address, over)
    threads = [Thread(target=_noting(who.run, who.faults)) for who in (planner, phone)]
    mortals = [Mortal(web), Mortal(a_worker), Mortal(a_worker)]
    try:
        for thread in threads:
            thread.start()
        for number in range(kills):
            _wait_for_a_moment(dice, planner)
            victim = dice.randrange(3)
            mortals[victim].kill()
            print(f"{number + 1:3} killed {('web', 'worker 1', 'worker 2')[victim]}", file=sys.stderr)
        over.set()
        for thread in threads:
            thread.join(PATIENCE_SECONDS)
        late = ["somebody still waits"] * any(thread.is_alive() for thread in threads)
        return late + planner.faults + phone.faults + verdict(office, planner, phone)
    finally:
        over.set()
        for mortal in mortals:
            mortal.end()
        for thread in threads:
            thread.join(PATIENCE_SECONDS)
        database.close()


def _noting(run: Callable[[], None], faults: list[str]) -> Callable[[], None]:
    """A thread that dies says why."""

    def noted() -> None:
        try:
            run()
        except Exception as error:  # noqa: BLE001  (whatever it is, it is a finding)
            faults.append(f"{type(error).__name__}: {error}")

    return noted


def _wait_for_a_moment(dice: random.Random, planner: Planner) -> None:
    """Any moment, or one within a publication."""
    if dice.random() < 0.4:
        planner.publishing.wait(20)
        time.sleep(dice.uniform(0, 0.1))
    else:
        time.sleep(dice.uniform(0, 3))


def main() -> None:
    """Storm, and say what was wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true")
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = f"sqlite:///{folder / 'data.db'}"
        if given.postgresql:
            url = stack.enter_context(postgresql_server())
        found = storm(url, folder, given.kills, given.seed)
    print("\n".join(found) or f"{given.kills} kills: nothing lost, nothing twice, feeds whole")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
