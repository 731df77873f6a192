"""Which projects can be signed on a day, and of the others what is missing."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from events.batches.signing_project import SigningProject
from planner.value import Value

# Where a day would stand that nobody has told.
NO_DAY = "—"


class Lack(StrEnum):
    """One thing without which a project is not signed."""

    NOT_REVIEWED = "not_reviewed"
    CONTRACT_TEXT = "contract_text"
    AMOUNT = "amount"
    HOST_UNIT = "host_unit"
    HOST_SIGNER = "host_signer"
    HOST_SIGNER_LEFT = "host_signer_left"
    COMPANY_NAME = "company_name"
    COMPANY_SIGNER = "company_signer"
    COMPANY_SIGNER_LEFT = "company_signer_left"
    SAME_SIGNER = "same_signer"


class Missing(Value):
    """A lack with the words of its sentence (``api/texts/ceremony.toml``, ``lack``)."""

    lack: Lack
    detail: dict[str, str] = {}


class NotReady(Value):
    """A project (id) that is not signed on the day, with everything it lacks."""

    project: str
    missing: tuple[Missing, ...]


def readiness(project: SigningProject, day: date) -> tuple[Missing, ...]:
    """What ``project`` lacks for being signed on ``day``; nothing if it is ready.

    A review or a contract text that comes only after ``day`` is missing on it, and so is a signer who has
    left his post by then (``*_left``: name and the day he left).
    """
    return tuple(_lacks(project, day))


def sort_out(
    projects: Iterable[SigningProject], day: date
) -> tuple[tuple[SigningProject, ...], tuple[NotReady, ...]]:
    """The projects ready on ``day``, and the others with what they lack; both in the order given."""
    ready: list[SigningProject] = []
    waiting: list[NotReady] = []
    for project in projects:
        missing = readiness(project, day)
        if missing:
            waiting.append(NotReady(project=project.id, missing=missing))
        else:
            ready.append(project)
    return tuple(ready), tuple(waiting)


def _lacks(project: SigningProject, day: date) -> Iterator[Missing]:
    if project.reviewed_on is None or project.reviewed_on > day:
        yield Missing(lack=Lack.NOT_REVIEWED, detail=_on(project.reviewed_on))
    if project.contract_in_on is None or project.contract_in_on > day:
        yield Missing(lack=Lack.CONTRACT_TEXT, detail=_on(project.contract_in_on))
    if project.amount_cny == 0:
        yield Missing(lack=Lack.AMOUNT)
    if not project.host_unit.strip():
        yield Missing(lack=Lack.HOST_UNIT)
    if not project.company_name.strip():
        yield Missing(lack=Lack.COMPANY_NAME)
    sides = (
        (project.host_signer, Lack.HOST_SIGNER, Lack.HOST_SIGNER_LEFT),
        (project.company_signer, Lack.COMPANY_SIGNER, Lack.COMPANY_SIGNER_LEFT),
    )
    for signer, unnamed, left in sides:
        if signer is None:
            yield Missing(lack=unnamed)
        elif not signer.signs_on(day):
            assert signer.left_on is not None  # noqa: S101  (only who left does not sign)
            yield Missing(lack=left, detail={"name": signer.name, "day": signer.left_on.isoformat()})
    host, guest = project.host_signer, project.company_signer
    if host is not None and guest is not None and host.id == guest.id:
        yield Missing(lack=Lack.SAME_SIGNER, detail={"name": host.name})


def _on(day: date | None) -> dict[str, str]:
    """The day something is announced for, a dash if nobody said."""
    return {"day": NO_DAY if day is None else day.isoformat()}
