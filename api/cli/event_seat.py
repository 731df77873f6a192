"""``zhaoshang event seat``: who sits where, as chart, list, cards or data."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from api.cli.event_output import TOPIC, claim_output, output_option, write_output
from api.cli.files import read_value
from api.cli.options import argument, flag, option
from api.cli.refusal import Refused
from api.cli.terminal import Terminal
from planner.errors import Fault

if TYPE_CHECKING:
    from events.seating.plan import SeatingPlan
    from events.seating.seated import Seated
    from events.seating.task import SeatingTask


class Print(StrEnum):
    """What is written of a seating."""

    CHART = "chart"
    LIST = "list"
    CARDS = "cards"


EXTENSIONS = {
    Print.CHART: (".svg", ".png", ".pdf", ".json"),
    Print.LIST: (".docx", ".json"),
    Print.CARDS: (".pdf", ".json"),
}


def command(terminal: Terminal) -> Callable[..., None]:
    """The command, speaking the language of ``terminal``."""

    def seat(
        task: Annotated[Path, argument(terminal, "seating_task", "PEOPLE.json", topic=TOPIC)],
        output: Annotated[Path, output_option(terminal)],
        day: Annotated[
            datetime,
            option(terminal, "day", "--day", metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], topic=TOPIC),
        ],
        what: Annotated[Print | None, option(terminal, "seat_print", "--print", topic=TOPIC)] = None,
        force: Annotated[bool, flag(terminal, "force")] = False,
    ) -> None:
        from events.seating.task import SeatingTask
        from events.seating.task import seat as seated

        printed = what or (Print.LIST if output.suffix.lower() == ".docx" else Print.CHART)
        extension = claim_output(output, EXTENSIONS[printed], force=force)
        asked = read_value(task, SeatingTask)
        asked = asked if asked.title else asked.model_copy(update={"title": task.stem[:200]})
        found = seated(asked, day.date())
        plan = _told(terminal, asked, day.date(), found, task)
        if extension == ".json":
            write_output(terminal, output, f"{found.model_dump_json(indent=1)}\n".encode())
        else:
            write_output(terminal, output, _file(terminal, plan, day.date(), printed, extension))

    return seat


def _told(terminal: Terminal, asked: "SeatingTask", day: date, found: "Seated", task: Path) -> "SeatingPlan":
    """The plan, what is to be known of it said; Refused with every reason if there is none."""
    from api.documents.seating.reasons import answer_words, reason_words
    from api.documents.seating.words import ties_words

    banquet = asked.banquet(day)
    if found.plan is None:
        words = () if banquet is None else (
            reason_words(banquet, reason, terminal.language) for reason in found.reasons
        )  # fmt: skip
        raise Refused(Fault(code="seating_none", place=task.name, value=text) for text in words)
    for text in () if banquet is None else answer_words(banquet, found, terminal.language):
        terminal.note(text)
    if ties := ties_words(found.plan, terminal.language):
        terminal.note(ties)
    return found.plan


def _file(terminal: Terminal, plan: "SeatingPlan", day: date, what: Print, extension: str) -> bytes:
    """The bytes; files are dated by the day, so that equal tasks make equal bytes."""
    from api.documents.seating.chart import chart_svg
    from api.documents.seating.name_cards import name_cards, name_cards_pdf
    from api.documents.seating.printed import chart_pdf, chart_png
    from api.documents.seating.seat_list import seat_list_docx
    from planner.clock import at

    made_at, language = at(day, 0), terminal.language
    if what is Print.CARDS:
        return name_cards_pdf(plan.title, name_cards(plan, language), made_at, language)
    if what is Print.LIST:
        return seat_list_docx(plan, made_at, language)
    if extension == ".svg":
        return chart_svg(plan, language)
    return chart_png(plan, language) if extension == ".png" else chart_pdf(plan, made_at, language)
