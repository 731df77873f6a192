"""What a plan leaves out, one line each with reason and price; and where what was asked for does stand."""

from collections.abc import Iterable, Iterator, Sequence

from rich.table import Table

from api.cli.refusal import Refused
from api.cli.terminal import Terminal
from api.documents.dates import short_dated
from api.documents.reasons import priced_sentence
from api.documents.register import Register
from planner.clock import day_of
from planner.errors import Fault
from planner.plan import LeftOut, Plan
from planner.season import Season


def wanted_ids(season: Season, plan: Plan, words: Sequence[str]) -> frozenset[str]:
    """The ids that ``words`` (ids or names) mean; all that was left out if there are none.

    Raises Refused for a plan of another season and for words the season does not know.
    """
    if plan.season != season.id:
        raise Refused(Fault(code="plan_of_another_season", value=plan.season, detail={"season": season.id}))
    if not words:
        return frozenset(item.id for item in plan.left_out)
    known = {item.name: item.id for item in season.companies} | {
        item.title: item.id for item in season.events
    }
    known |= {key: key for key in known.values()}
    if unknown := [word for word in words if word not in known]:
        raise Refused(Fault(code="not_in_season", value=word) for word in unknown)
    return frozenset(known[word] for word in words)


def answers(terminal: Terminal, season: Season, plan: Plan, keys: frozenset[str]) -> Iterator[str]:
    """For each of ``keys`` that the plan does hold: when and by whom."""
    register = Register(season)
    for trip in plan.trips:
        for visit in trip.visits:
            if visit.company in keys:
                yield terminal.say(
                    "terminal.explain.met",
                    name=register.company(visit.company).name,
                    day=short_dated(day_of(visit.start), terminal.language),
                    leader=register.person(trip.leader).name,
                    trip=trip.id,
                )
    for held in plan.events:
        if held.event in keys:
            day = short_dated(day_of(held.start), terminal.language)
            yield terminal.say("terminal.explain.held", name=held.title, day=day)


def left_out_table(terminal: Terminal, season: Season, items: Iterable[LeftOut]) -> Table:
    """Reason and price of each, by id."""
    register = Register(season)
    table = Table(title=terminal.say("terminal.explain.heading"), title_justify="left")
    table.add_column("", overflow="fold")
    for column in ("name", "reason"):
        table.add_column(terminal.say(f"terminal.explain.{column}"), overflow="fold")
    for item in sorted(items, key=lambda entry: entry.id):
        sentence = priced_sentence(register, item, terminal.language)
        table.add_row(item.id, register.name_of(item.id), sentence)
    return table
