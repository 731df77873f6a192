"""One job in a worker: taken, solved in a process of its own, followed, and handed in."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event
from time import monotonic
from typing import TypeVar

from api.clock import Clock
from api.jobs.arguments import DaysArguments, HelpsArguments, PlanArguments
from api.jobs.heart import Heart
from api.jobs.messages import AnyTask, DaysTask, HelpsTask, Outcome, Task
from api.jobs.pace import Pace
from api.jobs.results import days_of, helps_of, keep_result, put_so_far
from api.jobs.solver_process import SOLVER, SolverProcess
from api.store import documents, job_attempts, jobs
from api.store.database import Database, Session
from api.store.job_attempts import Attempt, DatabaseAway, Fenced
from api.store.jobs import Job, JobKind
from api.store.work import Actor, Work
from planner.errors import Fault, ZhaoshangError
from planner.plan import Plan
from planner.schema import read_plan, read_season
from planner.wish import WISHES

MOST_CRASHES = 3  # a solver that dies of the same season again will die of it for ever
T = TypeVar("T")
log = logging.getLogger("zhaoshang.jobs")


class Leaving(Exception):
    """The worker stops: its job goes back to the queue."""


def task_of(database: Database, identity: str) -> AnyTask:
    """What the solver is given for the job. Raises :class:`ZhaoshangError` if it cannot be read."""
    with database.reading() as session:
        job = jobs.job(session, identity)
        if job.kind is JobKind.HELPS:
            return _helps_task(session, job)
        kind: type[PlanArguments | DaysArguments] = (
            DaysArguments if job.kind is JobKind.DAYS else PlanArguments
        )
        arguments = kind.model_validate(job.arguments)
        season = read_season(documents.get(session, arguments.season_document))

        def plan(digest: str | None) -> Plan | None:
            return read_plan(documents.get(session, digest)) if digest else None

        published = plan(arguments.published_document)
        if isinstance(arguments, DaysArguments):
            done = days_of(session, job)
            return DaysTask(arguments=arguments, season=season, published=published, done=done)
        start = plan(arguments.start_document)
        return Task(kind=job.kind.value, arguments=arguments, season=season, published=published, start=start)


def _helps_task(session: Session, job: Job) -> HelpsTask:
    arguments = HelpsArguments.model_validate(job.arguments)
    published, wishes = arguments.published_document, arguments.wishes_document
    return HelpsTask(
        arguments=arguments,
        season=read_season(documents.get(session, arguments.season_document)),
        plan=read_plan(documents.get(session, arguments.plan_document)),
        published=read_plan(documents.get(session, published)) if published else None,
        wishes=WISHES.validate_json(documents.get(session, wishes)) if wishes else None,
        done=helps_of(session, job),
    )


class JobRunner:
    """Runs jobs one after another for the worker ``executor``; :meth:`run` is what the engine calls."""

    def __init__(
        self,
        database: Database,
        executor: str,
        heart: Heart,
        clock: Clock,
        pace: Pace,
        solver: Sequence[str] = SOLVER,
    ) -> None:
        self._database, self._executor, self._heart = database, executor, heart
        self._clock, self._pace, self._solver = clock, pace, solver
        self._leaving = Event()
        self._idle = Event()
        self._idle.set()

    def leave(self, patience_seconds: float) -> bool:
        """Take nothing more and give back what is in hand; whether that was done in time."""
        self._leaving.set()
        return self._idle.wait(patience_seconds)

    def run(self, identity: str) -> None:
        """Take up the job, if there is something to do for it, and bring it to its end."""
        self._idle.clear()
        try:
            with self._at(identity):
                if self._leaving.is_set():
                    return
                attempt = self._written(lambda work: self._take(work, identity))
                if attempt is not None:
                    self._bring_to_its_end(attempt)
        except Fenced:
            log.warning("job %s went to another worker", identity)
        finally:
            self._idle.set()

    @contextmanager
    def _at(self, identity: str) -> Iterator[None]:
        self._heart.job = identity
        try:
            yield
        finally:
            self._heart.job = None

    def _take(self, work: Work, identity: str) -> Attempt | None:
        return job_attempts.take(work, identity, self._executor, self._pace.most_attempts)

    def _bring_to_its_end(self, attempt: Attempt) -> None:
        try:
            outcome = self._solved(attempt)
        except Leaving:
            self._written(lambda work: job_attempts.give_back(work, attempt))
            return
        if outcome is None and attempt.number < MOST_CRASHES and not self._is_cancelled(attempt):
            self._written(lambda work: job_attempts.give_back(work, attempt))
            return
        self._written(lambda work: self._hand_in(work, attempt, outcome))

    def _is_cancelled(self, attempt: Attempt) -> bool:
        return self._written(lambda work: jobs.job(work.session, attempt.job).cancel_requested_at is not None)

    def _solved(self, attempt: Attempt) -> Outcome | None:
        """What the solver handed over; None if it died without a word, or had to be ended.

        Of a job that is to be cancelled the last plan or days on the way, if the solver had none in time.
        """
        try:
            task = task_of(self._database, attempt.job)
        except ZhaoshangError as error:
            return Outcome(fault=error.faults[0])
        # Whatever interrupts the following, an error of the engine included, ends the solver.
        with SolverProcess(task, self._solver) as solver:
            self._follow(attempt, solver)
        found = solver.outcome
        if (found is None or not found.has_result) and solver.checkpoint and self._is_cancelled(attempt):
            return solver.checkpoint
        return found

    def _follow(self, attempt: Attempt, solver: SolverProcess) -> None:
        """Write progress down until the solver ends, or the job is to be cancelled. Raises Fenced, Leaving.

        Then the solver is told to stop and given a moment: a small season, or one that was about to be handed
        over, comes out of its own hands.
        """
        begun = heard = monotonic()
        told = kept = None
        while not solver.ended.wait(self._pace.drain_seconds):
            if self._leaving.is_set():
                raise Leaving
            now, news, way = monotonic(), solver.progress, solver.checkpoint
            try:
                with self._database.work(self._actor, self._clock()) as work:
                    digest = None if way is None or way is kept else put_so_far(work, way)
                    if digest is not None:
                        job_attempts.keep_so_far(work, attempt, digest)
                    fresh = None if news is told else news
                    is_cancelled = job_attempts.tell(work, attempt, fresh, round(now - begun, 1))
                told, heard, kept = news, now, way
            except DatabaseAway:
                if now - heard > self._pace.silence_seconds:  # by now another worker has it
                    raise
                continue
            if is_cancelled:
                solver.stop()
                solver.ended.wait(self._pace.grace_seconds)
                return

    def _hand_in(self, work: Work, attempt: Attempt, outcome: Outcome | None) -> Job:
        """Keep the result and finish the job in one transaction: both, or neither."""
        job = jobs.job(work.session, attempt.job)
        if outcome is None:
            is_cancelled = job.cancel_requested_at is not None
            fault = job_attempts.without_plan(job.id) if is_cancelled else _died(job.id)
            outcome = Outcome(fault=None if is_cancelled and job.result else fault)
        return keep_result(work, attempt, job, outcome)

    @property
    def _actor(self) -> Actor:
        return Actor(id="system", name=self._executor)

    def _written(self, write: Callable[[Work], T]) -> T:
        """``write`` in a transaction, tried again while the database is away and others still wait."""
        begun = monotonic()
        while True:
            try:
                with self._database.work(self._actor, self._clock()) as work:
                    return write(work)
            except DatabaseAway:
                if monotonic() - begun > self._pace.silence_seconds:
                    raise
                log.warning("the database is away; trying again")
                Event().wait(self._pace.drain_seconds)


def _died(job: str) -> Fault:
    return Fault(code="job_solver_died", value=job)
