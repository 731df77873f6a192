"""``zhaoshang event guests``: whom to invite, out of lists in a file."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from api.cli.event_output import TOPIC, claim_output, output_option, write_output
from api.cli.faults import worded
from api.cli.files import read_value
from api.cli.options import argument, flag
from api.cli.refusal import Refused
from api.cli.terminal import Terminal
from events.guests.demand import GuestDemand
from events.guests.lists import GuestList
from planner.value import Value


class GuestTask(Value):
    """The lists of units, associations and the office, and what is asked of the one list."""

    demand: GuestDemand
    lists: tuple[GuestList, ...]
    told_apart: tuple[tuple[str, str], ...] = ()


def command(terminal: Terminal) -> Callable[..., None]:
    """The command, speaking the language of ``terminal``."""

    def guests(
        task: Annotated[Path, argument(terminal, "guest_task", "LISTS.json", topic=TOPIC)],
        output: Annotated[Path, output_option(terminal)],
        force: Annotated[bool, flag(terminal, "force")] = False,
    ) -> None:
        from events.guests.lists import merged
        from events.guests.proposal import ListStatus
        from events.guests.propose import propose

        claim_output(output, (".json",), force=force)
        asked = read_value(task, GuestTask)
        found = propose(merged(asked.lists, asked.told_apart), asked.demand)
        if found.status is ListStatus.INFEASIBLE:
            raise Refused(found.obstacles)
        for note in found.notes:
            text = worded(note, terminal.language).message
            terminal.note(terminal.say("terminal.caution", text=f"{note.place} {text}".strip()))
        words = {
            "chosen": len(found.chosen),
            "reserve": sum(len(reserve.guests) for reserve in found.reserve),
            "worth": found.worth.total,
            "bound": found.bound,
        }
        terminal.note(terminal.say("event.done.guests", **words))
        write_output(terminal, output, f"{found.model_dump_json(indent=1)}\n".encode())

    return guests
