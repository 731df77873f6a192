"""The description of the API with its examples filled in."""

from typing import Any
from uuid import uuid4

from api.examples.accounts import account_examples
from api.examples.calendars import calendar_examples
from api.examples.events import event_examples
from api.examples.guests import guest_examples
from api.examples.planning import planning_examples
from api.examples.records import record_examples
from api.examples.scene import Example, Scene, Shown
from api.examples.sheets import sheet_examples
from api.examples.visits import visit_examples
from api.examples.workbooks import workbook_examples

_SOURCES = (
    account_examples,
    record_examples,
    planning_examples,
    visit_examples,
    event_examples,
    guest_examples,
    sheet_examples,
    calendar_examples,
    workbook_examples,
)
_FORM = "multipart/form-data"
_ONCE = "idempotency-key"


def examples_of(scene: Scene) -> Shown:
    """What each operation can be sent now, by its id; an operation that takes nothing is not there."""
    found: dict[str, Example] = {}
    for source in _SOURCES:
        found |= source(scene)
    return found


def filled(described: dict[str, Any], examples: Shown) -> dict[str, Any]:
    """The OpenAPI description with the example of each operation in it; ``described`` stays as it is."""
    paths = {
        path: {method: _filled(operation, examples) for method, operation in item.items()}
        for path, item in described["paths"].items()
    }
    schemas = dict(described["components"]["schemas"])
    for item in paths.values():
        for operation in item.values():
            _fill_form(schemas, operation, examples)
    return {**described, "paths": paths, "components": {**described["components"], "schemas": schemas}}


def _filled(operation: dict[str, Any], examples: Shown) -> dict[str, Any]:
    example = examples.get(operation["operationId"], Example())
    fresh = {**operation}
    if "parameters" in operation:
        fresh["parameters"] = [_parameter(item, example) for item in operation["parameters"]]
    if example.body is not None:
        body = operation["requestBody"]
        content = {
            media_type: told if media_type == _FORM else {**told, "example": example.body}
            for media_type, told in body["content"].items()
        }
        fresh["requestBody"] = {**body, "content": content}
    return fresh


def _parameter(parameter: dict[str, Any], example: Example) -> dict[str, Any]:
    name = parameter["name"]
    if name in example.parameters:
        return {**parameter, "example": example.parameters[name]}
    return {**parameter, "example": str(uuid4())} if name == _ONCE else parameter


def _fill_form(schemas: dict[str, Any], operation: dict[str, Any], examples: Shown) -> None:
    """Into the fields of the form themselves: there Swagger UI looks for what they begin with."""
    form = operation.get("requestBody", {}).get("content", {}).get(_FORM)
    example = examples.get(operation["operationId"], Example())
    if form is None or example.body is None:
        return
    name = form["schema"]["$ref"].rpartition("/")[2]
    fields = {
        field: {**told, "example": example.body[field]} if field in example.body else told
        for field, told in schemas[name]["properties"].items()
    }
    schemas[name] = {**schemas[name], "properties": fields}
