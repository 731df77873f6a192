"""Random seasons small enough that everything can be tried, and rich enough that every rule binds in some."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st

from planner.clock import at, days_between
from planner.company import Company, FirstContact, Needs, Stage
from planner.event import Event, EventKind
from planner.person import Chain, Person, Rank, Unit
from planner.place import City, Region, Site
from planner.rules import DayHours, LodgingLimit, Rules, TravelCosts, Weights
from planner.season import AwayException, AwayLimit, Base, Pins, Season, VisitPin
from planner.timetable import Call, Service, Station, Timetable, Train
from planner.window import Busy, Window
from planner.workdays import DayKind, DayOverride, Workdays
from tests.builders import HOME_CITY, MONDAY, SUZHOU, WUXI

T = TypeVar("T")
CHANGZHOU = City(adcode="320400", name="常州", province="江苏", lat=31.81, lon=119.97)
NANJING = City(adcode="320100", name="南京", province="江苏", lat=32.06, lon=118.80)
ZHENJIANG = City(adcode="321100", name="镇江", province="江苏", lat=32.19, lon=119.43)
EAST = Region(id="east", name="苏南", cities=(SUZHOU.adcode, WUXI.adcode))
WEST = Region(id="west", name="宁镇", cities=(NANJING.adcode, ZHENJIANG.adcode))
CITIES = {city.adcode: city for city in (HOME_CITY, SUZHOU, WUXI, CHANGZHOU, NANJING, ZHENJIANG)}
UNITS = ("bureau", "park")
SKILLS = ("德语", "招标")
CHAINS = ("equipment", "food")


def tiny_seasons() -> st.SearchStrategy[Season]:
    """Tiny seasons for hypothesis, shrinking towards few and plain companies, people and rules."""
    return st.randoms(use_true_random=False).map(random_season)


def tiny_season(seed: int) -> Season:
    """The tiny season of one seed."""
    return random_season(Random(seed))


def partly_elsewhere(season: Season, dice: Random) -> Season:
    """The same season, some of its people on trips elsewhere in it, and up to two days before and after."""
    people = []
    for person in season.people:
        away = tuple(
            Busy(start=at(day, 0), end=at(day, 1_440 * dice.choice((1, 1, 2))), title="另一季", away=True)
            for day in (
                season.first + timedelta(days=dice.randint(-2, (season.last - season.first).days + 2))
                for _ in range(dice.choice((0, 0, 1, 2)))
            )
        )
        people.append(person.model_copy(update={"busy": (*person.busy, *away)}))
    return season.model_copy(update={"people": tuple(people)})


def random_season(dice: Random) -> Season:
    """3 to 6 working days, 2 to 5 companies, 3 to 5 people, up to 2 events."""
    first = MONDAY + timedelta(days=dice.randint(0, 4))
    overrides = _overrides(dice, first)
    working = [
        day for k in range(20) if Workdays(first, first, overrides).is_workday(day := first + timedelta(k))
    ]
    days = tuple(working[: dice.randint(3, 6)])
    regions = (EAST, WEST) if dice.random() < 0.4 else (EAST,)
    home, outposts = _home(dice), _outposts(dice)
    people = _people(dice, days, outposts)
    home, outposts = _led(home, people), tuple(_led(base, people) for base in outposts)
    companies = tuple(_company(dice, index, days, regions, people) for index in range(dice.randint(2, 5)))
    events = _events(dice, days, people)
    return Season(
        id="tiny",
        title="小季",
        first=first,
        last=days[-1],
        as_of=at(MONDAY - timedelta(days=30), 540),
        day_overrides=overrides,
        home=home,
        outposts=outposts,
        cities=tuple(CITIES.values()),
        regions=regions,
        units=tuple(Unit(id=unit, name=unit) for unit in UNITS),
        chains=tuple(Chain(id=chain, name=chain, chief=_anyone(dice, people, 0.7)) for chain in CHAINS),
        people=people,
        companies=companies,
        events=events,
        away_limits=_away_limits(dice, people, days),
        pins=_pins(dice, companies, events, people, days),
        rules=_rules(dice),
        timetable=_sometimes(dice, 0.3, _timetable(dice, first), Timetable()),
    )


def _timetable(dice: Random, first: date) -> Timetable:
    """A line through the cities from 南京 to 苏州 and back, a few trains a day, some on weekdays alone."""
    line = (NANJING, ZHENJIANG, CHANGZHOU, WUXI, SUZHOU)
    stations = tuple(
        Station(
            id=f"s{city.adcode}", name=f"{city.name}站", lat=city.lat + 0.02, lon=city.lon, city=city.adcode
        )
        for city in line
    )
    last = first + timedelta(days=20)
    weekdays = (True, True, True, dice.random() < 0.5, True, False, False)
    services = (
        Service(id="daily", weekdays=(True,) * 7, first=first, last=last),
        Service(id="weekdays", weekdays=weekdays, first=first, last=last),
    )
    trains = []
    for number in range(dice.randint(2, 8)):
        order = range(len(line)) if number % 2 else range(len(line) - 1, -1, -1)
        start = dice.randrange(420, 1_140)
        calls = tuple(Call(stop, start + 20 * k, start + 20 * k + 2) for k, stop in enumerate(order))
        service = dice.choice(("daily", "weekdays"))
        trains.append(Train(number=f"G{7_000 + number}", service=service, calls=calls))
    return Timetable(stations=stations, services=services, trains=tuple(trains), source="test")


def _hours(dice: Random) -> DayHours:
    """Sometimes tight: a short reach within the region, a long buffer, early evenings."""
    return DayHours(
        buffer_minutes=dice.choice((0, 10, 10, 25)),
        most_leg_minutes=dice.choice((40, 75, 150, 150)),
        at_hotel=dice.choice((1_110, 1_290, 1_290)),
        back_at_base=dice.choice((1_140, 1_380, 1_380)),
        lunch_close=dice.choice((800, 840, 840)),
    )


def _sometimes(dice: Random, chance: float, value: Any, otherwise: Any = None) -> Any:
    return value if dice.random() < chance else otherwise


def _anyone(dice: Random, people: tuple[Person, ...], chance: float) -> str | None:
    return dice.choice(people).id if dice.random() < chance else None


def _some(dice: Random, items: Sequence[T], most: int) -> tuple[T, ...]:
    return tuple(dice.sample(list(items), min(len(items), dice.randint(0, most))))


def _overrides(dice: Random, first: date) -> tuple[DayOverride, ...]:
    """Sometimes a rest day inside the week, sometimes a Saturday to work on."""
    rest = DayOverride(day=first + timedelta(days=2), kind=DayKind.REST_DAY, note="调休")
    saturday = DayOverride(day=MONDAY + timedelta(days=5), kind=DayKind.WORKDAY, note="补班")
    picked = (*_sometimes(dice, 0.2, (rest,), ()), *_sometimes(dice, 0.2, (saturday,), ()))
    return tuple({item.day: item for item in picked}.values())


def _home(dice: Random) -> Base:
    """Near enough to drive, or a flight away."""
    city = dice.choice((CHANGZHOU, HOME_CITY))
    return Base(
        id="home",
        name=city.name,
        site=Site(city=city.adcode, lat=city.lat, lon=city.lon),
        leader_rank_at_most=dice.choice((Rank.DEPUTY, Rank.DEPARTMENT_HEAD)),
        least_staff=dice.choice((0, 1, 1, 2)),
    )


def _outposts(dice: Random) -> tuple[Base, ...]:
    if dice.random() > 0.3:
        return ()
    site = Site(city=WUXI.adcode, lat=WUXI.lat, lon=WUXI.lon)
    regions = dice.choice(((), ("east",)))
    return (
        Base(
            id="outpost",
            name="驻苏南组",
            site=site,
            regions=regions,
            leader_rank_at_most=dice.choice((Rank.DEPARTMENT_HEAD, Rank.STAFF)),
            least_staff=dice.choice((0, 1)),
        ),
    )


def _led(base: Base, people: tuple[Person, ...]) -> Base:
    """The base with somebody who may lead: a season without is refused."""
    highest = min((person.rank for person in people if person.base == base.id), default=Rank.PRINCIPAL)
    return base.model_copy(update={"leader_rank_at_most": max(base.leader_rank_at_most, highest)})


def _people(dice: Random, days: tuple[date, ...], outposts: tuple[Base, ...]) -> tuple[Person, ...]:
    ranks = [dice.choice((1, 2, 2, 3)), dice.choice((1, 2, 3)), 5, 4, dice.choice((2, 3, 4, 5))]
    return tuple(
        Person(
            id=f"p{index}",
            name=f"p{index}",
            unit=dice.choice(UNITS),
            rank=Rank(rank),
            base=outposts[0].id if outposts and index >= 1 and dice.random() < 0.5 else "home",
            skills=_some(dice, SKILLS, 2),
            busy=tuple(_busy(dice, days) for _ in range(dice.choice((0, 0, 0, 1, 2)))),
            most_days_away=dice.choice((1, 2, 3, 6, 6, 6)),
        )
        for index, rank in enumerate(ranks[: dice.randint(3, 5)])
    )


def _busy(dice: Random, days: tuple[date, ...]) -> Busy:
    day, start = dice.choice(days), dice.choice((0, 540, 840))
    return Busy(start=at(day, start), end=at(day, start + dice.choice((60, 240, 900))), title="会议")


def _company(
    dice: Random, index: int, days: tuple[date, ...], regions: tuple[Region, ...], people: tuple[Person, ...]
) -> Company:
    city = CITIES[dice.choice(dice.choice(regions).cities)]
    aboard = FirstContact(
        unit=dice.choice(UNITS), person=_anyone(dice, people, 0.4), aboard=dice.random() < 0.6
    )
    open_days = dice.sample(days, dice.randint(1, len(days)))
    return Company(
        id=f"c{index}",
        name=f"c{index}",
        site=Site(city=city.adcode, lat=city.lat + dice.randint(-8, 8) / 100, lon=city.lon),
        chain=dice.choice((None, *CHAINS)),
        expected_investment_cny=dice.choice((0, 3 * 10**8, 10**9, 10**9)),
        stage=dice.choice((Stage.CONTACTED, Stage.INTERESTED, Stage.NEGOTIATING)),
        kinds=_some(dice, ("500强", "链主"), 1),
        visit_minutes=dice.choice((47, 60, 90, 120)),
        windows=tuple(_window(dice, day) for day in sorted(open_days)),
        needs=Needs(
            least_rank=_sometimes(dice, 0.3, Rank(dice.randint(2, 3))),
            chief=dice.random() < 0.15,
            person=_sometimes(dice, 0.15, dice.choice(people).id),
            skills=_sometimes(dice, 0.2, (dice.choice(SKILLS),), ()),
        ),
        first_contact=_sometimes(dice, 0.3, aboard),
        last_met_on=_sometimes(
            dice, 0.15, days[dice.randrange(len(days))] - timedelta(days=dice.choice((88, 90)))
        ),
    )


def _window(dice: Random, day: date) -> Window:
    opens, closes = dice.choice(
        ((540, 720), (540, 1_080), (540, 1_080), (600, 840), (690, 900), (840, 1_020))
    )
    return Window(start=at(day, opens), end=at(day, closes))


def _events(dice: Random, days: tuple[date, ...], people: tuple[Person, ...]) -> tuple[Event, ...]:
    horizon = days_between(days[0], days[-1])
    names = ("e0", "e1")[: dice.choice((0, 0, 1, 1, 2))]
    return tuple(
        Event(
            id=name,
            kind=EventKind.OTHER,
            title=name,
            candidate_days=tuple(sorted(dice.sample(horizon, dice.randint(2, min(4, len(horizon)))))),
            start_minute=dice.choice((540, 600, 840)),
            duration_minutes=dice.choice((90, 180, 300)),
            required=tuple(person.id for person in _some(dice, people, 2)),
            wished=tuple(person.id for person in _some(dice, people, 3)),
            after=("e0",) if name == "e1" and dice.random() < 0.4 else (),
            optional=dice.random() < 0.7,
            held_points=dice.choice((0, 1_000, 4_000)),
        )
        for name in names
    )


def _away_limits(dice: Random, people: tuple[Person, ...], days: tuple[date, ...]) -> tuple[AwayLimit, ...]:
    if dice.random() > 0.4:
        return ()
    excused = AwayException(first=days[0], last=days[1], reason="已批准", approved_by="区委办")
    return (
        AwayLimit(
            id="heads",
            people=(people[0].id, people[1].id),
            most_away=dice.choice((0, 1, 1)),
            exceptions=_sometimes(dice, 0.3, (excused,), ()),
        ),
    )


def _pins(
    dice: Random,
    companies: tuple[Company, ...],
    events: tuple[Event, ...],
    people: tuple[Person, ...],
    days: tuple[date, ...],
) -> Pins:
    pin = VisitPin(
        company=dice.choice(companies).id,
        day=_sometimes(dice, 0.3, dice.choice(days)),
        leader=_sometimes(dice, 0.3, dice.choice(people[:2]).id),
    )
    dates = {event.id: dice.choice(event.candidate_days) for event in events if dice.random() < 0.15}
    return Pins(visits=_sometimes(dice, 0.15, (pin,), ()), events=dates)


def _rules(dice: Random) -> Rules:
    lodging = (
        LodgingLimit(city="*", limits_cny=(480, 480, 350, 350, 350)),
        LodgingLimit(city=SUZHOU.adcode, limits_cny=(800, 600, 500, 400, 300)),
    )
    return Rules(
        hours=_hours(dice),
        costs=TravelCosts(lodging=lodging),
        weights=Weights(
            region_coverage=dice.choice(((3_000, 2_000, 1_000), (), (5_000,))),
            load_steps=dice.choice(((0, 0, 300, 600), (0, 200), ())),
        ),
        kind_points=_sometimes(dice, 0.5, {"500强": 2_000}, {}),
        most_of_kind=_sometimes(dice, 0.2, {"500强": 1}, {}),
        most_trip_days=dice.choice((1, 2, 3, 4)),
        most_visits_a_day=dice.choice((1, 2, 3)),
        most_seconds=dice.choice((0, 1, 1)),
        most_delegates=dice.choice((3, 4, 6)),
        rest_days_between_trips=dice.choice((0, 0, 1, 2)),
        budget_cny=_sometimes(dice, 0.2, dice.choice((1_500, 3_000, 8_000))),
        region_budgets_cny=_sometimes(dice, 0.2, {"east": dice.choice((1_000, 4_000))}, {}),
    )
