"""Outcomes kept as files, so that a family that runs for hours goes on where it was stopped."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.routing_known import Known
from tests.benchmarks.routing_run import Outcome


class KeptOutcomes:
    """One JSON file for each case, solver, seconds and seed in a folder; without a folder nothing is kept.

    What was refused is not kept: it is run again. Whoever changes the planner takes another folder.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)

    def get(self, module: str, case: Known, seconds: float, seed: int, run: Callable[[], Outcome]) -> Outcome:
        """The outcome that is kept, or that of ``run``."""
        if self.folder is None:
            return run()
        name = f"{module}.{case.instance.replace('/', '.')}.{case.tours}.{seconds:g}s.{seed}.json"
        file = self.folder / name
        if file.exists():
            return Outcome(**json.loads(file.read_text(encoding="utf-8")))
        outcome = run()
        if outcome.accepted:
            part = file.with_suffix(".part")
            part.write_text(json.dumps(outcome._asdict()), encoding="utf-8")
            part.replace(file)
        return outcome
