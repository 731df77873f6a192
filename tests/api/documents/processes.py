"""Two processes that have nothing in common but the script they run."""

import os
import subprocess
import sys


def printed_in_two(script: str) -> tuple[str, str]:
    """What ``script`` prints under one hash seed, zone and build date, and under others."""
    return _printed(script, "1", "Asia/Shanghai"), _printed(script, "2", "America/New_York")


def _printed(script: str, seed: str, zone: str) -> str:
    environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "SOURCE_DATE_EPOCH": seed + "000000000"}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout
