"""Somebody at ``/docs``: logs in, reads the description, and sends its examples as Swagger UI would."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import quote

import httpx

from api.accounts.identify import CSRF_HEADER
from api.sample.settlement import LOGIN

FORM = "multipart/form-data"
CHANGES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_NOTHING = object()


class Operation(NamedTuple):
    """An operation as the description has it."""

    method: str
    path: str
    described: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.described["operationId"])

    @property
    def success(self) -> int:
        """The first status of success that is documented."""
        return min(int(status) for status in self.described["responses"] if status[0] in "23")


@dataclass
class Sending:
    """A request about to be sent; what only the visitor has may be put in."""

    method: str
    path: str
    query: dict[str, str | list[str]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None
    form: dict[str, str] = field(default_factory=dict)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    lacking: list[str] = field(default_factory=list)


Own = Callable[["Visitor", Sending], None]


class Visitor:
    """A browser at ``/docs`` with the log-in of the demonstration."""

    def __init__(self, client: httpx.Client, password: str) -> None:
        self.client, self.password = client, password
        self.log_in()

    def log_in(self) -> None:
        answer = self.client.post("/api/v1/login", json={"login": LOGIN, "password": self.password})
        assert answer.status_code == 200, answer.text
        self._token = answer.json()["csrf_token"]

    def description(self) -> dict[str, Any]:
        answer = self.client.get("/openapi.json")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def send(self, sending: Sending) -> httpx.Response:
        headers = dict(sending.headers)
        if sending.method in CHANGES:
            headers[CSRF_HEADER] = self._token
        body: dict[str, Any] = {"json": sending.body} if sending.body is not None else {}
        if sending.form or sending.files:
            body = {"data": sending.form, "files": sending.files}
        answer = self.client.request(
            sending.method, sending.path, params=sending.query, headers=headers, **body
        )
        if answer.is_success and "csrf_token" in answer.text[:2_000]:
            self._token = answer.json()["csrf_token"]
        return answer


def in_order(described: dict[str, Any]) -> list[Operation]:
    """Every operation as the page shows them: by tag, tags as they first appear."""
    found = [
        Operation(method.upper(), path, operation)
        for path, item in described["paths"].items()
        for method, operation in item.items()
    ]
    tags = list(dict.fromkeys(operation.described["tags"][0] for operation in found))
    return sorted(found, key=lambda operation: tags.index(operation.described["tags"][0]))


def prefilled(described: dict[str, Any], operation: Operation) -> Sending:
    """What "Execute" sends; ``lacking`` names what is required and has no example."""
    sending = Sending(operation.method, operation.path)
    for parameter in operation.described.get("parameters", ()):
        name, value = parameter["name"], _value(parameter)
        if value is _NOTHING:
            sending.lacking += [name] if parameter["required"] else []
        elif parameter["in"] == "path":
            sending.path = sending.path.replace(f"{{{name}}}", quote(_text(value), safe=""))
        elif parameter["in"] == "query":
            several = isinstance(value, list)
            sending.query[name] = [_text(item) for item in value] if several else _text(value)
        else:
            sending.headers[name] = _text(value)
    if "requestBody" in operation.described:
        _fill_body(described, operation, sending)
    return sending


def _value(parameter: dict[str, Any]) -> Any:
    """As Swagger UI begins with: the example, else the default."""
    schema = parameter.get("schema", {})
    for place in ((parameter, "example"), (schema, "example"), (schema, "default")):
        if place[1] in place[0]:
            return place[0][place[1]]
    return _NOTHING


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _fill_body(described: dict[str, Any], operation: Operation, sending: Sending) -> None:
    media_type, content = next(iter(operation.described["requestBody"]["content"].items()))
    if media_type == FORM:
        schema = described["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]
        fields = {name: _value({"schema": item}) for name, item in schema["properties"].items()}
        sending.form = {name: _text(value) for name, value in fields.items() if value is not _NOTHING}
        sending.lacking += [name for name in schema["required"] if name not in sending.form]
        return
    examples = [content["example"]] if "example" in content else content["schema"].get("examples", [])
    if examples:
        sending.body = examples[0]
    else:
        sending.lacking.append("body")


def walked(visitor: Visitor, own: dict[str, Own]) -> Iterator[tuple[Operation, Sending, httpx.Response]]:
    """Every operation with its example and the answer to it, in order.

    As the page does, the description is read anew after every change. What only the visitor has is put in by
    ``own``, where the example is refused without it. Whoever logs out logs in again.
    """
    described = visitor.description()
    for number, first in enumerate(in_order(described)):
        operation = in_order(described)[number]
        assert operation.id == first.id  # examples change, operations do not
        sending = prefilled(described, operation)
        if operation.id in own:
            assert not visitor.send(sending).is_success, operation.id
            own[operation.id](visitor, sending)
        yield operation, sending, visitor.send(sending)
        if operation.id == "log_out":
            visitor.log_in()
        if operation.method in CHANGES:
            described = visitor.description()
