"""A plan as a person reads it at a terminal: trips by region, events, what is left out and why."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rich.console import JustifyMethod, RenderableType
from rich.table import Table

from api.cli.points import gap_words, points_words
from api.cli.terminal import Terminal
from api.documents.amounts import investment, yuan
from api.documents.cautions import caution_sentence
from api.documents.dates import date_range, short_dated, time_range
from api.documents.register import Register
from planner.clock import day_of
from planner.company import Company
from planner.plan import LeftOut, Plan, Reason, Trip
from planner.season import Season

MOST_EXAMPLES = 3


def summary(terminal: Terminal, season: Season, plan: Plan) -> Iterator[RenderableType]:
    """The parts of the summary, in the order they are read."""
    register = Register(season)
    yield _headline(terminal, season, plan)
    if plan.trips:
        yield _regions(terminal, register, plan)
        yield _trips(terminal, register, plan)
    if plan.events:
        yield _events(terminal, register, plan)
    if plan.left_out:
        yield _left_out(terminal, register, plan)
    yield from _cautions(terminal, register, plan)


def _headline(terminal: Terminal, season: Season, plan: Plan) -> str:
    met = sum(len(trip.visits) for trip in plan.trips)
    words = {
        "title": season.title,
        "dates": date_range(season.first, season.last, terminal.language),
        "status": terminal.say(f"terminal.status.{plan.status.value}"),
        "met": met,
        "companies": len(season.companies),
        "trips": len(plan.trips),
        "value": points_words(terminal, plan.objective.total),
        "bound": points_words(terminal, plan.bound),
        "gap": gap_words(terminal, plan.gap_permille),
    }
    return terminal.say("terminal.summary.headline", **words)


def _table(terminal: Terminal, topic: str, columns: str, numbers: str = "") -> Table:
    """An empty table whose title and headings are those of ``terminal.<topic>``."""
    table = Table(title=terminal.say(f"terminal.{topic}.heading"), title_justify="left")
    for column in columns.split():
        justify: JustifyMethod = "right" if column in numbers.split() else "left"
        table.add_column(terminal.say(f"terminal.{topic}.{column}"), justify=justify, overflow="fold")
    return table


def _regions(terminal: Terminal, register: Register, plan: Plan) -> Table:
    numbers = "trips companies investment cost"
    table = _table(terminal, "regions", f"region {numbers}", numbers)
    by_region: dict[str, list[Trip]] = defaultdict(list)
    for trip in plan.trips:
        by_region[trip.region].append(trip)
    named = [
        (region.name, by_region[region.id]) for region in register.season.regions if region.id in by_region
    ]
    for name, trips in named:
        table.add_row(name, *_sums(terminal, register, trips))
    table.add_section()
    table.add_row(terminal.say("terminal.regions.all"), *_sums(terminal, register, plan.trips))
    return table


def _sums(terminal: Terminal, register: Register, trips: Sequence[Trip]) -> tuple[str, ...]:
    met = _met(register, trips)
    cost = sum(trip.fares_cny + trip.lodging_cny for trip in trips)
    invested = sum(company.expected_investment_cny for company in met)
    amount = investment(invested, terminal.language) or terminal.say("terminal.unknown")
    return str(len(trips)), str(len(met)), amount, yuan(cost, terminal.language)


def _met(register: Register, trips: Sequence[Trip]) -> list[Company]:
    return [register.company(visit.company) for trip in trips for visit in trip.visits]


def _trips(terminal: Terminal, register: Register, plan: Plan) -> Table:
    table = _table(terminal, "trips", "trip dates region leader people companies", "people companies")
    for trip in sorted(plan.trips, key=lambda item: (item.dates[0], item.id)):
        table.add_row(
            trip.id,
            date_range(trip.dates[0], trip.dates[-1], terminal.language),
            register.region(trip.region).name,
            register.person(trip.leader).name,
            str(len(trip.delegation)),
            str(len(trip.visits)),
        )
    return table


def _events(terminal: Terminal, register: Register, plan: Plan) -> Table:
    table = _table(terminal, "events", "event day time attending missing", "attending")
    for held in sorted(plan.events, key=lambda item: (item.start, item.event)):
        missing = terminal.say("terminal.list_separator").join(
            register.person(key).name for key in held.missing
        )
        table.add_row(
            held.title,
            short_dated(day_of(held.start), terminal.language),
            time_range(held.start, held.end, terminal.language),
            str(len(held.attending)),
            missing,
        )
    return table


def _left_out(terminal: Terminal, register: Register, plan: Plan) -> Table:
    """By reason, the most frequent first, with the companies of the highest price as examples."""
    table = _table(terminal, "left_out", "reason count examples", "count")
    by_reason: dict[Reason, list[LeftOut]] = defaultdict(list)
    for item in plan.left_out:
        by_reason[item.reason].append(item)
    for reason, items in sorted(by_reason.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        dearest = sorted(items, key=lambda item: (-(item.price.points if item.price else 0), item.id))
        examples = [_example(terminal, register, item) for item in dearest[:MOST_EXAMPLES]]
        table.add_row(
            terminal.say(f"reason.{reason.value}"),
            str(len(items)),
            terminal.say("terminal.list_separator").join(examples),
        )
    return table


def _example(terminal: Terminal, register: Register, item: LeftOut) -> str:
    name = register.name_of(item.id)
    if item.price is None:
        return name
    points = points_words(terminal, item.price.points)
    return terminal.say("terminal.left_out.priced", name=name, points=points)


def _cautions(terminal: Terminal, register: Register, plan: Plan) -> Iterator[str]:
    """A line each; companies that cannot be met stand among those left out already."""
    left_out = {item.id for item in plan.left_out}
    for caution in plan.cautions:
        if caution.detail.get("company") not in left_out:
            yield terminal.say(
                "terminal.caution", text=caution_sentence(register, caution, terminal.language)
            )
