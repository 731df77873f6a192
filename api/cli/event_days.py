"""``zhaoshang event days``: the candidate days of an event, ranked from a season's file."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from api.cli.aside import done_aside
from api.cli.event_output import TOPIC, claim_output, write_output
from api.cli.files import read_plan, read_season
from api.cli.live import following, step_words
from api.cli.options import argument, effort_option, flag, option, seed_option
from api.cli.refusal import Refused
from api.cli.terminal import Terminal
from planner.errors import Fault

if TYPE_CHECKING:
    from rich.table import Table

    from events.dates import DayCost
    from events.solved_days import SolvedDay, WeighedDay
    from planner.options import Options
    from planner.plan import Plan
    from planner.progress import Progress
    from planner.season import Season

EXTENSIONS = (".xlsx", ".json")
SECONDS = 60.0
NO_DAY = 1
_DAY, _DAYS = "YYYY-MM-DD", ["%Y-%m-%d"]


def command(terminal: Terminal) -> Callable[..., int]:
    """The command, speaking the language of ``terminal``."""
    own = partial(option, terminal, topic=TOPIC)
    plan = option(terminal, "published", "--published", metavar="PLAN.json")

    def days(
        season: Annotated[Path, argument(terminal, "season", "SEASON.json")],
        event: Annotated[str, own("event", "--event", metavar="ID")],
        published: Annotated[Path | None, plan] = None,
        day: Annotated[
            list[datetime] | None, own("weighed_days", "--day", metavar=_DAY, formats=_DAYS)
        ] = None,
        notice: Annotated[int, own("notice", "--notice", metavar="N", min=0, max=365)] = 0,
        by_solving: Annotated[bool, own("by_solving", "--by-solving", metavar="")] = False,
        best: Annotated[int, own("best", "--best", metavar="N", min=1)] = 10,
        seconds: Annotated[float, own("solving_seconds", "--seconds", "-s", metavar="N", min=0.1)] = SECONDS,
        effort: Annotated[int | None, effort_option(terminal)] = None,
        seed: Annotated[int, seed_option(terminal)] = 1,
        output: Annotated[Path | None, own("days_output", "--output", "-o", metavar="FILE")] = None,
        json: Annotated[bool, flag(terminal, "json")] = False,
        force: Annotated[bool, flag(terminal, "force")] = False,
    ) -> int:
        from planner.options import Options

        extension = "" if output is None else claim_output(output, EXTENSIONS, force=force)
        ranking = _Ranking(terminal, season, published, event)
        quick = ranking.quick([item.date() for item in day or ()], notice)
        options = Options(seed=seed, effort=effort)
        solved = ranking.solved(quick, options, best, seconds) if by_solving else ()
        found = ranking.weighed(quick, solved, by_solving=by_solving)
        ranking.show(found, by_solving=by_solving, as_json=json)
        if output is not None:
            write_output(terminal, output, ranking.file(found, extension, by_solving=by_solving))
        return ranking.status(quick)

    return days


class _Ranking:
    """The season and plan that the days of one event are weighed against."""

    def __init__(self, terminal: Terminal, season: Path, published: Path | None, event: str) -> None:
        from planner.travel.network import Network

        self.terminal, self.event = terminal, event
        self.season: Season = read_season(season)
        known = [item.id for item in self.season.events]
        if event not in known:
            detail = {"known": terminal.say("terminal.list_separator").join(known)}
            raise Refused(Fault(code="event_not_in_season", place=season.name, value=event, detail=detail))
        self.times: Network = Network(self.season)
        self.plan: Plan | None = None if published is None else self._read(published)
        if published is None:
            terminal.note(terminal.say("event.days.unpublished"))

    def _read(self, path: Path) -> "Plan":
        """The plan; Refused if it is none of this season."""
        from planner.audit import audit

        plan = read_plan(path)
        if plan.season != self.season.id:
            detail = {"season": self.season.id}
            raise Refused(
                Fault(code="plan_of_another_season", place=path.name, value=plan.season, detail=detail)
            )
        if audit(self.season, plan, self.times).objective is None:
            raise Refused(Fault(code="plan_does_not_fit", place=path.name))
        return plan

    @property
    def held(self) -> "Plan":
        """The plan; without one an empty one: nobody is away, no other event has its date."""
        from planner.plan import Plan, Status

        none = Plan(season=self.season.id, made_at=self.season.as_of, status=Status.FEASIBLE)
        return self.plan or none

    def quick(self, days: Sequence[date], notice_days: int) -> "tuple[DayCost, ...]":
        """The days weighed against the plan as it stands."""
        from events.dates import rank_days

        return rank_days(self.season, self.held, self.event, self.times, days or None, notice_days)

    def solved(
        self, quick: "Sequence[DayCost]", options: "Options", best: int, seconds: float
    ) -> "tuple[SolvedDay, ...]":
        """The best of them with everything planned anew; Ctrl-C keeps those that are done."""
        self.terminal.note(self.terminal.say("terminal.solve.loading"))
        from events.solved_days import solve_days, worth_solving
        from planner.clock import day_of

        days = worth_solving(quick)[:best]
        at = {day: number for number, day in enumerate(days, start=1)}
        now: list[date] = [*days[:1]]

        def words(terminal: Terminal, step: "Progress") -> str:
            line = step_words(terminal, step)
            told = {"day": now[0].isoformat(), "number": at[now[0]], "count": len(days)}
            return terminal.say("event.days.step", **told, line=line)

        with following(self.terminal, seconds, words) as (watch, listener):

            def hear(day: date, step: "Progress") -> None:
                now[0] = day
                listener(step)

            found = done_aside(
                lambda: solve_days(
                    self.season, self.plan, self.event, days, options,
                    today=None if self.plan is None else day_of(self.season.as_of), stop=watch, progress=hear,
                ),
                watch.stop,
            )  # fmt: skip
        self.terminal.note(self.terminal.say("event.days.solved", solved=len(found), asked=len(days)))
        return found

    def weighed(
        self, quick: "Sequence[DayCost]", solved: "Sequence[SolvedDay]", *, by_solving: bool
    ) -> "tuple[WeighedDay, ...]":
        """Every day, in the order of the ranking asked for."""
        from events.solved_days import weighed

        found = weighed(self.season, self.plan, quick, solved, self.times)
        if by_solving:
            return found
        place = {cost.day: number for number, cost in enumerate(quick)}
        return tuple(sorted(found, key=lambda item: place[item.quick.day]))

    def show(self, days: "Sequence[WeighedDay]", *, by_solving: bool, as_json: bool) -> None:
        """The ranking, as a table or for a program."""
        if as_json:
            self.terminal.show_json([item.model_dump(mode="json") for item in days])
        else:
            self.terminal.show(self.table(days, by_solving=by_solving))

    def status(self, quick: "Sequence[DayCost]") -> int:
        """The exit status: whether the event can be held on any of the days; said if not."""
        if any(not cost.refusals for cost in quick):
            return 0
        self.terminal.note(self.terminal.say("event.days.none"))
        return NO_DAY

    def table(self, days: "Sequence[WeighedDay]", *, by_solving: bool) -> "Table":
        """A row a day: what it costs, who is missing, which trips give way, its marks."""
        from rich.table import Table

        from api.documents.event_days_workbook import day_row

        language = self.terminal.language
        title = next(item.title for item in self.season.events if item.id == self.event)
        table = Table(
            title=self.terminal.say("event_day.sheet.title", event=title),
            title_justify="left",
            show_lines=True,
        )
        names = ["rank", "day", "notice", *(["solved", "quick_rank"] if by_solving else ())]
        for name in (*names, "price", "absent", "trips", "marks"):
            table.add_column(self.terminal.say(f"event_day.column.{name}"), overflow="fold")
        none = self.terminal.say("event_day.sheet.none")
        for item in days:
            row = day_row(item, self.season, self.held, language, by_solving=by_solving)
            first = [_number(row.rank, none), row.day, str(item.quick.notice_days)]
            anew = ["\n".join(row.solved), _number(item.quick_rank, none)] if by_solving else []
            told = ("\n".join(part) for part in (row.price, row.absent, row.trips, row.marks))
            table.add_row(*first, *anew, *told)
        return table

    def file(self, days: "Sequence[WeighedDay]", extension: str, *, by_solving: bool) -> bytes:
        """The bytes; a workbook is dated by the day the season stands for: equal data, equal bytes."""
        from pydantic import TypeAdapter

        from api.documents.event_days_workbook import event_days_workbook
        from events.solved_days import WeighedDay

        if extension == ".json":
            return TypeAdapter(tuple[WeighedDay, ...]).dump_json(tuple(days), indent=1) + b"\n"
        return event_days_workbook(
            days, self.event, self.season, self.held, self.season.as_of, self.terminal.language,
            by_solving=by_solving,
        )  # fmt: skip


def _number(rank: int | None, none: str) -> str:
    return none if rank is None else str(rank)
