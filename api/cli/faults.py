"""Faults as a person reads them: a line each, or a table."""

from collections.abc import Iterable

from rich.table import Table

from api.texts import Language, say
from api.texts.sentences import FaultText, fault_codes, sentence
from planner.errors import Fault


def worded(fault: Fault, language: Language) -> FaultText:
    """The three sentences of ``fault``; one whose sentences nobody wrote is shown as the data it is."""
    if fault.code not in fault_codes():
        return FaultText(str(fault), "", "")
    return sentence(fault, language)


def line_of(fault: Fault, language: Language) -> str:
    """The whole fault on one line: place, what is wrong, what was expected, what to do."""
    text = worded(fault, language)
    unsaid = fault.place and fault.place not in text.message
    place = say("terminal.fault.place", language, place=fault.place) if unsaid else ""
    expected = say("terminal.fault.expected", language, expected=text.expected) if text.expected else ""
    remedy = say("terminal.fault.remedy", language, remedy=text.remedy) if text.remedy else ""
    line = say("terminal.fault.line", language, place=place, message=text.message)
    return " ".join(f"{line}{expected}{remedy}".split("\n"))


def table_of(faults: Iterable[Fault], language: Language) -> Table:
    """Every fault with its place, its value, what was expected and the remedy."""
    table = Table(show_lines=True)
    for column, ratio in (("place", 3), ("value", 3), ("message", 5), ("expected", 5), ("remedy", 5)):
        table.add_column(say(f"terminal.fault_table.{column}", language), ratio=ratio, overflow="fold")
    for fault in faults:
        text = worded(fault, language)
        table.add_row(fault.place, fault.value, text.message, text.expected, text.remedy)
    return table


def as_data(fault: Fault, language: Language) -> dict[str, object]:
    """The fault for a program, its sentences included."""
    return fault.model_dump() | worded(fault, language)._asdict()
