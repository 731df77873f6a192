"""An engine that only remembers what it is told."""

from collections.abc import Mapping, Sequence

from api.jobs.engine import Leg, Standing


class FakeEngine:
    """Keeps books; nothing ever takes a job out unless a test says so by changing ``at``."""

    def __init__(self) -> None:
        self.at: dict[str, Standing] = {}
        self.brought: list[str] = []
        self.closed = False

    def enqueue(self, job: str) -> None:
        self.at.setdefault(job, Standing(Leg.WAITING, None))

    def cancel(self, job: str) -> None:
        if self.at.get(job) == Standing(Leg.WAITING, None):
            self.at[job] = Standing(Leg.ENDED, None)

    def standings(self, jobs: Sequence[str]) -> Mapping[str, Standing]:
        return {job: self.at[job] for job in jobs if job in self.at}

    def bring_again(self, job: str) -> None:
        self.brought.append(job)
        self.at[job] = Standing(Leg.WAITING, None)

    def forget(self, jobs: Sequence[str]) -> None:
        for job in jobs:
            self.at.pop(job, None)

    def close(self) -> None:
        self.closed = True
