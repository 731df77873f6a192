"""The rules and weights of a season: data, not constants. Every amount is in points or names its unit.

One point is worth what one yuan of travel cost is worth to the bureau: fares and hotels enter the
objective at face value, everything else through the weights below. All amounts are integers, so that
the solver, the audit and a hand calculation agree to the last point.
"""

from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from planner.company import Stage
from planner.person import Rank
from planner.value import Value

Points = tuple[int, ...]


class DayHours(Value):
    """The frame of a day on the road, in minutes from 00:00.

    A trip leaves its base at ``leave_base`` or later and is back by ``back_at_base``; other days begin at
    ``leave_hotel``; the last move of a day that is not the trip's last arrives at the hotel by
    ``at_hotel``. Visits lie whole between ``visits_open`` and ``visits_close``. A visit that ends after
    ``lunch_close - lunch_minutes`` has lunch before it on the same day: ``lunch_minutes`` inside
    ``lunch_open`` to ``lunch_close``, outside legs and visits, or aboard the leg from the base if that leg
    covers as much of this span. Every start and every arrival is rounded up to ``grid_minutes``.
    """

    leave_base: int = 420
    back_at_base: int = 1_380
    leave_hotel: int = 480
    at_hotel: int = 1_290
    visits_open: int = 540
    visits_close: int = 1_080
    lunch_open: int = 690
    lunch_close: int = 840
    lunch_minutes: int = 60
    buffer_minutes: int = Field(default=10, ge=0)
    least_night_rest_minutes: int = Field(default=600, ge=0)
    most_leg_minutes: int = Field(default=150, gt=0)
    grid_minutes: int = Field(default=5, gt=0, le=60)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        on_grid = all(
            value % self.grid_minutes == 0
            for value in (
                self.leave_base,
                self.leave_hotel,
                self.visits_open,
                self.lunch_open,
                self.lunch_minutes,
            )
        )
        night_fits = self.at_hotel + self.least_night_rest_minutes <= 1_440 + self.leave_hotel
        ordered = (
            0 <= self.leave_base < self.back_at_base <= 1_440
            and 0 <= self.leave_hotel <= self.visits_open < self.visits_close <= self.at_hotel <= 1_440
            and self.lunch_open + self.lunch_minutes <= self.lunch_close
        )
        if not (ordered and on_grid and night_fits):
            raise PydanticCustomError(
                "day_hours_out_of_order",
                "hours of the day must be in order, on the grid, and leave {rest} minutes of night",
                {"rest": self.least_night_rest_minutes},
            )
        return self


class LodgingLimit(Value):
    """The most a night may cost in a city (adcode; ``*`` any other), by rank, in yuan."""

    city: str
    limits_cny: tuple[int, int, int, int, int]


class TravelCosts(Value):
    """Estimated fares and the lodging limits in force.

    ``source`` and ``in_force_from`` name the regulation; planners replace the table when theirs changes.
    Per head: rail, flight and road are charged by kilometre (thousandths of a yuan), a flight also a fee.
    """

    rail_milli_cny_per_km: int = Field(default=460, ge=0)
    flight_milli_cny_per_km: int = Field(default=600, ge=0)
    flight_fee_cny: int = Field(default=120, ge=0)
    road_milli_cny_per_km: int = Field(default=400, ge=0)
    lodging: tuple[LodgingLimit, ...] = (LodgingLimit(city="*", limits_cny=(480, 480, 350, 350, 350)),)
    source: str = ""
    in_force_from: str = ""


class Weights(Value):
    """What each term of the objective is worth, in points.

    ``points_per_million_cny``: of expected investment times the chance at its stage (permille).
    ``chief_fit_percent``: what a company's worth becomes when the chief of its chain leads the trip.
    ``region_coverage``/``chain_coverage``: the k-th company met there adds the k-th number; they never
    rise. ``attendance``: a wished person present, by rank. ``load_steps``: the k-th day away of one person
    costs the k-th number, beyond the list the last one; they never fall. ``change_*``: against the
    published plan: a published visit dropped, or kept on another day or under another leader, an event
    moved, a person's day that changes between home and away.
    """

    points_per_million_cny: int = Field(default=100, ge=0)
    least_company_points: int = Field(default=500, ge=0)
    chief_fit_percent: int = Field(default=120, ge=100)
    region_coverage: Points = (3_000, 2_000, 1_000, 500)
    chain_coverage: Points = (3_000, 2_000, 1_000, 500)
    attendance: tuple[int, int, int, int, int] = (3_000, 2_000, 1_000, 500, 300)
    points_per_travel_minute: int = Field(default=3, ge=0)
    points_per_trip: int = Field(default=1_000, ge=0)
    load_steps: Points = (0, 0, 0, 0, 100, 100, 200, 200, 400, 400, 800)
    change_visit_dropped: int = Field(default=4_000, ge=0)
    change_visit_moved: int = Field(default=2_000, ge=0)
    change_event_moved: int = Field(default=5_000, ge=0)
    change_person_day: int = Field(default=200, ge=0)

    @model_validator(mode="after")
    def _returns_fall_and_load_rises(self) -> Self:
        falling = all(
            list(steps) == sorted(steps, reverse=True) and min(steps, default=0) >= 0
            for steps in (self.region_coverage, self.chain_coverage)
        )
        rising = list(self.load_steps) == sorted(self.load_steps) and min(self.load_steps, default=0) >= 0
        if not (falling and rising):
            raise PydanticCustomError("weights_not_monotone", "coverage may not rise, load may not fall")
        return self


class Rules(Value):
    """Limits of a season. Amounts in yuan carry ``_cny``; ``None`` means no limit."""

    hours: DayHours = DayHours()
    costs: TravelCosts = TravelCosts()
    weights: Weights = Weights()
    rank_names: tuple[str, str, str, str, str] = ("正职", "副职", "部门主要负责人", "部门副职", "干部")
    chance_permille: dict[Stage, int] = {
        Stage.LEAD: 50,
        Stage.CONTACTED: 100,
        Stage.INTERESTED: 200,
        Stage.NEGOTIATING: 400,
        Stage.CONTRACT: 700,
    }
    kind_points: dict[str, int] = {}
    most_of_kind: dict[str, int] = {}
    most_trip_days: int = Field(default=4, ge=1, le=5)
    most_visits_a_day: int = Field(default=4, ge=1, le=4)
    staff_rank_at_least: Rank = Rank.DEPARTMENT_DEPUTY
    most_seconds: int = Field(default=1, ge=0, le=1)
    most_delegates: int = Field(default=6, ge=1)
    rest_days_between_trips: int = Field(default=0, ge=0)
    cool_down_days: int = Field(default=90, ge=0)
    budget_cny: int | None = Field(default=None, ge=0)
    region_budgets_cny: dict[str, int] = {}
    joint_meeting_moves_earlier: bool = True

    def chance(self, stage: Stage) -> int:
        """The chance of an investment at ``stage``, in permille; 0 for a stage that is not listed."""
        return self.chance_permille.get(stage, 0)
