"""``/events/{identity}/ceremony``: projects to be signed, batches, what was signed, what must follow."""

from datetime import date
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Body, Depends, Query, Response
from pydantic import Field

from api.accounts.role import Action
from api.documents.ceremony_papers import lack_words
from api.errors import Conflict, InvalidInput, NotFound
from api.routes.context import (
    Allowed,
    LanguageDep,
    OwnTransactionsDep,
    ReadingDep,
    ServiceDep,
    VersionDep,
    WorkDep,
)
from api.routes.documentation import refusals, versioned
from api.routes.guest_lists import EventId
from api.routes.kept_sheets import DryRun, title_of
from api.routes.problems import ProblemFault, told
from api.routes.records import tagged
from api.routes.resource import refuse_unfit_id
from api.store import records
from api.store.database import Session
from api.store.event_days import event_day, season_of_event
from api.store.event_sheets import SheetKind
from api.store.kept_sheets import KeptSheet, SheetOf
from api.store.milestones import MILESTONE
from api.store.work import Work
from events.batches.arrangement import Arrangement, BatchRules, Witness
from events.batches.readiness import Lack, readiness
from events.batches.signing_project import Signer, SigningProject
from events.milestones import Milestone, StartOfWorks
from events.signing import (
    SignedProject,
    Signing,
    SigningPlan,
    arranged,
    milestones_of,
    obstacle_faults,
    replanned,
    with_signed,
)
from planner.clock import day_of
from planner.errors import Fault
from planner.person import Rank
from planner.season import Season
from planner.value import Value

router = APIRouter(prefix="/events/{identity}/ceremony", tags=["集中签约 signing ceremony"])
_READ = [Depends(Allowed(Action.EVENT_READ))]
_WRITE = [Depends(Allowed(Action.EVENT_WRITE))]
Ceremony = KeptSheet[Signing]
CEREMONY = SheetOf(SheetKind.CEREMONY, Signing)


class LackShown(Value):
    """One thing a project lacks, in words."""

    lack: Lack
    text: str


class ProjectReadiness(Value):
    """A project and what it lacks; ready if nothing."""

    project: str
    title: str
    ready: bool
    missing: tuple[LackShown, ...]


class Readiness(Value):
    """Every project on a day, in the order of the list."""

    day: date
    ready: int
    projects: tuple[ProjectReadiness, ...]


class ArrangementOutcome(Value):
    """The batches, or in ``faults`` why there are none; kept unless it was a ``dry_run``."""

    dry_run: bool
    version: int
    arrangement: Arrangement
    faults: tuple[ProblemFault, ...]


class SignedList(Value):
    """Everything that was signed; it stands in place of what was recorded before."""

    signed: tuple[SignedProject, ...] = Field(max_length=300)


class MilestoneTask(Value):
    """Who leads each project (id -> person id; else the chief of its chain), and the rule of the due day."""

    leaders: dict[str, str] = {}
    rule: StartOfWorks = StartOfWorks()


class MilestonesMade(Value):
    """The milestones made, or with ``dry_run`` to be made; ``present`` (projects) have one, which stays."""

    dry_run: bool
    made: tuple[Milestone, ...]
    present: tuple[str, ...]


_EXAMPLE = SigningPlan(
    day=date(2026, 3, 30),
    venue="江津会议中心",
    rules=BatchRules(seats=3, most_batches=6),
    projects=(
        SigningProject(
            id="project-signed-example",
            title="智能农机产业园（示例）",
            host_unit="双福工业园发展中心",
            unit="unit-example",
            host_signer=Signer(id="signer-host", name="王建国", post="主任"),
            company_name="示例·乙农机",
            company="company-example",
            company_signer=Signer(id="signer-company", name="钱总", post="董事长"),
            amount_cny=1_200_000_000,
            chain="chain-example",
            outside_city=True,
            reviewed_on=date(2026, 3, 10),
            contract_in_on=date(2026, 3, 20),
        ),
    ),
    witnesses=(Witness(id="person-example", name="陈志强", post="区长", rank=Rank.PRINCIPAL, order=1),),
)
_PLAN = _EXAMPLE.model_dump(mode="json", exclude_defaults=True)
_SIGNED = {"signed": [{"project": "project-signed-example", "signed_on": "2026-03-30"}]}
_MILESTONES = {"leaders": {"project-signed-example": "person-example"}}


@router.get(
    "",
    responses=versioned(404),
    dependencies=_READ,
    summary="签约清单 · The ceremony",
    operation_id="read_ceremony",
)
def read_ceremony(identity: EventId, session: ReadingDep, response: Response) -> Ceremony:
    """项目、见证人、规则、已编排的批次、签约结果。 Projects, witnesses, rules, batches, what was signed."""
    return tagged(response, CEREMONY.kept(session, identity))


@router.put(
    "",
    responses=versioned(404, 409, 422, 428),
    dependencies=_WRITE,
    summary="保存签约清单 · Keep the projects, witnesses and rules",
    operation_id="keep_ceremony",
)
def keep_ceremony(
    identity: EventId,
    plan: Annotated[SigningPlan, Body(examples=[_PLAN])],
    version: VersionDep,
    work: WorkDep,
    service: ServiceDep,
    response: Response,
) -> Ceremony:
    """项目、见证人、规则或日期有变的，原批次作废，须重新编排。首次保存 If-Match 为 "0"。 First: "0"."""
    for index, project in enumerate(plan.projects):
        refuse_unfit_id(project.id, f"body.projects[{index}].id")
    held = event_day(work.session, identity, service.clock(), plan.day)
    told = {"day": held.day, "title": plan.title or title_of(held.event)}
    if "start_minute" not in plan.model_fields_set:
        told["start_minute"] = held.event.start_minute
    plan = plan.model_copy(update=told)
    before = CEREMONY.find_value(work.session, identity)
    after = replanned(before, plan)
    return tagged(response, CEREMONY.keep(work, identity, after, version))


@router.get(
    "/readiness",
    responses=refusals(404, 422),
    dependencies=_READ,
    summary="各项目还缺什么 · What each project lacks",
    operation_id="read_ceremony_readiness",
)
def read_ceremony_readiness(
    identity: EventId,
    session: ReadingDep,
    language: LanguageDep,
    day: Annotated[
        date | None, Query(description="按哪天；不填为签约日 · by which day; by default the ceremony's")
    ] = None,
) -> Readiness:
    """评审、合同文本、金额、双方及签约人。 Review, contract text, amount, both sides and their signers."""
    plan = CEREMONY.kept(session, identity).value.plan
    on = day or plan.programme().day
    projects = tuple(_shown(project, on, language) for project in plan.projects)
    return Readiness(day=on, ready=sum(item.ready for item in projects), projects=projects)


@router.post(
    "/arrangement",
    responses=refusals(404, 409, 422, 428),
    dependencies=_WRITE,
    summary="编排批次 · Arrange the batches",
    operation_id="arrange_ceremony",
)
def arrange_ceremony(
    identity: EventId,
    version: VersionDep,
    transactions: OwnTransactionsDep,
    language: LanguageDep,
    dry_run: DryRun = False,  # noqa: FBT002  (a query parameter)
) -> ArrangementOutcome:
    """批次最少、签约人少往返、先轻后重；排不出的说明原因，不保存。 What cannot be arranged is not kept."""
    with transactions.reading() as session:
        found = CEREMONY.kept_at(session, identity, version)
    arrangement = arranged(found.value.plan)  # may take seconds: no transaction is open meanwhile
    faults = obstacle_faults(arrangement.impossible)
    if dry_run:
        words = tuple(told(fault, language) for fault in faults)
        return ArrangementOutcome(dry_run=True, version=found.version, arrangement=arrangement, faults=words)
    if faults:
        raise InvalidInput(faults)
    after = found.value.model_copy(update={"arrangement": arrangement})
    with transactions.work() as work:
        now = CEREMONY.keep(work, identity, after, found.version)
    return ArrangementOutcome(dry_run=False, version=now.version, arrangement=arrangement, faults=())


@router.put(
    "/signed",
    responses=versioned(404, 409, 422, 428),
    dependencies=_WRITE,
    summary="登记签约结果 · Record what was signed",
    operation_id="record_signed",
)
def record_signed(
    identity: EventId,
    listed: Annotated[SignedList, Body(examples=[_SIGNED])],
    version: VersionDep,
    work: WorkDep,
    response: Response,
) -> Ceremony:
    """整份替换；签约日期不晚于今天，一个项目只在一场登记。 The whole list; each project at one ceremony."""
    before = CEREMONY.kept(work.session, identity).value
    after = with_signed(before, listed.signed, day_of(work.at))
    _refuse_signed_elsewhere(work, identity, after)
    return tagged(response, CEREMONY.keep(work, identity, after, version))


@router.post(
    "/milestones",
    responses=refusals(404, 409, 422),
    dependencies=_WRITE,
    summary="由已签约项目生成开工节点 · Make milestones of what was signed",
    operation_id="make_milestones",
)
def make_milestones(
    identity: EventId,
    task: Annotated[MilestoneTask, Body(examples=[_MILESTONES])],
    work: WorkDep,
    service: ServiceDep,
    dry_run: DryRun = False,  # noqa: FBT002  (as above)
) -> MilestonesMade:
    """签约后3个月（重点项目6个月）开工，提前一个月提醒；已有节点的项目不改。 Those that exist stay."""
    signing = CEREMONY.kept(work.session, identity).value
    if not signing.signed:
        raise Conflict(Fault(code="nothing_signed", value=signing.plan.title))
    found = _milestones(work, signing, task, season_of_event(work.session, identity, service.clock()))
    trial = work.session.begin_nested()
    for item in found.made:
        records.create(work, MILESTONE, item)
    if dry_run:  # what would be refused is refused here as well
        trial.rollback()
    else:
        trial.commit()
    return MilestonesMade(dry_run=dry_run, made=found.made, present=found.present)


class _Found(NamedTuple):
    made: tuple[Milestone, ...]
    present: tuple[str, ...]


def _milestones(work: Work, signing: Signing, task: MilestoneTask, season: Season) -> _Found:
    """Of those without a milestone; whoever has one needs no leader."""
    present = tuple(item.project for item in signing.signed if _has_milestone(work.session, item.project))
    chiefs = {chain.id: chain.chief for chain in season.chains if chain.chief}
    by_chain = {
        project.id: chiefs[project.chain] for project in signing.plan.projects if project.chain in chiefs
    }
    left = tuple(item for item in signing.signed if item.project not in present)
    rest = signing.model_copy(update={"signed": left})
    return _Found(milestones_of(rest, by_chain | task.leaders, season.workdays(), task.rule), present)


def _has_milestone(session: Session, project: str) -> bool:
    try:
        records.stored(session, MILESTONE, project)
    except NotFound:
        return False
    return True


def _refuse_signed_elsewhere(work: Work, identity: str, after: Signing) -> None:
    """A project is signed once, and its milestone has its id: no two ceremonies may have signed it.

    Nor at the same moment: whoever records waits for whoever records at another ceremony.
    """
    mine = {item.project for item in after.signed}
    faults = [
        Fault(code="signed_elsewhere", value=item.project, detail={"other": other.event})
        for other in CEREMONY.every(work.session, lock=True)
        if other.event != identity
        for item in other.value.signed
        if item.project in mine
    ]
    if faults:
        raise Conflict(faults)


def _shown(project: SigningProject, day: date, language: LanguageDep) -> ProjectReadiness:
    missing = tuple(
        LackShown(lack=item.lack, text=lack_words(item, language)) for item in readiness(project, day)
    )
    return ProjectReadiness(project=project.id, title=project.title, ready=not missing, missing=missing)
