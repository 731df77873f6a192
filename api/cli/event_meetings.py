"""``zhaoshang event meetings``: one-to-one meetings arranged from a file, or re-timed on the day."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from api.cli.aside import done_aside
from api.cli.event_output import TOPIC, claim_output, output_option, write_output
from api.cli.files import read_text, read_value
from api.cli.live import following
from api.cli.options import argument, effort_option, flag, option, seconds_option, seed_option
from api.cli.points import points_words
from api.cli.refusal import Refused
from api.cli.terminal import Terminal
from planner.errors import Fault
from planner.progress import Phase, Progress

if TYPE_CHECKING:
    from api.documents.meeting_timetable import MeetingWords
    from events.matchmaking.settled import Resettled, SettledMeetings
    from events.matchmaking.timetable import Timetable
    from planner.options import Options

EXTENSIONS = (".json", ".xlsx")
SECONDS = 10.0
MOST_LINES = 20  # of what is left out; the rest stands in the JSON


def command(terminal: Terminal) -> Callable[..., None]:
    """The command, speaking the language of ``terminal``."""

    def meetings(
        task: Annotated[Path, argument(terminal, "meetings_task", "MEETINGS.json", topic=TOPIC)],
        output: Annotated[Path, output_option(terminal)],
        change: Annotated[
            Path | None, option(terminal, "change", "--change", metavar="CHANGES.json", topic=TOPIC)
        ] = None,
        seconds: Annotated[float, seconds_option(terminal)] = SECONDS,
        effort: Annotated[int | None, effort_option(terminal)] = None,
        seed: Annotated[int, seed_option(terminal)] = 1,
        force: Annotated[bool, flag(terminal, "force")] = False,
    ) -> None:
        from planner.options import Options

        extension = claim_output(output, EXTENSIONS, force=force)
        options = Options(seed=seed, effort=effort)
        kept = _kept(task)
        if change is not None:
            if kept is None:
                raise Refused(Fault(code="change_without_timetable", place=task.name))
            found = _retimed(terminal, kept, change, options, seconds)
        else:
            found = kept or _arranged(terminal, task, options, seconds)
        write_output(terminal, output, _file(terminal, found, extension))

    return meetings


def _kept(path: Path) -> "SettledMeetings | None":
    """The timetable in ``path``, judged again; None if it holds what is to be arranged."""
    from events.matchmaking.settled import SettledMeetings, check_settled

    try:
        holds_timetable = "timetable" in json.loads(read_text(path))
    except (ValueError, TypeError):  # said with its place by whoever reads the value
        holds_timetable = False
    if not holds_timetable:
        return None
    found = read_value(path, SettledMeetings)
    check_settled(found, None)
    return found


def _arranged(terminal: Terminal, path: Path, options: "Options", seconds: float) -> "SettledMeetings":
    """The timetable of the task in ``path``, told; Refused with every reason if there is none."""
    from events.matchmaking.task import MeetingsTask

    asked = read_value(path, MeetingsTask)
    day = asked.day()
    terminal.note(terminal.say("terminal.solve.loading"))
    from api.documents.meeting_timetable import MeetingWords
    from events.matchmaking.arrange import arrange
    from events.matchmaking.settled import SettledMeetings
    from planner.plan import Status

    with following(terminal, seconds, _step) as (watch, listener):
        timetable = done_aside(lambda: arrange(day, options, stop=watch, progress=listener), watch.stop)
    words = MeetingWords(day, asked.times, terminal.language)
    if timetable.status is Status.INFEASIBLE:
        raise Refused(
            Fault(code="meetings_none", place=path.name, value=words.obstacle(item))
            for item in timetable.obstacles
        )
    terminal.note(terminal.say("event.meetings.figures", **_figures(terminal, timetable)))
    _tell_left_out(terminal, words, timetable)
    return SettledMeetings(day=day, timetable=timetable, times=asked.times)


def _retimed(
    terminal: Terminal, kept: "SettledMeetings", path: Path, options: "Options", seconds: float
) -> "SettledMeetings":
    """``kept`` after the changes in ``path``, and what they come to told."""
    from events.matchmaking.settled import resettled
    from events.matchmaking.task import DayNews

    news = read_value(path, DayNews)
    terminal.note(terminal.say("terminal.solve.loading"))
    with following(terminal, seconds, _step) as (watch, listener):
        listener(Progress(phase=Phase.IMPROVE))
        after = done_aside(
            lambda: resettled(kept, news.changes, options, now=news.now, stop=watch), watch.stop
        )
    _tell_changes(terminal, after)
    return after.meetings


def _step(terminal: Terminal, progress: Progress) -> str:
    """What is still lost against the best there could be: a cost that falls, and a bound that rises."""
    words = {"cost": points_words(terminal, progress.best), "bound": points_words(terminal, progress.bound)}
    return terminal.say("event.meetings.step", **words)


def _figures(terminal: Terminal, timetable: "Timetable") -> dict[str, object]:
    return {
        "held": len(timetable.meetings),
        "left": len(timetable.left_out),
        "points": points_words(terminal, timetable.points),
        "points_bound": points_words(terminal, timetable.points_bound),
        "gaps": timetable.gaps,
        "gaps_bound": points_words(terminal, timetable.gaps_bound),
    }


def _tell_left_out(terminal: Terminal, words: "MeetingWords", timetable: "Timetable") -> None:
    for item in timetable.left_out[:MOST_LINES]:
        terminal.note(
            terminal.say(
                "event.meetings.left_out", pair=words.pair(item.request), reason=words.left_out(item)
            )
        )
    if more := len(timetable.left_out[MOST_LINES:]):
        terminal.note(terminal.say("event.meetings.more", count=more))


def _tell_changes(terminal: Terminal, after: "Resettled") -> None:
    from api.documents.meeting_timetable import MeetingWords
    from planner.plan import Status

    found = after.meetings
    words = MeetingWords(found.day, found.times, terminal.language)
    counts = {"moved": len(after.moved), "brought_in": len(after.brought_in)}
    terminal.note(terminal.say("event.meetings.changed", **counts))
    for text in (*map(words.moved, after.moved), *map(words.brought_in, after.brought_in)):
        terminal.note(terminal.say("event.meetings.item", text=text))
    _tell_left_out(terminal, words, found.timetable)
    if found.timetable.status is not Status.OPTIMAL:
        terminal.note(terminal.say("event.done.unproven"))


def _file(terminal: Terminal, found: "SettledMeetings", extension: str) -> bytes:
    """The bytes; equal timetables make equal bytes, for a day of meetings has no date."""
    from datetime import date

    from api.documents.meeting_timetable import timetable_workbook
    from planner.clock import at

    if extension == ".json":
        return f"{found.model_dump_json(indent=1)}\n".encode()
    return timetable_workbook(found, at(date(2000, 1, 1), 0), terminal.language)
