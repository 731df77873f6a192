"""A signing ceremony from its list of projects to what was signed and must be started."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from pydantic import Field

from events.batches.arrange import arrange_batches
from events.batches.arrangement import Arrangement, BatchRules, Impossible, Witness
from events.batches.check import broken_rules
from events.batches.signing_project import MOST_CNY, SigningProject
from events.milestones import Milestone, StartOfWorks, start_of_works
from events.run_sheet.programme import CEREMONY_PARTS, Part, Programme
from events.targets import Signed
from planner.errors import Fault, RejectedPlan, ZhaoshangError
from planner.value import Value
from planner.workdays import Workdays

MOST_PROJECTS = 300


class InvalidSigning(ZhaoshangError):
    """Projects, witnesses and what is said to be signed contradict each other."""


class SigningPlan(Value):
    """What is to be signed at one ceremony, by whom, before whom.

    ``title``, ``day`` and ``start_minute`` are the event's where they are left out. ``venue``, ``compere``
    (person id) and ``parts`` make the rest of the programme.
    """

    title: str = Field(default="", max_length=200)
    day: date | None = None
    start_minute: int = Field(default=540, ge=0, lt=1_440)
    venue: str = Field(default="", max_length=200)
    compere: str | None = Field(default=None, max_length=200)
    parts: tuple[Part, ...] = Field(default=CEREMONY_PARTS, min_length=1, max_length=100)
    rules: BatchRules = BatchRules(seats=6)
    projects: tuple[SigningProject, ...] = Field(default=(), max_length=MOST_PROJECTS)
    witnesses: tuple[Witness, ...] = Field(default=(), max_length=200)

    def programme(self) -> Programme:
        """The programme; a plan without a day has none (ValueError)."""
        if self.day is None:
            raise ValueError("a plan of a ceremony without its day has no programme")
        return Programme(
            title=self.title,
            day=self.day,
            start_minute=self.start_minute,
            venue=self.venue,
            compere=self.compere,
            parts=self.parts,
        )


class SignedProject(Value):
    """A project (id) that was signed on a day, for ``amount_cny``; None: for what was agreed."""

    project: str = Field(min_length=1, max_length=200)
    signed_on: date
    amount_cny: int | None = Field(default=None, ge=1, le=MOST_CNY)


class Signing(Value):
    """A ceremony as it is kept: the plan, its batches once they are arranged, what was signed in the end."""

    plan: SigningPlan
    arrangement: Arrangement | None = None
    signed: tuple[SignedProject, ...] = ()

    @property
    def projects(self) -> dict[str, SigningProject]:
        """The projects by id."""
        return {project.id: project for project in self.plan.projects}


def check_plan(plan: SigningPlan) -> None:
    """Refuse an id that stands twice, with InvalidSigning (``signing_doubled``)."""
    faults = [
        Fault(code="signing_doubled", place=place, value=name)
        for place, listed in (("projects", plan.projects), ("witnesses", plan.witnesses))
        for name, count in Counter(item.id for item in listed).items()
        if count > 1
    ]
    if faults:
        raise InvalidSigning(faults)


def arranged(plan: SigningPlan) -> Arrangement:
    """The batches of ``plan``, checked apart from the solver, or what stands against them.

    Raises ValueError for a plan without a day, RejectedPlan (``arrangement_rejected``) if the check finds a
    broken rule: a defect of ours.
    """
    day = plan.programme().day
    found = arrange_batches(plan.projects, day, plan.rules, plan.witnesses)
    broken = broken_rules(plan.projects, day, plan.rules, found, plan.witnesses)
    if broken:
        raise RejectedPlan(
            Fault(code="arrangement_rejected", place=str(item.batch), value=f"{item.rule} {item.who}")
            for item in broken
        )
    return found


def replanned(before: Signing | None, plan: SigningPlan) -> Signing:
    """The ceremony with another plan.

    Batches are kept only if what they were made from is unchanged: projects, witnesses, rules, day. Raises
    InvalidSigning (``signing_doubled``, and ``signed_project_left_out`` for a project that has been signed
    and is listed no more).
    """
    check_plan(plan)
    if before is None:
        return Signing(plan=plan)
    known = {project.id for project in plan.projects}
    faults = [
        Fault(code="signed_project_left_out", place="projects", value=item.project)
        for item in before.signed
        if item.project not in known
    ]
    if faults:
        raise InvalidSigning(faults)
    same = _arranged_from(plan) == _arranged_from(before.plan)
    return Signing(plan=plan, arrangement=before.arrangement if same else None, signed=before.signed)


def _arranged_from(plan: SigningPlan) -> tuple[object, ...]:
    return plan.projects, plan.witnesses, plan.rules, plan.day


def with_signed(before: Signing, signed: Iterable[SignedProject], today: date) -> Signing:
    """The ceremony with ``signed`` as the whole list of what was signed.

    Raises InvalidSigning: a project it does not have (``signed_unknown_project``), one twice
    (``signing_doubled``), a day to come (``signed_in_future``), a project that nobody has given an amount
    (``signed_without_amount``).
    """
    listed = tuple(signed)
    faults = tuple(_signed_faults(before.projects, listed, today))
    if faults:
        raise InvalidSigning(faults)
    return before.model_copy(update={"signed": listed})


def _signed_faults(
    projects: Mapping[str, SigningProject], listed: tuple[SignedProject, ...], today: date
) -> Iterator[Fault]:
    for name, count in Counter(item.project for item in listed).items():
        if count > 1:
            yield Fault(code="signing_doubled", place="signed", value=name)
    for index, item in enumerate(listed):
        project = projects.get(item.project)
        if project is None:
            yield Fault(code="signed_unknown_project", place=f"signed[{index}]", value=item.project)
        elif item.amount_cny is None and project.amount_cny == 0:
            yield Fault(code="signed_without_amount", place=f"signed[{index}]", value=project.title)
        if item.signed_on > today:
            detail = {"today": today.isoformat()}
            yield Fault(
                code="signed_in_future",
                place=f"signed[{index}]",
                value=item.signed_on.isoformat(),
                detail=detail,
            )


def signed_of(signing: Signing) -> tuple[Signed, ...]:
    """What was signed, as targets count it; a company without an id counts by its name."""
    projects = signing.projects
    return tuple(
        Signed(
            project=item.project,
            company=projects[item.project].company or projects[item.project].company_name,
            signed_on=item.signed_on,
            amount_cny=amount_of(signing, item),
            outside_city=projects[item.project].outside_city,
            kinds=projects[item.project].kinds,
        )
        for item in signing.signed
    )


def amount_of(signing: Signing, item: SignedProject) -> int:
    """What ``item`` was signed for, in yuan."""
    agreed = signing.projects[item.project].amount_cny
    return agreed if item.amount_cny is None else item.amount_cny


def milestones_of(
    signing: Signing, leaders: Mapping[str, str], workdays: Workdays, rule: StartOfWorks
) -> tuple[Milestone, ...]:
    """The start of works of every signed project; ``leaders`` is project (id) -> person (id).

    Raises InvalidSigning (``milestone_without_leader``) for each project without one.
    """
    projects = signing.projects
    faults = [
        Fault(code="milestone_without_leader", place=item.project, value=projects[item.project].title)
        for item in signing.signed
        if not leaders.get(item.project)
    ]
    if faults:
        raise InvalidSigning(faults)
    found = []
    for item in signing.signed:
        project = projects[item.project]
        made = start_of_works(
            item.project,
            item.signed_on,
            leaders[item.project],
            workdays,
            rule,
            key_project=project.key_project,
        )
        found.append(made.model_copy(update={"unit": project.unit, "agreed_cny": amount_of(signing, item)}))
    return tuple(found)


def obstacle_faults(found: Iterable[Impossible]) -> tuple[Fault, ...]:
    """Why projects cannot be arranged, as faults: ``batches_nothing_ready`` and its like."""
    return tuple(
        Fault(code=f"batches_{item.obstacle.value}", value=item.detail.get("name", ""), detail=item.detail)
        for item in found
    )
