"""Companies: what they are worth, when they can be met, whom they want to see."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from planner.person import Rank
from planner.place import Site
from planner.value import Value
from planner.window import Window


class Stage(StrEnum):
    """How far the talks are; ``Rules.chance_permille`` gives each its chance."""

    LEAD = "lead"
    CONTACTED = "contacted"
    INTERESTED = "interested"
    NEGOTIATING = "negotiating"
    CONTRACT = "contract"


class FirstContact(Value):
    """首接: the unit, and if known the person, who brought the company in and keep it.

    With ``aboard`` somebody of them must be in the delegation: the person if named, else anyone of the
    unit.
    """

    unit: str
    person: str | None = None
    aboard: bool = False


class Channel(Value):
    """How the company was found: 以商引商, 委托, 基金...; ``companion`` may join the visit."""

    kind: str
    companion: str = ""


class Contact(Value):
    """The company's own person to call."""

    name: str = ""
    title: str = ""
    phone: str = ""


class Needs(Value):
    """What a delegation must bring.

    ``least_rank``: the leader's rank is this or higher. ``chief``: the chief of the company's chain is
    aboard. ``person``: that person is aboard. ``skills``: for each, somebody aboard has it.
    """

    least_rank: Rank | None = None
    chief: bool = False
    person: str | None = None
    skills: tuple[str, ...] = ()


class Company(Value):
    """A company to be met, once a season at most.

    ``kinds`` are labels such as 500强 or 链主: they earn ``Rules.kind_points`` and are capped by
    ``Rules.most_of_kind``. A company met on ``last_met_on`` is not met again before
    ``Rules.cool_down_days`` have passed.
    """

    id: str
    name: str
    site: Site
    chain: str | None = None
    expected_investment_cny: int = Field(default=0, ge=0)
    stage: Stage = Stage.LEAD
    kinds: tuple[str, ...] = ()
    visit_minutes: int = Field(default=90, gt=0, le=480)
    windows: tuple[Window, ...] = ()
    needs: Needs = Needs()
    first_contact: FirstContact | None = None
    channel: Channel | None = None
    last_met_on: date | None = None
    contact: Contact = Contact()
    brief: str = ""
