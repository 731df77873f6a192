"""A second season after the sample's: 乙副区长 is in both, 己干事 only in this one; one trip, one event."""

from datetime import date

from planner.clock import at
from planner.history import with_history
from planner.person import Rank, Unit
from planner.plan import Plan
from planner.season import Season
from tests.api.calendars.sample import MADE_AT, PEOPLE, SEASON, held, plan, second_trip
from tests.builders import person

SUMMER: Season = SEASON.model_copy(
    update={
        "id": "sample-2027-summer",
        "title": "2027年夏季招商季",
        "last": date(2027, 3, 12),
        "units": (Unit(id="bureau", name="招商投资局"), Unit(id="park", name="德感工业园")),
        "people": (
            PEOPLE[1],
            person("己干事", Rank.STAFF, id="p06", unit="park"),
            person("庚干事", Rank.STAFF, id="p07"),
        ),
    }
)
_TRIP = second_trip().model_copy(update={"leader": "p02", "members": ("p06", "p07")})
_BARE = plan(_TRIP, events=(held("forum-1", date(2027, 3, 4), "p02"),))
SUMMER_PLAN: Plan = with_history(_BARE.model_copy(update={"season": SUMMER.id}), None, MADE_AT)
LATER = at(date(2027, 2, 15), 600)
