"""What a benchmark ran on, in words for its table."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

GIB = 1_024**3


def described(day: str) -> str:
    """Date, processor, cores, memory, load, and the versions of what does the work."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("ortools", "numba", "numpy", "pydantic"))
    cores = len(os.sched_getaffinity(0))
    memory_gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIB
    load, _, _ = os.getloadavg()
    return (
        f"{day}, {_processor()}, {cores} cores, {memory_gib:.0f} GiB, load {load:.1f} before the start; "
        f"{platform.system()}, Python {platform.python_version()}, {versions}."
    )


def _processor() -> str:
    """The model of the processor as the kernel names it, else its architecture."""
    listing = Path("/proc/cpuinfo")
    lines = listing.read_text(encoding="utf-8").splitlines() if listing.is_file() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.machine())
