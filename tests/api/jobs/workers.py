"""Workers as processes, quick of beat, with a fake solver; to be killed."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from api.jobs.pace import Pace
from tests.api.jobs.asking import answer
from tests.house.source import ROOT

FAKE = Path(__file__).with_name("fake_solver.py")
# On a loaded machine a process may well not run for a second: silence is longer than that.
QUICK = Pace(beat_seconds=0.2, silence_seconds=2.0, watch_seconds=0.3, drain_seconds=0.05, queue_seconds=0.1)
_PROGRAM = """
import json, logging, shlex, sys
from api.jobs.pace import Pace
from api.jobs.process import be_a_worker
from api.settings import Settings
logging.basicConfig(level=logging.INFO)
be_a_worker(Settings(), Pace(**json.loads(sys.argv[1])), shlex.split(sys.argv[2]))
"""


def fake_solver(folder: Path, *more: str) -> str:
    """A fake solver's command: it ends when the file ``go`` is in ``folder``, and leaves its id there."""
    command = [sys.executable, str(FAKE), "--answer", str(answer(folder))]
    return shlex.join([*command, "--release", str(folder / "go"), "--started", str(folder), *more])


@contextmanager
def worker(
    database_url: str, solver: str, folder: Path, pace: Pace = QUICK
) -> Iterator[subprocess.Popen[bytes]]:
    """A worker's process; killed at the end."""
    environment = os.environ | {"ZHAOSHANG_DATABASE_URL": database_url}
    line = [sys.executable, "-c", _PROGRAM, json.dumps(asdict(pace)), solver]
    with (folder / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            line, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait(60)
