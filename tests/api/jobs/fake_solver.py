"""A solver that starts at once and does as its arguments say; run as a file, it imports nothing of ours.

It tells a step every 50 ms, and hands over the ANSWER when told to stop or when the file RELEASE is there.
Before the first step it hands on the CHECKPOINT. ``--deaf`` does not hear; ``--die`` kills itself after the
first step, ``--die-told`` when told to stop.
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
parser.add_argument("--checkpoint", type=Path)
parser.add_argument("--release", type=Path)
parser.add_argument("--started", type=Path)
parser.add_argument("--deaf", action="store_true")
parser.add_argument("--die", action="store_true")
parser.add_argument("--die-told", action="store_true")
given = parser.parse_args()
told = threading.Event()


def heed() -> None:
    for line in sys.stdin:
        if line.strip() == "stop" and not given.deaf:
            if given.die_told:
                os.kill(os.getpid(), signal.SIGKILL)
            told.set()
    os._exit(1)


sys.stdin.readline()
threading.Thread(target=heed, daemon=True).start()
if given.started:
    (given.started / f"{os.getpid()}").touch()
if given.checkpoint:
    sys.stdout.write(given.checkpoint.read_text(encoding="utf-8") + "\n")
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
