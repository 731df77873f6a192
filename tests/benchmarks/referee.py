"""The published instances beside the repository and their referee, which shares no code with the planner."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

BENCH = Path(__file__).resolve().parents[3] / "shared" / "bench"
ABSENT = "needs the folder bench of shared beside the repository"


def judged(family: str, instance: Path, result: Path, *options: str) -> dict[str, Any]:
    """What the referee says of the result in a file: ``feasible``, and ``score`` or ``why``.

    Raises ValueError if it says nothing that can be read, with what it wrote instead.
    """
    command = [sys.executable, str(BENCH / "check.py"), family, str(instance), str(result), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        said: dict[str, Any] = json.loads(done.stdout)
    except json.JSONDecodeError:
        raise ValueError(
            f"the referee of {family} failed on {instance.name}: {done.stderr.strip()}"
        ) from None
    return said
