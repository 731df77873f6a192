"""A solver that starts at once and does as its arguments say; run as a file, it imports nothing of ours.

It tells a step every 50 ms, and hands over the ANSWER when told to stop or when the file RELEASE is there.
``--deaf`` does not hear; ``--die`` kills itself after the first step; ``--mute`` tells nothing.
"""

import argparse
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("--answer", type=Path)
parser.add_argument("--release", type=Path)
parser.add_argument("--started", type=Path)
parser.add_argument("--deaf", action="store_true")
parser.add_argument("--die", action="store_true")
given = parser.parse_args()
told = threading.Event()


def heed() -> None:
    for line in sys.stdin:
        if line.strip() == "stop" and not given.deaf:
            told.set()
    os._exit(1)


sys.stdin.readline()
threading.Thread(target=heed, daemon=True).start()
if given.started:
    (given.started / f"{os.getpid()}").touch()
best = 0
while not told.is_set() and not (given.release and given.release.exists()):
    best += 1
    step = {"progress": {"phase": "improve", "best": best, "bound": 1_000}}
    sys.stdout.write(json.dumps(step) + "\n")
    sys.stdout.flush()
    if given.die:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.05)
sys.stdout.write(given.answer.read_text(encoding="utf-8") + "\n")
sys.stdout.flush()
