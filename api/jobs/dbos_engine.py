"""The engine: DBOS, in a database of its own. The only module that knows it.

The web process uses :class:`DbosEngine`, a client that runs nothing. A worker uses :class:`DbosWorker` beside
it. What DBOS remembers of a job is its id alone, as JSON (its default would be a pickle).
"""

import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from dbos import DBOS, DBOSClient, DBOSConfig, EnqueueOptions, Serializer, WorkflowSerializationFormat

from api.jobs.engine import EngineAway, Leg, Standing
from api.jobs.pace import Pace
from planner.errors import Fault

APPLICATION = "zhaoshang"
QUEUE = "jobs"
WORKFLOW = "job"
# Constant: by default it is a hash of the workflow's source, and after an upgrade nobody would take old jobs.
VERSION = "1"
_LEGS = {"ENQUEUED": Leg.WAITING, "DELAYED": Leg.WAITING, "PENDING": Leg.HELD}


def jobs_address(database_url: str) -> str:
    """Where the engine keeps its tables: a second SQLite file beside the data, else the schema ``dbos``."""
    if not database_url.startswith("sqlite"):
        return database_url
    path, mark, query = database_url.partition("?")
    stem, dot, suffix = path.rpartition(".")
    beside = f"{stem}-jobs.{suffix}" if dot and "/" not in suffix else f"{path}-jobs"
    return f"{beside}{mark}{query}"


class Json(Serializer):
    """What DBOS keeps, as JSON; an exception as its class and words."""

    def serialize(self, data: Any) -> str:
        """``data`` as JSON."""
        return json.dumps(data, default=repr)

    def deserialize(cls, serialized_data: str) -> Any:  # noqa: N805  (DBOS calls it ``cls``, and names bind)
        """What the JSON says."""
        return json.loads(serialized_data)

    def name(self) -> str:
        """The name the format is kept under."""
        return "zhaoshang_json"


class DbosEngine:
    """The engine seen by a process that runs no jobs, or by the watch of one that does."""

    def __init__(self, database_url: str) -> None:
        self._client = DBOSClient(
            system_database_url=jobs_address(database_url),
            system_database_pool_size=2,
            serializer=Json(),
            application_name=APPLICATION,
            lazy=True,
            retry_connection_errors=False,
        )

    def enqueue(self, job: str) -> None:
        """Put ``job`` into the queue; the workflow's id is the job's, so that twice is once."""
        options: EnqueueOptions = {
            "workflow_name": WORKFLOW,
            "queue_name": QUEUE,
            "workflow_id": job,
            "app_version": VERSION,
            "serialization_type": WorkflowSerializationFormat.DEFAULT,
        }
        with _refusing():
            self._client.enqueue(options, job)

    def cancel(self, job: str) -> None:
        """Take ``job`` out of the queue."""
        if self.standings([job]).get(job, Standing(Leg.ENDED, None)).leg is Leg.WAITING:
            with _refusing():
                self._client.cancel_workflow(job)

    def standings(self, jobs: Sequence[str]) -> Mapping[str, Standing]:
        """Where each of ``jobs`` is."""
        if not jobs:
            return {}
        with _refusing():
            found = self._client.list_workflows(workflow_ids=list(jobs), load_input=False, load_output=False)
        return {
            item.workflow_id: Standing(_LEGS.get(item.status, Leg.ENDED), item.executor_id) for item in found
        }

    def bring_again(self, job: str) -> None:
        """Queue ``job`` once more: DBOS resumes what has not ended, and forgets and takes anew what has."""
        found = self.standings([job]).get(job)
        with _refusing():
            if found is not None and found.leg is not Leg.ENDED:
                self._client.resume_workflows([job], queue_name=QUEUE)
                return
            if found is not None:
                self._client.delete_workflow(job)
        self.enqueue(job)

    def forget(self, jobs: Sequence[str]) -> None:
        """Keep nothing of ``jobs``; those DBOS does not know are as if they were forgotten."""
        known = list(self.standings(jobs))
        if known:
            with _refusing():
                self._client.delete_workflows(known)

    def close(self) -> None:
        """Let go of every connection."""
        self._client.destroy()


@contextmanager
def _refusing() -> Iterator[None]:
    """Whatever DBOS or its database raises becomes one refusal: callers try again later."""
    try:
        yield
    except Exception as error:  # the drivers' errors are not ours to name here
        fault = Fault(code="job_engine_away", value=type(error).__name__)
        raise EngineAway(fault) from error


class DbosWorker:
    """DBOS running in this process: one a process, since DBOS keeps itself in a global.

    ``run`` is called with a job's id, for one job at a time, on a thread of DBOS.
    """

    def __init__(self, database_url: str, executor: str, run: Callable[[str], None], pace: Pace) -> None:
        config: DBOSConfig = {
            "name": APPLICATION,
            "system_database_url": jobs_address(database_url),
            "executor_id": executor,
            "application_version": VERSION,
            "serializer": Json(),
            "log_level": "WARNING",
            "sys_db_pool_size": 5,
            "scheduler_polling_interval_sec": 3_600.0,
        }
        self._config, self._run, self._pace = config, run, pace

    def start(self) -> None:
        """Make the engine's tables if need be, and begin to take jobs."""

        def job(identity: str) -> None:
            self._run(identity)

        # With a handler of its own there, DBOS leaves its lines to ours.
        logging.getLogger("dbos").addHandler(logging.NullHandler())
        DBOS(config=self._config)
        # No end of attempts here: the job's own row counts them.
        DBOS.workflow(name=WORKFLOW, max_recovery_attempts=None)(job)
        DBOS.launch()
        DBOS.register_queue(
            QUEUE,
            worker_concurrency=1,
            polling_interval_sec=self._pace.queue_seconds,
            on_conflict="always_update",
        )

    def close(self) -> None:
        """Take no more jobs."""
        DBOS.destroy(destroy_registry=True)
