"""What a ceremony or a forum consists of, and the run sheet it makes.

The order of a ceremony is one seen in practice (筠连县 2023-12: opening, address, signing in batches, service
teams, a speech of a company); districts keep their own by other parts.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pydantic import Field

from events.batches.arrangement import Arrangement, Batch, BatchRules
from events.batches.signing_project import SigningProject
from events.run_sheet.line import Material, RunLine, RunSheet, Step, in_order
from planner.value import Value


class Part(Value):
    """A part of the programme; ``people`` (ids) lead it. The part SIGNING becomes a line for each batch."""

    step: Step
    minutes: int = Field(ge=1, le=600)
    title: str = Field(default="", max_length=200)
    people: tuple[str, ...] = ()
    materials: tuple[Material, ...] = ()
    where: str = Field(default="", max_length=200)


class Programme(Value):
    """A day's programme: its parts follow each other from ``start_minute`` on.

    SIGN_IN comes before the start. ``compere`` (主持人, id) is on stage from the opening to the end, but not
    while people meet one to one or eat.
    """

    title: str
    day: date
    start_minute: int = Field(default=540, ge=0, lt=1_440)
    venue: str = Field(default="", max_length=200)
    compere: str | None = None
    parts: tuple[Part, ...] = Field(min_length=1)


_OFF_STAGE = frozenset({Step.SIGN_IN, Step.MATCHING, Step.MEAL})
CEREMONY_PARTS = (
    Part(step=Step.SIGN_IN, minutes=30, materials=(Material.SIGN_IN_LIST, Material.BADGES, Material.TEA)),
    Part(step=Step.OPENING, minutes=3, materials=(Material.SCRIPT, Material.MICROPHONE)),
    Part(step=Step.ADDRESS, minutes=8, materials=(Material.SPEECH,)),
    Part(step=Step.SIGNING, minutes=5, materials=(Material.CONTRACTS, Material.PENS, Material.TABLE_CARDS)),
    Part(step=Step.SERVICE_TEAMS, minutes=5, materials=(Material.SCRIPT,)),
    Part(step=Step.COMPANY_SPEECH, minutes=5, materials=(Material.SPEECH,)),
    Part(step=Step.CLOSING, minutes=2, materials=(Material.SCRIPT,)),
)

FORUM_PARTS = (
    Part(step=Step.SIGN_IN, minutes=30, materials=(Material.SIGN_IN_LIST, Material.BADGES, Material.TEA)),
    Part(step=Step.OPENING, minutes=5, materials=(Material.SCRIPT, Material.MICROPHONE)),
    Part(step=Step.ADDRESS, minutes=10, materials=(Material.SPEECH,)),
    Part(step=Step.KEYNOTE, minutes=40, materials=(Material.SLIDES,)),
    Part(step=Step.MATCHING, minutes=75, materials=(Material.TABLE_CARDS, Material.TEA)),
    Part(step=Step.PHOTO, minutes=10),
    Part(step=Step.MEAL, minutes=60),
)


def run_sheet(
    programme: Programme,
    arrangement: Arrangement | None = None,
    projects: Sequence[SigningProject] = (),
    rules: BatchRules | None = None,
) -> RunSheet:
    """The run sheet of ``programme``; every batch of ``arrangement`` takes ``rules.minutes_a_batch``.

    Without ``rules`` a batch takes the minutes of the part SIGNING. Without batches that part is left out.
    """
    before = sum(part.minutes for part in programme.parts if part.step is Step.SIGN_IN)
    minute = max(0, programme.start_minute - before)
    lines: list[RunLine] = []
    for part in programme.parts:
        batches = arrangement.batches if arrangement is not None else ()
        drawn = (
            _signing(programme, part, batches, projects, rules.minutes_a_batch if rules else part.minutes)
            if part.step is Step.SIGNING
            else (_line(programme, part),)
        )
        for line in drawn:
            lines.append(line.model_copy(update={"start_minute": minute}))
            minute += line.minutes
    return RunSheet(title=programme.title, day=programme.day, lines=in_order(tuple(lines)))


def _people(programme: Programme, part: Part, more: Iterable[str] = ()) -> tuple[str, ...]:
    on_stage = () if part.step in _OFF_STAGE or programme.compere is None else (programme.compere,)
    return tuple(dict.fromkeys((*on_stage, *part.people, *more)))


def _line(programme: Programme, part: Part) -> RunLine:
    return RunLine(
        start_minute=0,
        minutes=part.minutes,
        step=part.step,
        title=part.title,
        people=_people(programme, part),
        where=part.where or programme.venue,
        materials=part.materials,
    )


def _signing(
    programme: Programme,
    part: Part,
    batches: Sequence[Batch],
    projects: Sequence[SigningProject],
    minutes: int,
) -> Iterator[RunLine]:
    by_id = {project.id: project for project in projects}
    for batch in batches:
        signing = [by_id[place.project] for place in batch.places]
        signers = [signer.id for project in signing for signer in project.signers]
        witnesses = [name for row in batch.rows for name in row]
        link = (Material.VIDEO_LINK,) if batch.online else ()
        yield _line(programme, part).model_copy(
            update={
                "minutes": minutes,
                "words": {"batch": str(batch.number), "projects": str(len(signing))},
                "people": _people(programme, part, (*signers, *witnesses)),
                "materials": (*part.materials, *link),
            }
        )
