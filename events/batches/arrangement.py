"""The order of a signing: batches of projects at the table, witnesses behind it; the rules it follows."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from events.batches.readiness import NotReady
from planner.person import Rank
from planner.value import Value


class Drama(StrEnum):
    """Where the largest project signs."""

    LARGEST_LAST = "largest_last"
    LARGEST_FIRST = "largest_first"


class Hand(StrEnum):
    """A side, in the view of those who face the audience."""

    LEFT = "left"
    RIGHT = "right"


class Layout(Value):
    """Who sits and stands on which side, by custom; both hands are those of people facing the audience.

    ``host_at`` is where 甲方 sits beside 乙方 (主左客右). ``second_at`` is the hand of the first at which the
    second stands, others outward in turn (以左为上); sources disagree for even numbers, so a district that
    keeps the other custom sets the other hand. ``most_in_row`` witnesses stand in a row, the highest ranks
    in the front one (前高后低).
    """

    host_at: Hand = Hand.LEFT
    second_at: Hand = Hand.LEFT
    most_in_row: int = Field(default=11, ge=1, le=100)
    source: str = "签约礼仪通例：主左客右，见证人居中为尊、前高后低；双数排法各地不一，以区委办公室为准"
    in_force_from: date = date(2025, 1, 1)


class BatchRules(Value):
    """How a ceremony is cut into batches.

    ``seats`` projects sign at a time. ``most_batches``: as many as the programme has time for, None for no
    limit. Projects signed online form batches of their own (``online_apart``), before those on site if the
    largest comes last, after them if it comes first. ``most_witnesses`` stand behind a batch.
    """

    seats: int = Field(ge=1, le=60)
    most_batches: int | None = Field(default=None, ge=1, le=100)
    drama: Drama = Drama.LARGEST_LAST
    online_apart: bool = True
    most_witnesses: int = Field(default=9, ge=0, le=60)
    minutes_a_batch: int = Field(default=5, ge=1, le=60)
    layout: Layout = Layout()


class Witness(Value):
    """Somebody who may stand behind the table; ``chains`` are those he is the chief of.

    ``order`` is the protocol order among equals, kept by the office.
    """

    id: str
    name: str = Field(min_length=1, max_length=100)
    post: str = Field(default="", max_length=100)
    rank: Rank
    order: int = 0
    chains: tuple[str, ...] = ()


class Place(Value):
    """A project (id) at a place of the table; places count from 1 at the left, as the audience sees it."""

    project: str
    number: int = Field(ge=1)


class Batch(Value):
    """Those who sign at one time.

    ``rows`` are the witnesses (ids) behind them, the front row first, each from the left as the audience
    sees it.
    """

    number: int = Field(ge=1)
    online: bool = False
    places: tuple[Place, ...]
    rows: tuple[tuple[str, ...], ...] = ()


class Obstacle(StrEnum):
    """Why projects cannot be arranged."""

    NOTHING_READY = "nothing_ready"
    TOO_MANY_BATCHES = "too_many_batches"
    SIGNER_TOO_OFTEN = "signer_too_often"


class Impossible(Value):
    """An obstacle with the words of its sentence (``api/texts/ceremony.toml``, ``obstacle``)."""

    obstacle: Obstacle
    detail: dict[str, str]


class Arrangement(Value):
    """The batches in order, or why there are none.

    ``returns`` counts how often a host's signer leaves the stage and must come back, ``spread`` how many
    more projects the largest batch has than the smallest, ``disorder`` how far the batches are from the order
    of weight: the sum over projects of their place in the order of amounts times the batches between theirs
    and where the drama wants the largest. The fewest batches come first, then fewest returns, least spread,
    least disorder; with ``proven`` no arrangement is better in this order.
    """

    batches: tuple[Batch, ...] = ()
    not_ready: tuple[NotReady, ...] = ()
    impossible: tuple[Impossible, ...] = ()
    returns: int = 0
    spread: int = 0
    disorder: int = 0
    proven: bool = True
