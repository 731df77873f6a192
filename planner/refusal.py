"""What pydantic refused, as faults: the same words for a file, the API and a page."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from planner.errors import Fault

MOST_VALUE_CHARACTERS = 80

# pydantic's error types (its "Validation Errors" page) that say more than that a value is unusable, with
# the words of their context that the sentences use. Types of one meaning share the first one's sentence.
_SAME: Mapping[str, str] = {
    "model_attributes_type": "model_type",
    "int_type": "int_parsing",
    "int_from_float": "int_parsing",
    "int_parsing_size": "int_parsing",
    "float_type": "float_parsing",
    "bool_type": "bool_parsing",
    "literal_error": "enum",
    "date_type": "date_parsing",
    "date_from_datetime_parsing": "date_parsing",
    "date_from_datetime_inexact": "date_parsing",
    "datetime_type": "datetime_parsing",
    "datetime_from_date_parsing": "datetime_parsing",
    "datetime_object_invalid": "datetime_parsing",
    "tuple_type": "list_type",
}
_WORDS: Mapping[str, tuple[str, ...]] = {
    "missing": (),
    "extra_forbidden": (),
    "model_type": (),
    "dict_type": (),
    "list_type": (),
    "int_parsing": (),
    "float_parsing": (),
    "finite_number": (),
    "bool_parsing": (),
    "string_type": (),
    "string_pattern_mismatch": ("pattern",),
    "enum": ("expected",),
    "greater_than": ("gt",),
    "greater_than_equal": ("ge",),
    "less_than": ("lt",),
    "less_than_equal": ("le",),
    "too_short": ("min_length", "actual_length"),
    "too_long": ("max_length", "actual_length"),
    "date_parsing": (),
    "datetime_parsing": (),
    "timezone_aware": (),
    "json_invalid": ("error",),
    "closes_before_it_opens": ("start", "end"),
    "window_spans_days": ("start", "end"),
    "day_hours_out_of_order": ("rest",),
    "weights_not_monotone": (),
    "not_seated_once": ("people",),
    "batch_of_unknown_project": ("project",),
    "publicity_ends_before_it_starts": ("first", "last"),
    "publicity_out_of_order": ("first", "last"),
    "secondment_ends_before_it_starts": ("first", "last"),
    "windows_out_of_order": (),
    "orienteering_out_of_shape": ("places", "stops", "resources"),
    "routes_cannot_be_run": (),
}
OTHERWISE = "value_unusable"
CODES = frozenset(_WORDS) | {OTHERWISE}


def faults_of(error: ValidationError) -> tuple[Fault, ...]:
    """A fault for each error, in pydantic's order.

    ``code`` is the error's type, or that of its like (``int_type`` reads as ``int_parsing``), or
    ``value_unusable`` with pydantic's own words in ``detail["message"]``; ``place`` is the path to the value,
    such as ``companies[3].windows[0].start``; ``value`` what stood there, shortened.
    """
    return tuple(fault_of(item) for item in error.errors(include_url=False))


def fault_of(item: Any) -> Fault:
    """One of pydantic's errors (an item of ``ValidationError.errors()``) as a fault."""
    code = _SAME.get(item["type"], item["type"])
    context = item.get("ctx", {})
    place = path_of(item["loc"])
    value = "" if code == "missing" else _shortened(item["input"])
    words = _WORDS.get(code)
    if words is None or any(word not in context for word in words):
        return Fault(code=OTHERWISE, place=place, value=value, detail={"message": item["msg"]})
    return Fault(code=code, place=place, value=value, detail={word: str(context[word]) for word in words})


def path_of(location: tuple[int | str, ...]) -> str:
    """``("companies", 3, "windows", 0)`` as ``companies[3].windows[0]``."""
    path = ""
    for step in location:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path


def _shortened(value: object) -> str:
    text = str(value)
    return text if len(text) <= MOST_VALUE_CHARACTERS else f"{text[:MOST_VALUE_CHARACTERS]}…"
