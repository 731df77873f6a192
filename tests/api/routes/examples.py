"""The resources of the API in the order in which their examples can be posted."""

from typing import Any

import httpx

from api.examples import records
from api.routes import facts
from api.routes.resource import Resource

# What is told of a visit changes the company and makes problems: it is posted where that is looked at.
RESOURCES: tuple[Resource[Any], ...] = tuple(
    resource for resource in records.RESOURCES.values() if resource is not facts.RESOURCE
)


def example(resource: Resource[Any]) -> dict[str, Any]:
    """The body that the documentation shows."""
    shown: dict[str, Any] = resource.example.model_dump(mode="json", exclude_defaults=True)
    return shown


def post_examples(client: httpx.Client) -> dict[str, str]:
    """Create the example of every resource; the address of each by the resource's path."""
    places: dict[str, str] = {}
    for resource in RESOURCES:
        answer = client.post(resource.path, json=example(resource))
        assert answer.status_code == 201, answer.text
        places[resource.path] = answer.headers["Location"].removeprefix("/api/v1")
    return places


def company(identity: str, unit: str | None = None, **fields: Any) -> dict[str, Any]:
    """The body of a company."""
    body = {"id": identity, "name": f"企业{identity}", "site": {"city": "320500", "lat": 31.3, "lon": 120.6}}
    return body | ({"first_contact": {"unit": unit}} if unit else {}) | fields
