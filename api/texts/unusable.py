"""What pydantic refused, as faults with sentences: codes of the planner, of events and of the service."""

from typing import Any

from pydantic import ValidationError

from api.texts.sentences import fault_codes
from planner.errors import Fault
from planner.refusal import CODES, MOST_VALUE_CHARACTERS, fault_of, path_of


def unusable(error: ValidationError) -> tuple[Fault, ...]:
    """A fault for each error, in pydantic's order; the same words for a file and for the API."""
    return tuple(unusable_fault(item) for item in error.errors(include_url=False))


def unusable_fault(item: Any) -> Fault:
    """One of pydantic's errors (an item of ``ValidationError.errors()``) as a fault.

    A value that refuses itself with a code that has sentences is told by them, anything else as
    :func:`planner.refusal.fault_of` does.
    """
    code = item["type"]
    if code not in fault_codes() - CODES:
        return fault_of(item)
    words = {name: str(word) for name, word in item.get("ctx", {}).items()}
    value = str(item["input"])[:MOST_VALUE_CHARACTERS]
    return Fault(code=code, place=path_of(tuple(item["loc"])), value=value, detail=words)
